//! What comes from elsewhere, broken at random: files to import, mails, and what a terminal sends. Each target starts
//! from good examples and changes their bytes. `NEJ_FUZZ_SECONDS=600 cargo test --test it fuzz` goes on for that long;
//! a failure names the seed, which `NEJ_FUZZ_SEED` repeats.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use nej::app::model::key::{Key, KeyCode};
use nej::exchange::import::sniff::{Sniff, Sniffed};
use nej::exchange::import::{self, Imported, Stopped};
use nej::exchange::mail;
use nej::runtime::clock;
use nej::runtime::event::LoopEvent;
use nej::runtime::input::{Charset, Decoder};

use crate::desk::day;

/// How many inputs are tried where nobody asks for more.
const ROUNDS: u64 = 400;

/// Numbers that look random, the same ones for the same seed.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        if limit == 0 { 0 } else { (self.next() % limit as u64) as usize }
    }
}

/// Bytes that formats care about.
const TELLING: [&[u8]; 18] = [
    b"\"",
    b",",
    b";",
    b"\t",
    b"\r\n",
    b"\n",
    b"\0",
    b"\x1b",
    b"\x1b[",
    b"\x1b]",
    b"\x1b[200~",
    b"\xff",
    b"\xc3",
    b"\xef\xbb\xbf",
    b"=?utf-8?B?",
    b"--",
    b"{\"",
    b"[[[[",
];

/// A text with some bytes flipped, cut out, doubled, put in or taken from another text.
fn broken(seeds: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut bytes = seeds[random.below(seeds.len())].clone();
    for _ in 0..=random.below(8) {
        let (at, to) = (random.below(bytes.len() + 1), random.below(bytes.len() + 1));
        let (at, to) = (at.min(to), at.max(to));
        match random.below(6) {
            0 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            1 => drop(bytes.drain(at..to.min(at + 64))),
            2 => {
                let piece = bytes[at..to.min(at + 256)].to_vec();
                bytes.splice(at..at, piece);
            }
            3 => {
                let piece = TELLING[random.below(TELLING.len())];
                let times = 1 + random.below(3) * random.below(200);
                bytes.splice(at..at, piece.repeat(times));
            }
            4 => bytes.truncate(to),
            _ => {
                let other = &seeds[random.below(seeds.len())];
                let from = random.below(other.len() + 1);
                bytes.splice(at..at, other[from..other.len().min(from + 512)].iter().copied());
            }
        }
    }
    bytes
}

#[expect(clippy::disallowed_methods, reason = "how long to go on is a matter of the test run, not of the program")]
fn number(name: &str) -> Option<u64> {
    env::var(name).ok()?.parse().ok()
}

/// Tries a target on broken inputs, which are made from these good ones.
fn fuzz(seeds: &[Vec<u8>], target: impl Fn(&[u8]) + std::panic::RefUnwindSafe) {
    let until = number("NEJ_FUZZ_SECONDS").map(|seconds| clock::millis() + 1000 * seconds);
    let first = number("NEJ_FUZZ_SEED");
    for seed in first.unwrap_or(0).. {
        let bytes = broken(seeds, &mut Random(seed));
        let tried = std::panic::catch_unwind(|| target(&bytes));
        assert!(tried.is_ok(), "seed {seed}: {}", bytes.escape_ascii());
        match until {
            _ if first.is_some() => return,
            Some(until) if clock::millis() >= until => return,
            None if seed == ROUNDS => return,
            _ => {}
        }
    }
}

fn files(folder: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().filter(|path| path.is_file()).map(|path| fs::read(path).unwrap()).collect()
}

#[test]
fn a_broken_file_to_import_is_read_or_refused_by_line() {
    let mut seeds = files("import");
    seeds.push(fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/export-1.json")).unwrap());
    seeds.push(b"platform,handle,person,email,submitted\ninstagram,@anna,Anna,anna@example.org,2026-02-03\n".repeat(3));
    fuzz(&seeds, |bytes| {
        let mut sniff = Sniff::default();
        for piece in bytes.chunks(7) {
            sniff.feed(piece);
        }
        let (Sniffed::Certain(encoding) | Sniffed::Guess(encoding, ..)) = sniff.finish(None) else { return };
        let read = || {
            let (mut good, mut bad) = (Vec::new(), Vec::new());
            let end = import::read(bytes, encoding, day("2026-11-23"), |record| -> Result<(), ()> {
                match record {
                    Ok(Imported::Account(record)) => good.push(record),
                    Ok(Imported::Mail(_)) => {}
                    Err(error) => bad.push(error),
                }
                Ok(())
            });
            assert!(!matches!(end, Err(Stopped::ByTaker(()))));
            (good, bad, end.is_ok())
        };
        let (good, bad, whole) = read();
        for record in &good {
            assert!(!record.fields.handle.trim().is_empty() && record.line > 0, "{record:?}");
        }
        let (again, as_bad, as_whole) = read();
        assert_eq!((good.len(), bad.len(), whole), (again.len(), as_bad.len(), as_whole), "the second reading differs");
    });
}

#[test]
fn a_broken_mail_is_read_or_refused() {
    fuzz(&files("mail"), |bytes| {
        let Ok(read) = mail::read(bytes) else { return };
        let again = mail::read(bytes).unwrap();
        assert_eq!((&read.subject, &read.text), (&again.subject, &again.text));
        mail::redact(bytes);
    });
}

#[test]
fn whatever_a_terminal_sends_the_next_key_works() {
    let seeds: Vec<Vec<u8>> = [
        b"jk\x1b[A\x1b[1;5C\x1bOP\x1b[15~\r\t\x7f".as_slice(),
        b"\x1b[200~en text\rmed rader\x1b[201~q",
        b"\x1b]11;rgb:1c1c/1c1c/1c1c\x07\x1b[?62;4c\x1bP>|term\x1b\\",
        b"\x1b[<0;12;7M\x1b[<0;12;7m\x1b[M !!",
        "åäö 🙂 é".as_bytes(),
    ]
    .map(<[u8]>::to_vec)
    .to_vec();
    fuzz(&seeds, |bytes| {
        for mouse in [false, true] {
            let (mut decoder, mut events, mut now) = (Decoder::new(Charset::default(), mouse), Vec::new(), 0);
            for piece in bytes.chunks(5) {
                decoder.feed(piece, now, &mut events);
                now += 1;
            }
            // Nothing more comes: whatever was begun ends within its time.
            for _ in 0..8 {
                let Some(at) = decoder.deadline() else { break };
                now = now.max(at);
                decoder.expire(now, &mut events);
            }
            assert_eq!(decoder.deadline(), None);
            // After a paste without an end, a single key is one again a second later.
            let (mut last, later) = (Vec::new(), now + 1000);
            decoder.feed(b"x", later, &mut last);
            while let Some(at) = decoder.deadline() {
                decoder.expire(at, &mut last);
            }
            last.retain(|event| matches!(event, LoopEvent::Key(_)));
            assert_eq!(last, [LoopEvent::Key(Key::char('x'))]);
            let hidden =
                |event: &LoopEvent| matches!(event, LoopEvent::Key(Key { code: KeyCode::Char(c), .. }) if c.is_control());
            assert!(!events.iter().any(hidden), "{events:?}");
        }
    });
}

//! What terminals send, byte by byte: keys of many dialects, pastes, clicks, other encodings, and what a terminal says
//! about itself, which is no typing.

use nej::app::model::key::{Key, KeyCode, parse_script};
use nej::runtime::event::LoopEvent;
use nej::runtime::input::{Charset, Decoder, REST_WAIT};
use proptest::prelude::*;

fn decoder() -> Decoder {
    Decoder::new(Charset::default(), true)
}

/// Everything that comes of pieces, each as long after the one before as given in milliseconds.
fn pieces(pieces: &[(&[u8], u64)]) -> Vec<LoopEvent> {
    let (mut decoder, mut now, mut out) = (decoder(), 0, Vec::new());
    let wait_until = |decoder: &mut Decoder, until: u64, out: &mut Vec<LoopEvent>| {
        while let Some(at) = decoder.deadline().filter(|at| *at <= until) {
            decoder.expire(at, out);
        }
    };
    for (bytes, after) in pieces {
        now += after;
        wait_until(&mut decoder, now, &mut out);
        decoder.feed(bytes, now, &mut out);
    }
    wait_until(&mut decoder, now + 10_000, &mut out);
    out
}

fn events(bytes: &[u8]) -> Vec<LoopEvent> {
    pieces(&[(bytes, 0)])
}

fn keys(script: &str) -> Vec<LoopEvent> {
    parse_script(script).unwrap().into_iter().map(LoopEvent::Key).collect()
}

/// What terminals answer and report, of their own accord or because another program asked.
const REPORTS: [&[u8]; 24] = [
    b"\x1b]11;rgb:1e1e/1e1e/2e2e\x07",
    b"\x1b]10;rgb:ffff/dddd/aaaa\x1b\\",
    b"\x1b]4;1;rgb:cdcd/0000/0000\x1b\\",
    b"\x1b]52;c;aGVq\x07",
    b"\x1b]l a title\x1b\\",
    b"\x1bP>|XTerm(390)\x1b\\",
    b"\x1bP1$r0m\x1b\\",
    b"\x1bP1+r544e=787465726d\x1b\\",
    b"\x1bP!|7E565445\x1b\\",
    b"\x1b_Gi=31;OK\x1b\\",
    b"\x1b^private\x1b\\",
    b"\x1b[?62;22c",
    b"\x1b[>41;390;0c",
    b"\x1b[=0c",
    b"\x1b[?997;1n",
    b"\x1b[0n",
    b"\x1b[12;40R",
    b"\x1b[?12;40;1R",
    b"\x1b[?2026;2$y",
    b"\x1b[?1u",
    b"\x1b[8;24;80t",
    b"\x1b[48;24;80;480;800t",
    b"\x1b[I",
    b"\x1b[O",
];

#[test]
fn what_a_terminal_says_about_itself_is_no_typing_and_the_next_key_works() {
    for report in REPORTS {
        assert_eq!(events(&[report, b"?"].concat()), keys("?"), "{}", report.escape_ascii());
        assert_eq!(pieces(&[(report, 0), (b"?", 1000)]), keys("?"), "{}", report.escape_ascii());
    }
}

#[test]
fn also_when_the_network_cuts_it_anywhere_but_after_its_first_byte() {
    for report in REPORTS {
        for at in 2..report.len() {
            let (head, tail) = report.split_at(at);
            assert_eq!(pieces(&[(head, 0), (tail, 400), (b"?", 0)]), keys("?"), "{} {at}", report.escape_ascii());
        }
        // After ESC alone the rest may be a little late; then the key Esc has happened, and nothing else does.
        let (head, tail) = report.split_at(1);
        assert_eq!(pieces(&[(head, 0), (tail, 90), (b"?", 0)]), keys("?"), "{}", report.escape_ascii());
    }
    for report in [0, 1, 2, 4, 5, 6, 9, 11, 15, 20, 22].map(|n| REPORTS[n]) {
        let (head, tail) = report.split_at(1);
        assert_eq!(pieces(&[(head, 0), (tail, 200), (b"?", 0)]), keys("<esc>?"), "{}", report.escape_ascii());
    }
}

#[test]
fn a_sequence_that_never_ends_is_dropped_and_a_paste_handed_over() {
    for begun in [&b"\x1b[<0;1"[..], b"\x1b[?62", b"\x1b[", b"\x1b]11;rgb:", b"\x1bP1$r", b"\x1b[M!", b"\x1b[["] {
        assert_eq!(pieces(&[(begun, 0), (b"?\x03", REST_WAIT + 1)]), keys("?<C-c>"), "{}", begun.escape_ascii());
    }
    let with_key = |text: &str| [vec![paste(text)], keys("?")].concat();
    assert_eq!(pieces(&[(b"\x1b[200~abc", 0), (b"?", 1000)]), with_key("abc"));
    assert_eq!(pieces(&[(b"\x1b[200~abc\x1b[20", 0), (b"?", 1000)]), with_key("abc"));
    assert_eq!(pieces(&[(b"\x1b[200~ab", 0), (b"c", 400), (b"d\x1b[201~?", 400)]), with_key("abcd"));
}

fn paste(text: &str) -> LoopEvent {
    LoopEvent::Paste(text.into())
}

/// What was pasted in all, and the keys that came between.
fn pasted(sent: &[(&[u8], u64)]) -> (String, Vec<LoopEvent>) {
    let (mut text, mut others) = (String::new(), Vec::new());
    for event in pieces(sent) {
        match event {
            LoopEvent::Paste(part) => text.push_str(&part),
            other => others.push(other),
        }
    }
    (text, others)
}

#[test]
fn a_paste_that_stalls_and_goes_on_stays_text_to_its_end() {
    let text = "Åsa  Öberg\r\nrad två 🙂\r\nq";
    let whole = ["\x1b[200~", text, "\x1b[201~"].concat().into_bytes();
    for at in 6..whole.len() {
        for stall in [REST_WAIT + 100, 1500, 40_000] {
            let (head, tail) = whole.split_at(at);
            let came = pasted(&[(head, 0), (tail, stall), (b"?", 100)]);
            assert_eq!(came, (text.to_owned(), keys("?")), "cut at {at} for {stall}");
        }
    }
    // In three pieces, none of which has the end; the last but one might be a key, and comes before it could be one.
    let three: [(&[u8], u64); 5] = [(b"\x1b[200~abc", 0), (b"def", 700), (b"q", 700), (b"jj\x1b[20", 700), (b"1~?", 700)];
    assert_eq!(pasted(&three), ("abcdefqjj".into(), keys("?")));
}

#[test]
fn after_a_paste_without_an_end_keys_are_keys_again() {
    let begun = (&b"\x1b[200~abc"[..], 0);
    for (key, script) in [(&b"?"[..], "?"), (b"\x1b[A", "<up>"), (b"\x1bOP", "<F1>"), ("å".as_bytes(), "å")] {
        assert_eq!(pasted(&[begun, (key, 1000), (b"q", 150), (b"j", 1)]).1, keys(&format!("{script}qj")), "after a second");
    }
    for (key, script) in [(b"\x03", "<C-c>"), (b"\x1b", "<esc>")] {
        assert_eq!(pasted(&[begun, (key, REST_WAIT + 1), (b"q", 600)]).1, keys(&format!("{script}q")), "who wants out is heard");
    }
    assert_eq!(pasted(&[begun, (b"hej", 10_000), (b"q", 150)]), ("abc".into(), keys("hejq")), "and several after ten");
    let singly: Vec<(&[u8], u64)> = [begun].into_iter().chain([(&b"j"[..], 600), (b"j", 600), (b"j", 600)]).collect();
    assert_eq!(pasted(&singly), ("abcj".into(), keys("jj")), "pressed one by one they do not put that off");
    // Even then what an end closes was pasted.
    assert_eq!(pasted(&[begun, (b"?", 1500), (b"dq\x1b[201~j", 1500)]), ("abcdq".into(), keys("?j")));
}

#[test]
fn a_paste_of_any_size_is_text_to_its_end() {
    let text = "Åsa och Öberg\r\n".repeat(1 << 17);
    let whole = ["\x1b[200~", &text, "\x1b[201~?"].concat().into_bytes();
    let (came, others) = pasted(&[(&whole, 0)]);
    assert!(came == text && others == keys("?"), "{} of {} bytes, {others:?}", came.len(), text.len());
}

#[test]
fn a_line_end_of_two_bytes_is_one_key() {
    assert_eq!(events(b"a\r\nb\rc\nd"), keys("a<enter>b<enter>c<C-j>d"));
    assert_eq!(pieces(&[(b"a\r", 0), (b"\nb", 20)]), keys("a<enter>b"));
    assert_eq!(pieces(&[(b"\r", 0), (b"\n", 300)]), keys("<enter><C-j>"), "pressed one after the other");
}

#[test]
fn what_a_terminal_sends_in_eight_bits_is_no_typing() {
    let cases: [(&[u8], Vec<LoopEvent>); 9] = [
        (b"\x9bA", keys("<up>")),
        ("\u{9b}A".as_bytes(), keys("<up>")),
        (b"\x8fP", keys("<F1>")),
        (b"\x9b?62;22c", keys("")),
        (b"\x9d11;rgb:1e1e/1e1e/2e2e\x9c", keys("")),
        ("\u{9d}11;rgb:1e1e/1e1e/2e2e\u{9c}".as_bytes(), keys("")),
        (b"\x90>|XTerm(390)\x9c", keys("")),
        (b"\x9b200~ab\x9b201~", vec![paste("ab")]),
        ("å\u{9b}A".as_bytes(), keys("å<up>")),
    ];
    for (sent, means) in cases {
        assert_eq!(events(&[sent, b"?"].concat()), [means, keys("?")].concat(), "{}", sent.escape_ascii());
    }
    let (title, shown) = ("\x1b]2;Ü\x07?", keys("?"));
    assert_eq!(events(title.as_bytes()), shown, "a byte of an ordinary character ends nothing");
}

#[test]
fn a_report_without_an_end_and_without_a_pause_has_a_limit_too() {
    let endless = [b"\x1b]".to_vec(), vec![b'x'; (1 << 20) + 2]].concat();
    assert_eq!(events(&endless), keys("x"));
    assert_eq!(events(&[b"\x1b[".to_vec(), vec![b'1'; 10_000], b"~?".to_vec()].concat()), keys("?"));
}

#[test]
fn ctrl_c_is_heard_in_the_middle_of_everything() {
    for begun in [&b"\x1b]11;"[..], b"\x1b[?62", b"\x1bP", b"\x1bO", b"\x1b"] {
        assert_eq!(events(&[begun, b"\x03"].concat()).pop(), keys("<C-c>").pop(), "{}", begun.escape_ascii());
    }
}

#[test]
fn the_same_key_comes_in_many_clothes() {
    for (sent, script) in [
        (&b"\x1b[27;2;13~"[..], "<enter>"),
        (b"\x1b[13;2u", "<enter>"),
        (b"\x1b\r", "<enter>"),
        (b"\x1bOM", "<enter>"),
        (b"\x1b[57414u", "<enter>"),
        (b"\n", "<C-j>"),
        (b"\x1b[3~\x1b[P", "<del><del>"),
        (b"\x7f\x08", "<bs><C-h>"),
        (b"\x1b[A\x1bOA\x1b[1;1A", "<up><up><up>"),
        (b"\x1b[H\x1bOH\x1b[1~\x1b[7~", "<home><home><home><home>"),
        (b"\x1b[F\x1bOF\x1b[4~\x1b[8~", "<end><end><end><end>"),
        (b"\x1b[5~\x1b[6~", "<pgup><pgdn>"),
        (b"\x1bOP\x1b[11~\x1b[[A\x1b[1;1P", "<F1><F1><F1><F1>"),
        (b"\x1b[Z\x1b[1;2Z\x1b[9;2u", "<S-tab><S-tab><S-tab>"),
        (b"\x1bOj\x1bOk\x1bOm\x1bOn\x1bOp\x1bOy", "*+-.09"),
        (b"\x1b[27;5;99~\x1b[99;5u\x03", "<C-c><C-c><C-c>"),
        (b"\x1b[97;2u\x1b[65;2u", "AA"),
        (b"\x1b[97;1:3u\x1b[1;1:3A\x1b[97:65;2:3u\x1b[97;1:3;97u?", "?"),
        (b"\x1b[49:33;2u\x1b[229:197;2u\x1b[97::113;1u\x1b[97;;229u", "!Åaå"),
        (b"\x1b[97;65u\x1b[97;66u\x1b[49;65u\x1b[97;129u", "Aa1a"),
        (b"\x1b[97;9u\x1b[113;17u\x1b[1;9A\x1b[3;9~\x1b[27;9;113~?", "?"),
        (b"\x1b\n", "<enter>"),
        (b"\x1b[57358u\x1b[2~\x1b[34~?", "?"),
        (b"\x1b\x1b", "<esc><esc>"),
        (b"\x1bq", "<esc>q"),
        (b"\x1b\x1b[A", "<esc><up>"),
        (b"\x1bP", "<esc>P"),
        (b"\x1bO", "<esc>O"),
        (b"\x1b\x7f", "<A-bs>"),
        (b"\x1b[1;5D\x1bOd\x1b[1;3C", "<C-left><C-left><A-right>"),
        (b"\x1b[3^\x1b[3$\x1b[a", "<C-del><S-del><S-up>"),
    ] {
        assert_eq!(events(sent), keys(script), "{}", sent.escape_ascii());
    }
}

#[test]
fn a_key_that_comes_in_two_packets_is_one_key() {
    for sent in [&b"\x1b[A"[..], b"\x1b[1;5D", b"\x1bOB", b"\x1b[3~", b"\x1b[27;2;13~"] {
        for at in 1..sent.len() {
            let (head, tail) = sent.split_at(at);
            assert_eq!(pieces(&[(head, 0), (tail, 20)]), events(sent), "{} {at}", sent.escape_ascii());
        }
    }
}

#[test]
fn clicks_and_the_wheel_come_in_the_new_way_and_the_old() {
    let click = LoopEvent::Click { column: 3, row: 4 };
    let wheel = |down| LoopEvent::Wheel { down, column: 3, row: 4 };
    assert_eq!(events(b"\x1b[<0;4;5M\x1b[<0;4;5m\x1b[<2;4;5M\x1b[<35;4;5M"), std::slice::from_ref(&click));
    assert_eq!(events(b"\x1b[<64;4;5M\x1b[<65;4;5M"), [wheel(false), wheel(true)]);
    assert_eq!(events(b"\x1b[M $%\x1b[M#$%?"), [vec![click], keys("?")].concat());
}

#[test]
fn clicks_that_nobody_asked_for_are_no_typing_and_take_no_key() {
    let without = |sent: &[u8]| {
        let (mut decoder, mut out) = (Decoder::new(Charset::default(), false), Vec::new());
        decoder.feed(sent, 0, &mut out);
        while let Some(at) = decoder.deadline() {
            assert!(at <= 100, "no key waits long for a click");
            decoder.expire(at, &mut out);
        }
        out
    };
    for click in [&b"\x1b[M q\""[..], b"\x1b[M \xc3\xa5q", b"\x1b[M#\xff\xfe", b"\x1b[32;4;5M", b"\x1b[<0;4;5M", b"\x1b[<0;4;5m"]
    {
        assert_eq!(without(&[click, b"j"].concat()), keys("j"), "{}", click.escape_ascii());
    }
    assert_eq!(without(b"\x1b[M?"), keys("?"));
    assert_eq!(without(b"\x1b[M\x03"), keys("<C-c>"));
}

#[test]
fn letters_beyond_ascii_come_whole_in_utf_8() {
    let text = "Åsa Öberg 🙂 می‌خواهم";
    let typed: Vec<LoopEvent> = text.chars().map(|c| LoopEvent::Key(Key::plain(KeyCode::Char(c)))).collect();
    assert_eq!(events(text.as_bytes()), typed);
    let single: Vec<(&[u8], u64)> = text.as_bytes().chunks(1).map(|byte| (byte, 50)).collect();
    assert_eq!(pieces(&single), typed, "also byte by byte");
}

#[test]
fn what_is_not_utf_8_is_read_by_the_locale_and_said_once() {
    let typed = |bytes: &[u8], locale: &str| {
        let (mut decoder, mut out) = (Decoder::new(Charset::of_locale(locale).unwrap_or_default(), false), Vec::new());
        decoder.feed(bytes, 0, &mut out);
        while let Some(at) = decoder.deadline() {
            decoder.expire(at, &mut out);
        }
        let said = out.iter().filter(|event| matches!(event, LoopEvent::NotUtf8(_))).count();
        assert_eq!(said, 1, "{out:?}");
        let text: String = out
            .iter()
            .filter_map(|event| match event {
                LoopEvent::Key(Key { code: KeyCode::Char(c), .. }) => Some(c.to_string()),
                LoopEvent::Paste(text) => Some(format!("[{text}]")),
                _ => None,
            })
            .collect();
        text
    };
    assert_eq!(typed(b"Bj\xf6rn \xc5ngstr\xf6m", "sv_SE.ISO-8859-1"), "Björn Ångström");
    assert_eq!(typed(b"\xe5\xe4\xf6", "sv_SE.UTF-8"), "åäö", "also where the locale claims UTF-8");
    assert_eq!(typed(b"\xe5", "sv_SE.ISO-8859-15@euro"), "å");
    assert_eq!(typed(b"10 \xa4", "sv_SE.ISO-8859-15@euro"), "10 €");
    assert_eq!(typed(b"za\xbf\xf3\xb3\xe6", "pl_PL.ISO8859-2"), "zażółć");
    assert_eq!(typed(b"\xc6\xfc\xcb\xdc", "ja_JP.eucJP"), "日本");
    assert_eq!(typed(b"\x1b[200~Bj\xf6rn\x1b[201~!", "C"), "[Björn]!");
    assert_eq!(typed(b"Bj\x94rn \x8fngstr\x94m", "sv_SE.CP850"), "Björn Ångström");
    assert_eq!(typed(b"\x93\xfa\x96{\x95\\\xb1", "ja_JP.SJIS"), "日本表ｱ", "whose second byte may look like ASCII");
    assert_eq!(typed(b"\x1b[200~\x93\xfa\x96{\x95\\\x1b[201~", "ja_JP.SJIS"), "[日本表]");
}

#[test]
fn what_cannot_be_read_is_said_each_time() {
    let typed = |bytes: &[u8], locale: &str| {
        let (mut decoder, mut out) = (Decoder::new(Charset::of_locale(locale).unwrap_or_default(), false), Vec::new());
        decoder.feed(bytes, 0, &mut out);
        while let Some(at) = decoder.deadline() {
            decoder.expire(at, &mut out);
        }
        out
    };
    let lost = |script: &str| [keys(script), vec![LoopEvent::NotUtf8(None)]].concat();
    assert_eq!(typed(b"a\xe5b", "hy_AM.ARMSCII-8"), lost("ab"));
    assert_eq!(typed(b"m\x81rk", "sv_SE"), lost("mrk"), "no letter of western Europe");
    assert_eq!(typed(b"a\xff\xff", "ja_JP.SJIS"), lost("a"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// However bytes are mixed and cut, nothing panics, nothing is U+FFFD, and a second later a key works.
    #[test]
    fn after_any_bytes_a_key_works(
        parts in prop::collection::vec((prop::collection::vec(any::<u8>(), 0..20), 0..700u64), 0..12),
        begun in prop::sample::select(vec!["", "\x1b", "\x1b[", "\x1b]", "\x1bP", "\x1b[200~", "\x1b[<", "\u{e5}"]),
    ) {
        let mut sent: Vec<(&[u8], u64)> = parts.iter().map(|(bytes, after)| (bytes.as_slice(), *after)).collect();
        sent.push((begun.as_bytes(), 1));
        sent.push((b"?", 1000));
        let out = pieces(&sent);
        prop_assert!(!format!("{out:?}").contains('\u{fffd}'), "{out:?}");
        let last = out.iter().rev().find(|event| !matches!(event, LoopEvent::NotUtf8(_)));
        prop_assert_eq!(last, Some(&LoopEvent::Key(Key::char('?'))));
    }
}

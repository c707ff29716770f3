//! Mails that controllers send, as they come: a corpus of files with what is expected of each, read by the library.

use std::fs;
use std::path::Path;

use nej::content::mail::knowledge;
use nej::domain::change::Change;
use nej::domain::day::in_stockholm;
use nej::domain::{EventKind, Platform};
use nej::exchange::mail::{MAIL_MAX, MailError, read, redact};
use nej::service::mail::{MailFate, MailIntake};
use proptest::prelude::*;

use crate::store::{Db, d, now, sent};

/// The corpus: name, expected account, day and proposal, and the bytes.
pub fn corpus() -> Vec<(String, String, String, String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/mail");
    let table = fs::read_to_string(folder.join("expected.csv")).unwrap();
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let bytes = fs::read(folder.join(format!("{}.eml", cells[0]))).unwrap();
        (cells[0].to_owned(), cells[1].to_owned(), cells[2].to_owned(), cells[3].to_owned(), bytes)
    };
    table.lines().skip(1).map(row).collect()
}

#[test]
fn every_message_of_the_corpus_has_its_day_and_its_proposal() {
    let all = corpus();
    assert!(all.len() >= 40);
    for (name, _, day, proposal, bytes) in all {
        let mail = read(&bytes).unwrap_or_else(|e| panic!("{name}: {e:?}"));
        let read_day = mail.date.map_or("none".into(), |date| in_stockholm(date).to_string());
        if day != "future" {
            assert_eq!(read_day, day, "{name}");
        }
        let proposed = knowledge().propose(&mail.subject, &mail.text).map_or("unclear", EventKind::id);
        assert!(proposal == "any" || proposed == proposal, "{name}: {proposed}, not {proposal}: {}", mail.text);
    }
}

#[test]
fn every_message_of_the_corpus_finds_its_account_or_says_that_it_cannot() {
    let mut db = Db::new();
    for (platform, handle, email) in [
        ("facebook", "Anna Berg", "Anna@example.org"),
        ("instagram", "@anna.foto", "anna@example.org"),
        ("facebook", "Olle Ek", "olle@example.org"),
    ] {
        let account = db.add(Platform::from_id(platform).unwrap(), handle);
        let mut fields = db.reader.account(account).unwrap().unwrap().fields;
        fields.email = email.to_owned();
        db.writer.apply(&Change::Edit { account, fields }).unwrap();
        db.record(account, "2025-05-30", sent("Nej."));
    }
    let intake = MailIntake { log_as: None, account: None, today: d("2026-11-23"), at: now() };
    for (name, account, day, _, bytes) in corpus() {
        // Dropped, so that none is known for the next.
        let mut batch = db.writer.batch().unwrap();
        let taken = intake.take(&mut batch, &bytes).unwrap();
        let found = match &taken.fate {
            MailFate::Waits(id) => id.0.to_string(),
            MailFate::NoAccount => "none".into(),
            MailFate::Several(_) => "several".into(),
            MailFate::LooksAlike => "lookalike".into(),
            MailFate::Unrelated => "unrelated".into(),
            other => format!("{other:?}"),
        };
        assert!(account == "any" || found == account, "{name}: {found}, not {account}");
        let on = taken.head.on.map_or("none".into(), |on| on.to_string());
        let passed_over = matches!(taken.fate, MailFate::Unrelated | MailFate::NotTheirs);
        assert!(passed_over || on == if day == "future" { "none" } else { &day }, "{name}: {on}");
    }
}

#[test]
fn no_digit_of_a_code_is_left_in_what_is_kept() {
    for (name, _, _, proposal, bytes) in corpus() {
        let kept = redact(&bytes);
        assert_eq!(kept.redacted, proposal == "confirmed", "{name}");
        if !kept.redacted {
            assert_eq!(kept.bytes, bytes, "{name}: what has no code is kept to the byte");
            continue;
        }
        let mail = read(&kept.bytes).unwrap_or_else(|e| panic!("{name}: {e:?}"));
        let shown = format!("{}\n{}\n{}", mail.subject, mail.text, String::from_utf8_lossy(&kept.bytes));
        let digits: String = shown.chars().filter(char::is_ascii_digit).collect();
        assert!(!digits.contains("123456") && !digits.contains("482190"), "{name}: {shown}");
        assert!(!kept.text_only, "{name}: the message itself can be kept");
    }
}

#[test]
fn the_servers_word_on_dkim_is_the_topmost_ones() {
    let words = |name: &str| {
        let (.., bytes) = corpus().into_iter().find(|row| row.0 == name).unwrap();
        read(&bytes).unwrap().dkim
    };
    let pass = words("dkim-pass");
    assert_eq!(
        (pass[0].server.as_str(), pass[0].domain.as_str(), pass[0].result.as_str()),
        ("mx.example.org", "facebookmail.com", "pass")
    );
    assert_eq!(pass.len(), 1, "a field further down may be the sender's own");
    assert_eq!(words("dkim-fail")[0].result, "fail");
    assert!(words("plain-ascii").is_empty());
}

#[test]
fn what_is_no_message_or_too_large_is_refused() {
    assert_eq!(read(b""), Err(MailError::NotAMessage));
    assert_eq!(read(b"just a line of text\n"), Err(MailError::NotAMessage));
    assert_eq!(read(&vec![b'a'; MAIL_MAX + 1]), Err(MailError::TooLarge));
    let mut large = corpus().swap_remove(0).4;
    large.extend(std::iter::repeat_n(b'x', 20 << 20));
    assert!(read(&large).unwrap().text.len() <= 1 << 20, "a large text is cut, not refused");
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000), at in 0usize..50, cut in 0usize..400) {
        let _ = redact(&bytes);
        let all = corpus();
        let mut mixed = all[at % all.len()].4.clone();
        let place = cut.min(mixed.len());
        mixed.splice(place..place, bytes.iter().copied());
        let _ = read(&mixed);
        let _ = redact(&mixed);
    }
}

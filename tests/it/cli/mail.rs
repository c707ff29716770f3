//! `nej mail` as a process: from a pipe, an mbox and a Maildir, into the log or to be gone through.

use std::fs;
use std::process::Stdio;

use super::{Home, Ran};
use crate::mail::corpus;

/// A home with an account on each platform for Anna, one for Olle, each with an objection that was sent.
fn home() -> Home {
    let home = Home::new().with("NEJ_DB", "nej.db").with("NEJ_LANG", "en");
    home.ok("add --platform facebook --handle 'Anna Berg' --email anna@example.org");
    home.ok("add --platform instagram --handle @anna.foto --email anna@example.org");
    home.ok("add --platform facebook --handle 'Olle Ek' --email olle@example.org");
    let sent = home.run("submit 1 2 3 --on 2025-05-30 --code-pending");
    assert_eq!(sent.status, 0, "{}", sent.err);
    home
}

fn message(name: &str) -> Vec<u8> {
    corpus().into_iter().find(|row| row.0 == name).unwrap().4
}

fn piped(home: &Home, options: &str, bytes: &[u8]) -> Ran {
    let ran = home.run_with(&format!("mail - {options}"), bytes);
    assert_eq!(ran.err, "");
    ran
}

/// The events of an account, by kind.
fn kinds(home: &Home, account: &str) -> Vec<String> {
    let shown = home.json(&format!("show {account} --json"));
    shown["events"].as_array().unwrap().iter().map(|e| e["kind"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_piped_mail_is_logged_on_its_own_day_with_itself_as_evidence() {
    let home = home();
    let bytes = message("quoted-printable-utf-8");
    let ran = piped(&home, "--as refused", &bytes);
    assert_eq!(ran.status, 0);
    assert!(ran.out.starts_with("Logged: 1 FB Anna Berg, entry 4, Meta says no 2025-06-03: "), "{}", ran.out);
    let events = home.json("show 1 --json")["events"].clone();
    let told = &events[1];
    assert_eq!((told["kind"].as_str(), told["on"].as_str()), (Some("refused"), Some("2025-06-03")));
    let evidence = &events[2];
    assert_eq!((evidence["about"].as_i64(), evidence["evidence_kind"].as_str()), (told["id"].as_i64(), Some("reply")));
    assert!(home.ok("evidence 1 --verify").ends_with("unchanged\n"));
    home.ok("evidence 1 --save out");
    let saved = super::inside(&home.path("out"));
    assert_eq!(fs::read(home.path("out").join(&saved[0])).unwrap(), bytes, "the original bytes are the evidence");
    assert_eq!(piped(&home, "--as refused", &bytes).out, "1 mail is already here\n");
    assert_eq!(kinds(&home, "1").len(), 3);
}

#[test]
fn a_mail_without_an_answer_waits_until_somebody_goes_through_it() {
    let home = home();
    let ran = piped(&home, "", &message("question"));
    assert_eq!(ran.status, 0);
    assert!(ran.out.starts_with("To go through: 1 FB Anna Berg, probably Meta asks"), "{}", ran.out);
    assert!(ran.out.contains("1 new mail to go through"));
    assert_eq!(kinds(&home, "1"), ["submitted"], "nothing is logged before a person or a script says so");
    assert!(home.ok("mail").starts_with("1  2025-06-03  1 FB Anna Berg  Meta asks"));
    let shown = home.ok("mail --number 1");
    assert!(shown.contains("From: Facebook <notification@facebookmail.com>\nDay: 2025-06-03\n"), "{shown}");
    home.ok("mail --number 1 --as info_requested");
    assert_eq!(kinds(&home, "1"), ["submitted", "info_requested", "evidence_added"]);
    assert_eq!(home.ok("mail"), "no mails to go through\n");
    assert_eq!(
        home.fails("mail --number 1 --as granted", 1),
        "No mail with the number 1 is waiting. See which are with nej mail."
    );
}

#[test]
fn what_nobody_can_tell_is_laid_aside_until_somebody_says_whose_it_is() {
    let home = home();
    for name in ["two-platforms-named", "unknown-recipient", "lookalike"] {
        assert_eq!(piped(&home, "", &message(name)).status, 0, "a mail server would send it back");
    }
    let listed = home.ok("mail");
    assert!(listed.contains("1 (FB anna@example.org), 2 (IG anna@example.org)"), "{listed}");
    assert_eq!(listed.matches("no account").count(), 2, "{listed}");
    assert!(home.ok("mail --number 3").contains("Beware: the address is not Meta's"));
    assert!(home.fails("mail --number 1 --as granted", 2).contains("--account"));
    home.ok("mail --number 1 --account 2");
    home.ok("mail --number 1 --as granted");
    assert_eq!(kinds(&home, "2"), ["submitted", "granted", "evidence_added"]);
    home.ok("mail --number 2 --as refused --account 3");
    home.ok("mail --number 3 --discard");
    assert_eq!(home.ok("mail"), "no mails to go through\n");
}

#[test]
fn what_a_script_asks_for_and_cannot_be_is_not_logged_and_ends_with_1() {
    let home = home();
    for (name, why) in [("no-date", "the mail has no date"), ("date-in-the-future", "the mail has no date")] {
        let ran = piped(&home, "--as granted", &message(name));
        assert_eq!(ran.status, 1, "{name}");
        assert!(ran.out.contains(why), "{}", ran.out);
    }
    home.ok("log 1 confirmed --on 2025-05-31");
    let ran = piped(&home, "--as confirmed", &message("code"));
    assert!((ran.status, ran.out.contains("does not match anything in the log")) == (1, true), "{}", ran.out);
    assert_eq!(kinds(&home, "1"), ["submitted", "confirmed"]);
    home.ok("mail --number 1 --as granted --on 2025-06-04");
    assert_eq!(home.json("show 1 --json")["events"][2]["on"], "2025-06-04");
}

#[test]
fn a_code_is_nowhere_in_the_bytes_of_the_database() {
    let home = home();
    let mut said = 0;
    for (name, .., proposal, bytes) in corpus() {
        if proposal == "confirmed" {
            let ran = piped(&home, if name == "code" { "--as confirmed" } else { "" }, &bytes);
            said += usize::from(ran.out.contains("The digits of the code are blacked out"));
        }
    }
    assert_eq!(said, 5);
    let mut stored = Vec::new();
    for file in super::inside(home.folder.path()) {
        stored.extend(fs::read(home.path(&file)).unwrap_or_default());
    }
    for code in ["123456", "482190", "MTIzNDU2", "482 190", "123 456", "1 2 3 4 5 6"] {
        assert!(!stored.windows(code.len()).any(|w| w == code.as_bytes()), "{code}");
    }
    assert!(stored.windows(6).any(|w| w == "X".repeat(6).as_bytes()), "the digits are blacked out, not cut out");
}

#[test]
fn the_servers_word_is_told_as_its_word_and_nothing_steers_the_terminal() {
    let home = home();
    let ran = piped(&home, "", &message("dkim-fail"));
    assert!(ran.out.contains("  mx.example.org says about DKIM: fail"), "{}", ran.out);
    for name in ["control-and-bidi", "header-injection"] {
        piped(&home, "", &message(name));
    }
    let all = home.ok("mail") + &home.ok("mail --number 2") + &home.ok("mail --number 3");
    assert!(!all.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{all:?}");
}

#[test]
fn a_maildir_and_those_inside_it_are_read_and_half_delivered_mail_is_not() {
    let home = home();
    let file = |folder: &str, name: &str| drop(home.write(&format!("Maildir/{folder}/{name}"), message(name)));
    file("new", "plain-ascii");
    file("cur", "question");
    file("tmp", "extension");
    for part in ["new", "cur", "tmp"] {
        fs::create_dir_all(home.path(&format!("Maildir/.Objections/{part}"))).unwrap();
    }
    file(".Objections/cur", "instagram");
    file(".Objections/tmp", "delivered-to");
    home.write("Maildir/dovecot.index", b"\0\x01");
    assert!(
        home.ok("mail Maildir").ends_with("3 new mails to go through: see them with nej mail, log them with r on the account\n")
    );
    assert_eq!(home.ok("mail Maildir"), "3 mails are already here\n");
    let broken = home.run_with("mail -", b"no mail at all\n");
    assert_eq!((broken.status, broken.err.as_str()), (1, "nej: 1 file is not a mail and was passed over.\n"));
}

#[test]
fn an_mbox_of_ten_thousand_is_read_in_bounded_memory() {
    let home = home();
    let mut mbox = Vec::new();
    for n in 0..10_000 {
        let (from, text) = match n % 100 {
            0 => ("notification@facebookmail.com", "We will honour your objection."),
            1 => ("friend@example.net", "From here on: hello"),
            _ => ("notification@facebookmail.com", "Olle likes your picture."),
        };
        let head =
            format!("From x Tue Jun  3 10:15:00 2025\nFrom: {from}\nTo: anna@example.org\nMessage-ID: <{n}@example.org>\n");
        mbox.extend(format!("{head}Date: Tue, 03 Jun 2025 10:15:00 +0000\n\n{text}\n").into_bytes());
        if n % 1_000 == 1 {
            mbox.extend(std::iter::repeat_n(b'x', 12 << 20));
        }
        mbox.extend(b"\n\n");
    }
    home.write("all.mbox", &mbox);
    let mut command = std::process::Command::new("sh");
    // The file is 120 MB; so much memory as this is what one message and a batch may take.
    command.args(["-c", &format!("ulimit -v 200000; exec {} mail all.mbox", env!("CARGO_BIN_EXE_nej"))]);
    command.current_dir(home.folder.path()).env_clear().env("NEJ_DB", "nej.db").env("NEJ_LANG", "en");
    let output = command.env("HOME", home.folder.path()).stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.ends_with(
        "100 mails do not come from Meta\n\
         9,800 mails from Meta are about something else; --account ACCOUNT keeps them\n\
         100 new mails to go through: see them with nej mail, log them with r on the account\n"
    ));
}

#[test]
fn mails_come_back_from_an_export_to_the_byte_and_are_forgotten_with_their_account() {
    let home = home();
    for name in ["plain-ascii", "zip-attached", "two-platforms-named", "unknown-recipient", "delivered-to", "code"] {
        piped(&home, "", &message(name));
    }
    piped(&home, "--as acknowledged", &message("automatic-reply"));
    let exported = home.ok("export --format json");
    assert_eq!(exported.matches("\"message_id\"").count(), 8, "one that fits two accounts stands at both");
    home.write("all.json", &exported);
    home.ok("--db new.db import all.json");
    assert_eq!(home.ok("--db new.db export --format json"), exported);
    assert_eq!(home.ok("--db new.db mail").lines().count(), 6);
    let again = home.run_with("--db new.db mail -", &message("automatic-reply"));
    assert_eq!(again.out, "1 mail is already here\n", "what was logged is known there, too");
    let forget = |id: u8| assert_eq!(home.run(&format!("--db new.db forget {id} --yes")).status, 0);
    forget(3);
    forget(1);
    assert_eq!(home.ok("--db new.db mail").lines().count(), 2, "what fits another account stays, and what fits none");
    forget(2);
    assert_eq!(home.ok("--db new.db mail").lines().count(), 1);
    let stored = fs::read(home.path("new.db")).unwrap();
    assert!(!stored.windows(16).any(|w| w == b"delivered-to.eml" || w == b"olle@example.org"));
}

#[test]
fn what_was_logged_for_many_in_one_go_is_voided_in_one_go() {
    let home = home();
    assert_eq!(home.ok("void 2 2 --why wrong --batch"), "Voided for 3 accounts\n");
    for account in ["1", "2", "3"] {
        assert_eq!(kinds(&home, account), ["submitted", "voided"]);
        assert_eq!(home.json(&format!("show {account} --json"))["status"], "draft");
    }
    assert!(home.fails("void 2 2 --why wrong --batch", 1).contains("already"));
}

//! The dossier for IMY: six cases, each true to its log line by line, and what it never says.

use std::collections::BTreeSet;
use std::fmt::Write;

use chrono::{DateTime, NaiveDate};
use nej::content::Links;
use nej::content::dossier::{
    Block, Covered, Dossier, Matter, by_person, decision_remarks, decision_request, dossier, joint, joint_remarks, missing,
    remarks, text,
};
use nej::domain::case::voided;
use nej::domain::{
    Account, AccountDetails, AccountId, ContactDetails, Event, EventData, EventId, EventKind, Lang, Outcome, Platform, Submission,
};
use nej::exchange::dossier::{html, markdown};
use proptest::prelude::*;

use crate::desk::day;

const TODAY: &str = "2026-11-23";
const TEXT: &str = "Jag invänder.\n\nJag fotograferar bröllop & dop.";

fn account(person: &str) -> Account {
    let fields = AccountDetails {
        person: person.into(),
        email: "anna@example.org".into(),
        ..AccountDetails::new(Platform::from_id("instagram").unwrap(), "@anna.foto")
    };
    Account { id: AccountId(1), added_on: day("2026-08-01"), fields }
}

fn sent(text: &str) -> EventData {
    EventData::Submitted(Submission {
        text: text.into(),
        email: "anna@example.org".into(),
        country: "SE".into(),
        form: "https://example.org/form".into(),
        ..Submission::default()
    })
}

fn evidence() -> EventData {
    EventData::EvidenceAdded { name: "svar från Meta.txt".into(), size: 12_345, sha256: "0f".repeat(32) }
}

fn log(entries: &[(&str, EventData)]) -> Vec<Event> {
    let entry = |(n, (on, what)): (usize, &(&str, EventData))| Event {
        id: EventId(n as i64 + 1),
        on: day(on),
        recorded_at: DateTime::UNIX_EPOCH,
        note: String::new(),
        data: what.clone(),
    };
    entries.iter().enumerate().map(entry).collect()
}

/// What a dossier is made from, owned.
struct Case {
    account: Account,
    entries: Vec<Event>,
    covered: Vec<Covered>,
    me: ContactDetails,
}

impl Case {
    fn of(entries: &[(&str, EventData)]) -> Self {
        Self { account: account("Anna Berg"), entries: log(entries), covered: Vec::new(), me: ContactDetails::default() }
    }

    fn matter(&self, lang: Lang) -> Matter<'_> {
        let Self { account, entries, covered, me } = self;
        Matter { account, entries, covered, me, today: day(TODAY), lang, links: Links::builtin() }
    }

    fn text(&self, lang: Lang) -> String {
        text(&dossier(self.matter(lang)))
    }

    /// The dossier in both languages, with what is told beside it.
    fn both(&self) -> String {
        let mut out = String::new();
        for lang in Lang::ALL {
            let _ = writeln!(out, "{}", self.text(lang));
            for remark in remarks(self.matter(lang)) {
                let _ = writeln!(out, "{} {}", if remark.lacks { "!" } else { "-" }, remark.text);
            }
            out.push('\n');
        }
        out
    }
}

fn refused() -> Case {
    Case::of(&[
        ("2026-09-01", sent(TEXT)),
        ("2026-09-03", EventData::InfoRequested { identity: true }),
        ("2026-09-04", EventData::InfoSupplied),
        ("2026-09-20", EventData::Refused { reasons: Some(false) }),
        ("2026-09-20", evidence()),
    ])
}

#[test]
fn silence_is_told_as_silence() {
    insta::assert_snapshot!(Case::of(&[("2026-09-01", sent(TEXT))]).both());
}

#[test]
fn a_refusal_without_reasons_is_about_the_refusal_and_the_reasons() {
    let case = refused();
    insta::assert_snapshot!(case.both());
    assert!(!case.text(Lang::Sv).contains("12.3"), "it was answered in time");
    let mut told_why = refused();
    told_why.entries[3].data = EventData::Refused { reasons: Some(true) };
    assert!(!told_why.text(Lang::Sv).contains("12.4"));
}

#[test]
fn a_late_extension_is_late_and_extends_nothing() {
    let extended = EventData::Extended { until: day("2026-12-01") };
    let case = Case::of(&[("2026-09-03", sent(TEXT)), ("2026-10-06", extended.clone()), ("2026-10-06", evidence())]);
    insta::assert_snapshot!(case.both());
    let in_time = Case::of(&[("2026-09-03", sent(TEXT)), ("2026-10-05", extended)]);
    assert!(!in_time.text(Lang::En).contains("12(3)"), "the extended time still runs");
}

#[test]
fn an_acknowledgement_is_no_answer_and_no_refusal() {
    let case = Case::of(&[("2026-04-05", sent(TEXT)), ("2026-04-05", EventData::Acknowledged)]);
    insta::assert_snapshot!(case.both());
}

#[test]
fn two_attempts_have_a_day_a_text_and_a_reckoning_each() {
    let case = Case::of(&[
        ("2026-05-06", sent(TEXT)),
        ("2026-07-01", sent("Jag invänder en gång till.")),
        ("2026-07-02", EventData::Acknowledged),
        ("2026-07-20", EventData::Reminded),
    ]);
    insta::assert_snapshot!(case.both());
}

#[test]
fn covered_accounts_are_named() {
    let together = Submission { submission_id: Some(7), code_pending: true, text: TEXT.into(), ..Submission::default() };
    let mut case = Case::of(&[("2026-09-01", EventData::Submitted(together)), ("2026-09-02", EventData::Confirmed)]);
    let names = vec!["Facebook Anna Berg".into(), "Instagram @anna.privat".into()];
    case.covered = vec![Covered { submission_id: 7, names, more: 0 }];
    case.account.fields.represented_by = "Olle Ek".into();
    case.account.fields.country = "FI".into();
    case.me = ContactDetails { name: "olle ek".into(), phone: "070-123 45 67".into(), ..ContactDetails::default() };
    insta::assert_snapshot!(case.both());
}

#[test]
fn several_accounts_of_one_person_stand_in_one_dossier() {
    let mut first = Case::of(&[("2026-09-01", sent(TEXT)), ("2026-09-02", evidence())]);
    first.account.fields.country = "FI".into();
    let mut second = Case::of(&[
        ("2026-05-06", sent("Jag invänder.")),
        ("2026-06-20", sent("Jag invänder en gång till.")),
        ("2026-07-01", EventData::Refused { reasons: Some(false) }),
        ("2026-07-02", evidence()),
    ]);
    for (n, entry) in (10..).zip(&mut second.entries) {
        entry.id = EventId(n);
    }
    second.account.fields =
        AccountDetails { handle: "Anna Berg".into(), platform: Platform::from_id("facebook").unwrap(), ..second.account.fields };
    let mut out = String::new();
    for lang in Lang::ALL {
        let matters = [first.matter(lang), second.matter(lang)];
        let made = joint(&matters).unwrap();
        let _ = writeln!(out, "{}", text(&made));
        for remark in joint_remarks(&matters) {
            let _ = writeln!(out, "{} {}", if remark.lacks { "!" } else { "-" }, remark.text);
        }
        out.push('\n');
    }
    insta::assert_snapshot!(out);
    assert_eq!(joint(&[first.matter(Lang::Sv)]), Some(dossier(first.matter(Lang::Sv))), "one alone is as ever");
    assert_eq!(joint(&[]), None);
}

#[test]
fn who_stands_in_one_dossier_is_told_by_person_and_representative() {
    let person = |n: i64, person: &str, email: &str, by: &str| Account {
        id: AccountId(n),
        fields: AccountDetails { person: person.into(), email: email.into(), represented_by: by.into(), ..account("").fields },
        ..account("")
    };
    let me = ContactDetails { name: "Anna Berg".into(), ..ContactDetails::default() };
    let accounts = [
        person(1, "Anna Berg", "a@example.org", ""),
        person(2, "Olle", "o@example.org", ""),
        person(3, "", "x@example.org", ""),
        person(4, "anna berg ", "b@example.org", ""),
        person(5, "Olle", "o@example.org", "Anna Berg"),
    ];
    assert_eq!(by_person(&accounts, &me), [vec![0, 2, 3], vec![1], vec![4]]);
    // Nobody has said who I am: then the address tells the nameless apart.
    assert_eq!(by_person(&accounts, &ContactDetails::default()), [vec![0, 3], vec![1], vec![2], vec![4]]);
    let nameless: Vec<Account> = (0..120).map(|n| person(n, "", "same@example.org", "")).collect();
    assert_eq!(by_person(&nameless, &ContactDetails::default()).iter().map(Vec::len).collect::<Vec<_>>(), [50, 50, 20]);
}

#[test]
fn a_complaint_needs_a_name_a_way_back_and_what_was_written() {
    let mut case = Case::of(&[]);
    case.account.fields.person.clear();
    case.account.fields.email.clear();
    let lacks = |case: &Case| missing(case.matter(Lang::En)).len();
    assert_eq!(lacks(&case), 4, "name, contact, correspondence, objection");
    case.me = ContactDetails { name: "Anna".into(), address: "Ekgatan 1\nUmeå".into(), ..ContactDetails::default() };
    case.entries = log(&[("2026-09-01", sent("")), ("2026-09-02", evidence())]);
    assert_eq!(lacks(&case), 0);
    case.account.fields.represented_by = "Olle".into();
    assert_eq!(lacks(&case), 3, "it is not me any more, and a written authority is needed");
    case.account.fields.person = "Anna".into();
    case.entries.push(Event {
        id: EventId(9),
        data: EventData::EvidenceAdded { name: "Fullmakt.pdf".into(), size: 1, sha256: String::new() },
        ..case.entries[0].clone()
    });
    assert_eq!(lacks(&case), 0);
}

#[test]
fn a_decision_is_asked_for_once_a_complaint_is_lodged_and_not_before() {
    let mut case = Case::of(&[("2026-06-01", sent(TEXT))]);
    assert_eq!(decision_request(case.matter(Lang::Sv)), None);
    assert!(decision_remarks(case.matter(Lang::Sv))[0].lacks);
    let lodged = EventData::ComplaintLodged { text: String::new(), case_number: "IMY-2026-1".into() };
    case.entries.extend(log(&[("2026-06-01", EventData::Note), ("2026-08-10", lodged)]).into_iter().skip(1));
    let told = Lang::ALL.map(|lang| text(&decision_request(case.matter(lang)).unwrap())).join("\n");
    insta::assert_snapshot!(told);
    assert!(case.text(Lang::En).contains("78(2)") && case.text(Lang::En).contains("has not answered"));
}

#[test]
fn what_people_wrote_is_text_and_never_markup() {
    let evil =
        "<script>alert('x')</script> & \"| a | b |\" `rm` **fet** [x](javascript:y) \u{1b}[31m\u{202e}\n# Rubrik\n1. ett\n- två";
    let mut case = Case::of(&[
        ("2026-09-01", sent(evil)),
        ("2026-09-02", EventData::EvidenceAdded { name: "a|b`c`<b>.txt".into(), size: 1, sha256: "00".into() }),
    ]);
    case.account.fields.person = evil.into();
    case.entries[1].note = evil.into();
    let made: Dossier = dossier(case.matter(Lang::Sv));
    let page = html(&made);
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"sv\">") && page.ends_with("</html>\n"));
    assert!(!page.contains("<script") && !page.contains("<b>") && !page.contains("src=") && !page.contains("href="));
    assert!(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;| a"));
    let marked = markdown(&made);
    assert!(!marked.contains('\u{1b}') && !marked.contains("<script") && marked.contains(r"a-b\`c\`-b-.txt"));
    assert!(marked.contains(r"\`rm\` \*\*fet\*\* \[x\](javascript:y) ␛\[31m"));
    assert!(marked.contains("\n> \\# Rubrik  \n> 1\\. ett  \n> \\- två"), "{marked}");
    for line in marked.lines().filter(|line| line.starts_with('|')) {
        assert_eq!(line.replace("\\|", "").matches('|').count(), 4, "{line}");
    }
    for out in [page, marked, text(&made)] {
        assert!(!out.contains(['\u{1b}', '\u{202e}']));
    }
}

#[test]
fn the_first_line_says_that_it_becomes_public_in_every_form() {
    let case = refused();
    for lang in Lang::ALL {
        let made = dossier(case.matter(lang));
        let first = |text: &str| text.lines().next().unwrap_or_default().to_owned();
        assert_eq!(first(&text(&made)), made.notice);
        assert_eq!(first(&markdown(&made)), made.notice);
        let page = html(&made);
        let body = page.split_once("<body>\n").unwrap().1;
        assert!(body.starts_with(&format!("<p class=\"notice\">{}</p>", made.notice)));
    }
}

fn happening() -> impl Strategy<Value = EventData> {
    prop_oneof![
        3 => Just(sent("UTKAST")),
        1 => Just(EventData::Confirmed),
        1 => Just(EventData::Acknowledged),
        1 => any::<bool>().prop_map(|identity| EventData::InfoRequested { identity }),
        1 => Just(EventData::InfoSupplied),
        1 => (0i64..200).prop_map(|n| EventData::Extended { until: later(n) }),
        1 => Just(EventData::Granted),
        1 => any::<Option<bool>>().prop_map(|reasons| EventData::Refused { reasons }),
        1 => Just(EventData::Reminded),
        1 => Just(EventData::ComplaintLodged { text: String::new(), case_number: "IMY-1".into() }),
        1 => Just(EventData::DecisionRequested),
        1 => Just(EventData::AuthorityReplied { outcome: Outcome::Dismissed }),
        1 => Just(EventData::Note),
        1 => Just(evidence()),
        3 => (1i64..12).prop_map(|n| EventData::Voided { entry: EventId(n) }),
    ]
}

fn later(n: i64) -> NaiveDate {
    nej::domain::day::add_days(day("2026-05-01"), n)
}

proptest! {
    #[test]
    fn every_line_is_a_live_entry_and_nothing_voided_is_told(
        happenings in proptest::collection::vec((0i64..200, happening()), 0..12),
    ) {
        let mut case = Case::of(&[]);
        case.entries = happenings.into_iter().enumerate().map(|(n, (on, what))| {
            let id = n as i64 + 1;
            let what = if let EventData::Submitted(sent) = what {
                EventData::Submitted(Submission { text: format!("text-{id}."), ..sent })
            } else {
                what
            };
            let note = format!("note-{id}.");
            Event { id: EventId(id), on: later(on), recorded_at: DateTime::UNIX_EPOCH, note, data: what }
        }).collect();
        let void = voided(&case.entries);
        let live: Vec<&Event> =
            case.entries.iter().filter(|e| !void.contains(&e.id) && e.data.kind() != EventKind::Voided).collect();
        let days: BTreeSet<NaiveDate> = live.iter().map(|e| e.on).collect();
        let reminded = live.iter().any(|e| e.data == EventData::Reminded);
        let refused = live.iter().any(|e| e.data.kind() == EventKind::Refused);
        for lang in Lang::ALL {
            let made = dossier(case.matter(lang));
            let told: Vec<NaiveDate> = made.sections.iter().flat_map(|s| &s.blocks).flat_map(|block| match block {
                Block::Days(days) => days.iter().map(|(day, _)| *day).collect(),
                _ => Vec::new(),
            }).collect();
            prop_assert_eq!(told.len(), live.len());
            prop_assert!(told.is_sorted() && told.iter().all(|day| days.contains(day)));
            for out in [text(&made), markdown(&made), html(&made)] {
                prop_assert!(!out.contains("{name") && !out.contains("{date"), "{}", out);
                for entry in &case.entries {
                    let counts = live.iter().any(|e| e.id == entry.id);
                    prop_assert_eq!(out.replace('\\', "").contains(&entry.note), counts, "{}", out);
                    let told = format!("text-{}.", entry.id.0);
                    prop_assert_eq!(out.replace('\\', "").contains(&told), counts && entry.data.kind() == EventKind::Submitted);
                }
                prop_assert!(reminded || !(out.contains("påmin") || out.contains("remind")));
                prop_assert!(refused || !(out.contains("Meta avslog") || out.contains("Meta refused")));
            }
        }
    }
}

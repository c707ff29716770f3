//! What holds for every complaint: text is never markup, the three forms say the same, and no sentence depends on what was
//! voided or is private.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate};
use nej::content::complaint::{Block, ComplaintInput, complaint, group_by_person};
use nej::domain::case::voided;
use nej::domain::{
    Account, AccountDetails, AccountId, ContactDetails, Event, EventData, EventId, EventKind, EvidenceKind, Lang, Outcome,
    Submission,
};
use nej::exchange::complaint::{html, markdown};
use proptest::prelude::*;

use super::{Case, account, file, sent};
use crate::desk::day;
use crate::grounds::shared_with_guide;

#[test]
fn what_people_wrote_is_text_and_never_markup() {
    let evil =
        "<script>alert('x')</script> & \"| a | b |\" `rm` **fet** [x](javascript:y) \u{1b}[31m\u{202e}\n# Rubrik\n1. ett\n- två";
    let mut case = Case::new(
        "2025-06-20",
        &[("2025-05-06", sent(evil)), ("2025-05-07", file("a|b`c`<b>.txt", EvidenceKind::Other, Some(1)))],
    );
    case.account.fields.person = evil.into();
    case.events[0].note = evil.into();
    case.events[0].in_complaint = true;
    let made = case.made(Lang::Sv);
    let page = html(&made);
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"sv\">") && page.ends_with("</html>\n"));
    assert!(!page.contains("<script") && !page.contains("<b>") && !page.contains("src=") && !page.contains("href="));
    assert!(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;| a"));
    let marked = markdown(&made);
    assert!(!marked.contains('\u{1b}') && !marked.contains("<script") && marked.contains(r"a-b\`c\`-b-.txt"));
    assert!(marked.contains(r"\`rm\` \*\*fet\*\* \[x\](javascript:y) ␛\[31m"));
    assert!(marked.contains("\n> \\# Rubrik  \n> 1\\. ett  \n> \\- två"), "{marked}");
    for out in [page, marked, made.text()] {
        assert!(!out.contains(['\u{1b}', '\u{202e}']));
    }
}

/// The words of a rendered document, without its markup.
fn words_of(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 1);
    words.map(str::to_lowercase).collect()
}

#[test]
fn text_markdown_and_html_say_the_same() {
    let events = [
        ("2025-05-06", sent("Jag invänder.\n\nMina barn syns.")),
        ("2025-05-06", EventData::Acknowledged),
        ("2025-05-06", file("autosvar.eml", EvidenceKind::AutomaticReply, Some(2))),
    ];
    let made = Case::new("2025-06-20", &events).made(Lang::Sv);
    let text = words_of(&made.text());
    let body = html(&made).split_once("<body>").unwrap().1.replace("blockquote", "").replace("datetime", "");
    let tags: BTreeSet<String> = [
        "h1", "h2", "dl", "dt", "dd", "ol", "li", "ul", "time", "lang", "sv", "body", "html", "header", "class", "to", "div",
        "br", "section",
    ]
    .map(Into::into)
    .into();
    for (form, words) in [("markdown", words_of(&markdown(&made))), ("html", words_of(&body))] {
        assert_eq!(text.difference(&words).collect::<Vec<_>>(), Vec::<&String>::new(), "{form} leaves out");
        // Days are in ISO too, where a machine reads them.
        let more = words.difference(&text).filter(|word| !tags.contains(*word) && word.parse::<u32>().is_err());
        assert_eq!(more.collect::<Vec<_>>(), Vec::<&String>::new(), "{form} adds");
    }
}

#[test]
fn who_stands_in_one_complaint_is_told_by_person_and_representative() {
    let person = |n: i64, person: &str, email: &str, by: &str| Account {
        id: AccountId(n),
        fields: AccountDetails { person: person.into(), email: email.into(), represented_by: by.into(), ..account().fields },
        ..account()
    };
    let me = ContactDetails { name: "Anna Berg".into(), ..ContactDetails::default() };
    let accounts = [
        person(1, "Anna Berg", "a@example.org", ""),
        person(2, "Olle", "o@example.org", ""),
        person(3, "", "x@example.org", ""),
        person(4, "anna berg ", "b@example.org", ""),
        person(5, "Olle", "o@example.org", "Anna Berg"),
    ];
    assert_eq!(group_by_person(&accounts, &me), [vec![0, 2, 3], vec![1], vec![4]]);
    // Nobody has said who I am: then the address tells the nameless apart.
    assert_eq!(group_by_person(&accounts, &ContactDetails::default()), [vec![0, 3], vec![1], vec![2], vec![4]]);
    let nameless: Vec<Account> = (0..120).map(|n| person(n, "", "same@example.org", "")).collect();
    let groups = group_by_person(&nameless, &ContactDetails::default());
    assert_eq!(groups.iter().map(Vec::len).collect::<Vec<_>>(), [50, 50, 20]);
}

fn data() -> impl Strategy<Value = EventData> {
    prop_oneof![
        3 => Just(sent("UTKAST")),
        1 => Just(EventData::Confirmed),
        1 => Just(EventData::Acknowledged),
        1 => any::<bool>().prop_map(|identity| EventData::InfoRequested { identity }),
        1 => Just(EventData::InfoSupplied),
        1 => (any::<Option<bool>>(), proptest::option::of(0i64..200))
            .prop_map(|(reasons, n)| EventData::Extended { until: n.map(later), reasons }),
        1 => Just(EventData::Granted),
        1 => any::<Option<bool>>().prop_map(|reasons| EventData::Refused { reasons }),
        1 => Just(EventData::Continued),
        1 => Just(EventData::Reminded),
        1 => Just(EventData::ComplaintLodged { text: String::new(), case_number: "IMY-1".into() }),
        1 => Just(EventData::DecisionRequested),
        1 => Just(EventData::AuthorityReplied { outcome: Outcome::Dismissed, served: None }),
        1 => Just(EventData::Reopened),
        1 => Just(EventData::Note),
        1 => (1i64..12).prop_map(|about| file("svar.eml", EvidenceKind::Reply, Some(about))),
        3 => (1i64..12).prop_map(|n| EventData::Voided { voids: EventId(n) }),
    ]
}

fn later(n: i64) -> NaiveDate {
    nej::domain::day::add_days(day("2025-06-01"), n)
}

/// A log with a text and a note of its own for each event.
fn case_of(events: Vec<(i64, EventData, bool)>) -> Case {
    let mut case = Case::new("2026-06-20", &[]);
    let event = |(n, (on, data, in_complaint)): (usize, (i64, EventData, bool))| {
        let id = n as i64 + 1;
        let data = match data {
            EventData::Submitted(sent) => EventData::Submitted(Submission { text: format!("text-{id}."), ..sent }),
            other => other,
        };
        let note = format!("note-{id}.");
        Event {
            id: EventId(id),
            on: later(on),
            recorded_at: DateTime::UNIX_EPOCH,
            login: None,
            batch: None,
            note,
            in_complaint,
            data,
        }
    };
    case.events = events.into_iter().enumerate().map(event).collect();
    case
}

/// Whether an event is told at all: nobody's business at the authority is closing, and a file's day is no event.
fn is_told(event: &Event) -> bool {
    use EventKind::{CaseNumber, Closed, EvidenceAdded, Note, Reopened};
    let own = !matches!(event.data.kind(), CaseNumber | Closed | EvidenceAdded | Note | Reopened);
    own || event.in_complaint
}

proptest! {
    #[test]
    fn no_sentence_depends_on_a_voided_or_private_entry(
        events in proptest::collection::vec((0i64..200, data(), any::<bool>()), 0..12),
    ) {
        let case = case_of(events);
        let void = voided(&case.events);
        let live: Vec<&Event> =
            case.events.iter().filter(|e| !void.contains(&e.id) && e.data.kind() != EventKind::Voided).collect();
        // The same log as somebody would have it who never made the mistakes and wrote no private notes.
        let clean: Vec<Event> = live.iter().map(|event| {
            let note = if event.in_complaint { event.note.clone() } else { String::new() };
            Event { note, ..(*event).clone() }
        }).collect();
        for lang in Lang::ALL {
            let other = complaint(&[ComplaintInput { events: &clean, ..case.input(lang) }]);
            let made = complaint(&[case.input(lang)]);
            prop_assert_eq!(&made, &other);
            let Some(made) = made else { continue };
            let told: Vec<NaiveDate> = made.sections.iter().flat_map(|s| &s.blocks).flat_map(|block| match block {
                Block::Events(days) => days.iter().map(|(day, ..)| *day).collect(),
                _ => Vec::new(),
            }).collect();
            prop_assert_eq!(told.len(), live.iter().filter(|event| is_told(event)).count());
            prop_assert!(told.is_sorted());
            let text_words = words_of(&made.text());
            prop_assert!([markdown(&made), html(&made)].iter().all(|other| text_words.is_subset(&words_of(other))));
            for out in [made.text(), markdown(&made), html(&made)] {
                let plain = out.replace('\\', "");
                prop_assert!(!plain.contains('{') || plain.contains("<style>"), "{}", plain);
                for event in &case.events {
                    let counts = live.iter().any(|e| e.id == event.id);
                    prop_assert_eq!(plain.contains(&event.note), counts && event.in_complaint, "{}", plain);
                    let text = format!("text-{}.", event.id.0);
                    prop_assert_eq!(plain.contains(&text), counts && event.data.kind() == EventKind::Submitted);
                }
            }
            let text = made.text();
            let has = |kind| live.iter().any(|e| e.data.kind() == kind);
            prop_assert!(has(EventKind::Reminded) || !(text.contains("påmin") || text.contains("reminded")));
            prop_assert!(has(EventKind::Refused) || !(text.contains("avslog") || text.contains("refused the")));
            prop_assert!(has(EventKind::Granted) || !(text.contains("godtog") || text.contains("accepted the objection")));
            if lang == Lang::Sv {
                prop_assert_eq!(shared_with_guide(&text), None);
            }
        }
    }
}

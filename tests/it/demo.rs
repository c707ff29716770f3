//! The invented cases: every state is among them, on every day of the year, and they keep the rules that real
//! ones have to keep.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use nej::content::demo::{DemoCase, cast, seeded};
use nej::domain::day::add_days;
use nej::domain::holiday::Country;
use nej::domain::{Case, Class, Code, Deadline, Event, EventData, EventId, Platform, Status};

fn d(day: &str) -> NaiveDate {
    day.parse().expect("a day")
}

fn case(demo: &DemoCase) -> Case {
    let event = |(n, (on, note, what)): (usize, &(NaiveDate, String, EventData))| Event {
        id: EventId(n as i64 + 1),
        on: *on,
        recorded_at: chrono::DateTime::UNIX_EPOCH,
        note: note.clone(),
        in_complaint: false,
        login: None,
        batch: None,
        data: what.clone(),
    };
    Case::of(Platform::default(), &demo.events.iter().enumerate().map(event).collect::<Vec<_>>())
}

fn status(demo: &DemoCase, today: NaiveDate) -> Status {
    case(demo).state(demo.added_on, today).status(today)
}

fn class(demo: &DemoCase, today: NaiveDate) -> Class {
    Class::of(case(demo).state(demo.added_on, today), today)
}

fn keeps_the_rules(demo: &DemoCase, today: NaiveDate) {
    let handle = &demo.fields.handle;
    assert_eq!(demo.fields.clone().checked().as_ref(), Ok(&demo.fields), "{handle}");
    assert!(demo.fields.email.ends_with("example.org"), "{handle}");
    let days: Vec<NaiveDate> = demo.events.iter().map(|(on, ..)| *on).collect();
    assert!(days.is_sorted() && days.iter().all(|on| (demo.added_on..=today).contains(on)), "{handle}: {days:?}");
    assert!(demo.draft.grounds.is_sorted(), "{handle}");
    for (.., what) in &demo.events {
        if let EventData::Submitted(sent) = what {
            assert_eq!(sent.text.is_empty(), !demo.draft.has_text(), "{handle}");
            assert!(sent.form.starts_with("https://") && sent.email == demo.fields.email, "{handle}");
        }
    }
}

/// Two years, one of them with 29 February.
fn days() -> impl Iterator<Item = NaiveDate> {
    (0..731).map(|n| add_days(d("2027-03-15"), n))
}

#[test]
fn the_cast_is_in_every_class_and_every_status_on_any_day() {
    for today in days() {
        let cast = cast(today);
        let statuses: HashSet<Status> = cast.iter().map(|c| status(c, today)).collect();
        let classes: HashSet<Class> = cast.iter().map(|c| class(c, today)).collect();
        assert_eq!((statuses.len(), classes.len()), (Status::ALL.len(), Class::ALL.len()), "{today}");
        assert_eq!(cast.iter().filter(|c| status(c, today) == Status::Overdue).count(), 4, "{today}");
        for demo in &cast {
            keeps_the_rules(demo, today);
        }
    }
}

#[test]
fn one_of_the_cast_is_overdue_with_its_code_not_logged() {
    let today = d("2026-11-23");
    let pending = |c: &&DemoCase| case(c).open_attempt().is_some_and(|a| a.code == Code::Pending);
    let cast = cast(today);
    assert_eq!(cast.iter().filter(|c| class(c, today) == Class::Overdue).filter(pending).count(), 1);
}

#[test]
fn one_of_the_cast_has_to_wait_with_the_complaint_whenever_the_calendar_allows_it() {
    let waits = |c: &DemoCase, today: NaiveDate| {
        let limit = case(c).limit();
        limit.is_some_and(|l| l.overdue_from() <= today && today < l.complaint_from())
    };
    for today in days() {
        // Any day on which somebody can have sent so that the month is over and the complaint not yet in order.
        let possible = (26..37).map(|n| Deadline::month(add_days(today, -n), Country::Ireland));
        let possible = possible.into_iter().any(|l| l.overdue_from() <= today && today < l.complaint_from());
        assert_eq!(cast(today).iter().any(|c| waits(c, today)), possible, "{today}");
    }
}

#[test]
fn names_of_the_cast_try_the_screen() {
    let cast = cast(d("2026-11-23"));
    let some = |test: fn(&str) -> bool| cast.iter().any(|c| test(&c.fields.handle));
    assert!(some(|h| h.chars().count() > 90) && some(|h| h.contains('🌻')));
    assert!(some(|h| h.contains('å')) && some(|h| h.contains('ä')) && some(|h| h.contains('Ö')));
    let handles: HashSet<_> = cast.iter().map(|c| (c.fields.platform, &c.fields.handle)).collect();
    assert_eq!(handles.len(), cast.len());
}

#[test]
fn of_every_hundred_invented_cases_three_are_overdue() {
    for (seed, today) in [(1, "2026-11-23"), (99, "2027-03-01"), (u64::MAX, "2028-03-31")] {
        let all: Vec<DemoCase> = seeded(3000, seed, d(today)).collect();
        for hundred in all.chunks(100) {
            assert_eq!(hundred.iter().filter(|c| status(c, d(today)) == Status::Overdue).count(), 3, "{seed} {today}");
        }
    }
}

#[test]
fn invented_cases_are_of_every_status_and_class_and_keep_the_rules() {
    for today in [d("2026-11-23"), d("2027-03-01"), d("2028-03-31")] {
        let mut statuses: BTreeMap<Status, usize> = BTreeMap::new();
        let mut classes = HashSet::new();
        for demo in seeded(3000, 7, today) {
            *statuses.entry(status(&demo, today)).or_default() += 1;
            classes.insert(class(&demo, today));
            keeps_the_rules(&demo, today);
        }
        assert_eq!((statuses.len(), classes.len()), (Status::ALL.len(), Class::ALL.len()), "{statuses:?}");
    }
}

#[test]
fn the_same_seed_makes_the_same_people_and_another_seed_others() {
    let today = d("2026-11-23");
    let some = |n, seed| seeded(n, seed, today).collect::<Vec<_>>();
    assert_eq!(some(300, 5), some(300, 5));
    assert_eq!(some(100, 5), some(300, 5)[..100]);
    assert_ne!(some(300, 5), some(300, 6));
}

#[test]
fn no_two_invented_cases_share_a_handle_or_an_address() {
    let (mut handles, mut emails) = (HashSet::new(), HashSet::new());
    for demo in seeded(20_000, 3, d("2026-11-23")) {
        assert!(handles.insert(demo.fields.handle) && emails.insert(demo.fields.email));
    }
}

#[test]
fn some_invented_cases_have_notes_grounds_and_a_reason() {
    let all: Vec<DemoCase> = seeded(1000, 11, d("2026-11-23")).collect();
    let share = |test: fn(&DemoCase) -> bool| all.iter().filter(|c| test(c)).count();
    assert!((100..300).contains(&share(|c| c.events.iter().any(|(_, note, _)| !note.is_empty()))));
    assert!((300..500).contains(&share(|c| !c.draft.grounds.is_empty())));
    assert!((120..280).contains(&share(|c| !c.draft.reason.is_empty())));
}

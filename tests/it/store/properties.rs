//! What holds for any lists of events, drawn at random.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use nej::domain::change::{Change, NewEvent, WriteOutcome};
use nej::domain::day::{add_days, days_since_epoch};
use nej::domain::list::{Filter, Row, ScanFrom};
use nej::domain::{AccountId, Case, CaseStates, Class, Closing, EventData, EventId, Outcome, Platform, Submission};
use proptest::prelude::*;
use proptest::sample::select;

use super::{Db, d, now};

/// What happens next in one of two accounts. An event to void is chosen by its place among those there are.
#[derive(Debug, Clone)]
enum Step {
    Entry(usize, i64, EventData),
    Void(usize, i64, usize),
}

fn happening() -> impl Strategy<Value = EventData> {
    let submitted = |code_pending| EventData::Submitted(Submission { code_pending, ..Submission::default() });
    prop_oneof![
        4 => any::<bool>().prop_map(submitted),
        2 => select(vec![EventData::Confirmed, EventData::Acknowledged, EventData::InfoSupplied, EventData::Granted]),
        1 => any::<bool>().prop_map(|identity| EventData::InfoRequested { identity }),
        1 => (0..150_i64).prop_map(|n| EventData::Extended { until: Some(add_days(d("2026-01-20"), n)), reasons: None }),
        1 => any::<Option<bool>>().prop_map(|reasons| EventData::Refused { reasons }),
        1 => select(vec![EventData::Reminded, EventData::DecisionRequested, EventData::Reopened, EventData::Note, EventData::Continued, EventData::Appealed]),
        1 => Just(EventData::ComplaintLodged { text: String::new(), case_number: "IMY-1".into() }),
        1 => select(Outcome::ALL.to_vec()).prop_map(|outcome| EventData::AuthorityReplied { outcome, served: None }),
        1 => select(Closing::ALL.to_vec()).prop_map(|reason| EventData::Closed { reason }),
    ]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let event = (0..2_usize, 0..120_i64, happening()).prop_map(|(who, day, what)| Step::Entry(who, day, what));
    let void = (0..2_usize, 0..120_i64, 0..20_usize).prop_map(|(who, day, which)| Step::Void(who, day, which));
    prop::collection::vec(prop_oneof![5 => event, 1 => void], 1..20)
}

fn day(n: i64) -> NaiveDate {
    add_days(d("2026-01-10"), n)
}

/// Does a step, and says what should now be in the log of its account.
fn take(db: &mut Db, accounts: [AccountId; 2], logs: &mut [Vec<(EventId, EventData)>; 2], step: Step) {
    let (who, on, what) = match step {
        Step::Entry(who, on, what) => (who, on, what),
        Step::Void(who, on, which) if !logs[who].is_empty() => {
            let event = logs[who][which % logs[who].len()].0;
            (who, on, EventData::Voided { voids: event })
        }
        Step::Void(..) => return,
    };
    let events =
        vec![NewEvent { account: accounts[who], on: day(on), note: String::new(), in_complaint: false, data: what.clone() }];
    let done = db.writer.apply(&Change::Record { events, together: false, at: now() }).unwrap();
    let WriteOutcome::Recorded(ids) = done else { panic!("{done:?}") };
    logs[who].push((ids[0], what));
}

/// Where an account's case stands on every day, as its log alone tells it.
fn states(db: &Db, id: AccountId) -> CaseStates {
    let account = db.reader.account(id).unwrap().unwrap();
    Case::of(Platform::default(), &db.reader.events(id).unwrap()).states(account.added_on)
}

/// The row of an account on a day.
fn told(db: &Db, id: AccountId, today: NaiveDate) -> Row {
    let fields = db.reader.account(id).unwrap().unwrap().fields;
    Row {
        id,
        platform: fields.platform,
        handle: fields.handle,
        person: fields.person,
        state: states(db, id).on(today),
        readable: true,
    }
}

fn kept_counts(db: &Db) -> BTreeMap<(i64, i64), i64> {
    let conn = db.stranger();
    let mut query = conn.prepare("SELECT status, day, sum(n) FROM case_counts GROUP BY status, day").unwrap();
    let rows = query.query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?))).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn list_and_counts_follow_from_the_entries_and_two_accounts_never_mix(steps in steps(), today in 0..400_i64) {
        let mut db = Db::new();
        let accounts = [db.add(Platform::from_id("facebook").unwrap(), "A"), db.add(Platform::from_id("instagram").unwrap(), "b")];
        let mut logs = [vec![], vec![]];
        for step in steps {
            take(&mut db, accounts, &mut logs, step);
        }
        let today = day(today);
        let mut counted = BTreeMap::new();
        for (id, log) in accounts.into_iter().zip(&mut logs) {
            let mut stored: Vec<_> = db.reader.events(id).unwrap().into_iter().map(|e| (e.id, e.data)).collect();
            stored.sort_by_key(|(id, _)| *id);
            prop_assert_eq!(&stored, log);
            prop_assert_eq!(db.reader.row(id, today).unwrap(), Some(told(&db, id, today)));
            let states = states(&db, id);
            for state in [states.main].into_iter().chain(states.beside.map(|(state, ..)| state)) {
                *counted.entry((state.phase.code(), days_since_epoch(state.day))).or_insert(0) += 1;
            }
        }
        prop_assert_eq!(kept_counts(&db), counted);
        let mut rows = accounts.map(|id| told(&db, id, today)).to_vec();
        rows.sort_by_key(|row| row.key(today));
        prop_assert_eq!(&db.reader.page(today, &Filter::default(), ScanFrom::Start, 9).unwrap().rows, &rows);
        let counts = db.reader.counts(today).unwrap();
        for class in Class::ALL {
            prop_assert_eq!(counts.class(class), rows.iter().filter(|row| row.key(today).class == class).count() as u64);
        }
        let periods = accounts.map(|id| states(&db, id).main);
        let due = periods.iter().filter(|s| s.awaits_answer() && s.day >= today).map(|s| s.day).min();
        prop_assert_eq!(db.reader.next_due(today).unwrap(), due);
        let overdue = rows.iter().filter(|r| r.state.overdue(today)).map(|r| r.state.day).min();
        prop_assert_eq!(counts.oldest_overdue, overdue);
    }
}

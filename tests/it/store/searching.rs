//! Searching finds what reading everything would find, in the order of the list.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use nej::domain::list::{Filter, ListKey, Row, ScanFrom};
use nej::domain::text::fold_case;
use nej::domain::{AccountDetails, Draft, EventData, Platform, Status};
use nej::store::{Access, Error, Incoming, Store, Why, open};
use tempfile::TempDir;

use super::{Db, d, seeded};

const TODAY: &str = "2026-11-23";

/// More rows than are looked at before the index is asked.
fn db() -> Db {
    let mut db = Db::new();
    let mut batch = db.writer.batch().unwrap();
    for case in seeded(3_000) {
        batch.import(&case).unwrap();
    }
    batch.finish().unwrap();
    db
}

/// All that may be found of an account, as a person would write it down.
fn everything(db: &Db, row: &Row) -> String {
    let fields = db.reader.account(row.id).unwrap().unwrap().fields;
    let mut words = vec![fields.handle, fields.person, fields.email, fields.group];
    for event in db.reader.events(row.id).unwrap() {
        words.push(event.note);
        if let EventData::ComplaintLodged { case_number, .. } | EventData::CaseNumber { case_number } = event.data {
            words.push(case_number);
        }
    }
    words.push(db.reader.draft(row.id).unwrap().reason.chars().take(200).collect());
    fold_case(&words.join("\n"))
}

#[test]
fn a_search_finds_every_row_with_all_its_words_and_no_other() {
    let db = db();
    let today = d(TODAY);
    let all = db.reader.page(today, &Filter::default(), ScanFrom::Start, 5_000).unwrap().rows;
    let texts: Vec<_> = all.iter().map(|row| everything(&db, row)).collect();
    let some = &all[2_900];
    let whole = [some.handle.clone(), some.person.to_uppercase()];
    let typed = ["anna", "ÅSA", "example.org", "a", "an b", "imy-", "@", "\"", "x\"y\"z", "a\0b", "OR NOT", "xyzzy", "berg 1"];
    let mut found = 0;
    for search in typed.into_iter().chain(whole.iter().map(String::as_str)) {
        for statuses in [vec![], vec![Status::Granted, Status::Overdue]] {
            let filter = Filter { statuses, search: search.into(), ..Filter::default() };
            let words = fold_case(search);
            let fits = |(row, text): &(&Row, &String)| {
                filter.matches(row.state.status(today)) && words.split_whitespace().all(|word| text.contains(word))
            };
            let expected: Vec<_> = all.iter().zip(&texts).filter(fits).map(|(row, _)| row.clone()).collect();
            found += expected.len();
            let numbers: Vec<_> = expected.iter().map(|row| row.id).collect();
            assert_eq!(db.reader.shown_by(today, &filter).unwrap(), numbers, "{search:?}");
            in_parts(&db, &filter, &expected);
        }
    }
    assert!(found > 10_000 && db.reader.is_idle(), "{found}");
}

/// Reads what is found from the start, the end and the middle, in parts of several sizes.
fn in_parts(db: &Db, filter: &Filter, expected: &[Row]) {
    let page = |from, limit| {
        let page = db.reader.page(d(TODAY), filter, from, limit).unwrap();
        assert!(!page.truncated);
        (page.rows, page.more)
    };
    let keys: Vec<ListKey> = expected.iter().map(|row| row.key(d(TODAY))).collect();
    let count = expected.len();
    for size in [1, 40, 4_000] {
        assert_eq!(page(ScanFrom::Start, size), (expected[..size.min(count)].to_vec(), count > size), "{filter:?}");
        assert_eq!(page(ScanFrom::End, size), (expected[count.saturating_sub(size)..].to_vec(), count > size), "{filter:?}");
        for n in [0, count / 2, count.saturating_sub(1)].into_iter().filter(|n| *n < count) {
            let (after, before) = (&expected[n + 1..], &expected[..n]);
            assert_eq!(page(ScanFrom::After(keys[n]), size), (after[..size.min(after.len())].to_vec(), after.len() > size));
            assert_eq!(page(ScanFrom::Before(keys[n]), size), (before[n.saturating_sub(size)..].to_vec(), n > size));
        }
    }
}

#[test]
fn what_changes_is_found_by_its_new_words_only() {
    let mut db = db();
    let id = db.reader.find(None, &seeded(1).next().unwrap().fields.handle).unwrap()[0];
    let found = |db: &Db, search: &str| {
        let filter = Filter { search: search.into(), ..Filter::default() };
        db.reader.page(d(TODAY), &filter, ScanFrom::Start, 9).unwrap().rows.iter().any(|row| row.id == id)
    };
    assert!(!found(&db, "diarienummer-77"));
    db.record(id, "2026-11-22", EventData::ComplaintLodged { text: String::new(), case_number: "Diarienummer-77".into() });
    assert!(found(&db, "diarienummer-77"));
    let mut fields = db.reader.account(id).unwrap().unwrap().fields;
    fields.person = "Zacharias Quist".into();
    let change = nej::domain::change::Change::Edit { account: id, fields };
    db.writer.apply(&change).unwrap();
    assert!(found(&db, "zacharias quist"));
    assert!(super::index_is_whole(&db));
}

#[test]
fn a_search_can_be_stopped_from_another_thread() {
    let db = db();
    let reader = db.reader.source().open().unwrap();
    let handle = reader.interrupt_handle();
    let filter = Filter { search: "xyzzy".into(), ..Filter::default() };
    let stopped = std::thread::scope(|scope| {
        let searching = scope.spawn(move || {
            let mut searches = (0..100_000).map(|_| reader.page(d(TODAY), &filter, ScanFrom::Start, 9));
            (searches.find_map(Result::err), reader.is_idle(), reader.page(d(TODAY), &filter, ScanFrom::Start, 9).is_ok())
        });
        while !searching.is_finished() {
            handle.interrupt();
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        searching.join().unwrap()
    });
    assert_eq!(stopped.0, Some(Error::Interrupted));
    assert!(stopped.1);
}

#[test]
fn several_calls_can_see_one_moment() {
    let mut db = Db::new();
    let Db { reader, writer, .. } = &mut db;
    let add = |writer: &mut nej::store::Writer, handle: &str| {
        let fields = nej::domain::AccountDetails::new(nej::domain::Platform::from_id("facebook").unwrap(), handle);
        writer.apply(&nej::domain::change::Change::Add { fields, on: d("2026-01-01") }).unwrap();
    };
    add(writer, "one");
    let seen = reader.in_snapshot::<_, Error>(|reader| {
        let before = reader.counts(d(TODAY))?.total();
        add(writer, "two");
        Ok((before, reader.counts(d(TODAY))?.total()))
    });
    assert_eq!(seen, Ok((1, 1)));
    assert_eq!(reader.counts(d(TODAY)).unwrap().total(), 2);
    assert!(reader.is_idle());
}

#[test]
fn a_glance_at_many_says_of_each_what_its_row_and_its_draft_say() {
    let db = db();
    let all = db.reader.page(d(TODAY), &Filter::default(), ScanFrom::Start, 5_000).unwrap().rows;
    let mut wanted: Vec<_> = all.iter().step_by(3).map(|row| row.id).collect();
    wanted.push(nej::domain::AccountId(1_000_000));
    let mut seen = 0;
    db.reader
        .summaries(&wanted, |glance| {
            let row = all.iter().find(|row| row.id == glance.id).unwrap();
            let draft = db.reader.draft(glance.id).unwrap();
            assert_eq!((glance.handle, glance.phase, glance.has_text), (&*row.handle, row.state.phase, draft.has_text()));
            seen += 1;
        })
        .unwrap();
    assert_eq!(seen, wanted.len() - 1, "one of them is not there");
}

/// Whether a search should find an account.
type Expected<'a> = &'a dyn Fn(&Row, &nej::domain::AccountDetails) -> bool;

#[test]
fn a_search_by_field_finds_what_reading_the_accounts_would() {
    let mut db = db();
    let today = d(TODAY);
    let all = db.reader.page(today, &Filter::default(), ScanFrom::Start, 5_000).unwrap().rows;
    // Some are somebody's.
    for (row, assignee) in all.iter().step_by(7).zip(["bo", "Åsa Ek", "bosse"].into_iter().cycle()) {
        let fields = db.reader.account(row.id).unwrap().unwrap().fields;
        let fields = nej::domain::AccountDetails { assignee: assignee.into(), ..fields };
        db.writer.apply(&nej::domain::change::Change::Edit { account: row.id, fields }).unwrap();
    }
    let details: Vec<_> = all.iter().map(|row| db.reader.account(row.id).unwrap().unwrap().fields).collect();
    let soon = d("2026-11-30");
    let group = fold_case(&details.iter().find(|fields| !fields.group.is_empty()).unwrap().group);
    let by_group = format!("group:\"{group}\"");
    let not_in_group = format!("-group:\"{group}\" anna");
    let cases: [(&str, Expected<'_>); 9] = [
        (&by_group, &|_, fields| fold_case(&fields.group).contains(&group)),
        (&not_in_group, &|_, fields| !fold_case(&fields.group).contains(&group)),
        ("assignee:bo", &|_, fields| fields.assignee.starts_with("bo")),
        ("mine", &|_, fields| fields.assignee == "bo"),
        ("ansvarig:=\"åsa ek\"", &|_, fields| fields.assignee == "Åsa Ek"),
        ("assignee:=", &|_, fields| fields.assignee.is_empty()),
        ("status:overdue", &|row, _| row.state.overdue(today)),
        ("-status:overdue -status:draft due:<=7d", &|row, _| {
            !row.state.overdue(today) && nej::domain::agenda::due_on(row.state).is_some() && row.state.day <= soon
        }),
        ("person:anna", &|_, fields| fold_case(&fields.person).contains("anna")),
    ];
    for (search, fits) in cases {
        let filter = Filter { search: search.into(), login: "bo".into(), ..Filter::default() };
        let anna = |row: &Row| !search.ends_with(" anna") || everything(&db, row).contains("anna");
        let expected: Vec<_> =
            all.iter().zip(&details).filter(|(row, fields)| fits(row, fields) && anna(row)).map(|(row, _)| row.clone()).collect();
        assert!(!expected.is_empty() && expected.len() < all.len(), "{search}: {}", expected.len());
        let numbers: Vec<_> = expected.iter().map(|row| row.id).collect();
        assert_eq!(db.reader.shown_by(today, &filter).unwrap(), numbers, "{search}");
        in_parts(&db, &filter, &expected);
    }
}

/// A file of schema 3, whose text that is searched is folded as it was then.
fn of_schema_3(names: &[(&str, &str)]) -> (TempDir, PathBuf) {
    let mut db = Db::new();
    let mut batch = db.writer.batch().unwrap();
    for (name, _) in names {
        let fields = AccountDetails::new(Platform::from_id("facebook").unwrap(), name).checked().unwrap();
        let (draft, events, evidence) = (Draft::default(), Vec::new(), Vec::new());
        batch.import(&Incoming { keep: None, fields, added_on: d("2026-01-01"), draft, events, evidence }).unwrap();
    }
    batch.finish().unwrap();
    let other = db.stranger();
    other.execute_batch("BEGIN").unwrap();
    for ((_, folded), id) in names.iter().zip(1..) {
        other.execute("UPDATE case_list SET search_text = ?1 WHERE account_id = ?2", (format!("\u{1}{folded}"), id)).unwrap();
    }
    other.execute_batch("INSERT INTO search_index (search_index) VALUES ('rebuild'); PRAGMA user_version = 3; COMMIT").unwrap();
    drop(other);
    let path = db.path();
    let Db { folder, reader, writer } = db;
    drop((reader, writer));
    (folder, path)
}

#[test]
fn what_an_earlier_program_folded_is_found_as_well_as_what_is_new() {
    let few =
        [("Weiß", "weiß"), ("Łukasz Ærø", "łukasz ærø"), ("Åsa Ek", "åsa ek"), ("Ёлкин", "ёлкин"), ("ＡＮＮＡ", "ａｎｎａ")];
    let many: Vec<(String, String)> = (0..10_050).map(|n| (format!("Weiß {n}"), format!("weiß {n}"))).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, folded)| (name.as_str(), folded.as_str())).collect();
    for (names, searches) in [
        (&few[..], &[("weiss", 1), ("weiß", 1), ("lukasz aero", 1), ("åsa", 1), ("asa", 0), ("елкин", 1), ("anna", 1)][..]),
        (&many[..], &[("weiss 10049", 1), ("weiß 10049", 1)][..]),
    ] {
        let (_folder, path) = of_schema_3(names);
        // What cannot be upgraded can be read all the same.
        fs::set_permissions(&path, Permissions::from_mode(0o400)).unwrap();
        let Store { reader, access, .. } = open(&path).unwrap();
        assert_eq!(access, Access::ReadOnly(Why::File));
        assert_eq!(reader.counts(d(TODAY)).unwrap().total(), names.len() as u64);
        drop(reader);
        fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
        let Store { reader, mut writer, .. } = open(&path).unwrap();
        for (search, found) in searches {
            let filter = Filter { search: (*search).to_owned(), ..Filter::default() };
            assert_eq!(reader.page(d(TODAY), &filter, ScanFrom::Start, 9).unwrap().rows.len(), *found, "{search}");
        }
        let rebuilt = writer.as_mut().unwrap().rebuild(|_, _| {}).unwrap();
        assert_eq!((rebuilt.rows, rebuilt.counts, rebuilt.index), (0, false, false), "all of it is as a new one would be");
    }
}

//! A folder under way: it holds nothing up, counts files, and leaves nothing where it is given up.

use std::fs;
use std::path::Path;
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::Duration;

use nej::app::{Msg, WriteError};
use nej::content::Links;
use nej::domain::change::{Change, WriteOutcome};
use nej::domain::{AccountDetails, ContactDetails, EventData, Lang, Platform, Submission};
use nej::runtime::event::{LoopEvent, QUEUE};
use nej::runtime::writer_thread::{WriteJob, WriterThread};
use nej::service::calendar_file::CalendarFile;
use nej::service::complaint_folder::{ComplaintFolder, FolderError};
use nej::store::{Error, open_to_show};

use crate::desk::{Desk, day};
use crate::store::{Db, seeded};

/// A database with so many cases, and the folder of all of them.
fn folder(cases: u64) -> (Db, ComplaintFolder) {
    let mut db = Db::new();
    let mut batch = db.writer.batch().unwrap();
    for case in seeded(cases) {
        batch.import(&case).unwrap();
    }
    batch.finish().unwrap();
    let accounts = db.reader.number_chunks().flat_map(Result::unwrap).collect();
    let to = db.folder.path().join("imy");
    let folder = ComplaintFolder {
        accounts,
        to,
        on: day("2026-11-23"),
        lang: Lang::Sv,
        links: Links::builtin().clone(),
        me: ContactDetails::default(),
    };
    (db, folder)
}

/// What is there beside the database.
fn left(db: &Db) -> Vec<String> {
    let names = fs::read_dir(db.folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| !name.starts_with("nej.db")).collect()
}

fn next(events: &Receiver<LoopEvent>) -> LoopEvent {
    events.recv_timeout(Duration::from_mins(1)).unwrap()
}

/// The writer thread on a database, and what it says.
fn scribe(path: &Path) -> (WriterThread, Receiver<LoopEvent>) {
    let (store, source) = open_to_show(path).unwrap();
    let (sender, events) = sync_channel(QUEUE);
    let mut writer = WriterThread::new(source, store.reader.source().clone(), None, Lang::En, sender);
    writer.start().unwrap();
    (writer, events)
}

#[test]
fn a_calendar_file_that_cannot_be_written_is_said_beside_what_was_saved() {
    let db = Db::new();
    let (store, source) = open_to_show(&db.path()).unwrap();
    let (sender, events) = sync_channel(QUEUE);
    let path = db.folder.path().join("nowhere/nej.ics");
    let calendar = CalendarFile { path, lang: Lang::En, link: "https://example.org".into() };
    let day = day("2026-11-23");
    let mut writer = WriterThread::new(source, store.reader.source().clone(), Some((calendar, Some(day))), Lang::En, sender);
    writer.start().unwrap();
    let fields = AccountDetails::new(Platform::from_id("instagram").unwrap(), "@ny").checked().unwrap();
    writer.send(1, WriteJob::Change(Change::Add { fields, on: day }));
    let said = std::iter::repeat_with(|| next(&events)).find_map(|event| match event {
        LoopEvent::Answer(answer) => {
            if let Msg::CalendarFailed(WriteError::Calendar(said)) = *answer {
                Some(said)
            } else {
                None
            }
        }
        _ => None,
    });
    assert!(said.as_ref().is_some_and(|said| said.contains("nowhere") && said.contains("The change is saved")), "{said:?}");
    let mut desk = Desk::new(Lang::En, (100, 30), "2026-09-01");
    desk.press("a<enter>@anna<C-s>");
    desk.headless().happen(LoopEvent::Answer(Box::new(Msg::CalendarFailed(WriteError::Calendar(said.unwrap())))));
    let words = desk.text().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("Saved: @anna.") && words.contains("The change is saved"), "{}", desk.text());
}

#[test]
fn what_is_typed_meanwhile_does_not_wait_for_a_folder() {
    let (db, folder) = folder(300);
    let (mut scribe, events) = scribe(&db.path());
    let add = Change::Add {
        fields: AccountDetails::new(Platform::from_id("instagram").unwrap(), "@ny").checked().unwrap(),
        on: day("2026-11-23"),
    };
    assert_eq!(scribe.send(1, WriteJob::Folder(folder)), None);
    assert_eq!(scribe.send(2, WriteJob::Change(add)), None);
    let written = |event| if let LoopEvent::Written(ticket, done) = event { Some((ticket, done.unwrap())) } else { None };
    let mut done = std::iter::repeat_with(|| next(&events)).filter_map(written);
    assert!(matches!(done.next(), Some((2, WriteOutcome::Added(_)))));
    assert!(matches!(done.next(), Some((1, WriteOutcome::Folder { .. }))));
    assert_eq!(left(&db), ["imy"]);
}

#[test]
fn a_folder_that_is_given_up_leaves_nothing() {
    let (db, folder) = folder(300);
    let (mut scribe, events) = scribe(&db.path());
    scribe.send(1, WriteJob::Folder(folder));
    while !matches!(next(&events), LoopEvent::Answer(far) if matches!(*far, Msg::Progress(1, ..))) {}
    assert!(left(&db).iter().all(|name| name.starts_with(".nej-")), "{:?}", left(&db));
    drop(events);
    scribe.end();
    assert!(left(&db).is_empty(), "{:?}", left(&db));
}

#[test]
fn a_folder_counts_its_files_and_may_be_given_up_after_each() {
    let (mut db, mut folder) = folder(2);
    for account in folder.accounts.clone() {
        db.record(account, "2026-09-01", EventData::Submitted(Submission::default()));
    }
    let mut told = Vec::new();
    let written = folder.write(&db.reader, &mut |written, of| {
        told.push((written, of));
        true
    });
    let files = written.unwrap().files as usize;
    assert!(files >= 6);
    assert_eq!(told[told.len() - files..], (1..=files).map(|n| (n, files)).collect::<Vec<_>>());
    folder.to.set_file_name("stopped");
    for last in 0..told.len() {
        let mut asked = 0;
        let stopped = folder.write(&db.reader, &mut |_, _| {
            asked += 1;
            asked <= last
        });
        assert!(matches!(stopped, Err(FolderError::Store(Error::Interrupted))), "{last}");
        assert_eq!((asked, left(&db)), (last + 1, vec!["imy".to_owned()]));
    }
}

#[test]
fn a_screen_without_a_terminal_writes_a_relative_name_only_where_it_is_told() {
    let mut desk = crate::desk::Desk::new(nej::domain::Lang::En, (80, 24), "2026-09-01");
    desk.press("a<enter>@anna<C-s>s<C-s>yi<tab><enter><C-s>");
    assert!(desk.folder().join("nej-anna-2026-09-01/klagomal.txt").exists(), "{}", desk.text());
}

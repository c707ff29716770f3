//! What is written for very many: told how far it is, whole or not at all, and the screen answers meanwhile.

use nej::app::model::key::{Key, parse_script};
use nej::app::{Model, Moment, Msg, update};
use nej::content::Links;
use nej::domain::change::{BulkEvent, WriteOutcome};
use nej::domain::{AccountId, ContactDetails, EventData, Lang};
use nej::service::bulk::BulkWrite;
use nej::store::Error;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::desk::{Desk, day};
use crate::store::{Db, now, seeded};

fn order(accounts: Vec<AccountId>) -> BulkWrite {
    let what = BulkEvent::Same { on: day("2026-11-23"), note: String::new(), in_complaint: false, data: EventData::Note };
    BulkWrite {
        accounts,
        what,
        at: now(),
        lang: Lang::Sv,
        links: Links::builtin().clone(),
        me: Box::new(ContactDetails::default()),
    }
}

#[test]
fn it_is_told_how_far_it_is_and_one_that_is_gone_undoes_all() {
    let mut db = Db::new();
    let mut batch = db.writer.batch().unwrap();
    for case in seeded(450) {
        batch.import(&case).unwrap();
    }
    batch.finish().unwrap();
    let all = || db.reader.number_chunks().flat_map(Result::unwrap).collect::<Vec<AccountId>>();
    let events = |ids: &[AccountId]| ids.iter().map(|id| db.reader.events(*id).unwrap().len()).sum::<usize>();
    let (ids, mut told) = (all(), Vec::new());
    let before = events(&ids);
    let with_one_gone = ids.iter().copied().chain([AccountId(999)]).collect();
    let failed = order(with_one_gone).write(&mut db.writer, &db.reader, &mut |_, _| {});
    assert_eq!(failed, Err(Error::NoSuchAccount(AccountId(999))));
    assert_eq!(events(&ids), before, "those of the first parts are undone");
    let done = order(ids.clone()).write(&mut db.writer, &db.reader, &mut |written, of| told.push((written, of)));
    assert!(matches!(done, Ok(WriteOutcome::Recorded(numbers)) if numbers.len() == 450));
    assert_eq!(told, [(200, 450), (400, 450), (450, 450)]);
    assert_eq!(events(&ids), before + 450);
}

/// A screen on which a note for three marked accounts is on its way, since the beginning of time.
fn writing() -> Model {
    let mut desk = Desk::new(Lang::Sv, (80, 24), "2026-09-01");
    desk.press("a<enter>@anna<C-s>a<enter>@olle<C-s>a<enter>@mia<C-s>1gmnHej");
    let mut model = desk.model().clone();
    for key in parse_script("<C-s>").unwrap() {
        update(&mut model, Moment::default(), Msg::Key(key));
    }
    model
}

fn message(model: &Model) -> String {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
    nej::view::render(&mut buffer, model);
    let last = buffer.content.chunks(80).nth_back(1).unwrap();
    last.iter().map(ratatui::buffer::Cell::symbol).collect::<String>().trim().to_owned()
}

#[test]
fn the_footer_says_how_far_it_is_once_it_takes_longer_than_a_moment() {
    let mut model = writing();
    let ticket = model.pending[0].ticket;
    let at = |millis| Moment { millis, ..Moment::default() };
    update(&mut model, at(120), Msg::Progress(ticket, 612, 10_000));
    assert!(!message(&model).contains("612"), "{}", message(&model));
    assert_eq!(model.wake_at(), Some(300));
    update(&mut model, at(300), Msg::Wake);
    assert_eq!(message(&model), "Skriver 612 av 10\u{a0}000 …");
    update(&mut model, at(400), Msg::Progress(ticket, 4_312, 10_000));
    assert_eq!(message(&model), "Skriver 4312 av 10\u{a0}000 …");
    // The screen answers meanwhile, and one summary comes at the end.
    update(&mut model, at(500), Msg::Key(Key::plain(nej::app::model::key::KeyCode::Esc)));
    assert!(model.dialog.is_none());
    update(&mut model, at(600), Msg::Written(ticket, Ok(WriteOutcome::Recorded(Vec::new()))));
    assert!(message(&model).starts_with("Sparat: 3 konton: anteckning"), "{}", message(&model));
}

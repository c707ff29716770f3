//! The only place where the state changes: one message in, effects out.

mod agenda;
mod answers;
mod autosave;
mod calendar;
mod commands;
mod cursor;
mod dialogs;
mod external_editor;
mod form_dialog;
mod form_drafts;
mod form_resume;
mod help;
mod link;
mod load;
mod mails;
mod marks;
mod menu;
mod mouse;
mod page_viewer;
mod plain_text;
mod presence;
mod reason;
mod search;
mod stats;
mod unsaved;

pub use unsaved::unsaved;

use chrono::NaiveDate;

use crate::app::model::key::Key;
use crate::app::model::msg::{Effect, Moment, Msg};
use crate::app::model::{Model, Notice, Pane};
use crate::app::screen::layout::areas;
use crate::content::{fill, phrases};

/// What to read first: no more than is shown.
pub fn start(model: &Model) -> Vec<Effect> {
    vec![Effect::Counts, load::first_screen(model)]
}

/// Takes in a message.
pub fn update(model: &mut Model, now: Moment, msg: Msg) -> Vec<Effect> {
    model.now = now;
    let mut effects = take(model, msg);
    effects.extend(presence::told(model));
    effects
}

fn take(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Key(key) => pressed(model, key),
        Msg::Writable(key) => writable(model, key),
        Msg::Command(command) => commands::run_when_read(model, command),
        Msg::Typed(text) => commands::typed(model, &text),
        Msg::Paste(text) => commands::paste(model, &text),
        Msg::Resize(columns, rows) => resized(model, (columns, rows)),
        Msg::Wake => wake(model),
        Msg::Today(today) => day_turned(model, today),
        Msg::WrongClock(day) => wrong_clock(model, day),
        Msg::Changed => load::reload(model),
        Msg::Hangup => dialogs::hang_up(model),
        Msg::Window(window) => answers::rows_read(model, window),
        Msg::Counts(counts) => answers::counted(model, counts),
        Msg::ViewCounted(search, counts) => search::counted(model, search, counts),
        Msg::Stats(stats, unreadable) => stats::take(model, &stats, unreadable),
        Msg::Detail(id, Some(detail)) => answers::detail_read(model, id, *detail),
        Msg::Detail(_, None) => load::reload_list(model, None),
        Msg::Siblings(id, siblings) => answers::siblings_read(model, id, siblings),
        Msg::IdsLoaded(accounts) => marks::marked(model, accounts),
        Msg::BulkTargetLoaded(meant) => form_dialog::bulk_target_loaded(model, meant),
        Msg::Agenda(answer) => calendar::take(model, answer),
        Msg::Attached(event, text) => page_viewer::attached(model, event, text),
        Msg::Mails(lines) => mails::read(model, lines),
        Msg::MailRead(preview) => mails::begin(model, preview.as_deref()),
        Msg::FormDraftLoaded(id, body) => form_dialog::form_draft_loaded(model, id, body.as_deref()),
        Msg::Others(windows) => answers::others_seen(model, windows),
        Msg::ReopenForms(kept) => answers::resumed(model, kept),
        Msg::HalfTyped(kept, count) => answers::half_typed(model, &kept, count),
        Msg::UnsavedWaits(file) => {
            model.notify(Notice::Hint(fill(&phrases(model.lang).notices.unsaved_waits, &[("file", &file)])))
        }
        Msg::Progress(ticket, written, of) => answers::progress(model, ticket, (written, of)),
        Msg::Written(ticket, result) => answers::written(model, ticket, result),
        Msg::Erasing => answers::erasing(model),
        Msg::Erased(erased) => answers::erased(model, erased),
        Msg::Unreadable(trouble) => answers::unreadable(model, trouble),
        Msg::CalendarFailed(trouble) => answers::calendar_failed(model, trouble),
        Msg::SavedOut(file) => answers::saved_out(model, file),
        Msg::HandedOff(handed) => plain_text::handed_off(model, handed),
        Msg::NotUtf8(charset) => model.notify(Notice::NotUtf8(charset)),
        Msg::Unwatched => model.notify(Notice::Unwatched),
        Msg::Edited(edited) => external_editor::edited(model, edited),
        Msg::Resumed => {
            model.outside = None;
            Vec::new()
        }
        Msg::Click(column, row) => mouse::click(model, column, row),
        Msg::Wheel { down, column, row } => mouse::wheel(model, down, column, row),
    }
}

/// A key that was refused because nothing can be written: what is in the way may be over, as a disk that was full.
fn pressed(model: &mut Model, key: Key) -> Vec<Effect> {
    let mut effects = commands::key(model, key);
    if model.read_only && model.notice == Some(Notice::ReadOnly) {
        effects.push(Effect::OpenToWrite(key));
    }
    effects
}

fn writable(model: &mut Model, key: Key) -> Vec<Effect> {
    model.read_only = false;
    model.notice = None;
    let mut effects = load::reload(model);
    effects.extend(commands::key(model, key));
    effects
}

fn resized(model: &mut Model, size: (u16, u16)) -> Vec<Effect> {
    model.size = size;
    let mut effects = load::missing_rows(model);
    effects.extend(plain_text::printed(model));
    effects
}

fn day_turned(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    model.today = today;
    load::reload(model)
}

/// The clock cannot be right, or can again: time went on without it.
fn wrong_clock(model: &mut Model, day: Option<NaiveDate>) -> Vec<Effect> {
    model.wrong_clock = day;
    if day.is_some() {
        // It is said as long as nothing else is.
        model.notice = None;
    }
    day.map(|_| Effect::Bell).into_iter().collect()
}

fn wake(model: &mut Model) -> Vec<Effect> {
    let now = model.now.millis;
    let mut effects = Vec::new();
    if model.follow.is_some_and(|at| at <= now) {
        effects.extend(load::read_current(model));
    }
    if model.count_at.take_if(|at| *at <= now).is_some() {
        effects.extend(load::count_view(model));
    }
    if model.drafts.due().is_some_and(|at| at <= now) {
        effects.extend(autosave::save_drafts(model));
    }
    effects.extend(form_drafts::save_form_draft_when_due(model));
    effects
}

/// Puts everything back into its bounds: windows scrolled, text laid out. To be called before drawing, once
/// for all messages that came together.
pub fn lay_out(model: &mut Model) {
    let areas = areas(model);
    model.list.scroll(usize::from(areas.inside(Pane::Accounts).height));
    let events = model.detail.as_ref().map_or(0, |d| d.events.len());
    model.log_cursor = model.log_cursor.min(events.saturating_sub(1));
    let editor = areas.editor();
    if model.reason.editing {
        model.reason.edit.lay_out(editor);
    }
}

//! Editing the custom reason.

use super::{autosave, cursor, help};
use crate::app::model::key::{Key, KeyCode};
use crate::app::model::msg::Effect;
use crate::app::model::text_input::EditOutcome;
use crate::app::model::{Model, Notice, Pane};
use crate::app::screen::layout::PHONE;
use crate::app::screen::summaries;
use crate::content::phrases;
use crate::domain::Phase;

/// Puts the keys into the custom reason.
pub(super) fn edit_reason(model: &mut Model) -> Vec<Effect> {
    if model.read_only {
        return model.notify(Notice::ReadOnly);
    }
    cursor::focus(model, Pane::Reason);
    model.reason.editing = true;
    model.reason.on_done = false;
    model.reason.merged = false;
    // What is written now is not what the controller has.
    if model.detail.as_ref().is_some_and(|detail| !detail.case.attempts.is_empty()) {
        model.notice = Some(Notice::Hint(phrases(model.lang).notices.for_next_attempt.clone()));
    }
    Vec::new()
}

pub(super) fn reason_key(model: &mut Model, key: Key) -> Vec<Effect> {
    let leaves = key.code == KeyCode::Esc || key.code == KeyCode::Tab || key == Key::ctrl('c');
    if leaves || (model.reason.on_done && matches!(key.code, KeyCode::Enter | KeyCode::Char(' '))) {
        return leave_reason(model);
    }
    if key == Key::ctrl('s') {
        return save_reason(model);
    }
    if key.code == KeyCode::F(1) {
        return help::help(model);
    }
    if model.reason.on_done {
        model.reason.on_done = false;
        if key.code == KeyCode::Up {
            return Vec::new();
        }
    }
    if key.code == KeyCode::Down && !key.shift && model.reason.edit.at_bottom() {
        model.reason.on_done = true;
        return Vec::new();
    }
    if key.code == KeyCode::Enter && ends_with_dot(&model.reason.edit.text()) {
        return leave_before_dot(model);
    }
    let typed = model.reason.edit.key(key);
    reason_typed(model, typed)
}

pub(super) fn reason_typed(model: &mut Model, typed: EditOutcome) -> Vec<Effect> {
    match typed {
        EditOutcome::Changed | EditOutcome::Full => {
            let text = crate::domain::text::to_stored(&model.reason.edit.text());
            let changed = model.detail.as_mut().is_some_and(|d| {
                let changed = d.draft.reason != text;
                d.draft.reason = text;
                changed
            });
            if changed {
                autosave::draft_changed(model);
            }
            if typed == EditOutcome::Full { model.notify(Notice::Full) } else { Vec::new() }
        }
        EditOutcome::Moved | EditOutcome::Ignored => Vec::new(),
    }
}

/// Much was typed at once, with its line ends: the dot on its own line ends it here, too.
pub(super) fn typed_at_once(model: &mut Model, text: &str) -> Vec<Effect> {
    let typed = model.reason.edit.paste(text);
    let effects = reason_typed(model, typed);
    let whole = model.reason.edit.text();
    if text.ends_with(['\r', '\n']) && whole.strip_suffix('\n').is_some_and(ends_with_dot) {
        leave_before_dot(model)
    } else {
        effects
    }
}

/// Leaves the text without the line that ended it.
fn leave_before_dot(model: &mut Model) -> Vec<Effect> {
    let text = model.reason.edit.text();
    let kept = text.trim_end_matches('\n').trim_end_matches('.').trim_end_matches('\n').to_owned();
    model.reason.edit.become_text(&kept);
    reason_typed(model, EditOutcome::Changed);
    leave_reason(model)
}

/// Whether the text ends with an empty line and a line with a single dot: how a phone without arrows leaves it.
fn ends_with_dot(text: &str) -> bool {
    text == "." || text == "\n." || text.ends_with("\n\n.")
}

pub(super) fn leave_reason(model: &mut Model) -> Vec<Effect> {
    model.reason.editing = false;
    model.reason.on_done = false;
    model.drafts.on_success = left_words(model);
    send_reason(model)
}

/// What was written, and what comes next while nothing is sent.
fn left_words(model: &Model) -> String {
    let first = summaries::first_words(&model.reason.edit.text());
    let draft = model.detail.as_ref().is_some_and(|detail| detail.phase() == Phase::Draft);
    if !draft || first.is_empty() {
        return first;
    }
    summaries::with_next(&first, &model.keymap.fill_names(&phrases(model.lang).next.draft_text))
}

/// Sends the reason at once; the acknowledgement comes with the database's answer.
pub(super) fn save_reason(model: &mut Model) -> Vec<Effect> {
    // It may have to wait for a draft that is on its way already.
    model.drafts.on_success = if model.reason.editing { still_writing(model) } else { left_words(model) };
    send_reason(model)
}

/// What was written; the keys stay in the text. A phone has no key for this.
fn still_writing(model: &Model) -> String {
    let first = summaries::first_words(&model.reason.edit.text());
    if model.size.0 < PHONE { first } else { summaries::with_next(&first, &phrases(model.lang).next.writing) }
}

fn send_reason(model: &mut Model) -> Vec<Effect> {
    let effects = autosave::save_drafts(model);
    autosave::acknowledge_drafts(model);
    effects
}

//! The custom reason in the person's own editor: what is given to it, and what becomes of what it leaves.
//! Starting it is the runtime's.

use super::commands;
use crate::app::model::msg::{Edited, Effect};
use crate::app::model::{Model, Notice};
use crate::domain::account::REASON_MAX;
use crate::domain::text::pasted;

/// Opens the custom reason in the person's editor.
pub(in crate::app) fn open(model: &mut Model) -> Vec<Effect> {
    if model.read_only {
        return model.tell(Notice::ReadOnly);
    }
    let Some(detail) = &model.detail else { return Vec::new() };
    let text = detail.draft.reason.clone();
    // What is not saved yet is saved before somebody else has the terminal.
    let mut effects = model.save_drafts();
    effects.push(Effect::Editor(text));
    effects
}

/// The editor has ended.
pub(in crate::app) fn edited(model: &mut Model, edited: Edited) -> Vec<Effect> {
    model.notice = None;
    let text = match edited {
        Edited::Text(text) => text,
        Edited::NoEditor => return model.tell(Notice::NoEditor),
        Edited::Failed(why) => return model.tell(Notice::EditorFailed(why)),
        Edited::FileKept(fault, file) => return model.tell(Notice::EditorFileKept(fault, file)),
    };
    let Some(detail) = &mut model.detail else { return Vec::new() };
    // Editors end the last line, which nobody wrote.
    let clean = pasted(&text);
    let clean = clean.trim_end_matches('\n');
    let fits: String = clean.chars().take(REASON_MAX).collect();
    let whole = fits.len() == clean.len();
    if fits.trim().is_empty() || fits == detail.draft.reason {
        return model.tell(Notice::Unchanged);
    }
    detail.draft.reason.clone_from(&fits);
    model.reason.edit.set(&fits);
    model.draft_changed();
    let mut effects = commands::save_reason(model);
    if !whole {
        effects.extend(model.tell(Notice::Full));
    }
    effects
}

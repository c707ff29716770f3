//! The custom reason in the person's own editor: what is given to it, and what becomes of what it leaves.
//! Starting it is the runtime's.

use super::{autosave, reason};
use crate::app::model::msg::{Edited, Effect};
use crate::app::model::{Model, Notice};
use crate::domain::account::REASON_MAX;
use crate::domain::text::{escape_for_editor, merge_from_editor};

/// Opens the custom reason in the person's editor.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    if model.read_only {
        return model.notify(Notice::ReadOnly);
    }
    let Some(detail) = &model.detail else { return Vec::new() };
    let text = escape_for_editor(&detail.draft.reason);
    // Unsaved text is saved before another program gets the terminal.
    let mut effects = autosave::save_drafts(model);
    effects.push(Effect::Editor(text));
    effects
}

/// The editor has ended.
pub(super) fn edited(model: &mut Model, edited: Edited) -> Vec<Effect> {
    model.notice = None;
    let text = match edited {
        Edited::Text(text) => text,
        Edited::NoEditor => return model.notify(Notice::NoEditor),
        Edited::Failed(why) => return model.notify(Notice::EditorFailed(why)),
        Edited::FileKept(fault, file) => return model.notify(Notice::EditorFileKept(fault, file)),
    };
    let Some(detail) = &mut model.detail else { return Vec::new() };
    // Editors add a final newline that was not typed.
    let text = text.trim_end_matches(['\r', '\n']);
    let merged = merge_from_editor(detail.draft.reason.trim_end_matches('\n'), text);
    let clean = merged.trim_end_matches('\n');
    let fits: String = clean.chars().take(REASON_MAX).collect();
    let whole = fits.len() == clean.len();
    if fits.trim().is_empty() || fits == detail.draft.reason {
        return model.notify(Notice::Unchanged);
    }
    detail.draft.reason.clone_from(&fits);
    model.reason.edit.set(&fits);
    autosave::draft_changed(model);
    let mut effects = reason::save_reason(model);
    if !whole {
        effects.extend(model.notify(Notice::Full));
    }
    effects
}

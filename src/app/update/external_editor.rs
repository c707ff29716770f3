//! The custom reason in the person's own editor: what is given to it, and what becomes of what it leaves.
//! Starting it is the runtime's.

use super::{autosave, reason};
use crate::app::model::msg::{Edited, Effect};
use crate::app::model::{Model, Notice};
use crate::app::screen::key_hints::leave_editor;
use crate::content::{fill, phrases};
use crate::domain::Lang;
use crate::domain::account::REASON_MAX;
use crate::domain::text::{escape_for_editor, merge_from_editor};

/// Opens the custom reason in the person's editor.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    if model.read_only {
        return model.notify(Notice::ReadOnly);
    }
    let Some(detail) = &model.detail else { return Vec::new() };
    let text = with_note(&escape_for_editor(&detail.draft.reason), note(model, model.lang));
    // Unsaved text is saved before another program gets the terminal.
    let mut effects = autosave::save_drafts(model);
    effects.push(Effect::Editor(text));
    effects
}

/// How the editor is left, for who came into it unawares: a line of what it is given, which is taken out again.
fn note(model: &Model, lang: Lang) -> Option<String> {
    let editor = model.editor.as_deref()?;
    let keys = leave_editor(editor)?;
    Some(fill(&phrases(lang).notices.editor_note, &[("editor", editor), ("keys", keys)]))
}

/// The text with the note in sight: below an empty one, where the first line is free to write on, else above.
fn with_note(text: &str, note: Option<String>) -> String {
    match note {
        Some(note) if text.is_empty() => format!("\n\n{note}"),
        Some(note) => format!("{note}\n\n{text}"),
        None => text.to_owned(),
    }
}

/// The text without the note, in whichever language it was, also where something was typed on its line or a part of it
/// was deleted.
fn without_notes(text: String, model: &Model) -> String {
    let mut left = text;
    for note in Lang::ALL.into_iter().filter_map(|lang| note(model, lang)) {
        let whole = left.replace(&note, "");
        let is_piece = |line: &str| line.trim().chars().count() >= PIECE && note.contains(line.trim());
        let kept: Vec<&str> = whole.split('\n').filter(|line| !is_piece(line)).collect();
        let kept = kept.join("\n");
        // The empty lines around the note are ours as well.
        if kept != left {
            kept.trim_start_matches(['\r', '\n']).clone_into(&mut left);
        }
    }
    left
}

/// So many letters of the note in a row are a piece of it, and nobody's own line.
const PIECE: usize = 12;

/// The editor has ended.
pub(super) fn edited(model: &mut Model, edited: Edited) -> Vec<Effect> {
    model.notice = None;
    let text = match edited {
        Edited::Text(text) => text,
        Edited::NoEditor => return model.notify(Notice::NoEditor),
        Edited::Failed(why) => return model.notify(Notice::EditorFailed(why)),
        Edited::FileKept(fault, file) => return model.notify(Notice::EditorFileKept(fault, file)),
    };
    let text = without_notes(text, model);
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

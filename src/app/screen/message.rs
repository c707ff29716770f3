//! What is said on the lines above the keys: what was just done, in full, or why not, and what is waited for.

use super::summaries;
use super::wrap;
use crate::app::model::msg::{EditorFault, HandOff, WriteError};
use crate::app::model::{Dialog, Model, Notice};
use crate::content::{fill, phrases};
use crate::domain::AccountId;
use crate::domain::change::Erased;
use crate::domain::text::escape_control;

/// The most lines that something said may take.
const MOST_LINES: usize = 4;

/// How a message is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageRole {
    /// To be read.
    Plain,
    /// It was done.
    Done,
    /// It is waited for.
    Waiting,
    /// It was refused.
    Refused,
}

/// The message in lines, no more than there may be, and how it is meant; none where nothing is said.
pub fn lines(model: &Model) -> Option<(Vec<String>, MessageRole)> {
    let (text, role) = said(model)?;
    let mut lines = wrap::lines(&text, usize::from(model.size.0.saturating_sub(2)));
    if lines.len() > MOST_LINES {
        lines.truncate(MOST_LINES);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    Some((lines, role))
}

/// How many lines it takes.
pub fn rows(model: &Model) -> u16 {
    lines(model).map_or(0, |(lines, _)| lines.len() as u16)
}

/// What is said, whole.
fn said(model: &Model) -> Option<(String, MessageRole)> {
    let words = &phrases(model.lang).notices;
    if let Some((written, of)) = model.pending.first().and_then(|f| f.progress).filter(|_| model.waiting_for_database()) {
        let number = |n: usize| crate::content::number(n as u64, model.lang);
        return Some((fill(&words.progress, &[("n", &number(written)), ("max", &number(of))]), MessageRole::Waiting));
    }
    if model.is_counting() {
        return Some((words.counting.clone(), MessageRole::Waiting));
    }
    if model.waiting_for_database() {
        let words = if model.erasing { &words.waiting_erasing } else { &words.waiting };
        return Some((words.clone(), MessageRole::Waiting));
    }
    let text = match model.notice.as_ref()? {
        Notice::Saved(what) => return Some((fill(&words.saved, &[("what", what)]), MessageRole::Done)),
        Notice::Hint(what) => return Some((what.clone(), MessageRole::Plain)),
        Notice::Failed(trouble) => trouble_words(trouble, model),
        Notice::HandedOff(HandOff::Clipboard) => {
            return Some((fill(&words.clipboard, &[("what", &model.copied)]), MessageRole::Done));
        }
        Notice::HandedOff(HandOff::WithoutTmux) => {
            return Some((fill(&words.without_tmux, &[("what", &model.copied)]), MessageRole::Plain));
        }
        Notice::HandedOff(HandOff::Browser) => return Some((words.browser.clone(), MessageRole::Done)),
        Notice::HandedOff(HandOff::TooLong) => words.too_long.clone(),
        Notice::HandedOff(HandOff::Screen) => words.screen.clone(),
        Notice::HandedOff(HandOff::NoBrowser) => words.no_browser.clone(),
        Notice::HandedOff(HandOff::NoShell) => words.no_shell.clone(),
        Notice::HandedOff(HandOff::Failed(why)) => fill(&words.failed, &[("why", why)]),
        Notice::Resumed => return Some((words.resumed.clone(), MessageRole::Done)),
        Notice::Forgotten { name, wholly, folders } => {
            let phrase = match wholly {
                true => &words.erased_wholly,
                false if model.erasing => &words.erased_rewriting,
                false => &words.forgotten,
            };
            let left = fill(&words.folders_left, &[("folders", &folders.join(", "))]);
            let left = if folders.is_empty() { "" } else { &left };
            return Some((summaries::with_next(&fill(phrase, &[("what", name)]), left), MessageRole::Done));
        }
        Notice::Erased(Erased::Wholly | Erased::Interrupted) => return None,
        Notice::Erased(Erased::InUse) => words.erasing_in_use.clone(),
        Notice::Erased(Erased::NoRoom) => words.erasing_no_room.clone(),
        Notice::Erased(Erased::Unfinished) => words.erasing_failed.clone(),
        Notice::Merged => words.merged.clone(),
        Notice::Full => words.full.clone(),
        Notice::Unchanged => return Some((words.unchanged.clone(), MessageRole::Done)),
        Notice::NoEditor => words.no_editor.clone(),
        Notice::EditorFailed(why) => fill(&words.editor_failed, &[("why", why)]),
        Notice::EditorFileKept(fault, file) => editor_file_kept(fault, file, model),
        Notice::NotUtf8(charset) => fill(&words.not_utf8, &[("charset", charset)]),
        Notice::Unwatched => words.unwatched.clone(),
        Notice::NothingToCopy => words.nothing_to_copy.clone(),
        Notice::SendFirst => model.keymap.fill_names(&words.send_first),
        Notice::NotNow => words.not_now.clone(),
        Notice::ReadOnly => words.read_only.clone(),
    };
    Some((text, MessageRole::Refused))
}

fn editor_file_kept(fault: &EditorFault, file: &str, model: &Model) -> String {
    let words = &phrases(model.lang).notices;
    let file = ("file", escape_control(file));
    match fault {
        EditorFault::Status(why) => fill(&words.editor_file_kept, &[("why", why), (file.0, &file.1)]),
        EditorFault::AtOnce => fill(&words.editor_at_once, &[(file.0, &file.1)]),
        EditorFault::NotUtf8 => fill(&words.editor_not_utf8, &[(file.0, &file.1)]),
    }
}

fn trouble_words(trouble: &WriteError, model: &Model) -> String {
    let words = &phrases(model.lang).troubles;
    match trouble {
        WriteError::Busy => words.busy.clone(),
        WriteError::ReadOnly => words.read_only.clone(),
        WriteError::DiskFull => words.disk_full.clone(),
        WriteError::Damaged => words.damaged.clone(),
        WriteError::Newer => words.newer.clone(),
        WriteError::UnreadableEvent(id, entry) => {
            fill(&words.unreadable_event, &[("id", &id.0.to_string()), ("entry", &entry.0.to_string())])
        }
        WriteError::Replaced => words.replaced.clone(),
        WriteError::NoSuchAccount(id) => match marked_name(model, *id) {
            Some(name) => fill(&words.no_account_named, &[("name", &escape_control(name))]),
            None => fill(&words.no_such_account, &[("n", &id.0.to_string())]),
        },
        WriteError::CaseFull(name) => fill(&words.case_full, &[("name", name)]),
        WriteError::MailGone => words.mail_gone.clone(),
        WriteError::Folder(why) => fill(&words.folder, &[("why", why)]),
        WriteError::FolderExists(folder) => fill(&words.folder_exists, &[("folder", folder)]),
        WriteError::Calendar(sentence) => sentence.clone(),
        WriteError::NotSavedOut(why) => fill(&phrases(model.lang).notices.no_attachment, &[("why", why)]),
        WriteError::NothingToComplain => words.nothing_to_complain.clone(),
        WriteError::Differs(name) => fill(&words.differs, &[("name", name)]),
        WriteError::File(why) => fill(&words.file, &[("why", why)]),
        WriteError::TooLarge => words.too_large.clone(),
        WriteError::Other(code) => fill(&words.other, &[("n", &code.to_string())]),
    }
}

/// The handle of one of the marked accounts that the dialog in front is about.
fn marked_name(model: &Model, id: AccountId) -> Option<&str> {
    match &model.dialog {
        Some(Dialog::Form(form)) => form.marked.as_ref()?.name(id),
        _ => None,
    }
}

//! What is said on the lines above the keys: what was just done, in full, or why not, and what is waited for.

use super::summaries;
use super::wrap;
use crate::app::model::msg::{EditorFault, HandOff, WriteError};
use crate::app::model::{Dialog, Model, Notice};
use crate::content::{fill, phrases};
use crate::domain::AccountId;
use crate::domain::account::REASON_MAX;
use crate::domain::change::Erased;
use crate::domain::text::escape_control;

/// The most lines that something said may take.
const MOST_LINES: usize = 4;

/// How many folders are named.
const FOLDERS: usize = 3;

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

/// What is said, whole: what is waited for, else what came of the last key.
fn said(model: &Model) -> Option<(String, MessageRole)> {
    if let Some(text) = waiting(model) {
        return Some((text, MessageRole::Waiting));
    }
    match &model.notice {
        Some(Notice::Erased(Erased::Wholly | Erased::Interrupted)) => None,
        Some(notice) => Some(notice_words(notice, model)),
        None => wrong_clock(model).map(|text| (text, MessageRole::Refused)),
    }
}

/// What is said as long as nothing else is.
fn wrong_clock(model: &Model) -> Option<String> {
    let values = [("day", model.wrong_clock?.to_string()), ("date", model.today.to_string())];
    let words = &phrases(model.lang).notices.wrong_clock;
    Some(fill(words, &values.each_ref().map(|(name, value)| (*name, value.as_str()))))
}

fn waiting(model: &Model) -> Option<String> {
    let words = &phrases(model.lang).notices;
    let waits = model.waiting_for_database();
    if let Some((written, of)) = model.pending.first().and_then(|f| f.progress).filter(|_| waits) {
        let number = |n: usize| crate::content::number(n as u64, model.lang);
        return Some(fill(&words.progress, &[("n", &number(written)), ("max", &number(of))]));
    }
    if model.is_counting() {
        return Some(words.counting.clone());
    }
    waits.then(|| if model.erasing { words.waiting_erasing.clone() } else { words.waiting.clone() })
}

fn notice_words(notice: &Notice, model: &Model) -> (String, MessageRole) {
    let words = &phrases(model.lang).notices;
    let text = match notice {
        Notice::Saved(what) => return (fill(&words.saved, &[("what", what)]), MessageRole::Done),
        Notice::Hint(what) => return (what.clone(), MessageRole::Plain),
        Notice::HandedOff(handed) => {
            let (said, role) = handed_off(handed, model);
            // What was handed over is what the step asks for.
            let offers = matches!(model.dialog, Some(Dialog::Link(link)) if link.handed) && model.can_tick();
            let left = matches!(handed, HandOff::Clipboard | HandOff::WithoutTmux | HandOff::TooLong | HandOff::Screen);
            let offer = match (offers, left) {
                (true, _) => &words.tick_offer,
                (false, true) => &model.copied_next,
                (false, false) => "",
            };
            return (summaries::with_next(&said, offer), role);
        }
        Notice::Resumed => return (words.resumed.clone(), MessageRole::Done),
        Notice::Forgotten { name, wholly, folders } => {
            return (forgotten(name, *wholly, folders, model), MessageRole::Done);
        }
        Notice::Unchanged => return (words.unchanged.clone(), MessageRole::Done),
        Notice::Failed(trouble) => trouble_words(trouble, model),
        Notice::Erased(Erased::Wholly | Erased::Interrupted) => String::new(),
        Notice::Erased(Erased::InUse) => words.erasing_in_use.clone(),
        Notice::Erased(Erased::NoRoom) => words.erasing_no_room.clone(),
        Notice::Erased(Erased::Unfinished) => words.erasing_failed.clone(),
        Notice::Merged => words.merged.clone(),
        Notice::Full => words.full.clone(),
        Notice::Invalid(what) => what.clone(),
        Notice::NoEditor => words.no_editor.clone(),
        Notice::EditorFailed(why) => fill(&words.editor_failed, &[("why", why)]),
        Notice::EditorFileKept(fault, file) => editor_file_kept(fault, file, model),
        Notice::NotUtf8(Some(charset)) => fill(&words.not_utf8, &[("charset", charset)]),
        Notice::NotUtf8(None) => words.unknown_encoding.clone(),
        Notice::Unwatched => words.unwatched.clone(),
        Notice::NothingToCopy => words.nothing_to_copy.clone(),
        Notice::SendFirst => model.keymap.fill_names(&words.send_first),
        Notice::NotNow => words.not_now.clone(),
        Notice::ReadOnly => words.read_only.clone(),
    };
    (text, MessageRole::Refused)
}

/// What was handed to the clipboard, the browser or the shell.
fn handed_off(handed: &HandOff, model: &Model) -> (String, MessageRole) {
    let words = &phrases(model.lang).notices;
    let copied = [("what", &*model.copied)];
    match handed {
        HandOff::Clipboard => (fill(&words.clipboard, &copied), MessageRole::Done),
        HandOff::WithoutTmux => (fill(&words.without_tmux, &copied), MessageRole::Plain),
        HandOff::Browser => (words.browser.clone(), MessageRole::Done),
        HandOff::TooLong => (words.too_long.clone(), MessageRole::Refused),
        HandOff::Screen => (words.screen.clone(), MessageRole::Refused),
        HandOff::NoBrowser => (words.no_browser.clone(), MessageRole::Refused),
        HandOff::NoShell => (words.no_shell.clone(), MessageRole::Refused),
        HandOff::Failed(why) => (fill(&words.failed, &[("why", why)]), MessageRole::Refused),
    }
}

/// Accounts were erased: how far that is, and the folders that may still hold something of them.
fn forgotten(name: &str, wholly: bool, folders: &[String], model: &Model) -> String {
    let words = &phrases(model.lang).notices;
    let phrase = match wholly {
        true => &words.erased_wholly,
        false if model.erasing => &words.erased_rewriting,
        false => &words.forgotten,
    };
    let first = &folders[..folders.len().min(FOLDERS)];
    let more = match folders.len() - first.len() {
        0 => String::new(),
        n => fill(&phrases(model.lang).counts.more, &[("n", &crate::content::number(n as u64, model.lang))]),
    };
    let named = format!("{} {more}", first.join(", "));
    let left = fill(&words.folders_left, &[("folders", named.trim_end())]);
    summaries::with_next(&fill(phrase, &[("what", name)]), if folders.is_empty() { "" } else { &left })
}

fn editor_file_kept(fault: &EditorFault, file: &str, model: &Model) -> String {
    let words = &phrases(model.lang).notices;
    let file = ("file", escape_control(file));
    match fault {
        EditorFault::Status(why) => fill(&words.editor_file_kept, &[("why", why), (file.0, &file.1)]),
        EditorFault::AtOnce => fill(&words.editor_at_once, &[(file.0, &file.1)]),
        EditorFault::TooLong => {
            let max = crate::content::number(REASON_MAX as u64, model.lang);
            fill(&words.editor_too_long, &[("max", &max), (file.0, &file.1)])
        }
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
        WriteError::UnreadableAccount(id) => fill(&words.unreadable_account, &[("id", &id.0.to_string())]),
        WriteError::UnreadableEvent(id, event) => {
            fill(&words.unreadable_event, &[("id", &id.0.to_string()), ("entry", &event.0.to_string())])
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
        WriteError::EmptyFile => words.empty_file.clone(),
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

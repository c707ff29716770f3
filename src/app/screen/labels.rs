//! What things are called on the screen: panes, dialogs, commands.

use super::calendar_page;
use super::complaint;
use super::others::others_words;
use super::page_text;
use crate::app::forms;
use crate::app::model::detail::Detail;
use crate::app::model::dialog::{LinkDialog, PageDialog};
use crate::app::model::field::FormKind;
use crate::app::model::keymap::{KeyCommand, binding};
use crate::app::model::{Dialog, Model, PageKind, Pane};
use crate::content::{Link, Words, fill, phrases};
use crate::domain::Lang;
use crate::domain::text::escape_control;

/// What help says of a command.
pub fn help_words(command: KeyCommand, lang: Lang) -> String {
    if let KeyCommand::Pane(pane) = command {
        return fill(&command_words(command, lang).long, &[("name", pane_title(pane, lang))]);
    }
    command_words(command, lang).long.clone()
}

/// The title of a pane.
pub fn pane_title(pane: Pane, lang: Lang) -> &'static str {
    let words = &phrases(lang).panes;
    match pane {
        Pane::Accounts => &words.accounts,
        Pane::Steps => &words.steps,
        Pane::Objections => &words.objections,
        Pane::Reason => &words.reason,
        Pane::Log => &words.log,
    }
}

/// The words for a command.
pub fn command_words(command: KeyCommand, lang: Lang) -> &'static Words {
    let id = match command {
        KeyCommand::Pane(_) => PANE,
        _ => binding(command).map_or("", |binding| binding.id),
    };
    phrases(lang).commands.get(id)
}

/// The id of the words that all panes share.
const PANE: &str = "pane";

/// The title of a dialog with fields.
pub fn form_title(kind: FormKind, lang: Lang) -> &'static str {
    let words = &phrases(lang).dialogs;
    match kind {
        FormKind::Add => &words.add,
        FormKind::Edit => &words.edit,
        FormKind::Submit => &words.submit,
        FormKind::Reply => &words.reply,
        FormKind::Note => &words.note,
        FormKind::Void => &words.void,
        FormKind::Complaint => &words.log_complaint,
        FormKind::Evidence => &words.evidence,
        FormKind::Folder => &words.folder,
        FormKind::Forget => &words.forget,
    }
}

/// The title of a dialog.
pub fn dialog_title(model: &Model) -> String {
    let words = &phrases(model.lang).dialogs;
    let title: &str = match &model.dialog {
        Some(Dialog::Form(form)) if forms::complaint::writes_folder(form) => &words.folder,
        Some(Dialog::Form(form)) if forms::erase::how_many(form).is_some() => &words.forget_many,
        Some(Dialog::Form(form)) => form_title(form.id.kind, model.lang),
        Some(Dialog::Page(PageDialog { page: PageKind::Event(_), .. })) => &words.entry,
        Some(Dialog::Page(PageDialog { page: PageKind::Complaint, .. })) => {
            return titled(model, complaint::due_words(model)[0]);
        }
        Some(Dialog::Page(PageDialog { page: PageKind::Letter(letter), .. })) => {
            return titled(model, complaint::letter_words(*letter, model.lang));
        }
        Some(Dialog::Page(PageDialog { page: PageKind::Explanation, .. })) => &phrases(model.lang).panes.text,
        Some(Dialog::Page(PageDialog { page: PageKind::Folder, .. })) => &words.folder,
        Some(Dialog::Page(PageDialog { page: PageKind::ObjectionForm, .. })) => &words.objection_form,
        // What is to be done with it says more than what it is.
        Some(Dialog::Link(_)) if model.focus == Pane::Steps => page_text::step_title(model),
        Some(Dialog::Link(LinkDialog { to: Link::Policy, .. })) => &words.link_policy,
        Some(Dialog::Link(LinkDialog { to: Link::Form, .. })) => &words.link_form,
        Some(Dialog::Link(LinkDialog { to: Link::Contact, .. })) => &words.link_contact,
        Some(Dialog::Link(LinkDialog { to: Link::Complaint, .. })) => &words.link_complaint,
        Some(Dialog::Calendar(calendar)) => {
            let month = calendar_page::month_words(calendar.day, model);
            return format!("{} · {month}", phrases(model.lang).agenda.title);
        }
        Some(Dialog::Stats(_)) => return format!("{} · {}", phrases(model.lang).stats.title, model.today),
        Some(Dialog::Filter(..)) => return words.filter.clone(),
        Some(Dialog::Mails(_)) => return words.mails.clone(),
        Some(Dialog::Menu(_)) => return words.menu.clone(),
        Some(Dialog::LeaveUnsaved) => return words.unsaved.clone(),
        None => return String::new(),
    };
    let about = match &model.dialog {
        // Another window may have erased the account meanwhile: what is typed here was still about it.
        Some(Dialog::Form(form)) => form.id.account.map(|_| form.must_type.as_str()),
        _ => model.detail.as_ref().map(|detail| detail.account.fields.handle.as_str()),
    };
    let titled = about.map_or_else(|| title.to_owned(), |handle| format!("{title} · {}", escape_control(handle)));
    let account = match &model.dialog {
        Some(Dialog::Form(form)) => form.id.account,
        _ => model.detail.as_ref().map(Detail::id),
    };
    match account.map(|id| others_words(model, id)).unwrap_or_default() {
        others if others.is_empty() => titled,
        others => format!("{titled} · {others}"),
    }
}

/// A title with the account on the screen.
fn titled(model: &Model, title: &str) -> String {
    let handle = model.detail.as_ref().map(|detail| detail.account.fields.handle.as_str());
    handle.map_or_else(|| title.to_owned(), |handle| format!("{title} · {}", escape_control(handle)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::app::model::keymap::BINDINGS;

    #[test]
    fn every_command_has_its_words_in_each_language_and_every_word_its_command() {
        let own = BINDINGS.iter().filter(|b| !matches!(b.command, KeyCommand::Pane(_))).map(|b| b.id);
        let wanted: BTreeSet<&str> = own.chain([PANE]).collect();
        for lang in Lang::ALL {
            assert_eq!(phrases(lang).commands.ids().collect::<BTreeSet<&str>>(), wanted);
            for binding in BINDINGS {
                let words = command_words(binding.command, lang);
                assert!(!words.short.is_empty() && !words.long.is_empty(), "{}", binding.id);
            }
        }
    }
}

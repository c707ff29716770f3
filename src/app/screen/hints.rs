//! What the footer and the menu offer: first what the case asks for, then what else can be done here.

use super::complaint;
use super::layout::PHONE;
use crate::app::model::detail::Detail;
use crate::app::model::dialog::{CaseLetter, PageDialog};
use crate::app::model::keymap::{self, Binding, KeyCommand, KeyGroup};
use crate::app::model::{Model, PageKind, Pane};
use crate::content::phrases;
use crate::domain::{EventKind, Lang, Phase};

/// What the case on the screen asks for: the command, and what the footer calls it. While the cursor moves fast it is
/// the case that is still shown, so that a step costs no new footer.
pub fn asked_for(model: &Model) -> Option<(KeyCommand, &'static str)> {
    let detail = model.detail.as_ref().filter(|_| model.marks.accounts.is_empty())?;
    asked_of(detail, model)
}

fn asked_of(detail: &Detail, model: &Model) -> Option<(KeyCommand, &'static str)> {
    let words = &phrases(model.lang).asked;
    let state = detail.case.state(detail.account.added_on, model.today);
    // What came in may be the answer.
    if detail.mail.is_some() {
        return Some((KeyCommand::Reply, &words.mail));
    }
    if state.overdue(model.today) {
        return Some((KeyCommand::Complaint, &words.complain));
    }
    match state.phase {
        Phase::Draft => Some((KeyCommand::Submit, &words.send)),
        Phase::AwaitingCode { .. } => Some((KeyCommand::Reply, &words.code)),
        Phase::InfoRequested => Some((KeyCommand::Reply, &words.answer)),
        Phase::Refused | Phase::Continued => Some((KeyCommand::Complaint, &words.complain)),
        Phase::AppealOpen => Some((KeyCommand::Complaint, &words.appeal)),
        Phase::ObjectionOpen => Some((KeyCommand::Complaint, &words.object)),
        Phase::ComplaintLodged if complaint::asks_decision(model, detail) => Some((KeyCommand::Complaint, &words.decision)),
        Phase::AwaitingReply | Phase::Extended | Phase::ComplaintLodged | Phase::DecisionRequested | Phase::Appealed => {
            Some((KeyCommand::Reply, &words.follow_up))
        }
        Phase::AuthorityReplied | Phase::Granted | Phase::Closed(_) => None,
    }
}

/// The keys that the footer names: what the case asks for, then those that mean something here, most telling first.
pub fn footer(model: &Model) -> Vec<&'static Binding> {
    let asked = asked_for(model).map(|(command, _)| command);
    let has_place = |b: &Binding| b.footer > 0 && has_key(model, b);
    let shown = |b: &&Binding| has_place(b) && applies(model, b.when) && is_worth_naming(model, b.command);
    let mut rows: Vec<&Binding> = keymap::BINDINGS.iter().filter(shown).collect();
    // In a pane of the account `Enter` does what one is there for; beside a text that is ready, copying and reading it come
    // first. On a phone it is copied from the page on which it is read.
    let go_first = model.focus != Pane::Accounts;
    let (text_first, phone) = (has_text_here(model), model.size.0 < PHONE);
    // With marks it is what can be done with them.
    let marked = !model.marks.accounts.is_empty() && model.focus == Pane::Accounts;
    let rank = |command| match command {
        KeyCommand::Submit if marked => 0,
        KeyCommand::MarkAll if marked => 1,
        KeyCommand::Reply | KeyCommand::Complaint | KeyCommand::Note if marked => 2,
        KeyCommand::Void if model.focus == Pane::Log => 4,
        KeyCommand::CopyText if text_first && !phone => 0,
        KeyCommand::Read => 1,
        KeyCommand::Zoom if text_first && phone && model.focus == Pane::Objections => 2,
        KeyCommand::Go if go_first => 3,
        KeyCommand::Zoom if model.focus == Pane::Objections => 4,
        command if Some(command) == asked => 5,
        _ => 6,
    };
    rows.sort_by_key(|b| (rank(b.command), b.footer));
    rows
}

/// A row of the menu.
#[derive(Debug, Clone, Copy)]
pub enum MenuRow {
    /// A command of the key table.
    Command(&'static Binding),
    /// A letter around the case, to be read and copied.
    Letter(CaseLetter),
    /// The mails that wait.
    Mails,
}

/// Everything that can be done here now, moving by keys apart: what the case asks for first, then what is done to the
/// account, the texts and letters, the list, the program.
pub fn menu(model: &Model) -> Vec<MenuRow> {
    let asked = asked_for(model).map(|(command, _)| command);
    let moves = |b: &Binding| b.command.moves() && has_key(model, b);
    let offered = |b: &&Binding| !moves(b) && applies(model, b.when) && has_use(model, b.command);
    let mut rows: Vec<&Binding> = keymap::BINDINGS.iter().filter(offered).collect();
    let groups = [KeyGroup::Account, KeyGroup::Complaint, KeyGroup::Text, KeyGroup::Moving, KeyGroup::Program];
    let rank = |b: &Binding| groups.iter().position(|group| *group == b.group).unwrap_or(groups.len());
    rows.sort_by_key(|b| (Some(b.command) != asked, rank(b)));
    // From the complaint one asks for the letters around it.
    let texts_end = match model.back_to {
        Some(PageDialog { page: PageKind::Complaint, .. }) => 0,
        _ => rows.iter().rposition(|b| b.group == KeyGroup::Text).map_or(rows.len(), |at| at + 1),
    };
    let mut menu: Vec<MenuRow> = rows.into_iter().map(MenuRow::Command).collect();
    menu.splice(texts_end..texts_end, complaint::letters(model).into_iter().map(MenuRow::Letter));
    let mails = model.counts.as_ref().is_some_and(|counts| counts.mails > 0);
    let at = if texts_end == 0 { 0 } else { usize::from(asked.is_some()).min(menu.len()) };
    menu.splice(at..at, mails.then_some(MenuRow::Mails));
    menu
}

/// Whether a command in the menu could do anything: it is open itself, there is something to find, and who is in a menu
/// has no use for the shell.
fn has_use(model: &Model, command: KeyCommand) -> bool {
    match command {
        KeyCommand::Menu | KeyCommand::Suspend => false,
        KeyCommand::Search | KeyCommand::Filter => !model.is_empty(),
        KeyCommand::Void => !(model.focus == Pane::Log && event_is_struck(model)),
        _ => true,
    }
}

/// What a command is called in the footer: by what the case asks for, where it asks for it.
pub fn footer_words(model: &Model, command: KeyCommand, lang: Lang) -> &'static str {
    let go = &phrases(lang).go;
    match (asked_for(model).filter(|(asked, _)| *asked == command), command, model.focus) {
        (Some((_, words)), ..) => words,
        (_, KeyCommand::Go, Pane::Accounts) => &go.accounts,
        (_, KeyCommand::Go, Pane::Steps) => &go.steps,
        (_, KeyCommand::Go, Pane::Objections) => &go.objections,
        (_, KeyCommand::Go, Pane::Reason) => &go.reason,
        (_, KeyCommand::Go, Pane::Log) => &go.log,
        (_, KeyCommand::Zoom, _) if model.zoomed => &go.small,
        (_, KeyCommand::Zoom, _) => &go.whole,
        (_, KeyCommand::Toggle, Pane::Accounts) => &go.mark,
        (_, KeyCommand::MarkAll, _) if model.marks.all() => &go.unmark,
        (_, KeyCommand::Forget, _) if !model.marks.accounts.is_empty() => &go.erase_marked,
        (_, KeyCommand::Pane(_), _) => &go.list,
        (_, KeyCommand::CopyText, Pane::Objections | Pane::Reason) => &go.copy,
        (_, KeyCommand::Read, Pane::Objections | Pane::Reason) => &go.read,
        _ => &super::labels::command_words(command, lang).short,
    }
}

/// What a row of the menu is called, and the sentence that says what it does; a letter says all by its name.
pub fn menu_words(model: &Model, row: MenuRow) -> (String, String) {
    match row {
        MenuRow::Command(binding) => {
            let short = footer_words(model, binding.command, model.lang).to_owned();
            (short, super::labels::help_words(binding.command, model.lang))
        }
        MenuRow::Mails => {
            let words = &phrases(model.lang).dialogs;
            (words.mails.clone(), words.mails_long.clone())
        }
        MenuRow::Letter(letter) => (complaint::letter_words(letter, model.lang).to_owned(), String::new()),
    }
}

fn has_key(model: &Model, binding: &Binding) -> bool {
    model.keymap.first(binding.command).is_some()
}

/// Whether a command is worth a place in the footer of this pane.
fn is_worth_naming(model: &Model, command: KeyCommand) -> bool {
    match command {
        // Zooming shows the whole text of what is under the cursor there.
        KeyCommand::Zoom => matches!(model.focus, Pane::Steps | Pane::Objections),
        // Choosing has Enter already.
        KeyCommand::Toggle => model.focus == Pane::Steps,
        KeyCommand::MarkAll => !model.marks.accounts.is_empty() && model.focus == Pane::Accounts,
        KeyCommand::Void => model.focus == Pane::Log && !event_is_struck(model),
        KeyCommand::Go => model.focus != Pane::Log || model.detail.as_ref().is_some_and(|d| !d.events.is_empty()),
        // The way back to the list.
        KeyCommand::Pane(_) => model.focus != Pane::Accounts,
        KeyCommand::Editor => model.focus == Pane::Reason,
        KeyCommand::Read => has_text_here(model),
        KeyCommand::Submit => begins(model),
        KeyCommand::Reply => !model.marks.accounts.is_empty() || model.detail.as_ref().is_none_or(|d| d.newest().is_some()),
        KeyCommand::Complaint => is_running(model),
        _ => true,
    }
}

/// Whether the pane with the keys is one of the text, and there is one.
fn has_text_here(model: &Model) -> bool {
    matches!(model.focus, Pane::Objections | Pane::Reason) && model.detail.as_ref().is_some_and(|d| d.draft.has_text())
}

/// Whether the event under the log's cursor was voided already, or voids another.
fn event_is_struck(model: &Model) -> bool {
    model.detail.as_ref().is_some_and(|d| {
        d.events.get(model.log_cursor).is_some_and(|e| d.voided.contains(&e.id) || e.data.kind() == EventKind::Voided)
    })
}

/// Whether an objection is what may be logged next: nothing was sent yet, or several accounts are marked.
fn begins(model: &Model) -> bool {
    !model.marks.accounts.is_empty() || model.detail.as_ref().is_none_or(|d| d.phase() == Phase::Draft)
}

/// Whether there is something to complain of.
fn is_running(model: &Model) -> bool {
    let over = |phase| matches!(phase, Phase::Draft | Phase::Granted | Phase::Closed(_));
    // While time to answer is left, there is nothing to complain of yet.
    let waits = |detail: &Detail| {
        let state = detail.case.state(detail.account.added_on, model.today);
        let awaited =
            matches!(state.phase, Phase::AwaitingReply | Phase::AwaitingCode { .. } | Phase::Extended | Phase::InfoRequested);
        awaited && !state.overdue(model.today)
    };
    !model.marks.accounts.is_empty() || model.detail.as_ref().is_none_or(|d| !over(d.phase()) && !waits(d))
}

/// Whether commands of this kind mean anything now.
pub fn applies(model: &Model, when: keymap::When) -> bool {
    let account = model.current().is_some();
    match when {
        keymap::When::Always => true,
        keymap::When::Account => account,
        keymap::When::Tickable => account && matches!(model.focus, Pane::Accounts | Pane::Steps | Pane::Objections),
        keymap::When::Logged => account && model.detail.as_ref().is_some_and(|d| d.newest().is_some()),
    }
}

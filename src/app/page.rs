//! The texts that dialogs and help show, as plain lines with a role: what is read and scrolled.

use super::detail::Detail;
use super::field::What;
use super::form::Form;
use super::forms;
use super::keymap::{BINDINGS, Command};
use super::link::LinkDialog;
use super::model::{Dialog, Model, Page, Pane};
use super::reading::Reading;
use super::wrap;
use crate::content::{self, Link, Words, calendar, fill, kind_words, phrases};
use crate::domain::text::{visible, visible_lines};
use crate::domain::{Code, Entry, EntryId, Ground, Happening, Lang, Phase};

/// How a line is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// As it is.
    Plain,
    /// In the background.
    Dim,
    /// Set off.
    Strong,
    /// A warning.
    Alarm,
    /// An address.
    Link,
}

/// A line of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// How it is meant.
    pub role: Role,
    /// Its words, no wider than asked for.
    pub text: String,
}

/// Lines that are being put together at one width.
struct Lines {
    width: usize,
    lines: Vec<Line>,
}

impl Lines {
    fn new(width: usize) -> Self {
        Self { width, lines: Vec::new() }
    }

    fn add(&mut self, role: Role, text: &str) {
        let wrapped = wrap::lines(&visible_lines(text), self.width);
        self.lines.extend(wrapped.into_iter().map(|text| Line { role, text }));
    }

    fn gap(&mut self) {
        self.lines.push(Line { role: Role::Plain, text: String::new() });
    }
}

/// The lines of a page.
pub fn of(model: &Model, page: Page, width: usize) -> Vec<Line> {
    let mut lines = Lines::new(width);
    match page {
        Page::Entry(id) => entry(&mut lines, model, id),
        Page::Complaint => complaint(&mut lines, model),
    }
    lines.lines
}

/// All that is to say about what is under the cursor of the steps or the objections.
pub fn whole(model: &Model, width: usize) -> Vec<Line> {
    let mut lines = Lines::new(width);
    match model.focus {
        Pane::Objections => {
            let words = content::ground(Ground::ALL[model.ground.min(14)], model.lang);
            lines.add(Role::Plain, &words.text);
            if let Some(reminder) = &words.reminder {
                lines.add(Role::Alarm, reminder);
            }
        }
        Pane::Steps => lines.add(Role::Plain, step_help(model)),
        _ => {}
    }
    lines.lines
}

/// What to do in the step under the cursor.
pub fn step_help(model: &Model) -> &str {
    let platform = model.detail.as_ref().map_or(crate::domain::Platform::Facebook, |d| d.account.fields.platform);
    &content::steps(platform, model.lang)[model.step.min(9)].help
}

fn entry(lines: &mut Lines, model: &Model, id: EntryId) {
    let Some(detail) = &model.detail else { return };
    let Some(entry) = detail.entries.iter().find(|e| e.id == id) else { return };
    let words = &phrases(model.lang).entry;
    lines.add(Role::Strong, &title(entry, detail, model.lang));
    let moment = entry.recorded_at.with_timezone(&chrono_tz::Europe::Stockholm).format("%Y-%m-%d %H:%M").to_string();
    lines.add(Role::Dim, &fill(&words.recorded, &[("moment", &moment)]));
    facts(lines, &entry.what, model.lang);
    if !entry.note.is_empty() {
        lines.gap();
        lines.add(Role::Plain, &entry.note);
    }
    if let Happening::Submitted(sent) = &entry.what {
        lines.gap();
        lines.add(Role::Dim, if sent.text.is_empty() { &words.no_text } else { &words.text });
        lines.add(Role::Plain, &sent.text);
    }
}

/// What only this kind of entry has.
fn facts(lines: &mut Lines, what: &Happening, lang: Lang) {
    let words = &phrases(lang).entry;
    let mut fact = |phrase: &str, value: &str| {
        if !value.is_empty() {
            lines.add(Role::Plain, &fill(phrase, &[("what", value)]));
        }
    };
    match what {
        Happening::Submitted(sent) => {
            fact(&words.email, &sent.email);
            fact(&words.country, &sent.country);
            fact(&words.form, &sent.form);
            fact(&words.code_pending, if sent.code_pending { "+" } else { "" });
        }
        Happening::Extended { until } => fact(&words.until, &until.to_string()),
        Happening::Refused { reasons: Some(true) } => fact(&words.reasons, "+"),
        Happening::Refused { reasons: Some(false) } => fact(&words.no_reasons, "+"),
        Happening::ComplaintLodged { case_number, .. } | Happening::CaseNumber { case_number } => {
            fact(&words.case_number, case_number);
        }
        Happening::AuthorityReplied { outcome } => fact("{what}", content::outcome_words(*outcome, lang)),
        Happening::Closed { reason } => fact("{what}", content::closing_words(*reason, lang)),
        Happening::EvidenceAdded { name, size, sha256 } => {
            fact("{what}", name);
            fact(&words.size, &size.to_string());
            fact("SHA-256 {what}", sha256);
        }
        Happening::Voided { entry } => fact(&words.voids, &entry.0.to_string()),
        _ => {}
    }
}

/// Day and kind of an entry, as the log shows it.
pub fn title(entry: &Entry, detail: &Detail, lang: Lang) -> String {
    let mut title = format!("{}  {}", entry.on, kind_words(entry.what.kind(), lang).short);
    if detail.voided.contains(&entry.id) {
        title = format!("{title} ({})", phrases(lang).small.voided);
    }
    title
}

/// What a dialog says before its fields.
pub fn intro(model: &Model, form: &Form, width: usize) -> Vec<Line> {
    let words = &phrases(model.lang).dialogs;
    let mut lines = Lines::new(width);
    match form.slot.what {
        What::Submit => lines.add(Role::Strong, &words.sends_nothing),
        What::Void => {
            let what = form
                .entry
                .zip(model.detail.as_ref())
                .and_then(|(id, detail)| detail.entries.iter().find(|e| e.id == id).map(|e| title(e, detail, model.lang)));
            lines.add(Role::Plain, &fill(&words.void_says, &[("what", &what.unwrap_or_default())]));
        }
        What::Complaint => lines.add(Role::Strong, &words.complaint_first),
        What::Add | What::Edit | What::Reply | What::Note => {}
    }
    lines.lines
}

/// What a dialog shows below its buttons.
pub fn below(model: &Model, form: &Form, width: usize) -> Vec<Line> {
    let mut lines = Lines::new(width);
    if form.slot.what == What::Submit
        && let Some(detail) = &model.detail
    {
        let words = &phrases(model.lang).dialogs;
        let text = forms::explanation(detail, model.lang);
        lines.gap();
        if text.is_empty() {
            lines.add(Role::Dim, &words.text_none);
        } else {
            lines.add(Role::Dim, &words.text_follows);
            lines.add(Role::Plain, &text);
        }
    }
    lines.lines
}

/// The dates that speak for a complaint, and where it goes.
fn complaint(lines: &mut Lines, model: &Model) {
    let Some(detail) = &model.detail else { return };
    for (role, text) in reckoned(detail, model) {
        lines.add(role, &text);
    }
    lines.gap();
    lines.add(Role::Link, &model.links.complaint);
    lines.gap();
    lines.add(Role::Plain, &phrases(model.lang).dialogs.public_record);
}

fn reckoned(detail: &Detail, model: &Model) -> Vec<(Role, String)> {
    let words = &phrases(model.lang).dialogs;
    let case = &detail.case;
    let mut said = Vec::new();
    if let Some(limit) = case.limit() {
        let dates = [("start", limit.start.to_string()), ("ends", limit.ends.to_string())];
        let dates: Vec<(&str, &str)> = dates.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let extended = detail.counting().is_some_and(crate::domain::Attempt::extended);
        let ended = limit.ends < model.today;
        let phrase = if extended {
            &words.extended_until
        } else if ended {
            &words.month_ended
        } else {
            &words.month_ends
        };
        said.push((if ended { Role::Alarm } else { Role::Plain }, fill(phrase, &dates)));
        if detail.counting().is_some_and(|a| a.code == Code::Pending) {
            said.push((Role::Plain, words.provisional.clone()));
        }
        let from = fill(&words.complain_from, &[("date", &limit.complaint_from().to_string())]);
        said.push((Role::Plain, calendar::reckoning(&limit, model.lang).unwrap_or(from)));
        said.extend(
            case.ends_if_identity_counts().map(|d| (Role::Plain, fill(&words.identity_until, &[("date", &d.to_string())]))),
        );
    } else if let (Phase::Refused, Some(answer)) = (detail.phase(), case.answer) {
        said.push((Role::Alarm, fill(&words.refused_on, &[("date", &answer.on.to_string())])));
    } else if let Some(complaint) = &case.complaint {
        let dates = [("date", complaint.lodged_on.to_string()), ("from", complaint.ask_decision_from().to_string())];
        let dates: Vec<(&str, &str)> = dates.iter().map(|(k, v)| (*k, v.as_str())).collect();
        said.push((Role::Plain, fill(&words.with_imy, &dates)));
    } else {
        let phrase = if case.attempts.is_empty() { &words.not_sent } else { &words.nothing_due };
        said.push((Role::Plain, phrase.clone()));
    }
    said
}

/// The keys, from the table.
pub fn help(model: &Model, width: usize) -> Vec<Line> {
    let mut lines = Lines::new(width);
    for binding in BINDINGS {
        let names: Vec<String> = binding.keys.iter().map(ToString::to_string).collect();
        help_line(&mut lines, &names.join("  "), &help_words(binding.command, model.lang));
    }
    let words = &phrases(model.lang).keys;
    lines.gap();
    lines.add(Role::Strong, &words.in_dialogs);
    for (keys, what) in [
        ("Tab  Shift-Tab  ↓  ↑", &words.next_field),
        ("←  →", &words.change),
        ("Enter", &words.go_on),
        ("Ctrl-s", &words.save),
        ("Esc  Ctrl-c", &words.leave),
    ] {
        help_line(&mut lines, keys, what);
    }
    lines.gap();
    lines.add(Role::Strong, &words.in_text);
    let text = [
        ("Esc  Tab  Ctrl-c", &words.text_leave),
        ("Ctrl-s", &words.edit_save),
        ("Ctrl-z", &words.text_undo),
        ("Ctrl-y", &words.text_redo),
        ("Shift-←  Shift-→", &words.text_select),
        ("Ctrl-w", &words.text_word),
        ("Ctrl-u", &words.text_line),
    ];
    for (keys, what) in text {
        help_line(&mut lines, keys, what);
    }
    lines.lines
}

fn help_line(lines: &mut Lines, keys: &str, what: &str) {
    const COLUMN: usize = 20;
    if lines.width < 2 * COLUMN {
        lines.add(Role::Strong, keys);
        lines.add(Role::Plain, &format!("  {what}"));
        return;
    }
    let room = lines.width - COLUMN;
    for (i, part) in wrap::lines(what, room).into_iter().enumerate() {
        let keys = if i == 0 { keys } else { "" };
        let pad = COLUMN.saturating_sub(keys.chars().count());
        lines.lines.push(Line { role: Role::Plain, text: format!("{keys}{}{part}", " ".repeat(pad)) });
    }
}

/// What help says of a command.
pub fn help_words(command: Command, lang: Lang) -> String {
    if let Command::Pane(pane) = command {
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
pub fn command_words(command: Command, lang: Lang) -> &'static Words {
    let words = &phrases(lang).commands;
    match command {
        Command::Down => &words.down,
        Command::Up => &words.up,
        Command::First => &words.first,
        Command::Last => &words.last,
        Command::PageDown => &words.page_down,
        Command::PageUp => &words.page_up,
        Command::NextPane => &words.next_pane,
        Command::PrevPane => &words.prev_pane,
        Command::Pane(_) => &words.pane,
        Command::Go => &words.go,
        Command::Toggle => &words.toggle,
        Command::Back => &words.back,
        Command::Add => &words.add,
        Command::Edit => &words.edit,
        Command::Submit => &words.submit,
        Command::Reply => &words.reply,
        Command::Note => &words.note,
        Command::Imy => &words.imy,
        Command::Void => &words.void,
        Command::Link => &words.link,
        Command::CopyText => &words.copy_text,
        Command::Plain => &words.plain,
        Command::Editor => &words.editor,
        Command::Zoom => &words.zoom,
        Command::Language => &words.language,
        Command::Redraw => &words.redraw,
        Command::Help => &words.help,
        Command::Quit => &words.quit,
        Command::Suspend => &words.suspend,
    }
}

/// The title of a dialog.
pub fn dialog_title(model: &Model) -> String {
    let words = &phrases(model.lang).dialogs;
    let title = match &model.dialog {
        Some(Dialog::Form(form)) => match form.slot.what {
            What::Add => &words.add,
            What::Edit => &words.edit,
            What::Submit => &words.submit,
            What::Reply => &words.reply,
            What::Note => &words.note,
            What::Void => &words.void,
            What::Complaint => &words.log_complaint,
        },
        Some(Dialog::Page(Reading { page: Page::Entry(_), .. })) => &words.entry,
        Some(Dialog::Page(Reading { page: Page::Complaint, .. })) => &words.complaint,
        Some(Dialog::Link(LinkDialog { to: Link::Policy, .. })) => &words.link_policy,
        Some(Dialog::Link(LinkDialog { to: Link::Form, .. })) => &words.link_form,
        Some(Dialog::Link(LinkDialog { to: Link::Complaint, .. })) => &words.link_complaint,
        Some(Dialog::LeaveUnsaved) => &words.unsaved,
        None => return String::new(),
    };
    let about = match &model.dialog {
        Some(Dialog::LeaveUnsaved) => None,
        Some(Dialog::Form(form)) if form.slot.what == What::Add => None,
        _ => model.detail.as_ref(),
    };
    match about {
        Some(detail) => format!("{title} · {}", visible(&detail.account.fields.handle)),
        None => title.clone(),
    }
}

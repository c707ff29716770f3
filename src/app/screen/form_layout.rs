//! A form laid out: which row says what, and which rows are in sight. The view draws the rows, and a click finds in
//! them what it means.

use chrono::NaiveDate;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::choices::choice_words;
use super::layout::PHONE;
use super::lines::{Line, LineRole};
use super::{page_text, wrap};
use crate::app::forms::erase;
use crate::app::forms::validate::{self, FieldError};
use crate::app::model::field::{Choice, Field, FieldId, FormKind};
use crate::app::model::form::{Confirmation, Focus, Form, unnumbered};
use crate::app::model::{Model, Notice};
use crate::content::{self, Words, fill, kind_words, phrases};
use crate::domain::plausible::Oddity;
use crate::domain::{EventKind, Lang};

/// One row of a form, top to bottom.
#[derive(Debug)]
pub enum FormRow<'a> {
    /// A line to read.
    Line(Line),
    /// A field, an index into the form's.
    Field(usize, &'a Field),
    /// One of the things that the list in focus offers.
    Option {
        /// Which one, an index into what the field offers.
        at: usize,
        /// Its place, from 1; 0 where no digit chooses it.
        number: usize,
        /// Whether it is chosen.
        chosen: bool,
        /// What it is called, and what it means.
        text: String,
    },
    /// What a choice says, where its field has no room for the whole of it.
    Continued {
        /// The words on this line.
        text: String,
        /// Whether they are the last ones.
        last: bool,
    },
    /// What stands below a field.
    Hint(Line),
    /// The question that is asked before saving.
    Confirmation(String),
    /// The two buttons.
    Buttons,
}

/// All rows, and the first that is in sight.
#[derive(Debug)]
pub struct FormLayout<'a> {
    /// The rows.
    pub rows: Vec<FormRow<'a>>,
    /// The first one in sight.
    pub first: usize,
}

/// Lays a form out inside its dialog. The row with the cursor is in sight, with the whole hint below it, or the
/// question that is asked.
pub fn lay_out<'a>(model: &Model, form: &'a Form, inside: Rect) -> FormLayout<'a> {
    let rows = rows(model, form, usize::from(inside.width));
    let height = usize::from(inside.height);
    let first = (last_wanted(form, &rows) + 1).saturating_sub(height);
    let first = (first + usize::from(form.scroll)).min(rows.len().saturating_sub(height));
    FormLayout { rows, first }
}

/// Where the buttons stand in their row.
pub fn button_row(inside: Rect, y: u16) -> Rect {
    Rect { x: inside.x + 2, y: inside.y + y, height: 1, width: inside.width.saturating_sub(2) }
}

/// What stands on the buttons.
pub fn labels(form: &Form, lang: Lang) -> Vec<&'static str> {
    let words = &phrases(lang).buttons;
    let save = match form.id.kind {
        FormKind::Forget => &words.erase,
        FormKind::Void => &words.void,
        _ => &words.save,
    };
    let mut labels = vec![save.as_str()];
    labels.extend(form.restored.then_some(words.discard.as_str()));
    labels.push(&words.back);
    labels
}

/// The last row that has to be seen: of the question, else of what has the cursor.
fn last_wanted(form: &Form, rows: &[FormRow<'_>]) -> usize {
    let at = rows.iter().position(|row| match row {
        FormRow::Option { chosen, .. } => *chosen,
        FormRow::Field(i, _) => form.focus == Focus::Field(*i) && form.confirming.is_none() && !listed(form, *i),
        FormRow::Buttons => !matches!(form.focus, Focus::Field(_)),
        FormRow::Confirmation(_) => true,
        FormRow::Line(_) | FormRow::Hint(_) | FormRow::Continued { .. } => false,
    });
    let at = at.unwrap_or(0);
    let below = rows
        .iter()
        .skip(at + 1)
        .take_while(|row| matches!(row, FormRow::Continued { .. } | FormRow::Hint(_) | FormRow::Confirmation(_)));
    at + below.count()
}

fn rows<'a>(model: &Model, form: &'a Form, room: usize) -> Vec<FormRow<'a>> {
    let mut rows: Vec<FormRow<'a>> = page_text::before_fields(model, form, room).into_iter().map(FormRow::Line).collect();
    let hints = |text: &str, role: LineRole| -> Vec<FormRow<'a>> {
        wrap::lines(text, room.saturating_sub(2)).into_iter().map(|text| FormRow::Hint(Line { role, text })).collect()
    };
    for (i, field) in form.fields.iter().enumerate().filter(|(_, f)| form.wants(f.id)) {
        if listed(form, i) {
            rows.extend(options(form, model.lang, room));
            continue;
        }
        rows.push(FormRow::Field(i, field));
        let lines = choice_lines(form, field, model.lang, room);
        let last = lines.len().saturating_sub(1);
        rows.extend(lines.into_iter().enumerate().skip(1).map(|(n, text)| FormRow::Continued { text, last: n == last }));
        rows.extend(hint(model, form, i, field).into_iter().flat_map(|(text, role)| hints(&text, role)));
    }
    match form.confirming {
        Some(ask) => {
            let words = &phrases(model.lang).asks;
            let question = question(ask, form, model.lang);
            let lines = wrap::question(&question, &words.how, room.saturating_sub(2));
            rows.extend(lines.into_iter().map(FormRow::Confirmation));
        }
        None => rows.push(FormRow::Buttons),
    }
    rows.extend(page_text::after_buttons(model, form, room).into_iter().map(FormRow::Line));
    rows
}

/// Where the value of a field begins.
pub const fn value_column(width: u16) -> u16 {
    if width < 50 { 15 } else { 18 }
}

/// What a choice says, in as many lines as it takes; none for other fields.
pub fn choice_lines(form: &Form, field: &Field, lang: Lang, width: usize) -> Vec<String> {
    let Some(choice) = form.chosen(field.id) else { return Vec::new() };
    let room = width.saturating_sub(usize::from(value_column(width as u16)) + SIGNS);
    wrap::lines(&choice_words(choice, lang), room)
}

/// The cells of the signs around a choice.
const SIGNS: usize = 4;

/// A question before saving, in words.
fn question(ask: Confirmation, form: &Form, lang: Lang) -> String {
    let words = &phrases(lang).asks;
    match ask {
        Confirmation::NewAttempt => words.new_attempt.clone(),
        Confirmation::Begun(n) => words.begun.of(n as u64, lang),
        Confirmation::Textless(n) => words.textless.of(n as u64, lang),
        Confirmation::Many(n) => {
            let kind = if let Some(Choice::Kind(kind)) = form.chosen(FieldId::Event) { kind } else { EventKind::ComplaintLodged };
            fill(&words.many.of(n as u64, lang), &[("what", &kind_words(kind, lang).short)])
        }
        Confirmation::NoText => words.no_text.clone(),
        Confirmation::Early(from) => fill(&words.early, &[("date", &from.to_string())]),
        Confirmation::EarlyDecision(from) => fill(&words.early_decision, &[("date", &from.to_string())]),
        Confirmation::OddHandle => {
            let platform =
                if let Some(Choice::Platform(platform)) = form.chosen(FieldId::Platform) { platform.name() } else { "" };
            fill(&words.odd_handle, &[("handle", &validate::handle(form)), ("platform", platform)])
        }
        Confirmation::NoName => fill(&words.no_name, &[("handle", &validate::handle(form))]),
        Confirmation::ShortenedHandle => fill(&words.shortened_handle, &[("handle", &validate::handle(form))]),
    }
}

/// Whether a field shows all that it offers: what happened, while it has the cursor.
fn listed(form: &Form, i: usize) -> bool {
    form.fields[i].id == FieldId::Event && form.focus == Focus::Field(i) && form.confirming.is_none()
}

/// The cells before the words of an option: the marker, its number, blanks.
const BEFORE_OPTION: usize = 4;

/// A row for each thing that the field with the cursor offers, with what it means: on the row where there is room, else
/// below it while it is chosen.
fn options<'a>(form: &Form, lang: Lang, room: usize) -> Vec<FormRow<'a>> {
    let Some((options, at)) = form.options_in_focus() else { return Vec::new() };
    let mut rows = Vec::new();
    for (i, choice) in options.iter().enumerate() {
        let (short, help) = option_words(*choice, lang);
        let whole = format!("{short}: {help}");
        let fits = whole.width() + BEFORE_OPTION <= room;
        let text = if fits { whole } else { short.to_owned() };
        rows.push(FormRow::Option { at: i, number: i + 1 - unnumbered(options), chosen: i == at, text });
        if i == at && !fits {
            let help = wrap::lines(help, room.saturating_sub(BEFORE_OPTION));
            rows.extend(help.into_iter().map(|text| FormRow::Hint(Line { role: LineRole::Dim, text: format!("  {text}") })));
        }
    }
    rows
}

/// What an option is called, and what it means.
fn option_words(choice: Choice, lang: Lang) -> (&'static str, &'static str) {
    let words = &phrases(lang).picks;
    match choice {
        Choice::Kind(kind) => (&kind_words(kind, lang).short, &kind_words(kind, lang).help),
        Choice::Mail => (&words.mail, &words.mail_help),
        Choice::Code => (&words.code, &words.code_help),
        _ => (&words.undecided, &words.undecided_help),
    }
}

/// What is odd about a field, if anything. That a complaint is early is asked before saving.
pub fn warning(model: &Model, form: &Form, field: &Field) -> Option<String> {
    let words = &phrases(model.lang).remarks;
    if let Some(handle) = validate::handle_taken(form, field) {
        return Some(fill(&words.handle_taken, &[("handle", &handle)]));
    }
    if let Some(email) = validate::other_email(form, field, model.detail.as_ref()) {
        return Some(fill(&words.other_email, &[("email", email)]));
    }
    let day = |phrase, date: NaiveDate| Some(fill(phrase, &[("date", &date.to_string())]));
    if let Some(counts) = validate::other_end(form, field, model.detail.as_ref(), model.today) {
        return day(&words.other_end, counts);
    }
    validate::oddities(form, field, model.detail.as_ref(), model.today).into_iter().find_map(|odd| match odd {
        Oddity::BeforeLaw(date) => day(&words.before_law, date),
        Oddity::BeforeSubmission(date) => day(&words.before_submission, date),
        Oddity::LateNotice(date) => day(&words.late_notice, date),
        Oddity::EarlyComplaint(_) | Oddity::EarlyDecision(_) | Oddity::Unlikely => None,
    })
}

/// What stands below a field: what is wrong or odd about it, else what it is for while it has the cursor.
fn hint(model: &Model, form: &Form, i: usize, field: &Field) -> Option<(String, LineRole)> {
    let text = field.value();
    if field.id == FieldId::Pasted && !text.is_empty() {
        let said = phrases(model.lang).dialogs.pasted.of(text.lines().count() as u64, model.lang);
        let size = content::number(text.len() as u64, model.lang);
        return Some((fill(&said, &[("size", &size)]), LineRole::Strong));
    }
    let unchosen = form.chosen(field.id) == Some(Choice::Outcome(None));
    let begun = form.submit_attempted || (!unchosen && !field.value().trim().is_empty());
    // Said above the keys already.
    let begun = begun && !(form.focus == Focus::Field(i) && matches!(model.notice, Some(Notice::Invalid(_))));
    if let Some(error) = validate::error(form, field, model.today).filter(|_| begun) {
        return Some((error_words(error, model.lang), LineRole::Alarm));
    }
    if let Some(warning) = warning(model, form, field) {
        return Some((warning, LineRole::Alarm));
    }
    if let Some(day) = validate::day_taken(field, model.today) {
        return Some((fill(&phrases(model.lang).remarks.day_taken, &[("date", &day.to_string())]), LineRole::Dim));
    }
    if form.focus != Focus::Field(i) || form.confirming.is_some() {
        return None;
    }
    let help = help(model, form, field);
    let change = match form.options_in_focus() {
        Some((options, _)) if options.len() > 1 => how_to_change(model),
        _ => "",
    };
    Some((format!("{help} {change}").trim().to_owned(), LineRole::Dim))
}

/// What a field is for.
fn help(model: &Model, form: &Form, field: &Field) -> String {
    let words = phrases(model.lang);
    let long = match form.chosen(field.id) {
        Some(Choice::Kind(kind)) => &kind_words(kind, model.lang).help,
        _ => &field_words(field.id, model.lang).long,
    };
    match field.id {
        FieldId::CaseNumber if !validate::is_required(form, field.id) => format!("{long} {}", words.remarks.may_come_later),
        FieldId::Covers if form.id.kind == FormKind::Void => words.remarks.void_covers.clone(),
        FieldId::Confirm => fill(long, &[("n", &form.id.account.map(|id| id.0.to_string()).unwrap_or_default())]),
        FieldId::HowMany => fill(long, &[("n", &content::number(erase::how_many(form).unwrap_or_default() as u64, model.lang))]),
        _ => long.clone(),
    }
}

/// Which keys change a choice; a phone may have no arrows.
fn how_to_change(model: &Model) -> &str {
    let words = &phrases(model.lang).keys;
    if model.size.0 < PHONE { &words.change_phone } else { &words.change_how }
}

/// What is to be said where `Enter` would go on from a field that must be filled in and is empty.
pub fn lacking_here(form: &Form, today: NaiveDate, lang: Lang) -> Option<String> {
    let Focus::Field(i) = form.focus else { return None };
    let field = &form.fields[i];
    let asked =
        matches!(field.id, FieldId::Why | FieldId::Note | FieldId::CaseNumber | FieldId::Outcome) && form.confirming.is_none();
    (asked && validate::error(form, field, today) == Some(FieldError::Empty)).then(|| fault_words(field, form, today, lang))
}

/// What is wrong with a field that keeps the form from being saved, by the field's name.
pub fn fault_words(field: &Field, form: &Form, today: NaiveDate, lang: Lang) -> String {
    let fault = validate::error(form, field, today).map(|fault| error_words(fault, lang)).unwrap_or_default();
    let label = &field_words(field.id, lang).short;
    if label.ends_with('?') {
        return format!("{label} {fault}");
    }
    fill(&phrases(lang).notices.not_saved_field, &[("field", label), ("fault", &fault)])
}

fn error_words(fault: FieldError, lang: Lang) -> String {
    let words = &phrases(lang).faults;
    let phrase = match fault {
        FieldError::OnOtherPlatform(platform) => return fill(&words.on_other, &[("platform", platform.name())]),
        FieldError::NoProfile => &words.no_profile,
        FieldError::Empty => &words.empty,
        FieldError::TooLong => &words.too_long,
        FieldError::NotAnEmail => &words.not_an_email,
        FieldError::NotACountry => &words.not_a_country,
        FieldError::UnreadableDay => &words.unreadable_day,
        FieldError::FutureDay => &words.future_day,
        FieldError::NothingToAttach => &words.nothing_to_attach,
        FieldError::NoFolder => &words.no_folder,
        FieldError::NotTheHandle => &words.not_the_handle,
        FieldError::NotTheNumber => &words.not_the_number,
        FieldError::Undecided => &words.undecided,
    };
    phrase.clone()
}

/// What a field is called.
pub fn field_words(id: FieldId, lang: Lang) -> &'static Words {
    let words = &phrases(lang).fields;
    match id {
        FieldId::Platform => &words.platform,
        FieldId::Handle => &words.handle,
        FieldId::Person => &words.person,
        FieldId::Email => &words.email,
        FieldId::Country => &words.country,
        FieldId::Group => &words.group,
        FieldId::TextLang => &words.text_lang,
        FieldId::Profile => &words.profile,
        FieldId::Phone => &words.phone,
        FieldId::PostAddress => &words.post_address,
        FieldId::RepresentedBy => &words.represented_by,
        FieldId::Representation => &words.representation,
        FieldId::RepresentativeEmail => &words.representative_email,
        FieldId::RepresentativePhone => &words.representative_phone,
        FieldId::RepresentativeAddress => &words.representative_address,
        FieldId::Assignee => &words.assignee,
        FieldId::Day => &words.day,
        FieldId::CodeAsked => &words.code_asked,
        FieldId::Together => &words.together,
        FieldId::Covers => &words.covers,
        FieldId::Event => &words.event,
        FieldId::Until => &words.until,
        FieldId::Identity => &words.identity,
        FieldId::Reasons => &words.reasons,
        FieldId::CaseNumber => &words.case_number,
        FieldId::Outcome => &words.outcome,
        FieldId::Served => &words.served,
        FieldId::Closing => &words.closing,
        FieldId::Note => &words.note,
        FieldId::InComplaint => &words.in_complaint,
        FieldId::WithMail => &words.with_mail,
        FieldId::Why => &words.why,
        FieldId::File => &words.file,
        FieldId::Pasted => &words.pasted,
        FieldId::EvidenceKind => &words.evidence_kind,
        FieldId::Proves => &words.proves,
        FieldId::Confirm => &words.confirm,
        FieldId::HowMany => &words.how_many,
        FieldId::Task => &words.task,
        FieldId::ComplaintLang => &words.complaint_lang,
        FieldId::Folder => &words.folder,
    }
}

//! A form laid out: which row says what, and which rows are in sight. The view draws the rows, and a click finds in
//! them what it means.

use ratatui::layout::Rect;

use super::lines::{Line, Role};
use super::{page_text, wrap};
use crate::app::forms::validate::{self, Fault, Remark};
use crate::app::model::Model;
use crate::app::model::field::{Field, FieldId, Pick, What};
use crate::app::model::form::{Ask, Form, Stop};
use crate::content::{self, Words, fill, kind_words, phrases};
use crate::domain::{Kind, Lang};

/// One row of a form, top to bottom.
#[derive(Debug)]
pub enum Row<'a> {
    /// A line to read.
    Line(Line),
    /// A field, an index into the form's.
    Field(usize, &'a Field),
    /// What stands below a field.
    Hint(Line),
    /// The question that is asked before saving.
    Ask(String),
    /// The two buttons.
    Buttons,
}

/// All rows, and the first that is in sight.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// The rows.
    pub rows: Vec<Row<'a>>,
    /// The first one in sight.
    pub first: usize,
}

/// Lays a form out inside its dialog. The row with the cursor is in sight, with the whole hint below it, or the
/// question that is asked.
pub fn of<'a>(model: &Model, form: &'a Form, inside: Rect) -> Sheet<'a> {
    let rows = rows(model, form, usize::from(inside.width));
    let height = usize::from(inside.height);
    let first = (last_wanted(form, &rows) + 1).saturating_sub(height);
    let first = (first + usize::from(form.scroll)).min(rows.len().saturating_sub(height));
    Sheet { rows, first }
}

/// Where the buttons stand in their row.
pub fn strip(inside: Rect, y: u16) -> Rect {
    Rect { x: inside.x + 2, y: inside.y + y, height: 1, width: inside.width.saturating_sub(2) }
}

/// What stands on the buttons.
pub fn labels(form: &Form, lang: Lang) -> [&'static str; 2] {
    let words = &phrases(lang).buttons;
    let save = match form.slot.what {
        What::Forget => &words.erase,
        What::Void => &words.void,
        _ => &words.save,
    };
    [save, &words.back]
}

/// The last row that has to be seen: of the question, else of what has the cursor.
fn last_wanted(form: &Form, rows: &[Row<'_>]) -> usize {
    let at = rows.iter().position(|row| match row {
        Row::Field(i, _) => form.stop == Stop::Field(*i) && form.asking.is_none(),
        Row::Buttons => matches!(form.stop, Stop::Save | Stop::Back),
        Row::Ask(_) => true,
        Row::Line(_) | Row::Hint(_) => false,
    });
    let at = at.unwrap_or(0);
    let below = rows.iter().skip(at + 1).take_while(|row| matches!(row, Row::Hint(_) | Row::Ask(_)));
    at + below.count()
}

fn rows<'a>(model: &Model, form: &'a Form, room: usize) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'a>> = page_text::intro(model, form, room).into_iter().map(Row::Line).collect();
    let hints = |text: &str, role: Role| -> Vec<Row<'a>> {
        wrap::lines(text, room.saturating_sub(2)).into_iter().map(|text| Row::Hint(Line { role, text })).collect()
    };
    for (i, field) in form.fields.iter().enumerate().filter(|(_, f)| form.wants(f.id)) {
        rows.push(Row::Field(i, field));
        rows.extend(hint(model, form, i, field).into_iter().flat_map(|(text, role)| hints(&text, role)));
    }
    match form.asking {
        Some(ask) => {
            let words = &phrases(model.lang).asks;
            let question = match ask {
                Ask::NewAttempt => words.new_attempt.clone(),
                Ask::Begun(n) => words.begun.of(n as u64, model.lang),
                Ask::Textless(n) => words.textless.of(n as u64, model.lang),
                Ask::Many(n) => {
                    let kind = if let Some(Pick::Kind(kind)) = form.pick(FieldId::Event) { kind } else { Kind::ComplaintLodged };
                    fill(&words.many.of(n as u64, model.lang), &[("what", &kind_words(kind, model.lang).short)])
                }
                Ask::NoText => words.no_text.clone(),
                Ask::Early => words.early.clone(),
            };
            let question = format!("{question}  {}", words.how);
            rows.extend(wrap::lines(&question, room.saturating_sub(2)).into_iter().map(Row::Ask));
        }
        None => rows.push(Row::Buttons),
    }
    rows.extend(page_text::below(model, form, room).into_iter().map(Row::Line));
    rows
}

/// What stands below a field: what is wrong or odd about it, else what it is for while it has the cursor.
fn hint(model: &Model, form: &Form, i: usize, field: &Field) -> Option<(String, Role)> {
    let text = field.value();
    if field.id == FieldId::Pasted && !text.is_empty() {
        let said = phrases(model.lang).dialogs.pasted.of(text.lines().count() as u64, model.lang);
        let size = content::number(text.len() as u64, model.lang);
        return Some((fill(&said, &[("size", &size)]), Role::Strong));
    }
    let begun = form.tried || !field.value().trim().is_empty();
    if let Some(fault) = validate::fault(form, field, model.today).filter(|_| begun) {
        return Some((fault_words(fault, model.lang).to_owned(), Role::Alarm));
    }
    if let Some(remark) = validate::remark(form, field, model.detail.as_ref(), model.today) {
        let words = &phrases(model.lang).remarks;
        let (phrase, date) = match remark {
            Remark::BeforeSubmission(date) => (&words.before_submission, date),
            Remark::LateNotice(date) => (&words.late_notice, date),
        };
        return Some((fill(phrase, &[("date", &date.to_string())]), Role::Alarm));
    }
    if form.stop != Stop::Field(i) || form.asking.is_some() {
        return None;
    }
    let help = match form.pick(field.id) {
        Some(Pick::Kind(kind)) => &kind_words(kind, model.lang).help,
        _ => &field_words(field.id, model.lang).long,
    };
    Some((help.clone(), Role::Dim))
}

fn fault_words(fault: Fault, lang: Lang) -> &'static str {
    let words = &phrases(lang).faults;
    match fault {
        Fault::Empty => &words.empty,
        Fault::TooLong => &words.too_long,
        Fault::NotAnEmail => &words.not_an_email,
        Fault::NotACountry => &words.not_a_country,
        Fault::UnreadableDay => &words.unreadable_day,
        Fault::FutureDay => &words.future_day,
        Fault::NothingToAttach => &words.nothing_to_attach,
        Fault::NoFolder => &words.no_folder,
        Fault::NotTheHandle => &words.not_the_handle,
    }
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
        FieldId::RepresentedBy => &words.represented_by,
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
        FieldId::Closing => &words.closing,
        FieldId::Note => &words.note,
        FieldId::Why => &words.why,
        FieldId::File => &words.file,
        FieldId::Pasted => &words.pasted,
        FieldId::Confirm => &words.confirm,
        FieldId::Task => &words.task,
        FieldId::DossierLang => &words.dossier_lang,
        FieldId::Folder => &words.folder,
    }
}

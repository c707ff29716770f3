//! What each dialog asks, what is wrong with an answer, and the change it writes.

use chrono::NaiveDate;

use super::detail::Detail;
use super::field::{Field, FieldId, Input, Pick, Slot, What};
use super::form::{Ask, Form};
use super::many::Meant;
use super::msg::Moment;
use crate::content::{self, Links};
use crate::domain::account::{NAME_MAX, Problem, check_country, check_email, check_handle};
use crate::domain::change::{Change, ForMany, NewEntry};
use crate::domain::day::{BadDay, parse, parse_past};
use crate::domain::next::possible;
use crate::domain::text::normal;
use crate::domain::{AccountId, Closing, EntryId, Fields, Happening, Kind, Lang, Outcome, Platform, Submission};

/// The longest note, in characters.
pub const NOTE_MAX: usize = 4_000;

/// What a dialog starts from.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// The account it is about, if it is about one.
    pub detail: Option<&'a Detail>,
    /// Today in Stockholm.
    pub today: NaiveDate,
    /// The language of the screen.
    pub lang: Lang,
    /// The links in force.
    pub links: &'a Links,
}

/// Why a field cannot be taken as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Fault {
    Empty,
    TooLong,
    NotAnEmail,
    NotACountry,
    UnreadableDay,
    FutureDay,
}

/// What is odd about a field, told but not refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remark {
    /// The day lies before the submission it answers.
    BeforeSubmission(NaiveDate),
    /// An extension is told only after the month's legal last day, so it does not count.
    LateNotice(NaiveDate),
}

/// The dialog `what` about the marked accounts: what can differ between them is left to each.
pub fn open_for_marked(what: What, meant: Meant, today: NaiveDate) -> Option<Form> {
    let fields = match what {
        What::Submit => vec![
            Field::day(FieldId::Day, Some(today)),
            Field::choice(FieldId::CodeAsked, vec![Pick::Yes(false), Pick::Yes(true)], Pick::Yes(false)),
            Field::choice(FieldId::Together, vec![Pick::Yes(false), Pick::Yes(true)], Pick::Yes(false)),
        ],
        What::Reply => event_fields(ANY.to_vec(), today, None),
        What::Note => note_fields(today),
        What::Complaint => complaint_fields(today),
        What::Add | What::Edit | What::Void => return None,
    };
    let mut form = Form::new(Slot { account: None, what }, fields);
    form.marked = Some(meant);
    Some(form)
}

/// What can be logged for several cases at once, the likeliest first.
const ANY: [Kind; 14] = [
    Kind::Granted,
    Kind::Refused,
    Kind::Acknowledged,
    Kind::Confirmed,
    Kind::InfoRequested,
    Kind::InfoSupplied,
    Kind::Extended,
    Kind::Reminded,
    Kind::ComplaintLodged,
    Kind::CaseNumber,
    Kind::DecisionRequested,
    Kind::AuthorityReplied,
    Kind::Closed,
    Kind::Reopened,
];

/// What a dialog about the marked accounts writes in each log.
pub fn for_many(form: &Form, today: NaiveDate) -> Option<ForMany> {
    let on = day(form, FieldId::Day, today);
    if form.slot.what == What::Submit {
        let yes = |id| form.pick(id) == Some(Pick::Yes(true));
        return Some(ForMany::Submitted { on, code_pending: yes(FieldId::CodeAsked), together: yes(FieldId::Together) });
    }
    let what = match form.slot.what {
        What::Note => Happening::Note,
        What::Complaint => lodged(form),
        _ => replied(form, today)?,
    };
    Some(ForMany::Same { on, note: normal(&form.text(FieldId::Note)), what })
}

fn lodged(form: &Form) -> Happening {
    Happening::ComplaintLodged { text: String::new(), case_number: form.text(FieldId::CaseNumber) }
}

fn note_fields(today: NaiveDate) -> Vec<Field> {
    vec![Field::line(FieldId::Note, "", NOTE_MAX), Field::day(FieldId::Day, Some(today))]
}

fn complaint_fields(today: NaiveDate) -> Vec<Field> {
    vec![
        Field::day(FieldId::Day, Some(today)),
        Field::line(FieldId::CaseNumber, "", NAME_MAX),
        Field::line(FieldId::Note, "", NOTE_MAX),
    ]
}

/// The dialog `what`, filled in as far as is known.
pub fn open(what: What, ground: Ground<'_>) -> Option<Form> {
    let account = match what {
        What::Add => None,
        _ => Some(ground.detail?.id()),
    };
    let fields = match what {
        What::Add => account_fields(&Fields::new(Platform::Instagram, "")),
        What::Edit => account_fields(&ground.detail?.account.fields),
        What::Submit => submit_fields(ground.detail?, ground.today),
        What::Reply => reply_fields(ground.detail?, ground.today),
        What::Note => note_fields(ground.today),
        What::Void => vec![Field::line(FieldId::Why, "", NOTE_MAX)],
        What::Complaint => complaint_fields(ground.today),
    };
    let mut form = Form::new(Slot { account, what }, fields);
    form.swift = what == What::Reply;
    Some(form)
}

fn account_fields(fields: &Fields) -> Vec<Field> {
    let platforms = Platform::ALL.map(Pick::Platform).to_vec();
    let langs = vec![Pick::Lang(None), Pick::Lang(Some(Lang::Sv)), Pick::Lang(Some(Lang::En))];
    vec![
        Field::choice(FieldId::Platform, platforms, Pick::Platform(fields.platform)),
        Field::line(FieldId::Handle, &fields.handle, NAME_MAX),
        Field::line(FieldId::Person, &fields.person, NAME_MAX),
        Field::line(FieldId::Email, &fields.email, NAME_MAX),
        Field::line(FieldId::Country, &fields.country, 2),
        Field::line(FieldId::Group, &fields.group, NAME_MAX),
        Field::choice(FieldId::TextLang, langs, Pick::Lang(fields.text_lang)),
        Field::line(FieldId::RepresentedBy, &fields.represented_by, NAME_MAX),
    ]
}

fn submit_fields(detail: &Detail, today: NaiveDate) -> Vec<Field> {
    vec![
        Field::day(FieldId::Day, Some(today)),
        Field::line(FieldId::Email, &detail.account.fields.email, NAME_MAX),
        Field::line(FieldId::Country, &detail.account.fields.country, 2),
        Field::choice(FieldId::CodeAsked, vec![Pick::Yes(false), Pick::Yes(true)], Pick::Yes(false)),
    ]
}

fn reply_fields(detail: &Detail, today: NaiveDate) -> Vec<Field> {
    let until = detail.counting().map(|a| crate::domain::day::months_after(a.start(), 3));
    event_fields(possible(&detail.case, detail.phase()), today, until)
}

fn event_fields(kinds: Vec<Kind>, today: NaiveDate, until: Option<NaiveDate>) -> Vec<Field> {
    let first = Pick::Kind(kinds.first().copied().unwrap_or(Kind::Note));
    let known = vec![Pick::Known(None), Pick::Known(Some(true)), Pick::Known(Some(false))];
    vec![
        Field::choice(FieldId::Event, kinds.into_iter().map(Pick::Kind).collect(), first),
        Field::day(FieldId::Day, Some(today)),
        Field::day(FieldId::Until, until),
        Field::choice(FieldId::Identity, vec![Pick::Yes(false), Pick::Yes(true)], Pick::Yes(false)),
        Field::choice(FieldId::Reasons, known, Pick::Known(None)),
        Field::line(FieldId::CaseNumber, "", NAME_MAX),
        Field::choice(FieldId::Outcome, picks(Outcome::ALL, Pick::Outcome), Pick::Outcome(Outcome::SupervisionOpened)),
        Field::choice(FieldId::Closing, picks(Closing::ALL, Pick::Closing), Pick::Closing(Closing::Done)),
        Field::line(FieldId::Note, "", NOTE_MAX),
    ]
}

fn picks<T: Copy>(all: &[T], pick: impl Fn(T) -> Pick) -> Vec<Pick> {
    all.iter().copied().map(pick).collect()
}

/// What is wrong with a field, if anything.
pub fn fault(form: &Form, field: &Field, today: NaiveDate) -> Option<Fault> {
    let text = field.value();
    let text = text.trim();
    match (&field.input, field.id) {
        (Input::Choice { .. }, _) => None,
        (Input::Day(_), FieldId::Until) => parse(text, today).err().map(|_| Fault::UnreadableDay),
        (Input::Day(_), _) => parse_past(text, today).err().map(|e| match e {
            BadDay::Unreadable => Fault::UnreadableDay,
            BadDay::Future => Fault::FutureDay,
        }),
        (_, FieldId::Handle) => check_handle(text).err().map(|e| said(e.problem)),
        (_, FieldId::Email) => check_email(text).err().map(|e| said(e.problem)),
        (_, FieldId::Country) => check_country(text).err().map(|e| said(e.problem)),
        (_, FieldId::Why) => text.is_empty().then_some(Fault::Empty),
        (_, FieldId::Note) if form.slot.what == What::Note => text.is_empty().then_some(Fault::Empty),
        (_, FieldId::CaseNumber) if form.pick(FieldId::Event) == Some(Pick::Kind(Kind::CaseNumber)) => {
            text.is_empty().then_some(Fault::Empty)
        }
        _ => None,
    }
}

fn said(problem: Problem) -> Fault {
    match problem {
        Problem::Empty => Fault::Empty,
        Problem::TooLong => Fault::TooLong,
        Problem::NotAnEmail => Fault::NotAnEmail,
        Problem::NotACountry => Fault::NotACountry,
    }
}

/// The first field that stands in the way of saving, an index.
pub fn first_fault(form: &Form, today: NaiveDate) -> Option<usize> {
    (0..form.fields.len()).find(|i| {
        let field = &form.fields[*i];
        form.wants(field.id) && fault(form, field, today).is_some()
    })
}

/// What is odd about a field, if anything.
pub fn remark(form: &Form, field: &Field, detail: Option<&Detail>, today: NaiveDate) -> Option<Remark> {
    if field.id != FieldId::Day || !matches!(form.slot.what, What::Reply | What::Complaint) {
        return None;
    }
    let attempt = detail?.case.attempts.last()?;
    let day = parse_past(&field.value(), today).ok()?;
    if day < attempt.sent {
        return Some(Remark::BeforeSubmission(attempt.sent));
    }
    let month = crate::domain::Limit::month(detail?.counting()?.start());
    let late = form.pick(FieldId::Event) == Some(Pick::Kind(Kind::Extended)) && day > month.legal_last_day;
    late.then_some(Remark::LateNotice(month.legal_last_day))
}

/// The question to ask before saving, if one is left to ask.
pub fn question(form: &Form, ground: Ground<'_>) -> Option<Ask> {
    let detail = ground.detail?;
    let mut asks = Vec::new();
    match form.slot.what {
        What::Submit => {
            asks.extend(detail.counting().map(|_| Ask::NewAttempt));
            asks.extend((!detail.draft.has_text()).then_some(Ask::NoText));
        }
        What::Complaint => {
            let day = parse_past(&form.text(FieldId::Day), ground.today).ok()?;
            asks.extend(detail.case.limit().filter(|l| day < l.complaint_from()).map(|_| Ask::Early));
        }
        _ => {}
    }
    asks.into_iter().find(|a| !form.sure.contains(a))
}

/// The explanation that a submission freezes.
pub fn explanation(detail: &Detail, screen: Lang) -> String {
    let fields = &detail.account.fields;
    content::explanation(fields.platform, fields.text_lang.unwrap_or(screen), &detail.draft)
}

/// The change that a dialog without faults writes.
pub fn change(form: &Form, ground: Ground<'_>, now: Moment) -> Option<Change> {
    match form.slot.what {
        What::Add => Some(Change::Add { fields: fields(form)?, on: ground.today }),
        What::Edit => Some(Change::Edit { account: form.slot.account?, fields: fields(form)? }),
        _ => {
            let entry = NewEntry {
                account: form.slot.account?,
                on: day(form, FieldId::Day, ground.today),
                note: normal(&form.text(if form.slot.what == What::Void { FieldId::Why } else { FieldId::Note })),
                what: happening(form, ground)?,
            };
            Some(Change::Record { entries: vec![entry], together: false, at: now.utc })
        }
    }
}

fn day(form: &Form, id: FieldId, today: NaiveDate) -> NaiveDate {
    parse(&form.text(id), today).unwrap_or(today)
}

fn fields(form: &Form) -> Option<Fields> {
    let Some(Pick::Platform(platform)) = form.pick(FieldId::Platform) else { return None };
    let Some(Pick::Lang(text_lang)) = form.pick(FieldId::TextLang) else { return None };
    let fields = Fields {
        platform,
        handle: form.text(FieldId::Handle),
        person: form.text(FieldId::Person),
        email: form.text(FieldId::Email),
        country: form.text(FieldId::Country),
        group: form.text(FieldId::Group),
        text_lang,
        represented_by: form.text(FieldId::RepresentedBy),
    };
    fields.checked().ok()
}

fn happening(form: &Form, ground: Ground<'_>) -> Option<Happening> {
    match form.slot.what {
        What::Submit => {
            let detail = ground.detail?;
            Some(Happening::Submitted(Submission {
                text: explanation(detail, ground.lang),
                email: form.text(FieldId::Email),
                country: form.text(FieldId::Country).to_uppercase(),
                form: ground.links.form(detail.account.fields.platform).to_owned(),
                code_pending: form.pick(FieldId::CodeAsked) == Some(Pick::Yes(true)),
                submission_id: None,
            }))
        }
        What::Note => Some(Happening::Note),
        What::Void => form.entry.map(|entry| Happening::Voided { entry }),
        What::Complaint => Some(lodged(form)),
        What::Reply => replied(form, ground.today),
        What::Add | What::Edit => None,
    }
}

fn replied(form: &Form, today: NaiveDate) -> Option<Happening> {
    let Some(Pick::Kind(kind)) = form.pick(FieldId::Event) else { return None };
    Some(match kind {
        Kind::Confirmed => Happening::Confirmed,
        Kind::Acknowledged => Happening::Acknowledged,
        Kind::InfoRequested => Happening::InfoRequested { identity: form.pick(FieldId::Identity) == Some(Pick::Yes(true)) },
        Kind::InfoSupplied => Happening::InfoSupplied,
        Kind::Extended => Happening::Extended { until: day(form, FieldId::Until, today) },
        Kind::Granted => Happening::Granted,
        Kind::Refused => {
            let Some(Pick::Known(reasons)) = form.pick(FieldId::Reasons) else { return None };
            Happening::Refused { reasons }
        }
        Kind::Reminded => Happening::Reminded,
        Kind::ComplaintLodged => lodged(form),
        Kind::CaseNumber => Happening::CaseNumber { case_number: form.text(FieldId::CaseNumber) },
        Kind::DecisionRequested => Happening::DecisionRequested,
        Kind::AuthorityReplied => {
            let Some(Pick::Outcome(outcome)) = form.pick(FieldId::Outcome) else { return None };
            Happening::AuthorityReplied { outcome }
        }
        Kind::Closed => {
            let Some(Pick::Closing(reason)) = form.pick(FieldId::Closing) else { return None };
            Happening::Closed { reason }
        }
        Kind::Reopened => Happening::Reopened,
        Kind::Submitted | Kind::Note | Kind::EvidenceAdded | Kind::Voided => return None,
    })
}

/// The entry that voiding means: the one under the log's cursor, else the newest that counts.
pub fn to_void(detail: &Detail, under_cursor: Option<EntryId>) -> Option<EntryId> {
    let counts = |id: &EntryId| detail.live().any(|e| e.id == *id);
    match under_cursor {
        Some(id) => Some(id).filter(counts),
        None => detail.newest().map(|e| e.id),
    }
}

/// Which account a dialog is about, for what is kept of it.
pub fn slot(what: What, account: Option<AccountId>) -> Slot {
    Slot { account: account.filter(|_| what != What::Add), what }
}

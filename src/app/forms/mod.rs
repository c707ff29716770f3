//! What each dialog asks, what is wrong with an answer, and the change it writes.

pub mod validate;

use chrono::NaiveDate;

use crate::app::model::detail::Detail;
use crate::app::model::field::{Field, FieldId, Pick, Slot, What};
use crate::app::model::form::Form;
use crate::app::model::msg::Moment;
use crate::app::screen::complaint;
use crate::app::update::marks::Meant;
use crate::content::dossier::{self, Matter};
use crate::content::{self, Links};
use crate::domain::account::{FILE_MAX, NAME_MAX};
use crate::domain::change::{BulkEvent, Change, NewEvent, Source};
use crate::domain::day::parse;
use crate::domain::next::offered_events;
use crate::domain::text::to_stored;
use crate::domain::{
    AccountDetails, AccountId, Closing, ContactDetails, EventData, EventId, EventKind, Lang, Outcome, Platform, Submission,
};

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
    /// Who sits at the keyboard.
    pub me: &'a ContactDetails,
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
        What::Complaint => complaint::marked_fields(today),
        What::Evidence => evidence_fields(today),
        What::Add | What::Edit | What::Void | What::Folder | What::Forget => return None,
    };
    let mut form = Form::new(Slot { account: None, what }, fields);
    form.marked = Some(meant);
    Some(form)
}

/// What can be logged for several cases at once, the likeliest first.
const ANY: [EventKind; 14] = [
    EventKind::Granted,
    EventKind::Refused,
    EventKind::Acknowledged,
    EventKind::Confirmed,
    EventKind::InfoRequested,
    EventKind::InfoSupplied,
    EventKind::Extended,
    EventKind::Reminded,
    EventKind::ComplaintLodged,
    EventKind::CaseNumber,
    EventKind::DecisionRequested,
    EventKind::AuthorityReplied,
    EventKind::Closed,
    EventKind::Reopened,
];

/// What a dialog about the marked accounts writes in each log.
fn for_many(form: &Form, ground: Ground<'_>) -> Option<BulkEvent> {
    let on = day(form, FieldId::Day, ground.today);
    let what = match form.slot.what {
        What::Submit => {
            let yes = |id| form.pick(id) == Some(Pick::Yes(true));
            let together = form.covers() || yes(FieldId::Together);
            return Some(BulkEvent::Submitted { on, code_pending: yes(FieldId::CodeAsked), together });
        }
        What::Void => {
            let (submission_id, _) = ground.detail?.shared_by(form.entry?)?;
            let why = to_stored(&form.text(FieldId::Why));
            return Some(BulkEvent::VoidSubmission { submission_id: *submission_id, on: ground.today, why });
        }
        What::Note => EventData::Note,
        What::Complaint => lodged(form),
        What::Reply => replied(form, ground.today)?,
        What::Add | What::Edit | What::Evidence | What::Folder | What::Forget => return None,
    };
    let note = to_stored(&form.text(FieldId::Note));
    Some(match what {
        EventData::ComplaintLodged { case_number, .. } => {
            BulkEvent::Lodged { on, note, case_number, lang: complaint::lang_of(form) }
        }
        what => BulkEvent::Same { on, note, data: what },
    })
}

fn evidence_fields(today: NaiveDate) -> Vec<Field> {
    vec![
        Field::text(FieldId::Pasted, FILE_MAX / 10),
        Field::path(FieldId::File, "", NOTE_MAX),
        Field::day(FieldId::Day, Some(today)),
        Field::line(FieldId::Note, "", NOTE_MAX),
    ]
}

/// What a dialog attaches, and to which accounts: the pasted text, else the file.
pub fn attached(form: &Form, today: NaiveDate) -> Option<(Vec<AccountId>, Source, NaiveDate, String)> {
    let accounts = match &form.marked {
        Some(meant) => meant.accounts.clone(),
        None => vec![form.slot.account?],
    };
    let pasted = form.field(FieldId::Pasted)?.value();
    let source =
        if pasted.trim().is_empty() { Source::File(form.text(FieldId::File)) } else { Source::Pasted(to_stored(&pasted)) };
    Some((accounts, source, day(form, FieldId::Day, today), to_stored(&form.text(FieldId::Note))))
}

fn lodged(form: &Form) -> EventData {
    EventData::ComplaintLodged { text: String::new(), case_number: form.text(FieldId::CaseNumber) }
}

fn note_fields(today: NaiveDate) -> Vec<Field> {
    vec![Field::line(FieldId::Note, "", NOTE_MAX), Field::day(FieldId::Day, Some(today))]
}

/// The dialog `what`, filled in as far as is known.
pub fn open(what: What, ground: Ground<'_>, entry: Option<EventId>) -> Option<Form> {
    let account = match what {
        What::Add => None,
        _ => Some(ground.detail?.id()),
    };
    let fields = match what {
        What::Add => account_fields(&AccountDetails::new(Platform::all().next_back().unwrap_or_default(), "")),
        What::Edit => account_fields(&ground.detail?.account.fields),
        What::Submit => submit_fields(ground.detail?, ground.today),
        What::Reply => reply_fields(ground.detail?, ground.today),
        What::Note => note_fields(ground.today),
        What::Void => vec![Field::line(FieldId::Why, "", NOTE_MAX)],
        What::Complaint => complaint::complaint_fields(ground.today),
        What::Folder => complaint::folder_fields(&ground.detail?.account.fields.handle, ground.today),
        What::Evidence => evidence_fields(ground.today),
        What::Forget => vec![Field::line(FieldId::Confirm, "", NAME_MAX)],
    };
    let mut form = Form::new(Slot { account, what }, fields);
    let others = ground.detail.map_or(Vec::new(), |detail| others(what, detail, entry));
    if !others.is_empty() {
        form.fields.push(Field::choice(FieldId::Covers, vec![Pick::Covers(0), Pick::Covers(others.len())], Pick::Covers(0)));
    }
    form.others = others;
    form.entry = entry;
    form.swift = what == What::Reply;
    Some(form)
}

/// The other accounts that a dialog can be about: those that a submission may cover, or those that it covered.
fn others(what: What, detail: &Detail, entry: Option<EventId>) -> Vec<AccountId> {
    let shared = match what {
        What::Submit => return detail.siblings.clone(),
        What::Reply | What::Complaint => detail.newest_shared(),
        What::Void => entry.and_then(|id| detail.shared_by(id)),
        What::Add | What::Edit | What::Note | What::Evidence | What::Folder | What::Forget => None,
    };
    shared.map(|(_, others)| others.clone()).unwrap_or_default()
}

/// The accounts that a dialog writes to, and what, when it is about more than one.
pub fn many(form: &Form, ground: Ground<'_>) -> Option<(Vec<AccountId>, BulkEvent)> {
    if let Some(meant) = &form.marked {
        return Some((meant.accounts.clone(), for_many(form, ground)?));
    }
    let own = form.slot.account.filter(|_| form.covers())?;
    let accounts = std::iter::once(own).chain(form.others.iter().copied()).collect();
    Some((accounts, for_many(form, ground)?))
}

fn account_fields(fields: &AccountDetails) -> Vec<Field> {
    let platforms = Platform::all().map(Pick::Platform).collect();
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
    let until = detail.open_attempt().map(|a| crate::domain::day::months_after(a.start(), 3));
    event_fields(offered_events(&detail.case, detail.phase()), today, until)
}

fn event_fields(kinds: Vec<EventKind>, today: NaiveDate, until: Option<NaiveDate>) -> Vec<Field> {
    let first = Pick::Kind(kinds.first().copied().unwrap_or(EventKind::Note));
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

/// The explanation that a submission freezes.
pub fn explanation(detail: &Detail, screen: Lang) -> String {
    let fields = &detail.account.fields;
    content::explanation(&[fields.platform], fields.text_lang.unwrap_or(screen), &detail.draft)
}

/// The change that a dialog without faults writes.
pub fn change(form: &Form, ground: Ground<'_>, now: Moment) -> Option<Change> {
    match form.slot.what {
        What::Add => Some(Change::Add { fields: fields(form)?, on: ground.today }),
        What::Edit => Some(Change::Edit { account: form.slot.account?, fields: fields(form)? }),
        _ => {
            let entry = NewEvent {
                account: form.slot.account?,
                on: day(form, FieldId::Day, ground.today),
                note: to_stored(&form.text(if form.slot.what == What::Void { FieldId::Why } else { FieldId::Note })),
                data: happening(form, ground).map(|what| frozen(what, form, ground))?,
            };
            Some(Change::Record { entries: vec![entry], together: false, at: now.utc })
        }
    }
}

fn day(form: &Form, id: FieldId, today: NaiveDate) -> NaiveDate {
    parse(&form.text(id), today).unwrap_or(today)
}

fn fields(form: &Form) -> Option<AccountDetails> {
    let Some(Pick::Platform(platform)) = form.pick(FieldId::Platform) else { return None };
    let Some(Pick::Lang(text_lang)) = form.pick(FieldId::TextLang) else { return None };
    let fields = AccountDetails {
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

fn happening(form: &Form, ground: Ground<'_>) -> Option<EventData> {
    match form.slot.what {
        What::Submit => {
            let detail = ground.detail?;
            Some(EventData::Submitted(Submission {
                email: form.text(FieldId::Email),
                country: form.text(FieldId::Country).to_uppercase(),
                code_pending: form.pick(FieldId::CodeAsked) == Some(Pick::Yes(true)),
                ..content::submission(&detail.account.fields, &detail.draft, ground.lang, ground.links)
            }))
        }
        What::Note => Some(EventData::Note),
        What::Void => form.entry.map(|entry| EventData::Voided { entry }),
        What::Complaint => Some(lodged(form)),
        What::Reply => replied(form, ground.today),
        What::Add | What::Edit | What::Evidence | What::Folder | What::Forget => None,
    }
}

/// What happened, with the dossier where it is a complaint: as it stood on the day it was lodged.
fn frozen(what: EventData, form: &Form, ground: Ground<'_>) -> EventData {
    let Some(detail) = ground.detail else { return what };
    let matter = Matter {
        account: &detail.account,
        entries: &detail.entries,
        covered: &detail.covered,
        me: ground.me,
        today: day(form, FieldId::Day, ground.today),
        lang: complaint::lang_of(form),
        links: ground.links,
    };
    dossier::frozen(what, &[matter])
}

fn replied(form: &Form, today: NaiveDate) -> Option<EventData> {
    let Some(Pick::Kind(kind)) = form.pick(FieldId::Event) else { return None };
    Some(match kind {
        EventKind::Confirmed => EventData::Confirmed,
        EventKind::Acknowledged => EventData::Acknowledged,
        EventKind::InfoRequested => EventData::InfoRequested { identity: form.pick(FieldId::Identity) == Some(Pick::Yes(true)) },
        EventKind::InfoSupplied => EventData::InfoSupplied,
        EventKind::Extended => EventData::Extended { until: day(form, FieldId::Until, today) },
        EventKind::Granted => EventData::Granted,
        EventKind::Refused => {
            let Some(Pick::Known(reasons)) = form.pick(FieldId::Reasons) else { return None };
            EventData::Refused { reasons }
        }
        EventKind::Reminded => EventData::Reminded,
        EventKind::ComplaintLodged => lodged(form),
        EventKind::CaseNumber => EventData::CaseNumber { case_number: form.text(FieldId::CaseNumber) },
        EventKind::DecisionRequested => EventData::DecisionRequested,
        EventKind::AuthorityReplied => {
            let Some(Pick::Outcome(outcome)) = form.pick(FieldId::Outcome) else { return None };
            EventData::AuthorityReplied { outcome }
        }
        EventKind::Closed => {
            let Some(Pick::Closing(reason)) = form.pick(FieldId::Closing) else { return None };
            EventData::Closed { reason }
        }
        EventKind::Reopened => EventData::Reopened,
        EventKind::Submitted | EventKind::Note | EventKind::EvidenceAdded | EventKind::Voided => return None,
    })
}

/// The entry that voiding means: the one under the log's cursor, else the newest that counts.
pub fn to_void(detail: &Detail, under_cursor: Option<EventId>) -> Option<EventId> {
    let counts = |id: &EventId| detail.live().any(|e| e.id == *id);
    match under_cursor {
        Some(id) => Some(id).filter(counts),
        None => detail.newest().map(|e| e.id),
    }
}

/// Which account a dialog is about, for what is kept of it.
pub fn slot(what: What, account: Option<AccountId>) -> Slot {
    Slot { account: account.filter(|_| what != What::Add), what }
}

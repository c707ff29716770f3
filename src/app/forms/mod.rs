//! What each dialog asks, what is wrong with an answer, and the change it writes.

pub mod complaint;
pub mod context;
pub mod erase;
pub mod evidence;
pub mod mail;
pub mod validate;

use chrono::NaiveDate;

use crate::app::model::detail::Detail;
use crate::app::model::field::{Choice, Field, FieldId, FieldInput, FormId, FormKind, NOTE_MAX};
use crate::app::model::form::Form;
use crate::app::model::marks::BulkTarget;
use crate::app::model::msg::Moment;
use crate::content;
use crate::content::complaint::{ComplaintInput, with_frozen_complaint};
use crate::content::typed_day::typed_past_day;
use crate::domain::account::{ADDRESS_MAX, NAME_MAX};
use crate::domain::case::events_until;
use crate::domain::change::{BulkEvent, Change, NewEvent};
use crate::domain::event_field::EventFieldError;
use crate::domain::offered::offered_events;
use crate::domain::text::to_stored;
use crate::domain::{
    AccountDetails, AccountId, Closing, Code, Event, EventData, EventField, EventId, EventKind, FieldType, FieldValue, Lang,
    Outcome, Platform, Representation, Submission,
};

use context::FormContext;
use evidence::evidence_fields;

/// The dialog of a kind about the marked accounts: what can differ between them is left to each.
pub fn open_for_marked(kind: FormKind, target: BulkTarget, today: NaiveDate) -> Option<Form> {
    let fields = match kind {
        FormKind::Submit => vec![
            Field::day(FieldId::Day, Some(today)),
            Field::choice(FieldId::CodeAsked, vec![Choice::Yes(false), Choice::Yes(true)], Choice::Yes(false)),
            Field::choice(FieldId::Together, vec![Choice::Yes(false), Choice::Yes(true)], Choice::Yes(false)),
        ],
        FormKind::Reply => event_fields(EventKind::for_many(&target.phases), today, None),
        FormKind::Note => note_fields(today),
        FormKind::Complaint => complaint::marked_fields(today),
        FormKind::Evidence => evidence_fields(None, today),
        FormKind::Edit => vec![Field::line(FieldId::Assignee, "", NAME_MAX)],
        FormKind::Forget => return Some(erase::marked_form(target)),
        FormKind::Add | FormKind::Void | FormKind::Folder => return None,
    };
    let mut form = Form::new(FormId { account: None, kind }, fields);
    form.marked = Some(target);
    Some(form)
}

/// What a dialog about the marked accounts writes in each log.
fn for_many(form: &Form, context: FormContext<'_>) -> Option<BulkEvent> {
    let on = day(form, FieldId::Day, context.today);
    let what = match form.id.kind {
        FormKind::Submit if form.marked.is_some() => {
            let yes = |id| form.chosen(id) == Some(Choice::Yes(true));
            let (code_pending, together) = (yes(FieldId::CodeAsked), yes(FieldId::Together));
            return Some(BulkEvent::Submitted { on, code_pending, together });
        }
        FormKind::Submit => happening(form, context)?,
        FormKind::Void => {
            let (number, _) = context.detail?.batch_of(form.event?)?;
            let why = to_stored(&form.text(FieldId::Why));
            return Some(BulkEvent::VoidBatch { number: *number, on: context.today, why });
        }
        FormKind::Edit => return Some(BulkEvent::Assign { assignee: form.text(FieldId::Assignee).trim().to_owned() }),
        FormKind::Note => EventData::Note,
        FormKind::Complaint => lodged(form),
        FormKind::Reply => replied(form, context.today)?,
        FormKind::Add | FormKind::Evidence | FormKind::Folder | FormKind::Forget => return None,
    };
    let note = to_stored(&form.text(FieldId::Note));
    Some(match what {
        EventData::ComplaintLodged { case_number, .. } => {
            BulkEvent::Lodged { on, note, case_number, lang: complaint::lang_of(form) }
        }
        what => BulkEvent::Same { on, note, in_complaint: in_complaint(form), data: what },
    })
}

fn lodged(form: &Form) -> EventData {
    EventData::ComplaintLodged { text: String::new(), case_number: form.text(FieldId::CaseNumber) }
}

fn note_fields(today: NaiveDate) -> Vec<Field> {
    vec![Field::line(FieldId::Note, "", NOTE_MAX), Field::day(FieldId::Day, Some(today)), in_complaint_field()]
}

/// The dialog of a kind, filled in as far as is known.
pub fn open(kind: FormKind, context: FormContext<'_>, event: Option<EventId>) -> Option<Form> {
    let account = match kind {
        FormKind::Add => None,
        _ => Some(context.detail?.id()),
    };
    let fields = match kind {
        FormKind::Add => identity_fields(&AccountDetails::new(Platform::all().next_back().unwrap_or_default(), "")),
        FormKind::Edit => account_fields(&context.detail?.account.fields),
        FormKind::Submit => submit_fields(context.detail?, context.today),
        FormKind::Reply => reply_fields(context.detail?, context.today),
        FormKind::Note => note_fields(context.today),
        FormKind::Void => vec![Field::line(FieldId::Why, "", NOTE_MAX)],
        FormKind::Complaint => complaint::complaint_fields(context.today),
        FormKind::Folder => complaint::folder_fields(&context.detail?.account.fields.handle, context.today),
        FormKind::Evidence => evidence_fields(context.detail, context.today),
        FormKind::Forget => erase::fields(),
    };
    let mut form = Form::new(FormId { account, kind }, fields);
    let others = context.detail.map_or(Vec::new(), |detail| others(kind, detail, event));
    if !others.is_empty() {
        form.fields.push(Field::choice(
            FieldId::Covers,
            vec![Choice::Covers(0), Choice::Covers(others.len())],
            Choice::Covers(0),
        ));
    }
    form.also_covers = others;
    form.event = event;
    form.enter_skips_to_save = kind == FormKind::Reply;
    if let Some(preview) = context.detail.and_then(|detail| detail.mail.as_ref()).filter(|_| kind == FormKind::Reply) {
        mail::begin_with(&mut form, preview);
    }
    Some(form)
}

/// The other accounts that a dialog can be about: those that a submission may cover, or those that it covered.
fn others(kind: FormKind, detail: &Detail, event: Option<EventId>) -> Vec<AccountId> {
    let shared = match kind {
        FormKind::Submit => return detail.siblings.iter().flatten().map(|(id, _)| *id).collect(),
        // One mail answers for one account: those that it was sent to each get their own.
        FormKind::Reply if detail.mail.is_some() => None,
        FormKind::Reply | FormKind::Complaint => detail.newest_shared(),
        FormKind::Void => event.and_then(|id| detail.batch_of(id)),
        FormKind::Add | FormKind::Edit | FormKind::Note | FormKind::Evidence | FormKind::Folder | FormKind::Forget => None,
    };
    shared.map(|(_, others)| others.clone()).unwrap_or_default()
}

/// The accounts that a dialog writes to, and what, when it is about more than one.
pub fn many(form: &Form, context: FormContext<'_>) -> Option<(Vec<AccountId>, BulkEvent)> {
    if let Some(target) = &form.marked {
        return Some((target.accounts.clone(), for_many(form, context)?));
    }
    let own = form.id.account.filter(|_| form.covers())?;
    let accounts = std::iter::once(own).chain(form.also_covers.iter().copied()).collect();
    Some((accounts, for_many(form, context)?))
}

/// What is asked when an account is added: where it is, whose it is. The rest can wait until a complaint needs it.
fn identity_fields(fields: &AccountDetails) -> Vec<Field> {
    let platforms = Platform::all().map(Choice::Platform).collect();
    let langs = std::iter::once(None).chain(Lang::ALL.map(Some)).map(Choice::Lang).collect();
    vec![
        Field::choice(FieldId::Platform, platforms, Choice::Platform(fields.platform)),
        Field::line(FieldId::Handle, &fields.handle, NAME_MAX),
        Field::line(FieldId::Person, &fields.person, NAME_MAX),
        Field::line(FieldId::Email, &fields.email, NAME_MAX),
        Field::line(FieldId::Country, &fields.country, 2),
        Field::line(FieldId::Group, &fields.group, NAME_MAX),
        Field::choice(FieldId::TextLang, langs, Choice::Lang(fields.text_lang)),
        Field::line(FieldId::RepresentedBy, &fields.represented_by, NAME_MAX),
        Field::choice(FieldId::Representation, roles(), Choice::Representation(fields.representation)),
    ]
}

/// What a representative can act as; first, that it is not said.
fn roles() -> Vec<Choice> {
    let kinds = Representation::ALL.iter().map(|kind| Choice::Representation(Some(*kind)));
    [Choice::Representation(None)].into_iter().chain(kinds).collect()
}

/// All that is known of an account.
fn account_fields(fields: &AccountDetails) -> Vec<Field> {
    let mut all = identity_fields(fields);
    all.extend([
        Field::line(FieldId::RepresentativeEmail, &fields.representative_email, NAME_MAX),
        Field::line(FieldId::RepresentativePhone, &fields.representative_phone, NAME_MAX),
        Field::line(FieldId::RepresentativeAddress, &fields.representative_address, ADDRESS_MAX),
        Field::line(FieldId::Profile, &fields.profile, ADDRESS_MAX),
        Field::line(FieldId::Phone, &fields.phone, NAME_MAX),
        Field::line(FieldId::PostAddress, &fields.post_address, ADDRESS_MAX),
        Field::line(FieldId::Assignee, &fields.assignee, NAME_MAX),
    ]);
    all
}

fn submit_fields(detail: &Detail, today: NaiveDate) -> Vec<Field> {
    vec![
        Field::day(FieldId::Day, Some(today)),
        Field::line(FieldId::Email, &detail.account.fields.email, NAME_MAX),
        Field::line(FieldId::Country, "", 2),
        Field::choice(FieldId::CodeAsked, vec![Choice::Yes(false), Choice::Yes(true)], Choice::Yes(false)),
    ]
}

fn reply_fields(detail: &Detail, today: NaiveDate) -> Vec<Field> {
    let until = detail.open_attempt().map(|a| crate::domain::day::months_after(a.start(), 3));
    let mut fields = event_fields(offered_events(&detail.case, detail.phase()), today, until);
    let code_unasked = detail.open_attempt().is_some_and(|attempt| attempt.code == Code::NotAsked);
    if let Some(Field { input: FieldInput::Choice { options, .. }, .. }) = fields.first_mut() {
        options.extend(code_unasked.then_some(Choice::Code));
        options.push(Choice::Mail);
    }
    fields
}

fn event_fields(kinds: Vec<EventKind>, today: NaiveDate, until: Option<NaiveDate>) -> Vec<Field> {
    let first = Choice::Kind(kinds.first().copied().unwrap_or(EventKind::Note));
    let outcomes = std::iter::once(None).chain(Outcome::ALL.iter().copied().map(Some)).map(Choice::Outcome).collect();
    let known = vec![Choice::Known(None), Choice::Known(Some(true)), Choice::Known(Some(false))];
    vec![
        Field::choice(FieldId::Event, kinds.into_iter().map(Choice::Kind).collect(), first),
        Field::day(FieldId::Day, Some(today)),
        Field::day(FieldId::Until, until),
        Field::choice(FieldId::Identity, vec![Choice::Yes(false), Choice::Yes(true)], Choice::Yes(false)),
        Field::choice(FieldId::Reasons, known, Choice::Known(None)),
        Field::line(FieldId::CaseNumber, "", NAME_MAX),
        Field::choice(FieldId::Outcome, outcomes, Choice::Outcome(None)),
        Field::day(FieldId::Served, None),
        Field::choice(FieldId::Closing, picks(Closing::ALL, Choice::Closing), Choice::Closing(Closing::Done)),
        Field::line(FieldId::Note, "", NOTE_MAX),
        in_complaint_field(),
    ]
}

/// Whether the note may stand in the complaint: not unless it is said.
fn in_complaint_field() -> Field {
    Field::choice(FieldId::InComplaint, vec![Choice::Yes(false), Choice::Yes(true)], Choice::Yes(false))
}

/// What was chosen there; a note that is not there goes nowhere.
fn in_complaint(form: &Form) -> bool {
    form.wants(FieldId::InComplaint) && form.chosen(FieldId::InComplaint) == Some(Choice::Yes(true))
}

fn picks<T: Copy>(all: &[T], pick: impl Fn(T) -> Choice) -> Vec<Choice> {
    all.iter().copied().map(pick).collect()
}

/// The text to the controller as the account's draft makes it.
pub fn explanation(detail: &Detail, screen: Lang) -> String {
    let fields = &detail.account.fields;
    content::explanation(&[fields.platform], fields.text_lang.unwrap_or(screen), &detail.draft)
}

/// The text that a submission freezes: it names the platform of every account that the dialog says it covers.
pub fn text_sent(form: &Form, detail: &Detail, screen: Lang) -> String {
    let fields = &detail.account.fields;
    content::explanation(&platforms_covered(form, detail), fields.text_lang.unwrap_or(screen), &detail.draft)
}

fn platforms_covered(form: &Form, detail: &Detail) -> Vec<Platform> {
    let others = detail.siblings.iter().flatten().filter(|(id, _)| form.covers() && form.also_covers.contains(id));
    std::iter::once(detail.account.fields.platform).chain(others.map(|(_, platform)| *platform)).collect()
}

/// The change that a dialog without faults writes.
pub fn change(form: &Form, context: FormContext<'_>, now: Moment) -> Option<Change> {
    match form.id.kind {
        FormKind::Add => Some(Change::Add { fields: fields(form)?, on: context.today }),
        FormKind::Edit => Some(Change::Edit { account: form.id.account?, fields: fields(form)? }),
        _ => {
            let event = NewEvent {
                account: form.id.account?,
                on: day(form, FieldId::Day, context.today),
                note: to_stored(&form.text(if form.id.kind == FormKind::Void { FieldId::Why } else { FieldId::Note })),
                in_complaint: in_complaint(form),
                data: happening(form, context).map(|what| frozen(what, form, context))?,
            };
            Some(Change::Record { events: vec![event], together: false, at: now.utc })
        }
    }
}

fn day(form: &Form, id: FieldId, today: NaiveDate) -> NaiveDate {
    typed_past_day(&form.text(id), today).unwrap_or(today)
}

fn fields(form: &Form) -> Option<AccountDetails> {
    let Some(Choice::Platform(platform)) = form.chosen(FieldId::Platform) else { return None };
    let Some(Choice::Lang(text_lang)) = form.chosen(FieldId::TextLang) else { return None };
    let representation = form.chosen(FieldId::Representation);
    let representation = if let Some(Choice::Representation(kind)) = representation { kind } else { None };
    let fields = AccountDetails {
        platform,
        handle: validate::handle(form),
        person: form.text(FieldId::Person),
        email: form.text(FieldId::Email),
        country: form.text(FieldId::Country),
        group: form.text(FieldId::Group),
        text_lang,
        represented_by: form.text(FieldId::RepresentedBy),
        profile: form.text(FieldId::Profile),
        phone: form.text(FieldId::Phone),
        post_address: form.text(FieldId::PostAddress),
        representation,
        representative_email: form.text(FieldId::RepresentativeEmail),
        representative_phone: form.text(FieldId::RepresentativePhone),
        representative_address: form.text(FieldId::RepresentativeAddress),
        assignee: form.text(FieldId::Assignee),
    };
    fields.checked().ok()
}

fn happening(form: &Form, context: FormContext<'_>) -> Option<EventData> {
    match form.id.kind {
        FormKind::Submit => {
            let detail = context.detail?;
            Some(EventData::Submitted(Submission {
                email: form.text(FieldId::Email),
                country: form.text(FieldId::Country).to_uppercase(),
                code_pending: form.chosen(FieldId::CodeAsked) == Some(Choice::Yes(true)),
                ..content::submission(
                    &detail.account.fields,
                    &detail.draft,
                    &platforms_covered(form, detail),
                    context.lang,
                    context.links,
                )
            }))
        }
        FormKind::Note => Some(EventData::Note),
        FormKind::Void => form.event.map(|event| EventData::Voided { voids: event }),
        FormKind::Complaint => Some(lodged(form)),
        FormKind::Reply => replied(form, context.today),
        FormKind::Add | FormKind::Edit | FormKind::Evidence | FormKind::Folder | FormKind::Forget => None,
    }
}

/// What happened, with the complaint where it is a complaint: as it stood on the day it was lodged.
fn frozen(what: EventData, form: &Form, context: FormContext<'_>) -> EventData {
    let Some(detail) = context.detail else { return what };
    let on = day(form, FieldId::Day, context.today);
    let input = ComplaintInput {
        account: &detail.account,
        events: events_until(&detail.events, on),
        covered: &detail.covered,
        me: context.me,
        today: on,
        lang: complaint::lang_of(form),
        links: context.links,
    };
    with_frozen_complaint(what, &[input])
}

/// The event that was chosen, with what was filled in of its fields.
fn replied(form: &Form, today: NaiveDate) -> Option<EventData> {
    let Some(Choice::Kind(kind)) = form.chosen(FieldId::Event) else { return None };
    EventData::from_fields(kind, |field| Ok::<_, EventFieldError>(filled(form, field, today))).ok()
}

/// What was filled in for a field of an event.
fn filled(form: &Form, field: EventField, today: NaiveDate) -> Option<FieldValue<'static>> {
    let input = form.fields.iter().find(|input| input.id.event_field() == Some(field))?;
    Some(match form.chosen(input.id) {
        Some(Choice::Yes(yes)) => FieldValue::Flag(yes),
        Some(Choice::Known(known)) => FieldValue::Flag(known?),
        Some(Choice::Outcome(outcome)) => FieldValue::Text(outcome?.id().into()),
        Some(Choice::Closing(closing)) => FieldValue::Text(closing.id().into()),
        Some(_) => return None,
        None if field.field_type() == FieldType::Day => {
            FieldValue::Day(validate::read_day(input.id, &form.text(input.id), today).ok()?)
        }
        None => FieldValue::Text(form.text(input.id).into()),
    })
}

/// The event that voiding means: the one under the log's cursor, else the newest that counts.
pub fn to_void(detail: &Detail, under_cursor: Option<EventId>) -> Option<EventId> {
    let counts = |id: &EventId| detail.live().any(|e| e.id == *id);
    match under_cursor {
        Some(id) => Some(id).filter(counts),
        None => detail.newest().map(|newest| logged_with(newest, detail)),
    }
}

/// The event that a mail came with as evidence, in one go; else the event itself.
fn logged_with(event: &Event, detail: &Detail) -> EventId {
    let EventData::EvidenceAdded { about: Some(about), .. } = event.data else { return event.id };
    let together = |other: &&Event| other.id == about && other.recorded_at == event.recorded_at;
    detail.live().find(together).map_or(event.id, |other| other.id)
}

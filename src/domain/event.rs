//! What happened in a case, one event each, and the one table of their kinds. Events are only ever added: a mistake
//! is voided by another event, and both stay.

use chrono::{DateTime, NaiveDate, Utc};

use super::event_field::{Carried, EventField, EventFieldError, FieldValue, optional, required};
pub use super::event_parts::{Closing, EventId, EvidenceKind, Outcome};
use super::event_spec::{EventSpec, Needs, Situation};
use super::ids::ids;

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its number.
    pub id: EventId,
    /// The day it happened.
    pub on: NaiveDate,
    /// The moment it was written down.
    pub recorded_at: DateTime<Utc>,
    /// The login of who wrote it down; `None` where it is not known.
    pub login: Option<String>,
    /// Shared by what was logged for several accounts in one go: the number of the first of them.
    pub batch: Option<i64>,
    /// What the person adds, or the reason for voiding; empty when nothing.
    pub note: String,
    /// Whether the note may stand in the complaint; otherwise it is private.
    pub in_complaint: bool,
    /// What happened.
    pub data: EventData,
}

/// The logins of those who wrote a log, each once, in the order in which they first wrote.
pub fn logins(log: &[Event]) -> Vec<&str> {
    let mut written: Vec<&Event> = log.iter().collect();
    written.sort_by_key(|event| event.id);
    let mut names: Vec<&str> = Vec::new();
    for name in written.into_iter().filter_map(|event| event.login.as_deref()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

impl Event {
    /// The number that it shares with what was logged for other accounts in one go, or as one submission.
    pub const fn shared_number(&self) -> Option<i64> {
        match self.data.submission_id() {
            Some(number) => Some(number),
            None => self.batch,
        }
    }
}

impl EventData {
    /// The number of the submission that it is a part of, where that covers several accounts.
    pub const fn submission_id(&self) -> Option<i64> {
        if let Self::Submitted(sent) = self { sent.submission_id } else { None }
    }
}

#[cfg(test)]
impl Event {
    /// A log for tests, numbered from 1: the day in ISO, and what happened.
    pub(crate) fn log(events: &[(&str, EventData)]) -> Vec<Self> {
        let event = |((on, data), id): (&(&str, EventData), i64)| Self {
            id: EventId(id),
            on: on.parse().expect("a day"),
            recorded_at: DateTime::UNIX_EPOCH,
            login: None,
            batch: None,
            note: String::new(),
            in_complaint: false,
            data: data.clone(),
        };
        events.iter().zip(1..).map(event).collect()
    }
}

/// An objection as it was sent, frozen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Submission {
    /// The explanation, word for word; may be empty.
    pub text: String,
    /// The e-mail address given in the form.
    pub email: String,
    /// The country given in the form.
    pub country: String,
    /// The address of the form.
    pub form: String,
    /// Whether the controller asked for an e-mailed code that is not entered yet.
    pub code_pending: bool,
    /// Shared by the events of one submission that covers several accounts.
    pub submission_id: Option<i64>,
}

/// Declares the kinds of events. A row says a kind's name, its id, what it carries (each field with its column, and
/// `required` where the kind means nothing without it) and where it is offered; everything else is made from it. The
/// order of the rows is that of the dialog, among the kinds that are likely in a situation and then among those that are
/// possible: the likeliest first, since the tenth has no digit. The order of a row's fields is that of the log.
macro_rules! events {
    (@read $field:ident $value:expr) => { optional(EventField::$field, $value) };
    (@read $field:ident $value:expr, required) => { required(EventField::$field, $value) };
    (@required) => { false };
    (@required required) => { true };
    ($(
        $(#[$doc:meta])*
        $name:ident $id:literal
        $(($record:ident { $($of:ident = $of_field:ident),+ $(,)? }))?
        $({ $($(#[$part_doc:meta])* $part:ident: $type:ty = $part_field:ident $($required:ident)?),+ $(,)? })?
        => $spec:expr;
    )+) => {
        ids! {
            /// The kinds of events, without what they carry, the likeliest first.
            EventKind { $($(#[$doc])* $name $id),+ }
        }

        /// What happened, with what only this kind of event carries.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum EventData {
            $($(#[$doc])* $name $(($record))? $({ $($(#[$part_doc])* $part: $type),+ })?),+
        }

        impl EventKind {
            /// The fields that it carries, and whether it means nothing without them.
            pub const fn fields(self) -> &'static [(EventField, bool)] {
                match self {
                    $(Self::$name => &[
                        $($((EventField::$of_field, false)),+)?
                        $($((EventField::$part_field, events!(@required $($required)?))),+)?
                    ]),+
                }
            }

            /// Where it is offered.
            pub const fn spec(self) -> EventSpec {
                match self { $(Self::$name => $spec),+ }
            }
        }

        impl EventData {
            /// Its kind.
            pub const fn kind(&self) -> EventKind {
                match self { $(Self::$name { .. } => EventKind::$name),+ }
            }

            /// What it carries: the fields that hold something, in the order of its row.
            pub fn fields(&self) -> Vec<(EventField, FieldValue<'_>)> {
                let fields: Vec<(EventField, Option<FieldValue<'_>>)> = match self {
                    $(Self::$name $(($record { $($of),+ }))? $({ $($part),+ })? => vec![
                        $($((EventField::$of_field, $of.value())),+)?
                        $($((EventField::$part_field, $part.value())),+)?
                    ]),+
                };
                fields.into_iter().filter_map(|(field, value)| Some((field, value?))).collect()
            }

            /// An event of a kind, made of what `get` finds of its fields.
            pub fn from_fields<'a, E: From<EventFieldError>>(
                kind: EventKind,
                mut get: impl FnMut(EventField) -> Result<Option<FieldValue<'a>>, E>,
            ) -> Result<Self, E> {
                Ok(match kind {
                    $(EventKind::$name => Self::$name
                        $(($record { $($of: events!(@read $of_field get(EventField::$of_field)?)?),+ }))?
                        $({ $($part: events!(@read $part_field get(EventField::$part_field)? $(, $required)?)?),+ })?
                    ),+
                })
            }
        }
    };
}

use Situation::{
    Appealable, Appealed, Asked, Closed, CodePending, Continued, Draft, Granted, Lodged, Refused, Replied, Requested, Waiting,
};

/// The situations in which the controller can still answer, or answer anew.
const ANSWERABLE: &[Situation] = &[Waiting, Asked, Refused, Continued, Lodged, Requested, Replied, Appealable, Appealed];
/// The situations in which the controller's answer is awaited, in time or overdue.
const AWAITED: &[Situation] = &[Waiting, Asked];
/// Every situation of a case that is not closed.
const OPEN: &[Situation] =
    &[Draft, Waiting, Asked, Refused, Continued, Granted, Lodged, Requested, Replied, Appealable, Appealed];

events! {
    /// The objection was sent.
    Submitted "submitted" (Submission {
        text = Text, email = Email, country = Country, form = Form, code_pending = CodePending, submission_id = SubmissionId,
    }) => EventSpec::with_own_command();

    /// The controller says yes.
    Granted "granted" => EventSpec::offered(Needs::Submission, &[Waiting], ANSWERABLE);

    /// The controller says no.
    Refused "refused" {
        /// Whether it says why (Article 12(4) GDPR); `None` when not noted.
        reasons: Option<bool> = Reasons,
    } => EventSpec::offered(Needs::Submission, &[], &[Waiting, Asked, Refused, Continued, Granted, Lodged, Requested, Replied, Appealable, Appealed]);

    /// The controller goes on despite a yes.
    Continued "continued" => EventSpec::offered(Needs::Grant, &[Granted], &[Lodged, Requested, Replied, Appealable, Appealed]);

    /// An automatic reply came: no answer, and no clock stops.
    Acknowledged "acknowledged" => EventSpec::offered(Needs::Submission, &[], AWAITED);

    /// The e-mailed code was entered.
    Confirmed "confirmed" => EventSpec::offered(Needs::PendingCode, &[CodePending], &[]);

    /// The controller asks something.
    InfoRequested "info_requested" {
        /// Whether it asks who the person is; then the controller may count from the answer.
        identity: bool = Identity,
    } => EventSpec::offered(Needs::Submission, &[], AWAITED);

    /// The question was answered.
    InfoSupplied "info_supplied" => EventSpec::offered(Needs::Submission, &[Asked], &[]);

    /// The controller gave notice that it takes longer (Article 12(3) GDPR).
    Extended "extended" {
        /// Until when, as the controller says; `None` when it did not say.
        until: Option<NaiveDate> = Until,
        /// Whether it says why it takes longer; `None` when not noted.
        reasons: Option<bool> = Reasons,
    } => EventSpec::offered(Needs::Submission, &[], AWAITED);

    /// The controller was reminded.
    Reminded "reminded" => EventSpec::offered(Needs::Submission, &[], &[Waiting, Asked, Refused, Continued]);

    /// A complaint went to the authority.
    ComplaintLodged "complaint_lodged" {
        /// The complaint as it was sent, frozen.
        text: String = Text,
        /// The case number, where it was known at once; else empty.
        case_number: String = CaseNumber,
    } => EventSpec::offered(Needs::Nothing, &[Refused, Continued], &[Waiting, Asked, Granted]);

    /// The authority gave a case number.
    CaseNumber "case_number" {
        /// As the authority writes it.
        case_number: String = CaseNumber required,
    } => EventSpec::offered(Needs::Complaint, &[Lodged], &[Requested, Replied, Appealable]);

    /// The authority answered.
    AuthorityReplied "authority_replied" {
        /// How.
        outcome: Outcome = Outcome required,
        /// The day one was served with it; the time to appeal counts from it.
        served: Option<NaiveDate> = Served,
    } => EventSpec::offered(Needs::Complaint, &[Lodged, Requested], &[Replied, Appealable, Appealed]);

    /// A decision was asked for.
    DecisionRequested "decision_requested" => EventSpec::offered(Needs::Complaint, &[Lodged], &[Replied]);

    /// A decision of the authority was appealed, or its early resolution objected to.
    Appealed "appealed" => EventSpec::offered(Needs::Complaint, &[Appealable], &[Replied]);

    /// The case was closed.
    Closed "closed" {
        /// Why.
        reason: Closing = Reason required,
    } => EventSpec::offered(Needs::Nothing, &[Replied], OPEN);

    /// The case was taken up again.
    Reopened "reopened" => EventSpec::offered(Needs::Closing, &[Closed], &[]);

    /// A remark.
    Note "note" => EventSpec::with_own_key();

    /// A file or a pasted mail was attached; its bytes are kept apart.
    EvidenceAdded "evidence_added" {
        /// The file's name.
        name: String = Name required,
        /// What it is; `None` when not said.
        evidence_kind: Option<EvidenceKind> = EvidenceKind,
        /// The event it proves.
        about: Option<EventId> = About,
        /// Its size in bytes.
        size: i64 = Size required,
        /// Its SHA-256 in lower-case hexadecimal.
        sha256: String = Sha256 required,
    } => EventSpec::with_own_command();

    /// Another event was a mistake.
    Voided "voided" {
        /// Which one.
        voids: EventId = Voids required,
    } => EventSpec::with_own_command();
}

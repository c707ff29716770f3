//! The fields of a dialog: which there are, what they hold, what they offer.

use chrono::NaiveDate;

use super::text_input::Edit;
use crate::domain::{AccountId, Closing, EventField, EventId, EventKind, EvidenceKind, Lang, Outcome, Platform, Representation};

/// Which dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum FormKind {
    Add,
    Edit,
    Submit,
    Reply,
    Note,
    Void,
    Complaint,
    Evidence,
    Folder,
    Forget,
}

impl FormKind {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Add,
        Self::Edit,
        Self::Submit,
        Self::Reply,
        Self::Note,
        Self::Void,
        Self::Complaint,
        Self::Evidence,
        Self::Folder,
        Self::Forget,
    ];

    /// The name under which typed fields are kept.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Edit => "edit",
            Self::Submit => "submit",
            Self::Reply => "reply",
            Self::Note => "note",
            Self::Void => "void",
            Self::Complaint => "complaint",
            Self::Evidence => "evidence",
            Self::Folder => "folder",
            Self::Forget => "forget",
        }
    }
}

/// A dialog and the account it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FormId {
    /// The account, if it is about one.
    pub account: Option<AccountId>,
    /// Which dialog.
    pub kind: FormKind,
}

/// Which field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum FieldId {
    Platform,
    Handle,
    Person,
    Email,
    Country,
    Group,
    TextLang,
    Profile,
    Phone,
    PostAddress,
    RepresentedBy,
    Representation,
    RepresentativeEmail,
    RepresentativePhone,
    RepresentativeAddress,
    Assignee,
    Day,
    CodeAsked,
    Together,
    Covers,
    Event,
    Until,
    Identity,
    Reasons,
    CaseNumber,
    Outcome,
    Served,
    Closing,
    Note,
    InComplaint,
    WithMail,
    Why,
    File,
    Pasted,
    EvidenceKind,
    Proves,
    Confirm,
    HowMany,
    Task,
    ComplaintLang,
    Folder,
}

impl FieldId {
    /// The name under which the field is kept.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Platform => "platform",
            Self::Handle => "handle",
            Self::Person => "person",
            Self::Email => "email",
            Self::Country => "country",
            Self::Group => "group",
            Self::TextLang => "text_lang",
            Self::Profile => "profile",
            Self::Phone => "phone",
            Self::PostAddress => "post_address",
            Self::RepresentedBy => "represented_by",
            Self::Representation => "representation",
            Self::RepresentativeEmail => "representative_email",
            Self::RepresentativePhone => "representative_phone",
            Self::RepresentativeAddress => "representative_address",
            Self::Assignee => "assignee",
            Self::Day => "day",
            Self::CodeAsked => "code_asked",
            Self::Together => "together",
            Self::Covers => "covers",
            Self::Event => "event",
            Self::Until => "until",
            Self::Identity => "identity",
            Self::Reasons => "reasons",
            Self::CaseNumber => "case_number",
            Self::Outcome => "outcome",
            Self::Served => "served",
            Self::Closing => "closing",
            Self::Note => "note",
            Self::InComplaint => "in_complaint",
            Self::WithMail => "with_mail",
            Self::Why => "why",
            Self::File => "file",
            Self::Pasted => "pasted",
            Self::EvidenceKind => "evidence_kind",
            Self::Proves => "proves",
            Self::Confirm => "confirm",
            Self::HowMany => "how_many",
            Self::Task => "task",
            Self::ComplaintLang => "complaint_lang",
            Self::Folder => "folder",
        }
    }
}

impl FieldId {
    /// The field of an event that it fills, if it is one of those that only some kinds of events carry.
    pub const fn event_field(self) -> Option<EventField> {
        Some(match self {
            Self::Until => EventField::Until,
            Self::Identity => EventField::Identity,
            Self::Reasons => EventField::Reasons,
            Self::CaseNumber => EventField::CaseNumber,
            Self::Outcome => EventField::Outcome,
            Self::Served => EventField::Served,
            Self::Closing => EventField::Reason,
            _ => return None,
        })
    }
}

/// One of the things a choice offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Choice {
    Platform(Platform),
    Lang(Option<Lang>),
    Yes(bool),
    Known(Option<bool>),
    Kind(EventKind),
    /// A mail does not say clearly what happened: a person has to.
    Undecided,
    /// No event: what the controller wrote is to be pasted.
    Mail,
    /// No event: a code came, though none is logged as asked for.
    Code,
    /// How the authority answered: nobody but the person knows.
    Outcome(Option<Outcome>),
    Closing(Closing),
    Representation(Option<Representation>),
    Evidence(Option<EvidenceKind>),
    /// The event that a file proves, with its day and its kind.
    Proves(Option<(EventId, NaiveDate, EventKind)>),
    /// A folder to be written, or else a complaint to be logged.
    Folder(bool),
    /// Only this account, or so many more with it.
    Covers(usize),
}

/// What a field holds.
#[derive(Debug, Clone)]
pub enum FieldInput {
    /// A line of text.
    Line(Edit),
    /// A day, as people write one.
    Day(Edit),
    /// One of several.
    Choice {
        /// What is offered.
        options: Vec<Choice>,
        /// Which one is chosen, an index.
        at: usize,
    },
}

/// A field of a dialog.
#[derive(Debug, Clone)]
pub struct Field {
    /// Which one.
    pub id: FieldId,
    /// What it holds.
    pub input: FieldInput,
    /// What it held when the dialog was opened.
    pub initial: String,
}

impl Field {
    /// A line of text.
    pub fn line(id: FieldId, text: &str, max: usize) -> Self {
        Self { id, input: FieldInput::Line(Edit::line(text, max)), initial: text.to_owned() }
    }

    /// The path of a file or folder.
    pub fn path(id: FieldId, text: &str, max: usize) -> Self {
        Self { id, input: FieldInput::Line(Edit::path(text, max)), initial: text.to_owned() }
    }

    /// A text of many lines, of which the dialog shows the first: for something pasted.
    pub fn text(id: FieldId, max: usize) -> Self {
        Self { id, input: FieldInput::Line(Edit::lines("", max)), initial: String::new() }
    }

    /// A day, written as ISO date; empty when there is none to begin with.
    pub fn day(id: FieldId, day: Option<NaiveDate>) -> Self {
        let text = day.map(|d| d.to_string()).unwrap_or_default();
        Self { id, input: FieldInput::Day(Edit::line(&text, 20)), initial: text }
    }

    /// One of several, the first of them or `chosen`.
    pub fn choice(id: FieldId, options: Vec<Choice>, chosen: Choice) -> Self {
        let at = options.iter().position(|o| *o == chosen).unwrap_or(0);
        Self { id, input: FieldInput::Choice { options, at }, initial: at.to_string() }
    }

    /// The text, or the number of the choice.
    pub fn value(&self) -> String {
        match &self.input {
            FieldInput::Line(edit) | FieldInput::Day(edit) => edit.text(),
            FieldInput::Choice { at, .. } => at.to_string(),
        }
    }

    /// What there is room to show of it on one line: the line with the cursor, or the first of several that says
    /// anything.
    pub fn shown(&self) -> String {
        match &self.input {
            FieldInput::Line(edit) | FieldInput::Day(edit) => {
                let text = edit.text();
                let first = text.lines().find(|l| !l.trim().is_empty()).unwrap_or_default();
                if text.contains('\n') { format!("{first} …") } else { text }
            }
            FieldInput::Choice { .. } => String::new(),
        }
    }

    /// Puts in what [`Self::value`] gave earlier.
    pub fn put(&mut self, value: &str) {
        match &mut self.input {
            FieldInput::Line(edit) | FieldInput::Day(edit) => edit.set(value),
            FieldInput::Choice { options, at } => {
                *at = value.parse().ok().filter(|n| *n < options.len()).unwrap_or(*at);
            }
        }
    }
}

/// The longest note, in characters.
pub const NOTE_MAX: usize = 4_000;

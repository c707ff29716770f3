//! What happened in a case, one entry each. Entries are only ever added: a mistake is voided by another
//! entry, and both stay.

use chrono::{DateTime, NaiveDate, Utc};

/// The number of an entry; never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub i64);

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its number.
    pub id: EventId,
    /// The day it happened.
    pub on: NaiveDate,
    /// The moment it was written down.
    pub recorded_at: DateTime<Utc>,
    /// What the person adds, or the reason for voiding; empty when nothing.
    pub note: String,
    /// What happened.
    pub data: EventData,
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
    /// Whether Meta asked for an e-mailed code that is not entered yet.
    pub code_pending: bool,
    /// Shared by the entries of one submission that covers several accounts.
    pub submission_id: Option<i64>,
}

/// One objection was sent for several accounts: those without a text of their own were covered by the first text
/// there is, in the form it went through.
pub fn cover_together<'a>(sent: impl Iterator<Item = &'a mut Submission>) {
    let mut all: Vec<_> = sent.collect();
    let Some((text, form)) = all.iter().find(|s| !s.text.is_empty()).map(|s| (s.text.clone(), s.form.clone())) else { return };
    for covered in all.iter_mut().filter(|s| s.text.is_empty()) {
        (covered.text, covered.form) = (text.clone(), form.clone());
    }
}

/// What happened, with what only this kind of entry has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventData {
    /// The objection was sent.
    Submitted(Submission),
    /// The e-mailed code was entered.
    Confirmed,
    /// An automatic reply came: no answer, and no clock stops.
    Acknowledged,
    /// Meta asks something.
    InfoRequested {
        /// Whether it asks who the person is; then Meta may count from the answer.
        identity: bool,
    },
    /// The question was answered.
    InfoSupplied,
    /// Meta gave notice that it takes longer (Article 12(3) GDPR).
    Extended {
        /// Until when, as Meta says.
        until: NaiveDate,
    },
    /// Meta says yes.
    Granted,
    /// Meta says no.
    Refused {
        /// Whether it says why (Article 12(4) GDPR); `None` when not noted.
        reasons: Option<bool>,
    },
    /// Meta was reminded.
    Reminded,
    /// A complaint went to IMY.
    ComplaintLodged {
        /// The complaint as it was sent, frozen.
        text: String,
        /// The case number, where it was known at once.
        case_number: String,
    },
    /// IMY gave a case number.
    CaseNumber {
        /// As IMY writes it.
        case_number: String,
    },
    /// A decision was asked for.
    DecisionRequested,
    /// IMY answered.
    AuthorityReplied {
        /// How.
        outcome: Outcome,
    },
    /// The case was closed.
    Closed {
        /// Why.
        reason: Closing,
    },
    /// The case was taken up again.
    Reopened,
    /// A remark.
    Note,
    /// A file or a pasted mail was attached; its bytes are kept apart.
    EvidenceAdded {
        /// The file's name.
        name: String,
        /// Its size in bytes.
        size: i64,
        /// Its SHA-256 in lower-case hexadecimal.
        sha256: String,
    },
    /// Another entry was a mistake.
    Voided {
        /// Which one.
        entry: EventId,
    },
}

macro_rules! ids {
    ($(#[$doc:meta])* $type:ident { $($name:ident $id:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "the names say it, the assets say it in full")]
        pub enum $type { $($name),+ }

        impl $type {
            /// All of them, in the order in which they are offered.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// As stored and as written on the command line.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id),+ }
            }

            /// The one with that id.
            pub fn from_id(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|k| k.id() == id)
            }
        }
    };
}

ids! {
    /// The kinds of entries, without what they carry.
    EventKind {
        Submitted "submitted",
        Confirmed "confirmed",
        Acknowledged "acknowledged",
        InfoRequested "info_requested",
        InfoSupplied "info_supplied",
        Extended "extended",
        Granted "granted",
        Refused "refused",
        Reminded "reminded",
        ComplaintLodged "complaint_lodged",
        CaseNumber "case_number",
        DecisionRequested "decision_requested",
        AuthorityReplied "authority_replied",
        Closed "closed",
        Reopened "reopened",
        Note "note",
        EvidenceAdded "evidence_added",
        Voided "voided",
    }
}

ids! {
    /// How IMY answered a complaint.
    Outcome {
        SupervisionOpened "supervision_opened",
        ForwardedAndClosed "forwarded_and_closed",
        PassedToIreland "passed_to_ireland",
        Dismissed "dismissed",
    }
}

ids! {
    /// Why a case was closed. Abandoned and withdrawn show as statuses of their own.
    Closing {
        Done "closed",
        Abandoned "abandoned",
        Withdrawn "withdrawn",
    }
}

impl EventData {
    /// Its kind.
    pub const fn kind(&self) -> EventKind {
        match self {
            Self::Submitted(_) => EventKind::Submitted,
            Self::Confirmed => EventKind::Confirmed,
            Self::Acknowledged => EventKind::Acknowledged,
            Self::InfoRequested { .. } => EventKind::InfoRequested,
            Self::InfoSupplied => EventKind::InfoSupplied,
            Self::Extended { .. } => EventKind::Extended,
            Self::Granted => EventKind::Granted,
            Self::Refused { .. } => EventKind::Refused,
            Self::Reminded => EventKind::Reminded,
            Self::ComplaintLodged { .. } => EventKind::ComplaintLodged,
            Self::CaseNumber { .. } => EventKind::CaseNumber,
            Self::DecisionRequested => EventKind::DecisionRequested,
            Self::AuthorityReplied { .. } => EventKind::AuthorityReplied,
            Self::Closed { .. } => EventKind::Closed,
            Self::Reopened => EventKind::Reopened,
            Self::Note => EventKind::Note,
            Self::EvidenceAdded { .. } => EventKind::EvidenceAdded,
            Self::Voided { .. } => EventKind::Voided,
        }
    }
}

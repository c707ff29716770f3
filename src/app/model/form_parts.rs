//! The parts of a form beside its fields: where its cursor is, what it asks before saving, what a key leads to.

use chrono::NaiveDate;

/// Where the cursor of a dialog is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// In a field, an index into the fields.
    Field(usize),
    /// On `[ Save ]`.
    Save,
    /// On `[ Discard ]`, while something is there that was typed at another time.
    Discard,
    /// On `[ Back ]`.
    Back,
}

/// A question before saving, to be answered with yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmation {
    /// The case already waits for an answer: is this a new attempt?
    NewAttempt,
    /// So many of the marked cases have something sent already: a new attempt in each of them?
    Begun(usize),
    /// So many of the marked accounts have nothing in their explanation.
    Textless(usize),
    /// The same in the logs of so many marked accounts, where it has to be voided one by one.
    Many(usize),
    /// There is nothing in the explanation.
    NoText,
    /// The complaint is safe only from that day.
    Early(NaiveDate),
    /// A decision can be requested only from that day.
    EarlyDecision(NaiveDate),
    /// The platform has no such handles.
    OddHandle,
    /// The handle does not look like a name.
    NoName,
    /// The handle looks like a number that a spreadsheet has shortened.
    ShortenedHandle,
}

/// What a key in a dialog leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormOutcome {
    /// Nothing outside the dialog.
    Stay,
    /// Something was typed or chosen.
    Changed,
    /// The key was refused.
    Refused,
    /// Throw away what was typed.
    Discard,
    /// The field takes no more.
    Full,
    /// Leave; what was typed is kept.
    Leave,
    /// Save.
    Save,
}

//! What a kind of event says of itself besides what it carries: what must have happened before, and where it is offered.

/// What has to be in a log before an event means anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Needs {
    Nothing,
    Submission,
    /// A submission whose e-mailed code was not entered yet, sent on that day or before.
    PendingCode,
    Grant,
    Complaint,
    Closing,
}

/// Where a case is, as far as it decides what can follow. A case whose complaint runs beside a new attempt is in two
/// situations at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Situation {
    Draft,
    CodePending,
    Waiting,
    /// The controller asks something.
    Asked,
    Refused,
    Continued,
    Granted,
    Lodged,
    /// The authority was asked for a decision.
    Requested,
    Replied,
    /// The authority's decision can still be appealed, or its early resolution objected to.
    Appealable,
    Appealed,
    Closed,
}

/// What a kind of event says of itself besides what it carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventSpec {
    /// What must have happened before.
    pub needs: Needs,
    /// The situations in which it is the likeliest thing to follow.
    pub likely_in: &'static [Situation],
    /// Further situations in which it can follow.
    pub possible_in: &'static [Situation],
    /// Whether `nej log` writes it; the others have a command of their own.
    pub by_log: bool,
}

impl EventSpec {
    /// Offered where it can follow, and for many cases at once.
    pub(super) const fn offered(needs: Needs, likely_in: &'static [Situation], possible_in: &'static [Situation]) -> Self {
        Self { needs, likely_in, possible_in, by_log: true }
    }

    /// Never offered among the others: it has its own key, which is always there.
    pub(super) const fn with_own_key() -> Self {
        Self { needs: Needs::Nothing, likely_in: &[], possible_in: &[], by_log: true }
    }

    /// Never offered among the others, and not written by `nej log`.
    pub(super) const fn with_own_command() -> Self {
        Self { by_log: false, ..Self::with_own_key() }
    }

    /// Whether it is one of those that are offered, in a case or for many at once.
    pub const fn is_offered(&self) -> bool {
        !self.likely_in.is_empty() || !self.possible_in.is_empty()
    }
}

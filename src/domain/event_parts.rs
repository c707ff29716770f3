//! What events are made of: their number, and the closed lists of choices that some of them carry.

use super::ids::ids;

/// The number of an event; never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub i64);

ids! {
    /// How the authority answered a complaint.
    Outcome {
        SupervisionOpened "supervision_opened",
        SupervisionClosed "supervision_closed",
        ForwardedAndClosed "forwarded_and_closed",
        PassedToIreland "passed_to_ireland",
        ClosedWithoutAction "closed_without_action",
        /// Not examined (avvisat).
        Dismissed "dismissed",
        DecisionRefused "decision_refused",
        EarlyResolution "early_resolution",
    }
}

impl Outcome {
    /// Whether it can be appealed to a court: a decision that ends the case, or refuses one.
    pub const fn is_appealable(self) -> bool {
        match self {
            Self::SupervisionClosed
            | Self::ForwardedAndClosed
            | Self::ClosedWithoutAction
            | Self::Dismissed
            | Self::DecisionRefused => true,
            Self::SupervisionOpened | Self::PassedToIreland | Self::EarlyResolution => false,
        }
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

ids! {
    /// What an attached file is.
    EvidenceKind {
        /// The objection as it was sent, or the form's confirmation of it.
        Objection "objection",
        AutomaticReply "automatic_reply",
        Reply "reply",
        AuthorityToAct "authority_to_act",
        Other "other",
    }
}

impl EvidenceKind {
    /// Whether it shows that the controller wrote back.
    pub const fn is_from_controller(self) -> bool {
        matches!(self, Self::AutomaticReply | Self::Reply)
    }
}

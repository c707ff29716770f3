//! The ten steps from logging in to a complaint.

/// A step, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it, the assets say it in full")]
pub enum Step {
    LogIn,
    OpenPolicy,
    FollowLink,
    GiveAddress,
    Explain,
    Send,
    EnterCode,
    KeepConfirmation,
    AwaitReply,
    Complain,
}

impl Step {
    /// All of them, in order.
    pub const ALL: [Self; 10] = [
        Self::LogIn,
        Self::OpenPolicy,
        Self::FollowLink,
        Self::GiveAddress,
        Self::Explain,
        Self::Send,
        Self::EnterCode,
        Self::KeepConfirmation,
        Self::AwaitReply,
        Self::Complain,
    ];

    /// Its place in [`Step::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The step at a place in [`Step::ALL`], the last one beyond it.
    pub fn at(index: usize) -> Self {
        Self::ALL[index.min(Self::ALL.len() - 1)]
    }

    /// As it is counted in exports, from 1.
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }

    /// Those that are ticked by hand; the log ticks the others.
    pub fn manual() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|step| step.is_manual())
    }

    /// Whether it is ticked by hand.
    pub const fn is_manual(self) -> bool {
        matches!(self, Self::LogIn | Self::OpenPolicy | Self::FollowLink | Self::GiveAddress | Self::Explain)
    }

    /// Whether it belongs before the sending or is the sending.
    pub const fn is_until_sent(self) -> bool {
        self.is_manual() || matches!(self, Self::Send)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_numbers_follow_the_order() {
        for (n, step) in Step::ALL.into_iter().enumerate() {
            assert_eq!((step.index(), usize::from(step.number()), Step::at(n)), (n, n + 1, step));
        }
        assert_eq!(Step::at(usize::MAX), Step::Complain);
        assert_eq!(Step::manual().map(Step::number).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    }
}

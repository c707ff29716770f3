//! The fifteen grounds for objecting, by id; their words are in the assets.

use std::str::FromStr;

macro_rules! grounds {
    ($($name:ident $id:literal),+ $(,)?) => {
        /// One of the fifteen grounds for objecting; the words are in the assets, by id.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "the ids say it, the assets say it in full")]
        pub enum Ground { $($name),+ }

        impl Ground {
            /// All of them, in the order in which they are offered.
            pub const ALL: [Self; 15] = [$(Self::$name),+];

            /// Its place in [`Ground::ALL`].
            pub const fn index(self) -> usize {
                self as usize
            }

            /// The ground at a place in [`Ground::ALL`], the last one beyond it.
            pub fn at(index: usize) -> Self {
                Self::ALL[index.min(Self::ALL.len() - 1)]
            }

            /// As stored and as written on the command line.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id),+ }
            }
        }
    };
}

grounds! {
    Ownership "ownership",
    WrongContext "wrong-context",
    SelfDetermination "self-determination",
    UnconsentedPurpose "unconsented-purpose",
    Privacy "privacy",
    Security "security",
    Uninformed "uninformed",
    NoCompensation "no-compensation",
    UsedAgainstMe "used-against-me",
    NoExplicitConsent "no-explicit-consent",
    UnsupportedTechnology "unsupported-technology",
    ConsentWithdrawn "consent-withdrawn",
    OnlineExperience "online-experience",
    ThirdParties "third-parties",
    SmallFootprint "small-footprint",
}

/// No ground has that id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownGround(pub String);

impl FromStr for Ground {
    type Err = UnknownGround;

    fn from_str(id: &str) -> Result<Self, UnknownGround> {
        Self::ALL.into_iter().find(|g| g.id() == id).ok_or_else(|| UnknownGround(id.to_owned()))
    }
}

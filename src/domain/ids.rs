//! Closed lists of choices, each with the id under which it is stored, written as JSON and typed on the command
//! line. Whatever offers, parses or documents such a list reads it from here.

/// One of a closed list of choices.
pub trait HasId: Copy + Send + Sync + 'static {
    /// All of them, in the order in which they are offered.
    const ALL: &'static [Self];

    /// As stored, in JSON and on the command line.
    fn id(self) -> &'static str;

    /// The one with that id.
    fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|choice| choice.id() == id)
    }
}

/// Declares an enumeration with its ids: the one place that lists its values.
macro_rules! ids {
    ($(#[$doc:meta])* $type:ident { $($(#[$variant_doc:meta])* $name:ident $id:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "the ids say it, the assets say it in full")]
        pub enum $type { $($(#[$variant_doc])* $name),+ }

        impl $type {
            /// All of them, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Their ids, in the same order.
            pub const IDS: &'static [&'static str] = &[$($id),+];

            /// As stored, in JSON and on the command line.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id),+ }
            }

            /// The one with that id.
            pub fn from_id(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.id() == id)
            }
        }

        impl crate::domain::ids::HasId for $type {
            const ALL: &'static [Self] = Self::ALL;

            fn id(self) -> &'static str {
                self.id()
            }
        }
    };
}

pub(crate) use ids;

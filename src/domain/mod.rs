//! What is true about objecting to the controller: accounts, entries, the case they add up to, the month and its
//! end, the explanation. Pure: dates come in as arguments, and nothing here knows words, files or screens.

pub mod account;
pub mod agenda;
pub mod asset;
pub mod attempt;
pub mod authority;
pub mod case;
pub mod change;
pub mod contact;
pub mod day;
pub mod deadline;
pub mod event;
pub mod event_field;
pub mod event_parts;
pub mod event_spec;
pub mod explanation;
pub mod ground;
pub mod handle;
pub mod holiday;
pub mod ids;
mod invisible;
pub mod lang;
pub mod list;
pub mod mail;
pub mod offered;
pub mod order;
pub mod plausible;
pub mod state;
pub mod stats;
pub mod step;
pub mod stockholm;
pub mod text;
pub mod who;

pub use account::{Account, AccountDetails, AccountId, Draft, ManualSteps, Representation};
pub use case::{Answer, Attempt, AuthorityReply, Case, Code, Complaint, ExtensionNotice, Question};
pub use contact::ContactDetails;
pub use deadline::Deadline;
pub use event::{Closing, Event, EventData, EventId, EventKind, EvidenceKind, Outcome, Submission};
pub use event_field::{EventField, FieldType, FieldValue};
pub use ground::Ground;
pub use ids::HasId;
pub use lang::Lang;
pub use order::{Class, Span};
pub use state::{CaseState, CaseStates, Phase, Status};
pub use step::Step;
pub use who::Platform;

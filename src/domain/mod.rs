//! What is true about objecting to Meta: accounts, entries, the case they add up to, the month and its
//! end, the explanation. Pure: dates come in as arguments, and nothing here knows words, files or screens.

pub mod account;
pub mod case;
pub mod change;
pub mod day;
pub mod event;
pub mod explanation;
pub mod holiday;
pub mod lang;
pub mod limit;
pub mod list;
pub mod me;
pub mod next;
pub mod order;
pub mod standing;
pub mod text;
pub mod who;

pub use account::{Account, AccountDetails, AccountId, Draft, Ground, ManualSteps};
pub use case::{Answer, Attempt, Case, Code, Complaint, Question};
pub use event::{Closing, Event, EventData, EventId, EventKind, Outcome, Submission};
pub use lang::Lang;
pub use limit::Deadline;
pub use me::ContactDetails;
pub use order::{Class, Span};
pub use standing::{CaseState, Phase, Status};
pub use who::Platform;

//! Invented cases for trying nej out: a fixed cast in every state, and an endless variety of further ones. Pure:
//! all days are reckoned from the day that is given, and the same seed makes the same people.
//!
//! Nothing in them is voided or attached, since events get their numbers, and files their place, when written.

mod cast;
mod scenario;
mod seeded;

pub use cast::{DemoCase, cast};
pub use scenario::DemoLog;
pub use seeded::seeded;

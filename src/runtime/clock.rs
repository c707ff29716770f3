//! The one file that asks the machine for the time. Everything else is told it.

#![expect(clippy::disallowed_methods, reason = "somebody has to ask, and it is this file alone")]

use std::{sync::OnceLock, time::Instant};

use chrono::{DateTime, Utc};

/// The time of day, as the machine believes it. It may jump, also backwards.
pub fn now() -> DateTime<Utc> {
    Utc::now()
}

/// Milliseconds since the first call: for how long something took, never for when. They only go forward.
pub fn millis() -> u64 {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed().as_millis().try_into().unwrap_or(u64::MAX)
}

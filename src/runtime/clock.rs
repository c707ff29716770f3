//! The one file that asks the machine for the time. Everything else gets it as an argument.

#![expect(clippy::disallowed_methods, reason = "the one place that asks")]

use std::sync::OnceLock;
use std::time::{Instant, SystemTime};

use chrono::{DateTime, Utc};
use rustix::time::{ClockId, clock_gettime};

/// The time of day, as the machine believes it. It may jump, also backwards.
pub fn now() -> DateTime<Utc> {
    // `Utc::now` would panic where the clock says a year before 1970.
    SystemTime::now().into()
}

/// Whether the time of day is another than the system's own: simulated, so that its jumps are not announced.
pub fn is_simulated() -> bool {
    let system = clock_gettime(ClockId::Realtime).tv_sec;
    now().timestamp().abs_diff(system) > 2
}

/// Milliseconds since the first call: for how long something took, never for when. They only go forward.
pub fn millis() -> u64 {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed().as_millis().try_into().unwrap_or(u64::MAX)
}

//! The machine's clock as a window believes it, which has seen the time pass.

use chrono::{NaiveDate, TimeDelta};

use crate::app::model::msg::Moment;
use crate::domain::day::in_stockholm;
use crate::domain::plausible::can_be_today;

/// No window sleeps for so long, in days: a clock that is ahead of what has passed by more is not believed.
const AHEAD: i64 = 366;

/// The machine's clock, which may jump to a time that cannot be while the program runs.
#[derive(Debug, Clone, Copy)]
pub struct CheckedClock {
    /// The newest moment that can be.
    last: Moment,
}

impl CheckedClock {
    /// From a moment that can be.
    pub const fn new(now: Moment) -> Self {
        Self { last: now }
    }

    /// The moment, and the day that the clock says where it cannot be that one: then the time goes on from the last
    /// moment that could.
    pub fn check(&self, said: Moment) -> (Moment, Option<NaiveDate>) {
        let passed = i64::try_from(said.millis.saturating_sub(self.last.millis)).unwrap_or_default();
        let expected = self.last.utc + TimeDelta::milliseconds(passed);
        let day = in_stockholm(said.utc);
        if can_be_today(day) && said.utc - expected <= TimeDelta::days(AHEAD) {
            (said, None)
        } else {
            (Moment { utc: expected, ..said }, Some(day))
        }
    }
}

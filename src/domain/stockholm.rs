//! The clock in Stockholm, by which the days of a case are counted: its offset from UTC at any moment.

use chrono::{Days, FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, Offset, TimeZone};
use tzdb_data::time_zone::europe::STOCKHOLM;

/// Central European time with its summer time, as `chrono` asks for a time zone.
///
/// The rules of this one zone are linked in; the program asks neither the system, whose rules may be old or absent,
/// nor the variable `TZ`.
#[derive(Debug, Clone, Copy)]
pub struct Stockholm;

/// What the clock is ahead of UTC at a moment.
fn offset_at(utc: NaiveDateTime) -> FixedOffset {
    let found = STOCKHOLM.find_local_time_type(utc.and_utc().timestamp()).ok();
    // The zone ends in a rule for all years to come; only a moment outside the reckoning of `tz-rs` has no answer.
    found.and_then(|kind| FixedOffset::east_opt(kind.ut_offset())).unwrap_or_else(|| chrono::Utc.fix())
}

impl TimeZone for Stockholm {
    type Offset = FixedOffset;

    fn from_offset(_: &FixedOffset) -> Self {
        Self
    }

    fn offset_from_local_date(&self, local: &NaiveDate) -> MappedLocalTime<FixedOffset> {
        self.offset_from_local_datetime(&local.and_time(chrono::NaiveTime::MIN))
    }

    /// The clock is moved at most once within two days, so the offsets on both sides are all that can apply.
    fn offset_from_local_datetime(&self, local: &NaiveDateTime) -> MappedLocalTime<FixedOffset> {
        let day = Days::new(1);
        let side = |moment: Option<NaiveDateTime>| offset_at(moment.unwrap_or(*local));
        let (before, after) = (side(local.checked_sub_days(day)), side(local.checked_add_days(day)));
        let applies = |offset: FixedOffset| local.checked_sub_offset(offset).is_some_and(|utc| offset_at(utc) == offset);
        match (applies(before), applies(after)) {
            (true, true) if before != after => MappedLocalTime::Ambiguous(before, after),
            (true, _) => MappedLocalTime::Single(before),
            (_, true) => MappedLocalTime::Single(after),
            (false, false) => MappedLocalTime::None,
        }
    }

    fn offset_from_utc_date(&self, utc: &NaiveDate) -> FixedOffset {
        offset_at(utc.and_time(chrono::NaiveTime::MIN))
    }

    fn offset_from_utc_datetime(&self, utc: &NaiveDateTime) -> FixedOffset {
        offset_at(*utc)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, Utc};

    fn here(moment: &str) -> String {
        let moment: DateTime<Utc> = moment.parse().expect("a moment");
        moment.with_timezone(&Stockholm).to_rfc3339()
    }

    #[test]
    fn summer_time_begins_and_ends_at_one_in_utc() {
        assert_eq!(here("2026-03-29T00:59:59Z"), "2026-03-29T01:59:59+01:00");
        assert_eq!(here("2026-03-29T01:00:00Z"), "2026-03-29T03:00:00+02:00");
        assert_eq!(here("2026-10-25T00:59:59Z"), "2026-10-25T02:59:59+02:00");
        assert_eq!(here("2026-10-25T01:00:00Z"), "2026-10-25T02:00:00+01:00");
    }

    #[test]
    fn the_rule_holds_for_years_that_no_table_lists_and_the_table_for_the_past() {
        assert_eq!(here("2099-07-01T12:00:00Z"), "2099-07-01T14:00:00+02:00");
        assert_eq!(here("2099-12-01T12:00:00Z"), "2099-12-01T13:00:00+01:00");
        assert_eq!(here("1979-07-01T12:00:00Z"), "1979-07-01T13:00:00+01:00", "Sweden has had summer time since 1980");
        assert_eq!(here("1980-07-01T12:00:00Z"), "1980-07-01T14:00:00+02:00");
    }

    #[test]
    fn a_time_on_the_clock_is_once_twice_or_never() {
        let local = |text: &str| text.parse::<NaiveDateTime>().expect("a time").and_local_timezone(Stockholm);
        assert_eq!(local("2026-07-01T12:00:00").single().map(|t| t.to_rfc3339()).as_deref(), Some("2026-07-01T12:00:00+02:00"));
        assert!(local("2026-03-29T02:30:00").earliest().is_none());
        let twice = local("2026-10-25T02:30:00");
        assert_eq!(twice.earliest().map(|t| t.to_rfc3339()).as_deref(), Some("2026-10-25T02:30:00+02:00"));
        assert_eq!(twice.latest().map(|t| t.to_rfc3339()).as_deref(), Some("2026-10-25T02:30:00+01:00"));
    }
}

//! The timeline of a case: dates, axis, words.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::theme::Role;
use crate::app::screen::timeline::{AxisCell, Label, MarkKind, Timeline};

/// Draws it at the top of an area.
pub(super) fn render(canvas: &mut Canvas<'_>, timeline: &Timeline, area: Rect) {
    labels(canvas, area, 0, &timeline.dates);
    for (x, cell) in timeline.axis.iter().enumerate() {
        let (sign, role) = match cell {
            AxisCell::Elapsed => ("━", Role::Plain),
            AxisCell::Left => ("─", Role::Rule),
            AxisCell::Late => ("━", Role::Late),
            AxisCell::Mark(MarkKind::Sent) => ("●", Role::Plain),
            AxisCell::Mark(MarkKind::Event) => ("○", Role::Plain),
            AxisCell::Mark(MarkKind::MonthEnd) => ("┿", Role::Plain),
            AxisCell::Mark(MarkKind::Deadline) => ("◆", Role::Plain),
            AxisCell::Mark(MarkKind::Today) => ("▶", if late(timeline) { Role::Late } else { Role::Plain }),
        };
        canvas.put(area, x as u16, 1, sign, role);
    }
    labels(canvas, area, 2, &timeline.words);
    labels(canvas, area, 3, &timeline.more);
}

fn late(timeline: &Timeline) -> bool {
    timeline.axis.contains(&AxisCell::Late)
}

fn labels(canvas: &mut Canvas<'_>, area: Rect, y: u16, labels: &[Label]) {
    for label in labels {
        let role = if label.kind == MarkKind::Today { Role::Strong } else { Role::Plain };
        canvas.put(area, label.x as u16, y, &label.text, role);
    }
}

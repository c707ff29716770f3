//! The timeline of a case: an axis of days with marks, the dates above it and the words below. Pure geometry:
//! marks and a width in, cells and labels out.

use chrono::NaiveDate;
use unicode_width::UnicodeWidthStr;

/// The space between two labels on a line.
const GAP: usize = 2;
/// Marks of events that are at most so many cells apart share a label.
const NEAR: usize = 3;

/// What stands on a day of the axis; where two share a cell, the later one in this order is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// An event of the log.
    Event,
    /// A date from which something can be done, or by which it must be.
    Deadline,
    /// The submission with which everything begins.
    Sent,
    /// The month's end.
    MonthEnd,
    /// Today.
    Today,
}

/// A day that is marked on the axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The day.
    pub on: NaiveDate,
    /// What it is.
    pub kind: MarkKind,
    /// Its date, as short as people write it.
    pub date: String,
    /// What happened or happens then.
    pub words: String,
}

/// What a cell of the axis shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AxisCell {
    /// Time that has elapsed.
    Elapsed,
    /// Time that is left.
    Left,
    /// Time past the period's end without an answer.
    Late,
    /// A mark.
    Mark(MarkKind),
}

/// A text on a line of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The column where it begins.
    pub x: usize,
    /// The text.
    pub text: String,
    /// The most important mark that it names.
    pub kind: MarkKind,
}

/// A timeline laid out at a width.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Timeline {
    /// The dates, above the axis.
    pub dates: Vec<Label>,
    /// The axis, one value a cell.
    pub axis: Vec<AxisCell>,
    /// The words, below the axis, below the dates.
    pub words: Vec<Label>,
    /// Words with their date that found no room on the lines above.
    pub more: Vec<Label>,
}

/// A label before it is placed: its cell on the axis, its date, and the words of the marks that share it.
#[derive(Debug, Clone)]
struct LabelGroup {
    at: usize,
    kind: MarkKind,
    date: String,
    /// The words of each mark, with its date where that is another one than of the mark before.
    words: Vec<(Option<String>, String)>,
}

impl LabelGroup {
    /// Its words, all of them first, then fewer: what is left out stands in the log.
    fn phrases(&self) -> impl Iterator<Item = String> {
        (1..=self.words.len()).rev().map(|n| joined(&self.words[..n]))
    }

    /// What its words say beyond those that are shown, from the next date on.
    fn rest(&self, shown: &str) -> Option<String> {
        let n = (1..=self.words.len()).find(|n| joined(&self.words[..*n]) == shown)?;
        let from = n + self.words[n..].iter().position(|(date, _)| date.is_some())?;
        Some(joined(&self.words[from..]).trim_start_matches([' ', '·']).to_owned())
    }

    /// The date of its last mark.
    fn last_date(&self) -> &str {
        self.words.iter().rev().find_map(|(date, _)| date.as_deref()).unwrap_or(&self.date)
    }
}

/// "sent, code entered · 2 Sep automatic reply".
fn joined(words: &[(Option<String>, String)]) -> String {
    let mut text = String::new();
    for (i, (date, words)) in words.iter().enumerate() {
        match date {
            Some(date) => [" · ", date, " "].into_iter().for_each(|part| text.push_str(part)),
            None if i > 0 => text.push_str(", "),
            None => {}
        }
        text.push_str(words);
    }
    text
}

/// The labels of one line, which leave a space between each other.
#[derive(Debug, Default)]
struct LabelLine(Vec<(usize, usize)>);

impl LabelLine {
    /// A free place for a text that touches the cell `at`: begun there, else ended there or at the edge.
    fn place(&self, at: usize, text: &str, width: usize) -> Option<usize> {
        let cells = text.width();
        let free = |x: &usize| self.0.iter().all(|(from, to)| x + cells + GAP <= *from || *x >= to + GAP);
        let begun = (at + cells <= width).then_some(at);
        let edge = width.checked_sub(cells).filter(|x| *x <= at);
        let ended = (at + 1).checked_sub(cells);
        [begun, edge, ended].into_iter().flatten().find(free)
    }

    fn take(&mut self, x: usize, text: &str) {
        self.0.push((x, x + text.width()));
    }
}

/// Lays marks out over `width` cells. `ends` is the last day of the period that runs, if one does: past it, time
/// is late.
pub fn layout(marks: &[Mark], ends: Option<NaiveDate>, today: NaiveDate, width: usize) -> Timeline {
    let Some(first) = marks.iter().map(|m| m.on).min().filter(|_| width > 1) else { return Timeline::default() };
    let last = marks.iter().map(|m| m.on).max().unwrap_or(first);
    let days = (last - first).num_days().max(1);
    let cell = |day: NaiveDate| ((day - first).num_days().clamp(0, days) * (width as i64 - 1) + days / 2) / days;
    let cell = |day| cell(day) as usize;
    let mut axis: Vec<AxisCell> = (0..width)
        .map(|x| match ends {
            _ if x > cell(today) || today < first => AxisCell::Left,
            Some(ends) if x > cell(ends) => AxisCell::Late,
            _ => AxisCell::Elapsed,
        })
        .collect();
    let mut drawn: Vec<&Mark> = marks.iter().collect();
    drawn.sort_by_key(|m| m.kind);
    for mark in drawn {
        axis[cell(mark.on)] = AxisCell::Mark(mark.kind);
    }
    let blocks = merged(marks.iter().map(|m| LabelGroup {
        at: cell(m.on),
        kind: m.kind,
        date: m.date.clone(),
        words: vec![(None, m.words.clone())],
    }));
    labelled(Timeline { axis, ..Timeline::default() }, blocks, width)
}

/// Places the labels, the most important ones first.
fn labelled(mut timeline: Timeline, mut blocks: Vec<LabelGroup>, width: usize) -> Timeline {
    blocks.sort_by_key(|b| (std::cmp::Reverse(b.kind), b.at));
    let (mut dates, mut words, mut more) = (LabelLine::default(), LabelLine::default(), LabelLine::default());
    for block in blocks {
        let label = |x, text: &str| Label { x, text: text.to_owned(), kind: block.kind };
        let date = dates.place(block.at, &block.date, width);
        let phrase = block.phrases().find_map(|text| words.place(block.at, &text, width).map(|x| (x, text)));
        if let (Some(x), Some((below, text))) = (date, phrase) {
            dates.take(x, &block.date);
            timeline.dates.push(label(x, &block.date));
            if !text.is_empty() {
                words.take(below, &text);
                timeline.words.push(label(below, &text));
            }
            // What found no room there goes below, with its own date.
            if let Some(rest) = block.rest(&text)
                && let Some(x) = more.place(block.at, &rest, width)
            {
                more.take(x, &rest);
                timeline.more.push(Label { x, text: rest, kind: MarkKind::Event });
            }
            continue;
        }
        let line = |text: String| format!("{} {text}", block.date);
        if let Some((x, text)) = block.phrases().map(line).find_map(|text| more.place(block.at, &text, width).map(|x| (x, text)))
        {
            more.take(x, &text);
            timeline.more.push(label(x, &text));
        }
    }
    timeline
}

/// Blocks in the order of the axis, those of events joined with what stands close before them.
fn merged(blocks: impl Iterator<Item = LabelGroup>) -> Vec<LabelGroup> {
    let mut sorted: Vec<LabelGroup> = blocks.collect();
    // On the day of sending, the sending comes first.
    sorted.sort_by_key(|b| (b.at, b.kind != MarkKind::Sent, b.kind));
    let mut out: Vec<LabelGroup> = Vec::new();
    for block in sorted {
        let joins = |before: &&mut LabelGroup| {
            block.kind == MarkKind::Event
                && matches!(before.kind, MarkKind::Event | MarkKind::Sent)
                && block.at - before.at <= NEAR
        };
        match out.last_mut().filter(joins) {
            Some(before) => {
                let other = (before.last_date() != block.date).then(|| block.date.clone());
                before.words.extend(block.words.into_iter().map(|(_, words)| (other.clone(), words)));
            }
            None => out.push(block),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::add_days;

    fn d(s: &str) -> NaiveDate {
        s.parse().expect("a day")
    }

    fn mark(on: &str, kind: MarkKind, date: &str, words: &str) -> Mark {
        Mark { on: d(on), kind, date: date.to_owned(), words: words.to_owned() }
    }

    fn line(labels: &[Label], width: usize) -> String {
        let mut out = vec![' '; width];
        for label in labels {
            for (i, c) in label.text.chars().enumerate() {
                out[label.x + i] = c;
            }
        }
        out.into_iter().collect::<String>().trim_end().to_owned()
    }

    fn drawn(timeline: &Timeline, width: usize) -> String {
        let sign = |cell: &AxisCell| match cell {
            AxisCell::Elapsed => '=',
            AxisCell::Left => '-',
            AxisCell::Late => '#',
            AxisCell::Mark(MarkKind::Event) => 'o',
            AxisCell::Mark(MarkKind::Deadline) => '+',
            AxisCell::Mark(MarkKind::Sent) => '*',
            AxisCell::Mark(MarkKind::MonthEnd) => '|',
            AxisCell::Mark(MarkKind::Today) => '>',
        };
        let axis: String = timeline.axis.iter().map(sign).collect();
        let lines = [line(&timeline.dates, width), axis, line(&timeline.words, width), line(&timeline.more, width)];
        lines.join("\n").trim_end().to_owned()
    }

    fn overdue() -> Vec<Mark> {
        vec![
            mark("2026-09-01", MarkKind::Sent, "1 sep", "skickad"),
            mark("2026-09-03", MarkKind::Event, "3 sep", "autosvar"),
            mark("2026-10-01", MarkKind::MonthEnd, "1 okt", "månaden slut"),
            mark("2026-10-02", MarkKind::Deadline, "2 okt", "klaga"),
            mark("2026-10-12", MarkKind::Today, "12 okt", "idag"),
        ]
    }

    #[test]
    fn dates_stand_above_their_marks_and_words_below() {
        let timeline = layout(&overdue(), Some(d("2026-10-01")), d("2026-10-12"), 48);
        let shown = "\
1 sep                             1 okt   12 okt
*=o===============================|#+##########>
skickad                månaden slut         idag
3 sep autosvar                      2 okt klaga";
        assert_eq!(drawn(&timeline, 48), shown, "\n{}", drawn(&timeline, 48));
    }

    #[test]
    fn labels_never_overlap_and_stay_inside_at_any_width() {
        for width in 2..90 {
            for n in 0..60 {
                let today = add_days(d("2026-09-01"), n);
                let mut marks = overdue();
                marks[4] = Mark { on: today, ..marks[4].clone() };
                let timeline = layout(&marks, Some(d("2026-10-01")), today, width);
                assert_eq!(timeline.axis.len(), width);
                for labels in [&timeline.dates, &timeline.words, &timeline.more] {
                    let mut taken = vec![false; width];
                    for label in labels {
                        for cell in &mut taken[label.x..label.x + label.text.width()] {
                            assert!(!std::mem::replace(cell, true), "{width} {n}: {timeline:?}");
                        }
                    }
                }
                if width >= 30 {
                    let named = |kind| timeline.words.iter().chain(&timeline.more).any(|label| label.kind == kind);
                    assert!(named(MarkKind::Today) && named(MarkKind::Sent), "{width} {n}");
                }
            }
        }
    }

    #[test]
    fn without_marks_there_is_no_timeline() {
        assert_eq!(layout(&[], None, d("2026-10-12"), 40), Timeline::default());
    }
}

//! What the right-hand panes hold, and how many rows of them it needs: where the case stands, its timeline, the steps
//! and the grounds with their text. Where the rows stand is in `pane_rows`.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::timeline::Timeline;
use super::wrap::text_width;
use super::{case_timeline, wrap};
use crate::app::model::Model;
use crate::app::model::detail::Detail;
use crate::content::StepWords;
use crate::content::{self, fill, phrases, state_words};
use crate::domain::{Ground, Lang, Phase, Step};

/// From so many rows a column of panes shows steps and grounds with their text.
const TALL: u16 = 40;
/// From so many rows of the screen there is room for a timeline above the steps.
const LOW: u16 = 16;
/// The fewest steps in sight below a timeline.
const STEPS_LEAST: u16 = 4;

/// The signs of the line that says where a case stands, as the terminal's characters allow.
#[derive(Debug, Clone, Copy)]
pub struct Signs<'a> {
    /// Before it, one cell wide.
    pub status: &'a str,
    /// Between its parts, three cells wide.
    pub dot: &'a str,
}

/// Where the title of a step begins.
pub const STEP_TITLE: u16 = 4;
/// Where the name of a ground begins.
pub const GROUND_NAME: u16 = 4;

/// The lines below a row that say more about it: whole sentences of a text, and only as many as two lines take.
pub fn sentences(text: &str, width: usize) -> Vec<String> {
    let mut shown = Vec::new();
    for (end, _) in text.match_indices(". ").chain([(text.len(), "")]) {
        let lines = wrap::lines(text[..text.len().min(end + 1)].trim_end(), width);
        if lines.len() > 2 {
            break;
        }
        shown = lines;
    }
    shown
}

/// How many lines each step takes with what is to be done in it; one that is done says no more than its title.
pub(super) fn step_heights(model: &Model, detail: &Detail, inside: Rect) -> Vec<u16> {
    let width = text_width(inside.width.saturating_sub(STEP_TITLE - 2));
    let steps = content::steps(detail.account.fields.platform, model.lang).iter();
    steps.map(|words| if detail.done(words.step) { 1 } else { 1 + sentences(&words.help, width).len() as u16 }).collect()
}

/// How many lines each chosen ground takes with its text.
pub(super) fn ground_heights(model: &Model, detail: &Detail, inside: Rect) -> Vec<u16> {
    let width = text_width(inside.width.saturating_sub(GROUND_NAME - 2));
    let lines = |ground: &Ground| 1 + wrap::count(&content::ground(*ground, model.platform(), model.lang).text, width) as u16;
    detail.draft.grounds.iter().map(lines).collect()
}

/// What stands above the steps: where the case stands, and its timeline.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StepsHead {
    /// The status in full and what follows from it.
    pub state: Vec<String>,
    /// The timeline, where there is something to draw and room for it.
    pub timeline: Option<Timeline>,
    /// Whether a line of air follows.
    air: bool,
}

impl StepsHead {
    /// How many rows it takes.
    pub fn rows(&self) -> u16 {
        let timeline = self.timeline.as_ref().map_or(0, |t| 3 + u16::from(!t.more.is_empty()));
        self.state.len() as u16 + timeline + u16::from(self.air)
    }
}

/// What stands above the steps in the inside of their pane.
pub fn head(model: &Model, detail: &Detail, area: Rect, signs: Signs<'_>) -> StepsHead {
    let state = state(model, detail, area, signs);
    let left = area.height.saturating_sub(state.len() as u16);
    let mut head = StepsHead { state, timeline: None, air: false };
    if left >= 3 + STEPS_LEAST
        && model.size.1 >= LOW
        && let Some(mut timeline) = case_timeline::of(model, detail, text_width(area.width))
    {
        if left < 4 + STEPS_LEAST {
            timeline.more.clear();
        }
        head.timeline = Some(timeline);
    }
    head.air = head.timeline.is_some() && area.height >= head.rows() + 11;
    head
}

/// What a step is called in a case: where there is something to complain of at once, no month has to pass.
pub fn step_title<'a>(words: &'a StepWords, detail: &Detail, lang: Lang) -> &'a str {
    match (words.step, detail.phase()) {
        (Step::Complain, Phase::Refused | Phase::Continued) => &phrases(lang).asked.complain_step,
        _ => &words.title,
    }
}

/// How many rows the steps use with their title and a line of air below, in a column of panes.
pub(super) fn wanted_by_steps(model: &Model, detail: &Detail, column: Rect) -> u16 {
    let area = Rect { height: 30, ..column };
    let head = head(model, detail, area, Signs { status: "!", dot: " - " }).rows();
    let steps = if column.height < TALL { 10 } else { step_heights(model, detail, column).iter().sum() };
    1 + head + steps + 1
}

/// How many rows the grounds use with their title and a line of air below, in a column of panes.
pub(super) fn wanted_by_grounds(model: &Model, detail: &Detail, column: Rect) -> u16 {
    let texts = if column.height < TALL { 0 } else { ground_heights(model, detail, column).iter().sum() };
    2 + texts.max(3).max(detail.draft.grounds.len() as u16)
}

/// The status in full and what follows from it, in as many lines as there is room for.
fn state(model: &Model, detail: &Detail, area: Rect, signs: Signs<'_>) -> Vec<String> {
    if area.height < 3 {
        return Vec::new();
    }
    let state = detail.case.state(detail.account.added_on, model.today);
    let words = state_words(state, model.today, model.lang);
    let mut follows = String::new();
    if let Some(limit) = detail.case.limit() {
        let words = &phrases(model.lang).dialogs;
        let overdue = state.overdue(model.today);
        let (phrase, date) = match (overdue, state.phase) {
            (true, _) => (&words.from_short, limit.complaint_from()),
            (false, Phase::Extended) => (&words.ends_short_extended, limit.ends),
            (false, _) => (&words.ends_short, limit.ends),
        };
        follows = format!("{}{}", signs.dot, fill(phrase, &[("date", &date.to_string())]));
    }
    let width = text_width(area.width);
    let nudge = detail.case.needs_nudge(model.today).then(|| unheard(model.lang, width));
    let room = usize::from(area.height / 3).saturating_sub(usize::from(nudge.is_some())).max(1);
    let wrapped = |status: &str| wrap::lines(&format!("{} {status}{follows}", signs.status), width);
    // The date is more useful than the longer words for the status.
    let whole = wrapped(&words.long);
    let mut lines = if whole.len() > room { wrapped(&words.short) } else { whole };
    lines.truncate(room);
    lines.extend(nudge);
    lines
}

/// What one may answer in one's own words, in lines: first, set off by its sign, what to beware of.
pub fn questions(model: &Model, width: usize) -> Vec<Vec<String>> {
    let sign = if model.look.unicode { "· " } else { "- " };
    let hung = |sign: &str, text: &str| -> Vec<String> {
        let lines = wrap::lines(text, width.saturating_sub(2)).into_iter().enumerate();
        lines.map(|(i, line)| format!("{}{line}", if i == 0 { sign } else { "  " })).collect()
    };
    let all = content::reason_questions(model.lang);
    let cautions = all.iter().filter_map(|question| question.caution.as_ref()).map(|text| hung("! ", text));
    cautions.chain(all.iter().map(|question| hung(sign, &question.text))).collect()
}

/// Those that have room below the text while it is written, at least one where there is any room at all.
pub fn questions_beside(model: &Model, inside: Rect) -> Vec<String> {
    let width = text_width(inside.width);
    // The text, the row with the button, and a line to go on writing in.
    let text = wrap::count(&model.reason.edit.text(), width) as u16 + 1;
    let room = usize::from(inside.height.saturating_sub(1 + text.max(3)).max(u16::from(inside.height > 4)));
    let mut shown = Vec::new();
    for lines in questions(model, width) {
        if shown.len() + lines.len() <= room {
            shown.extend(lines);
        } else if shown.is_empty() && room > 0 {
            // One line says enough to go by.
            let short = |text: &String| text.chars().take(width.saturating_sub(1)).collect::<String>();
            shown.extend(lines.first().map(|line| if lines.len() > 1 { format!("{}…", short(line)) } else { line.clone() }));
            break;
        }
    }
    shown
}

/// What to look for where nothing was heard, on one line: as many sentences as there is room for.
fn unheard(lang: Lang, width: usize) -> String {
    let words = &phrases(lang).unheard;
    let mut line = words.mail.clone();
    for sentence in [&words.address, &words.code] {
        let longer = format!("{line} {sentence}");
        if longer.width() > width {
            break;
        }
        line = longer;
    }
    line
}

//! The lines on top while a case is overdue: how many, what to do, and the authority's link, whole.

use unicode_width::UnicodeWidthStr;

use super::{view_counts, wrap};
use crate::app::model::Model;
use crate::app::model::view_counts::CountScope;
use crate::content::{fill, phrases};
use crate::domain::deadline::complaint_from_for_any;

/// Below so many rows the banner is one line, and the link is in the dialog.
const ROOM_FOR_LINK: u16 = 16;

/// One line of the banner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BannerLine {
    /// Words.
    Words(String),
    /// A part of the link.
    Link(String),
}

/// The lines, none when nothing is overdue.
pub fn lines(model: &Model) -> Vec<BannerLine> {
    // A dialog that shows the link itself needs no banner above it.
    let n = if model.shows_complaint_link() { 0 } else { model.overdue() };
    let Some(counts) = model.counts.as_ref().filter(|_| n > 0) else { return Vec::new() };
    let (width, height) = model.size;
    let words = &phrases(model.lang).banner;
    // Whatever the list shows: what is overdue and hidden is to be known of.
    let of_all = view_counts::in_view(model).1 != CountScope::All;
    if height < ROOM_FOR_LINK {
        let brief = if of_all { &words.brief_of_all } else { &words.brief };
        return vec![BannerLine::Words(model.keymap.fill_names(&brief.of(n, model.lang)))];
    }
    // The oldest decides: while it is too early to complain about it, it is so for all.
    let from = counts.oldest_overdue.map(complaint_from_for_any).filter(|from| *from > model.today);
    let text = match from {
        Some(from) => fill(&words.later.of(n, model.lang), &[("date", &from.to_string())]),
        None => [&words.some_full, &words.some]
            .map(|words| words.of(n, model.lang))
            .into_iter()
            .find(|text| text.width() + 4 <= usize::from(width))
            .unwrap_or_else(|| words.some.of(n, model.lang)),
    };
    let text = if of_all { fill(&words.of_all, &[("what", &text)]) } else { text };
    let width = usize::from(width).saturating_sub(4);
    let words = wrap::lines(&model.keymap.fill_names(&text), width).into_iter().map(BannerLine::Words);
    words.chain(wrap::lines(model.links.complaint(), width).into_iter().map(BannerLine::Link)).collect()
}

//! Where everything stands on the screen and what it says, without drawing it: the view draws from these answers, and
//! keys and mouse ask the same ones.

pub mod banner;
pub mod calendar_page;
pub mod case_timeline;
pub mod choices;
pub mod complaint;
pub mod event_words;
pub mod form_layout;
pub mod full_text;
pub mod header;
pub mod help_page;
pub mod hints;
pub mod key_hints;
pub mod labels;
pub mod layout;
pub mod lines;
pub mod link_layout;
pub mod message;
pub mod month_grid;
pub mod others;
pub mod page_layout;
pub mod page_text;
pub mod pane_content;
pub mod pane_rows;
pub mod stats_page;
pub mod summaries;
pub mod time_bar;
pub mod timeline;
pub mod view_counts;
pub mod views;
pub mod whats_next;
pub mod wrap;

//! What the screen knows and decides: model, messages, effects, `update`. Pure: no clock, no file, no terminal.

pub mod banner;
pub mod checks;
mod commands;
pub mod detail;
mod dialogs;
pub mod drafts;
pub mod edit;
mod editor;
pub mod field;
pub mod finding;
pub mod form;
pub mod forms;
mod imy;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod link;
pub mod list;
pub mod many;
pub mod model;
mod mouse;
pub mod msg;
pub mod naming;
pub mod page;
mod plain;
pub mod reading;
pub mod rows;
pub mod sheet;
mod update;
pub mod words;
pub mod wrap;

pub use detail::Detail;
pub use model::{Dialog, Look, Model, Notice, Pane, Theme};
pub use msg::{Effect, Moment, Msg, Trouble};
pub use update::{footer, start, update};

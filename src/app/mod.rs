//! What the screen knows and decides, on four floors, each naming only those before it. Pure: no clock, no file, no
//! terminal.
//!
//! `model` is what there is, `forms` what dialogs ask, `screen` where everything stands and what it says, `update`
//! what happens.

pub mod forms;
pub mod model;
pub mod screen;
pub mod update;

pub use model::detail::Detail;
pub use model::msg::{Effect, Moment, Msg, WriteError};
pub use model::{Dialog, Look, Model, Notice, Pane, Theme};
pub use screen::hints::footer;
pub use update::{lay_out, start, unsaved, update};

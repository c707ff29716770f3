//! What the screen knows and decides: model, messages, effects, `update`. Pure: no clock, no file, no terminal.

pub mod key;

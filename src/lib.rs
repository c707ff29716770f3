//! nej: object to the controller's use of your posts for AI training, and hold the controller to the month the law gives it.
//!
//! The layers and who may name whom are described in `docs/architecture.md` and held by a test.

pub mod app;
pub mod cli;
pub mod content;
pub mod domain;
pub mod exchange;
pub mod runtime;
pub mod service;
pub mod store;
pub mod view;

//! All integration tests, as one program.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on shall say where")]

mod architecture;
mod content;
mod demo;
mod docs;
mod keys;
mod screen;
mod store;

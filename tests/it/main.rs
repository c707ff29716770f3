//! All integration tests, as one program.

mod content;
mod store;

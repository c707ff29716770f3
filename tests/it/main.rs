//! All integration tests, as one program.

mod architecture;
mod content;
mod demo;
mod docs;

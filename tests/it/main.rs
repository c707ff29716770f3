//! Everything that is tested from outside the modules: properties, and what needs several of them at once.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on shall say where")]

mod keys;
mod screen;

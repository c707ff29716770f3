//! All integration tests, as one program.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on shall say where")]

mod architecture;
mod case;
mod cli;
mod completing;
mod content;
mod demo;
mod desk;
mod docs;
mod dossier;
mod far;
mod finding;
mod flow;
mod folders;
mod imy;
mod keeping;
mod keys;
mod links;
mod look;
mod marks;
mod menu;
mod mouse;
mod outside;
mod phone;
mod props;
mod pty;
mod screen;
mod ssh;
mod store;
mod terminal;

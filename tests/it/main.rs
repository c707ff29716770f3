//! All integration tests, as one program.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on shall say where")]

mod architecture;
mod calendar;
mod case;
mod cli;
mod complaint;
mod completing;
mod content;
mod demo;
mod desk;
mod disk;
mod docs;
mod event_loop;
mod far;
mod finding;
mod flow;
mod folders;
mod fuzz;
mod grounds;
mod handles;
mod imy;
mod input;
mod keeping;
mod keys;
mod kinds;
mod layout;
mod leaving;
mod links;
mod look;
mod mail;
mod marks;
mod mouse;
mod outside;
mod phone;
mod props;
mod pty;
mod screen;
mod ssh;
mod store;
mod terminal;
mod terminals;
mod tools;

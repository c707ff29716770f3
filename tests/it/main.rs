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
mod docs;
mod event_loop;
mod far;
mod finding;
mod flow;
mod folders;
mod grounds;
mod handles;
mod imy;
mod input;
mod keeping;
mod keys;
mod kinds;
mod layout;
mod leaving;
mod letters;
mod links;
mod look;
mod mail;
mod marks;
mod menu;
mod mouse;
mod outside;
mod phone;
mod props;
mod pty;
mod recipes;
mod screen;
mod small_things;
mod ssh;
mod store;
mod strokes;
mod terminal;
mod terminals;
mod tools;

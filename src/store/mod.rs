//! The database: one SQLite file, and the only SQL there is. Opening, migrations, accounts, drafts, events,
//! the projection behind the list, its windows and counts. No clock and no screen: days and moments come in
//! as arguments, errors go out as data.
//!
//! There are two connections. The [`Reader`] belongs to the thread that draws: none of its statements
//! outlives a call, so that it never holds an old snapshot. The [`Writer`] belongs to its own thread and
//! writes one change at a time, all of it or nothing. No file handle of our own may touch the database while
//! a connection is open: closing it would drop SQLite's locks.

mod accounts;
mod agenda;
mod backup;
mod batch;
mod case_list;
mod cause;
mod check;
mod connection;
mod counts;
mod database_copy;
mod drafts;
mod error;
mod events;
mod filling;
mod forget;
mod form_drafts;
mod identity;
mod keyset_scan;
mod leftovers;
mod mails;
mod migrate;
mod names;
mod obstacle;
mod opening;
mod outside;
mod past;
mod projection;
mod reader;
mod records;
mod restore;
mod schema;
mod search;
mod sharing;
mod stamp;
mod unsaved;
mod users;
mod view_counts;
mod writer;

pub use batch::{Batch, Incoming};
pub use cause::explained;
pub use check::Rebuilt;
pub use connection::Journal;
pub use database_copy::sync_folder;
pub use drafts::SEPARATOR;
pub use error::{Error, Result};
pub use filling::{end_filling, open_to_fill};
pub use leftovers::{Claim, leftovers, sweep};
pub use obstacle::{Missing, Obstacle, obstacle};
pub use opening::{Access, Store, Why, WriterSource, open, open_existing, open_to_show};
pub use reader::{Interrupt, Reader, ReaderSource};
pub use records::{AccountRecord, Records, Unreadable};
pub use restore::{RestoreError, restore};
pub use schema::NEWEST as SCHEMA;
pub use sharing::{Audience, ShareError, Sharing, can_share, share};
pub use unsaved::{ENDING as UNSAVED, keep_unsaved, take_in_unsaved, unsaved_elsewhere};
pub use users::{group_name, group_number, user_name};
pub use writer::Writer;

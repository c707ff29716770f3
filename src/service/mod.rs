//! What the screen and the command line both do to a case: attach a file, write a complaint to a folder, log the same
//! event for many accounts, import, export. Stands on the database and the file system; knows no screen and no terminal.

pub mod attachment;
pub mod bulk;
pub mod calendar_file;
pub mod complaint_folder;
pub mod complaint_source;
pub mod given;
pub mod import;
mod import_match;
mod import_read;
pub mod mail;
pub mod new_database;
pub mod place;
pub mod stats;

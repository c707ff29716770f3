//! The same facts in other forms: JSON, CSV, iCalendar, text, Markdown and HTML, in and out. Pure: readers and
//! writers come in as arguments, and nothing here opens a file.

pub mod account_json;
pub mod calendar;
pub mod checksum;
pub mod complaint;
pub mod export;
pub mod import;
#[cfg(test)]
mod invented_platform;
pub mod json;
pub mod mail;
pub mod summary;
pub mod table;

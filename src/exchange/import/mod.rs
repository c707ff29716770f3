//! Reading accounts from a file of other programs' or our own: bytes to records, and what is wrong to a line and a
//! reason. Read as a stream, so that the size of a file does not matter.

pub mod compare;
mod decode;
mod document;
pub mod encoding;
mod events;
mod kind;
mod mails;
mod metered;
mod quotes;
mod record;
mod shape;
mod sheet;
pub mod sniff;
mod tree;

use std::io::{BufRead, BufReader, Read};

use chrono::NaiveDate;

pub use encoding::Encoding;
pub use record::{ImportColumn, Imported, JsonKind, LineError, LineFault, Record, Stopped, UnknownColumns};

use metered::{ACCOUNT_MAX, LimitedReader};

/// The most bytes of a row of a table, which has texts of at most twenty thousand characters. A quote that is never
/// closed, or a file without line ends, would else fill the memory.
const ROW_MAX: u64 = 8 << 20;

/// Reads a file whose encoding is known already, and hands over its accounts, or what is wrong with each.
pub fn read<E>(
    input: impl Read,
    encoding: Encoding,
    today: NaiveDate,
    mut take: impl FnMut(Result<Imported, LineError>) -> Result<(), E>,
) -> Result<UnknownColumns, Stopped<E>> {
    let mut text = BufReader::new(decode::Decoded::new(input, encoding));
    let json = loop {
        let ready = text.fill_buf()?;
        let blank = ready.iter().take_while(|b| b.is_ascii_whitespace()).count();
        match ready.get(blank) {
            // The header's first cell may be empty, which a tab before the second shows.
            Some(first) => break matches!(first, b'{' | b'['),
            None if blank == 0 => break false,
            None => text.consume(blank),
        }
    };
    if json {
        return document::read(LimitedReader::new(text, ACCOUNT_MAX), take).map(|()| UnknownColumns::default());
    }
    sheet::read(LimitedReader::new(text, ROW_MAX), today, |record| take(record.map(|record| Imported::Account(Box::new(record)))))
}

//! The shortest sequence that brings the terminal's cursor from one place to another.
//!
//! Line feed is never used: at the last row it would scroll, and some terminals add a carriage return to it.

/// Where the cursor stands, as far as that is known.
///
/// After the last column has been written the terminal waits with the wrap, and where it then believes the
/// cursor to be differs between terminals: the column is unknown until the next absolute move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CursorPosition {
    /// The column from 0, if known.
    pub column: Option<u16>,
    /// The row from 0, if known.
    pub row: Option<u16>,
}

impl CursorPosition {
    /// A place that is known.
    pub const fn at(column: u16, row: u16) -> Self {
        Self { column: Some(column), row: Some(row) }
    }
}

/// The shortest way from `from` to the given cell; nothing when the cursor is there.
pub fn shortest(from: CursorPosition, column: u16, row: u16) -> Vec<u8> {
    if from == CursorPosition::at(column, row) {
        return Vec::new();
    }
    let absolute = absolute(column, row);
    let Some(vertical) = from.row.and_then(|r| vertical(r, row, from.column.is_some() || column == 0)) else {
        return absolute;
    };
    let relative = [horizontal(from.column, column), vertical].concat();
    if relative.len() < absolute.len() { relative } else { absolute }
}

/// `\x1b[row;columnH`, leaving out what is 1 anyway.
fn absolute(column: u16, row: u16) -> Vec<u8> {
    let mut out = csi(row, b"");
    if column > 0 {
        out.push(b';');
        push_number(&mut out, column + 1);
    }
    out.push(b'H');
    out
}

/// `\x1b[`, a number that counts from 0 unless it is 1 when counted from 1, and what follows.
fn csi(number: u16, end: &[u8]) -> Vec<u8> {
    // As long as the longest sequence.
    let mut out = Vec::with_capacity(14);
    out.extend_from_slice(b"\x1b[");
    if number > 0 {
        push_number(&mut out, number + 1);
    }
    out.extend_from_slice(end);
    out
}

/// Writes a number: a first frame has a thousand, too many for what formats anything.
pub fn push_number(out: &mut Vec<u8>, number: u16) {
    if number >= 10 {
        push_number(out, number / 10);
    }
    out.push(b'0' + (number % 10) as u8);
}

/// Up or down in the same column; none while the wrap may be pending and no carriage return settles it first.
fn vertical(from: u16, to: u16, settled: bool) -> Option<Vec<u8>> {
    match (from, to) {
        (from, to) if from == to => Some(Vec::new()),
        _ if !settled => None,
        (from, to) if from < to => Some(step(to - from, b'B')),
        (from, to) => Some(step(from - to, b'A')),
    }
}

fn horizontal(from: Option<u16>, to: u16) -> Vec<u8> {
    if from == Some(to) {
        return Vec::new();
    }
    if to == 0 {
        return b"\r".to_vec();
    }
    let mut best = csi(to, b"G");
    let mut offer = |way: Vec<u8>| {
        if way.len() < best.len() {
            best = way;
        }
    };
    match from {
        Some(from) if from < to => offer(step(to - from, b'C')),
        Some(from) => {
            offer(step(from - to, b'D'));
            if from - to <= 3 {
                offer(vec![b'\x08'; usize::from(from - to)]);
            }
        }
        None => {}
    }
    offer([b"\r".to_vec(), step(to, b'C')].concat());
    best
}

fn step(by: u16, direction: u8) -> Vec<u8> {
    csi(by - 1, &[direction])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(from: CursorPosition, column: u16, row: u16) -> String {
        String::from_utf8(shortest(from, column, row)).unwrap()
    }

    #[test]
    fn staying_costs_nothing() {
        assert_eq!(bytes(CursorPosition::at(5, 5), 5, 5), "");
    }

    #[test]
    fn short_ways_are_relative() {
        assert_eq!(bytes(CursorPosition::at(5, 5), 4, 5), "\x08");
        assert_eq!(bytes(CursorPosition::at(5, 5), 0, 5), "\r");
        assert_eq!(bytes(CursorPosition::at(5, 5), 6, 5), "\x1b[C");
        assert_eq!(bytes(CursorPosition::at(50, 5), 50, 6), "\x1b[B");
        assert_eq!(bytes(CursorPosition::at(50, 5), 49, 4), "\x08\x1b[A");
    }

    #[test]
    fn far_ways_are_absolute() {
        assert_eq!(bytes(CursorPosition::at(50, 5), 10, 30), "\x1b[31;11H");
        assert_eq!(bytes(CursorPosition::at(50, 5), 0, 0), "\x1b[H");
        assert_eq!(bytes(CursorPosition::default(), 3, 0), "\x1b[;4H");
    }

    #[test]
    fn with_a_pending_wrap_nothing_is_counted_from_the_column() {
        let pending = CursorPosition { column: None, row: Some(5) };
        assert_eq!(bytes(pending, 79, 5), "\x1b[80G");
        assert_eq!(bytes(pending, 79, 6), "\x1b[7;80H");
        assert_eq!(bytes(pending, 0, 5), "\r");
    }
}

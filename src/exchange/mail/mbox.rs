//! The messages of an mbox (RFC 4155), one after the other, whatever its size: each begins with a line of `From `, an
//! address and a time. Lines of the text that begin alike have a `>` before them, but not every program writes it.

use std::io::{self, BufRead};

use super::message::MAIL_MAX;

/// How every message in an mbox begins.
const SEPARATOR: &[u8] = b"From ";

/// Whether bytes are the beginning of an mbox.
pub fn is_mbox(start: &[u8]) -> bool {
    start.starts_with(SEPARATOR)
}

/// Reads an mbox. Of a message no more is kept than is needed to know that it is too large.
#[derive(Debug)]
pub struct Mbox<R> {
    input: R,
    /// Whether the separator of the next message was read.
    begun: bool,
}

impl<R: BufRead> Mbox<R> {
    /// An mbox whose first line was not read yet.
    pub const fn new(input: R) -> Self {
        Self { input, begun: false }
    }

    fn message(&mut self) -> io::Result<Option<Vec<u8>>> {
        let (mut message, mut line, mut after_blank) = (Vec::new(), Vec::new(), true);
        while read_line(&mut self.input, &mut line)? {
            if after_blank && is_separator(&line, self.begun) {
                let was_begun = std::mem::replace(&mut self.begun, true);
                if was_begun {
                    return Ok(Some(without_last_blank(message)));
                }
                continue;
            }
            after_blank = matches!(line.as_slice(), b"\n" | b"\r\n");
            let quoted = line.iter().position(|b| *b != b'>').filter(|n| *n > 0);
            let text = if quoted.is_some_and(|n| line[n..].starts_with(SEPARATOR)) { &line[1..] } else { &line[..] };
            message.extend_from_slice(&text[..text.len().min((MAIL_MAX + 1).saturating_sub(message.len()))]);
        }
        Ok(std::mem::take(&mut self.begun).then(|| without_last_blank(message)))
    }
}

impl<R: BufRead> Iterator for Mbox<R> {
    type Item = io::Result<Vec<u8>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.message().transpose()
    }
}

/// Whether a line begins a message: the first does in any case, the others with a time of day.
fn is_separator(line: &[u8], begun: bool) -> bool {
    let time = |part: &[u8]| matches!(part, [a, b':', b] if a.is_ascii_digit() && b.is_ascii_digit());
    line.starts_with(SEPARATOR) && (!begun || line.windows(3).any(time))
}

/// The next line with its end, or as much of it as a message may have.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    loop {
        let ready = input.fill_buf()?;
        if ready.is_empty() {
            return Ok(!line.is_empty());
        }
        let end = ready.iter().position(|b| *b == b'\n').map(|at| at + 1);
        let taken = end.unwrap_or(ready.len());
        line.extend_from_slice(&ready[..taken.min((MAIL_MAX + 1).saturating_sub(line.len()))]);
        input.consume(taken);
        if end.is_some() {
            return Ok(true);
        }
    }
}

/// The blank line before a separator belongs to the mbox, not to the message.
fn without_last_blank(mut message: Vec<u8>) -> Vec<u8> {
    if message.ends_with(b"\r\n\r\n") {
        message.truncate(message.len() - 2);
    } else if message.ends_with(b"\n\n") {
        message.pop();
    }
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(text: &str) -> Vec<String> {
        Mbox::new(text.as_bytes()).map(|m| String::from_utf8(m.expect("memory")).expect("UTF-8")).collect()
    }

    #[test]
    fn messages_are_told_apart_and_come_as_they_were() {
        let lines = [
            "From a 10:15",
            "A: 1",
            "",
            "x",
            "",
            "From here on",
            ">From me",
            ">>From you",
            "> From no",
            "",
            "From b 10:16",
            "B: 2",
        ];
        let mbox = lines.join("\r\n") + "\r\n\r\n";
        let first = "A: 1\r\n\r\nx\r\n\r\nFrom here on\r\nFrom me\r\n>From you\r\n> From no\r\n";
        assert_eq!(messages(&mbox), [first, "B: 2\r\n"]);
        assert_eq!(messages(&mbox.replace('\r', "")), [&first.replace('\r', ""), "B: 2\n"]);
        assert_eq!(messages(""), Vec::<String>::new());
    }

    #[test]
    fn a_message_without_end_takes_no_more_memory_than_the_largest() {
        let endless = io::Read::take(io::repeat(b'x'), 2 * MAIL_MAX as u64);
        let mut mbox = Mbox::new(io::BufReader::new(io::Read::chain(&b"From a\n"[..], endless)));
        assert_eq!(mbox.next().expect("a message").expect("memory").len(), MAIL_MAX + 1);
        assert!(mbox.next().is_none());
    }
}

//! The e-mailed code is never kept: its digits are blotted out of a message before it is stored, in the text, in HTML,
//! in links and in header fields, whatever they are encoded in. Everything else stays as it was, byte for byte.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::NaiveDate;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, HeaderName, Message, MessageParser, PartType};

use super::message::{Mail, read};
use crate::content::mail::knowledge;
use crate::domain::EventKind;

/// What stands for a digit that was blotted out.
const BLOT: u8 = b'X';

/// How many digits a code has.
const CODE_DIGITS: std::ops::RangeInclusive<usize> = 4..=8;

/// How far apart two digits of a code may stand, in bytes: room for a tag or two.
const GAP_MAX: usize = 300;

/// A message that can be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redacted {
    /// Its bytes; those given where no code was found.
    pub bytes: Vec<u8>,
    /// Whether digits were blotted out.
    pub redacted: bool,
    /// Whether only the text could be kept, since the code could not be taken out of the message as it was.
    pub text_only: bool,
}

/// A message without its code. A message that is not about a code is left as it is.
pub fn redact(bytes: &[u8]) -> Redacted {
    let unchanged = || Redacted { bytes: bytes.to_vec(), redacted: false, text_only: false };
    let Ok(mail) = read(bytes) else { return unchanged() };
    let about_code = knowledge().propose(&mail.subject, &mail.text) == Some(EventKind::Confirmed);
    let message = MessageParser::default().parse(bytes).filter(|_| about_code);
    let codes = message.as_ref().map(|message| codes(&seen(message, &mail))).unwrap_or_default();
    if codes.is_empty() {
        return unchanged();
    }
    let bytes = message.map(|message| rewritten(&message, bytes, &codes)).unwrap_or_default();
    if !bytes.is_empty() && !holds(&bytes, &codes) {
        return Redacted { bytes, redacted: true, text_only: false };
    }
    let text = String::from_utf8_lossy(&blotted(as_text(&mail).as_bytes(), &codes)).into_owned();
    Redacted { bytes: text.into_bytes(), redacted: true, text_only: true }
}

/// A text that is no whole mail, without its codes: the digits in each line that speaks of a code, and in a line of
/// digits alone right after it. `None` where there are none.
pub fn redact_text(text: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let is_number = |line: &str| line.chars().all(|c| c.is_ascii_digit() || !c.is_alphanumeric());
    let after = [""].into_iter().chain(lines.iter().copied());
    let told = lines.iter().zip(after).filter(|(line, before)| {
        let here = knowledge().speaks_of_code(line);
        here || (is_number(line) && knowledge().speaks_of_code(before))
    });
    let codes = codes(&told.map(|(line, _)| *line).collect::<Vec<_>>().join("\n"));
    // Only digits give way to letters: what was UTF-8 stays so.
    (!codes.is_empty()).then(|| String::from_utf8_lossy(&blotted(text.as_bytes(), &codes)).into_owned())
}

/// Whether digits of a code were blotted out of a text.
pub fn has_blots(text: &str) -> bool {
    let blots = |word: &str| CODE_DIGITS.contains(&word.len()) && word.bytes().all(|byte| byte == BLOT);
    text.split(|c: char| !c.is_alphanumeric()).any(blots)
}

/// What a person sees of a message: subject and text, and HTML with a space for each tag, since cells of a table stand
/// apart on the screen.
fn seen(message: &Message<'_>, mail: &Mail) -> String {
    let mut all = format!("{}\n{}\n", mail.subject, mail.text);
    for part in &message.parts {
        if let PartType::Html(html) = &part.body {
            let mut inside = false;
            for c in html.chars() {
                inside = (inside || c == '<') && c != '>';
                all.push(if inside || c == '>' { ' ' } else { c });
            }
            all.push('\n');
        }
    }
    all
}

/// The codes in a text: groups of digits that stand alone, the digits only.
fn codes(text: &str) -> Vec<Vec<u8>> {
    let mut found: Vec<Vec<u8>> = Vec::new();
    for line in text.lines() {
        let alone = line.chars().all(|c| c.is_ascii_digit() || !c.is_alphanumeric());
        for group in groups(line) {
            let year = group.len() == 4 && (group.starts_with(b"19") || group.starts_with(b"20"));
            if CODE_DIGITS.contains(&group.len()) && (alone || !year) && !found.contains(&group) {
                found.push(group);
            }
        }
    }
    // Long ones first, so that a code is never left half.
    found.sort_by_key(|code| std::cmp::Reverse(code.len()));
    found
}

/// The groups of digits in a line; two that stand beside each other with one space or hyphen between, as "123 456",
/// also as one.
fn groups(line: &str) -> Vec<Vec<u8>> {
    // The month and the day of a date stand beside each other, too.
    let is_date = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).parse::<NaiveDate>().is_ok();
    let line = &line.split_whitespace().filter(|word| !is_date(word)).collect::<Vec<_>>().join(" ");
    let single: Vec<&str> = line.split(|c: char| !c.is_ascii_digit()).filter(|g| !g.is_empty()).collect();
    let mut all: Vec<Vec<u8>> = single.iter().map(|g| g.as_bytes().to_vec()).collect();
    // Digits one by one, as in boxes.
    let boxes = line.split(' ').map(|w| w.len() == 1 && w.as_bytes()[0].is_ascii_digit());
    let mut run = Vec::new();
    for (word, boxed) in line.split(' ').zip(boxes).chain([("", false)]) {
        if boxed {
            run.extend_from_slice(word.as_bytes());
        } else {
            all.extend((run.len() > 1).then(|| std::mem::take(&mut run)));
            run.clear();
        }
    }
    for pair in single.windows(2) {
        let beside = [" ", "-", "\u{a0}", "\u{2013}"].iter().any(|sep| line.contains(&format!("{}{sep}{}", pair[0], pair[1])));
        if beside && pair[0].len() == pair[1].len() && pair[0].len() >= 2 {
            all.push([pair[0].as_bytes(), pair[1].as_bytes()].concat());
        }
    }
    all
}

/// The message with every text part and every header field without the codes, parts from the last to the first so that
/// offsets stay right.
fn rewritten(message: &Message<'_>, bytes: &[u8], codes: &[Vec<u8>]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    let mut parts: Vec<_> =
        message.parts.iter().filter(|p| !matches!(p.body, PartType::Multipart(_) | PartType::Message(_))).collect();
    parts.sort_by_key(|p| std::cmp::Reverse(p.offset_body));
    for part in parts {
        let (from, to) = (part.offset_body as usize, (part.offset_end as usize).min(bytes.len()));
        let Some(body) = bytes.get(from..to) else { continue };
        let new = match part.encoding {
            Encoding::None => blotted(body, codes),
            Encoding::QuotedPrintable => recoded(body, codes, quoted_printable_decode, quoted_printable),
            Encoding::Base64 => recoded(body, codes, base64_decode, base64_lines),
        };
        out.splice(from..to, new);
    }
    let head = message.root_part().offset_body as usize;
    let subject = message.headers().iter().rfind(|h| h.name == HeaderName::Subject);
    let encoded = message.subject().filter(|text| blotted(text.as_bytes(), codes) != text.as_bytes());
    if let (Some(header), Some(text)) = (subject, encoded) {
        let (from, to) = (header.offset_start as usize, header.offset_end as usize);
        let text = blotted(text.as_bytes(), codes);
        let value = format!(" =?UTF-8?B?{}?=\r\n", STANDARD.encode(text));
        if to <= head && from <= to {
            out.splice(from..to, value.into_bytes());
            return out;
        }
    }
    let head = head.min(out.len());
    let fields = blotted(&out[..head], codes);
    out.splice(..head, fields);
    out
}

/// A body that is decoded, blotted and encoded again; as it was where no code is in it.
fn recoded(
    body: &[u8],
    codes: &[Vec<u8>],
    decode: impl Fn(&[u8]) -> Option<Vec<u8>>,
    encode: impl Fn(&[u8]) -> Vec<u8>,
) -> Vec<u8> {
    let Some(plain) = decode(body) else { return blotted(body, codes) };
    let new = blotted(&plain, codes);
    if new == plain { body.to_vec() } else { encode(&new) }
}

fn base64_decode(body: &[u8]) -> Option<Vec<u8>> {
    let digits: Vec<u8> = body.iter().copied().filter(|b| !b.is_ascii_whitespace()).collect();
    STANDARD.decode(digits).ok()
}

fn base64_lines(plain: &[u8]) -> Vec<u8> {
    let text = STANDARD.encode(plain);
    let mut out = Vec::with_capacity(text.len() + text.len() / 38);
    for line in text.as_bytes().chunks(76) {
        out.extend_from_slice(line);
        out.extend_from_slice(b"\r\n");
    }
    out
}

/// Quoted-printable (RFC 2045, 6.7) with soft line breaks.
fn quoted_printable(plain: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(plain.len() * 2);
    let mut width = 0;
    for (n, byte) in plain.iter().enumerate() {
        let line_end = *byte == b'\n' || (*byte == b'\r' && plain.get(n + 1) == Some(&b'\n'));
        if line_end {
            out.push(*byte);
            width = 0;
            continue;
        }
        let ends_line = matches!(plain.get(n + 1), None | Some(b'\r' | b'\n'));
        let literal = (33..=126).contains(byte) && *byte != b'=' || (matches!(byte, b' ' | b'\t') && !ends_line);
        let needs = if literal { 1 } else { 3 };
        if width + needs > 75 {
            out.extend_from_slice(b"=\r\n");
            width = 0;
        }
        if literal {
            out.push(*byte);
        } else {
            out.extend_from_slice(format!("={byte:02X}").as_bytes());
        }
        width += needs;
    }
    out
}

/// The bytes with the digits of every code blotted out, also where spaces, hyphens or tags stand between them.
fn blotted(bytes: &[u8], codes: &[Vec<u8>]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for code in codes {
        let mut at = 0;
        while at < out.len() {
            match spots(&out, at, code) {
                Some(spots) => {
                    at = spots.last().map_or(at, |last| *last) + 1;
                    for spot in spots {
                        out[spot] = BLOT;
                    }
                }
                None => at += 1,
            }
        }
    }
    out
}

/// Where the digits of a code stand that begins at `at`, with no digit right before or after it.
fn spots(bytes: &[u8], at: usize, code: &[u8]) -> Option<Vec<usize>> {
    if bytes.get(at) != code.first() || (at > 0 && bytes[at - 1].is_ascii_digit()) {
        return None;
    }
    let mut spots = vec![at];
    for digit in &code[1..] {
        let next = next_digit(bytes, spots.last()? + 1)?;
        if bytes[next] != *digit {
            return None;
        }
        spots.push(next);
    }
    let end = spots.last()? + 1;
    (!bytes.get(end).is_some_and(u8::is_ascii_digit)).then_some(spots)
}

/// The next digit from `at` on, past what may stand inside a code: spaces, hyphens, tags.
fn next_digit(bytes: &[u8], at: usize) -> Option<usize> {
    let mut at = at;
    let end = bytes.len().min(at + GAP_MAX);
    while at < end {
        let rest = &bytes[at..end];
        let skipped = match rest[0] {
            b'0'..=b'9' => return Some(at),
            b' ' | b'-' | b'\t' | 0xa0 | 0xc2 | 0xe2 | 0x80 | 0x93 => 1,
            b'<' => rest.iter().position(|b| *b == b'>')? + 1,
            b'&' if rest.starts_with(b"&nbsp;") => 6,
            b'=' if rest.starts_with(b"=\r\n") => 3,
            _ => return None,
        };
        at += skipped;
    }
    None
}

/// Whether any code can still be read out of a message, as bytes or decoded.
fn holds(bytes: &[u8], codes: &[Vec<u8>]) -> bool {
    let shows = |text: &[u8]| blotted(text, codes) != text;
    if shows(bytes) {
        return true;
    }
    let Some(message) = MessageParser::default().parse(bytes) else { return true };
    deep(&message).iter().any(|text| shows(text))
}

/// Every text in a message, its subject too, and in the messages attached to it.
fn deep(message: &Message<'_>) -> Vec<Vec<u8>> {
    let mut all = vec![message.subject().unwrap_or_default().as_bytes().to_vec()];
    for part in &message.parts {
        match &part.body {
            PartType::Text(text) | PartType::Html(text) => all.push(text.as_bytes().to_vec()),
            PartType::Binary(data) | PartType::InlineBinary(data) => all.push(data.to_vec()),
            PartType::Message(inner) => all.extend(deep(inner)),
            PartType::Multipart(_) => {}
        }
    }
    all
}

/// A message as plain text, where its bytes cannot be kept.
fn as_text(mail: &Mail) -> String {
    let date = mail.date.map(|date| date.to_rfc2822()).unwrap_or_default();
    let id = Some(&mail.message_id).filter(|id| !id.is_empty()).map(|id| format!("Message-ID: <{id}>\n")).unwrap_or_default();
    format!("From: {}\nDate: {date}\n{id}Subject: {}\n\n{}\n", mail.from, mail.subject, mail.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_in_a_text_that_is_no_whole_mail_is_blotted_out_and_other_digits_stay() {
        for (text, kept) in [
            ("Kod: 482913", "Kod: XXXXXX"),
            ("Din kod är 482913.", "Din kod är XXXXXX."),
            ("Your confirmation code is 482 914", "Your confirmation code is XXX XXX"),
            ("Facebook: 482913 är din bekräftelsekod.", "Facebook: XXXXXX är din bekräftelsekod."),
            ("Ange koden:\n\n  482915\n", "Ange koden:\n\n  XXXXXX\n"),
            ("Koden 482913 kom 2026-05-11.\nSvara på 482913.", "Koden XXXXXX kom 2026-05-11.\nSvara på XXXXXX."),
        ] {
            assert_eq!(redact_text(text).as_deref(), Some(kept), "{text}");
        }
        for text in [
            "Ref 482913",
            "Postkod 12345",
            "Postal code: 11435",
            "Ditt ärende 482913 gäller koder",
            "Koden är okänd\nRef 482913",
            "kod",
            "",
        ] {
            assert_eq!(redact_text(text), None, "{text}");
        }
    }
}

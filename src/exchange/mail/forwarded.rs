//! A mail forwarded inline: the lines of sender, date and subject above it, as the usual programs
//! write them in Swedish and English.

use chrono::{DateTime, NaiveDateTime, Utc};
use mail_parser::DateTime as MailDate;

use crate::content::mail::knowledge;
use crate::domain::stockholm::Stockholm;

/// How many lines after the sender's line may hold date and subject.
const HEAD_LINES: usize = 8;

/// A mail as the one who forwarded it has it in the text.
#[derive(Debug)]
pub struct InlineMail {
    pub from: String,
    /// `None` where no line gives it.
    pub subject: Option<String>,
    pub date: Option<DateTime<Utc>>,
    pub text: String,
}

/// The mail inside the text of another, where a controller's address stands in a sender's line.
pub fn inline(text: &str) -> Option<InlineMail> {
    let words = &knowledge().forwarded;
    let lines: Vec<&str> = text.lines().map(|line| line.trim_start_matches(['>', ' ', '*', '\u{a0}'])).collect();
    let (at, from) = lines.iter().enumerate().find_map(|(n, line)| {
        let address = address_in(value(line, &words.from)?)?;
        knowledge().is_sender(&address).then_some((n, address))
    })?;
    let head = &lines[at..lines.len().min(at + HEAD_LINES)];
    let field = |names: &[String]| head.iter().find_map(|line| value(line, names));
    let rest = lines[at..].iter().skip_while(|line| !line.is_empty()).copied().collect::<Vec<_>>().join("\n");
    Some(InlineMail {
        from,
        subject: field(&words.subject).map(str::to_owned),
        date: field(&words.date).and_then(moment),
        text: rest.trim().to_owned(),
    })
}

/// What stands after `Name:` where the line begins with one of the names.
fn value<'a>(line: &'a str, names: &[String]) -> Option<&'a str> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim().trim_matches('*').to_lowercase();
    names.contains(&name).then(|| value.trim_matches(['*', ' ']))
}

fn address_in(text: &str) -> Option<String> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '[' | ']' | '(' | ')' | '"'));
    words.map(|word| word.trim_start_matches("mailto:")).find(|word| word.contains('@')).map(str::to_lowercase)
}

/// Dates without a zone, as mail programs write them above a forwarded mail.
const SHAPES: [&str; 6] = [
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d kl. %H:%M",
    "%d %B %Y at %H:%M",
    "%a, %b %d, %Y at %H:%M",
    "%A, %B %d, %Y %I:%M %p",
];

/// A moment as a mail program writes it; one without a zone is taken as Stockholm's.
fn moment(text: &str) -> Option<DateTime<Utc>> {
    if let Some(date) = MailDate::parse_rfc822(text).filter(|d| d.is_valid() && d.year > 1990) {
        return DateTime::from_timestamp(date.to_timestamp(), 0);
    }
    let local = SHAPES.iter().find_map(|shape| NaiveDateTime::parse_from_str(text, shape).ok())?;
    local.and_local_timezone(Stockholm).earliest().map(|t| t.with_timezone(&Utc))
}

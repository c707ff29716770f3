//! What a platform's handles and the addresses of its profiles are like: data (`assets/platforms`), and reading it.

use std::collections::HashMap;

use serde::Deserialize;

use super::text::judged;

/// What a platform's handles are like, and how the address of a profile becomes one.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileRules {
    /// Whether capitals mean nothing.
    #[serde(default)]
    pub lower_case: bool,
    /// The characters besides ASCII letters and digits; any where not said.
    letters: Option<String>,
    /// The longest handle in characters, where there is a limit.
    longest: Option<usize>,
    /// The hosts of its addresses, without www and the like.
    hosts: Vec<String>,
    /// Its hosts on which no profile is.
    #[serde(default)]
    elsewhere: Vec<String>,
    /// What its app's addresses begin with, before the colon.
    #[serde(default)]
    pub(super) schemes: Vec<String>,
    /// After one of these the handle is the next part of the path.
    before: Vec<String>,
    /// After one of these the handle is the number at the end of the path.
    #[serde(default)]
    numbered: Vec<String>,
    /// What begins with one of these is no profile.
    others: Vec<String>,
    /// What begins with one of these leads on to another address.
    #[serde(default)]
    pub(super) onward: Vec<String>,
    /// The parameter in which a path has the handle.
    #[serde(default)]
    asked: HashMap<String, String>,
}

/// Parts of a host's name before a platform's own that lead to the same pages.
const FRONTS: [&str; 14] = ["www", "web", "m", "mbasic", "mobile", "touch", "l", "lm", "d", "x", "h", "p", "free", "iphone"];

impl ProfileRules {
    /// Whether a handle can be one, as far as is known.
    pub fn allows(&self, name: &str) -> bool {
        let letter = |c: char| c.is_ascii_alphanumeric() || self.letters.as_ref().is_none_or(|letters| letters.contains(c));
        name.chars().all(letter) && self.longest.is_none_or(|longest| name.chars().count() <= longest)
    }

    /// Whether its handles are words of a few known letters, and no people's names.
    pub const fn is_narrow(&self) -> bool {
        self.letters.is_some()
    }

    /// Whether a host in lower case is the platform's; then, whether profiles are there.
    pub(super) fn has_host(&self, host: &str) -> Option<bool> {
        let front = |own: &String| match host.strip_suffix(own.as_str()) {
            Some("") => Some(true),
            Some(sub) => sub.strip_suffix('.').map(|sub| sub.split('.').all(is_front)),
            None => None,
        };
        let elsewhere = |own: &String| front(own).map(|_| false);
        self.hosts.iter().find_map(front).or_else(|| self.elsewhere.iter().find_map(elsewhere))
    }

    /// The name in an address's path and query. An app's address has it only behind a word that says so.
    pub(super) fn name(&self, path: &str, query: &str, app: bool) -> Option<String> {
        let mut parts = path.split('/').filter(|part| !part.is_empty()).map(decoded);
        let first = parts.next()?;
        let known = first.to_lowercase();
        let among = |list: &[String]| list.contains(&known);
        let name = if let Some(asked) = self.asked.get(&known) {
            parameter(query, asked)?
        } else if among(&self.numbered) {
            let last = parts.next_back()?;
            last.rsplit('-').next().filter(|end| end.bytes().all(|b| b.is_ascii_digit()))?.to_owned()
        } else if among(&self.before) {
            parts.next()?
        } else {
            Some(first).filter(|_| !app)?
        };
        let name = name.trim_start_matches('@').trim_end_matches(['.', ',', ';']);
        let other = self.others.iter().any(|other| *other == name.to_lowercase());
        let page = name.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case("php"));
        (!other && !page && is_name(name)).then(|| name.to_owned())
    }
}

/// Whether part of a host's name is for phones or for a language, such as `m` or `sv-se`.
fn is_front(part: &str) -> bool {
    let letters = |text: &str, most: usize| (2..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase());
    match part.split_once('-') {
        Some((lang, country)) => letters(lang, 3) && letters(country, 4),
        None => FRONTS.contains(&part) || letters(part, 2),
    }
}

/// Whether a part of an address can be a name: letters, digits and few signs.
fn is_name(name: &str) -> bool {
    let sound =
        judged(name).all(|(c, hides)| !hides && (c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '\u{300}'..='\u{36f}')));
    sound && name.chars().any(char::is_alphanumeric)
}

/// A parameter of a query, decoded.
pub(super) fn parameter(query: &str, name: &str) -> Option<String> {
    // An address that was copied out of HTML has `&amp;` between its parameters.
    let pairs = query.split(['&', ';']).map(|pair| pair.strip_prefix("amp;").unwrap_or(pair));
    pairs.filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| decoded(value))
}

/// A part of an address without its percent signs; as it is where that would be no text.
pub(super) fn decoded(part: &str) -> String {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let Some((first, more)) = rest.split_first() {
        let hex = more.get(..2).filter(|_| *first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            bytes.push(byte);
            rest = &more[2..];
        } else {
            bytes.push(*first);
            rest = more;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| part.to_owned())
}

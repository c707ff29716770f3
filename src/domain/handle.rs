//! Handles as people paste them: with invisible characters, with several `@`, as the address of the profile. What is
//! certain is put right, what is odd is asked about.

use super::text::pasted_line;
use super::who::{Platform, ProfileRules};

/// What is worth a question about a handle, or was put right in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandleRemark {
    /// It was the address of a profile.
    FromAddress,
    /// The platform has no handles with such letters, or none so long.
    OddLetters,
    /// It looks like a number that a spreadsheet has shortened, such as 1,00012E+17.
    ShortenedNumber,
}

/// Why a text is no handle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandleFault {
    /// It is the address of a profile on this other platform.
    OnOther(Platform),
    /// It is an address, but not of a profile.
    NoProfile,
}

/// The handle that a text means.
pub fn clean_handle(platform: Platform, text: &str) -> Result<(String, Option<HandleRemark>), HandleFault> {
    let text = pasted_line(text);
    let bare = text.trim_start_matches(['@', '＠', ' ']);
    let (name, address) = match from_address(platform, bare)? {
        Some(name) => (name, true),
        None => (bare.to_owned(), false),
    };
    let rules = &platform.data().profile;
    let name = if rules.lower_case { name.to_lowercase() } else { name };
    let sign = if bare.len() < text.len() { "@" } else { platform.data().sign.as_str() };
    let odd = (!rules.allows(&name)).then_some(HandleRemark::OddLetters);
    let shortened = is_shortened_number(&name).then_some(HandleRemark::ShortenedNumber);
    Ok((format!("{sign}{name}"), shortened.or(odd).or(address.then_some(HandleRemark::FromAddress))))
}

/// A number in the notation that spreadsheets use for long ones.
fn is_shortened_number(name: &str) -> bool {
    let Some((digits, power)) = name.split_once(['e', 'E']) else { return false };
    let number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    number(digits) && power.strip_prefix('+').is_some_and(number)
}

/// The name in an address; none where the text is none.
fn from_address(platform: Platform, text: &str) -> Result<Option<String>, HandleFault> {
    let lower = text.to_ascii_lowercase();
    let scheme = ["https://", "http://", "//"].into_iter().find(|scheme| lower.starts_with(scheme));
    let rest = &text[scheme.map_or(0, str::len)..];
    let host = rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())].to_ascii_lowercase();
    let Some(owner) = Platform::all().find(|p| p.data().profile.is_host(&host)) else {
        return if scheme.is_some() { Err(HandleFault::NoProfile) } else { Ok(None) };
    };
    if owner != platform {
        return Err(HandleFault::OnOther(owner));
    }
    name_in(&owner.data().profile, &rest[host.len()..]).map(Some).ok_or(HandleFault::NoProfile)
}

/// The name in an address's path and query.
fn name_in(rules: &ProfileRules, path: &str) -> Option<String> {
    let path = path.split('#').next().unwrap_or_default();
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let mut parts = path.split('/').filter(|part| !part.is_empty()).map(decoded);
    let first = parts.next()?;
    let name = match first.as_str() {
        "profile.php" => query.split('&').find_map(|pair| pair.strip_prefix("id=")).map(str::to_owned),
        // Name and number: the number is the one that leads there.
        "people" | "pages" => parts.next_back(),
        part if rules.before.iter().any(|before| before == part) => parts.next(),
        part if rules.others.iter().any(|other| other == part) => None,
        _ => Some(first),
    };
    name.map(|name| name.trim_start_matches('@').to_owned()).filter(|name| !name.is_empty())
}

/// A part of a path without its percent signs; as it is where that would be no text.
fn decoded(part: &str) -> String {
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

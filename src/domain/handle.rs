//! Handles as people paste them: with invisible characters, with several `@`, as the address of the profile. What is
//! certain is put right, what is odd is asked about.

use unicode_normalization::UnicodeNormalization;

use super::account::check_email;
use super::profile::{Lead, lead};
use super::text::{one_spaced, pasted_line};
use super::who::Platform;

/// What is worth a question about a handle, or was put right in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandleRemark {
    /// It was the address of a profile.
    FromAddress,
    /// The platform has no handles with such letters, or none so long.
    OddLetters,
    /// It is an e-mail address, or no name of anybody.
    NoName,
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

/// The handle that a text means. Two texts that look the same are the same handle.
pub fn clean_handle(platform: Platform, text: &str) -> Result<(String, Option<HandleRemark>), HandleFault> {
    let text = one_spaced(&pasted_line(text));
    let bare = text.trim_start_matches(['@', '＠', ' ']);
    let (name, address) = match lead(bare) {
        Some(Lead::Profile(owner, name)) if owner == platform => (name, true),
        Some(Lead::Profile(owner, _)) => return Err(HandleFault::OnOther(owner)),
        Some(Lead::Elsewhere) => return Err(HandleFault::NoProfile),
        None => (bare.to_owned(), false),
    };
    let rules = &platform.data().profile;
    let name = if name.is_ascii() { name } else { plain_letters(platform, &name) };
    let name = if rules.lower_case { name.to_lowercase() } else { name };
    let sign = if bare.len() < text.len() { "@" } else { platform.data().sign.as_str() };
    let remark = odd(platform, &name).or(address.then_some(HandleRemark::FromAddress));
    Ok((format!("{sign}{name}"), remark))
}

/// What is odd about a name.
fn odd(platform: Platform, name: &str) -> Option<HandleRemark> {
    let rules = &platform.data().profile;
    if is_shortened_number(name) {
        Some(HandleRemark::ShortenedNumber)
    } else if !rules.allows(name) {
        Some(HandleRemark::OddLetters)
    } else {
        (!name.is_empty() && is_no_name(name)).then_some(HandleRemark::NoName)
    }
}

/// Whether a text is an e-mail address, has percent escapes, or has neither a letter nor a digit.
fn is_no_name(name: &str) -> bool {
    let escape = |at: usize| name.as_bytes().get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
    let escaped = name.match_indices('%').any(|(at, _)| escape(at));
    escaped || !name.chars().any(char::is_alphanumeric) || (name.contains('@') && check_email(name).is_ok())
}

/// A name in the letters that it would be typed with: wide forms of ASCII become the usual ones, and where a platform
/// has few letters, every other form of them does.
fn plain_letters(platform: Platform, name: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    };
    if platform.data().profile.is_narrow() { name.nfkc().collect() } else { name.chars().map(narrow).collect() }
}

/// A number in the notation that spreadsheets use for long ones.
fn is_shortened_number(name: &str) -> bool {
    let Some((digits, power)) = name.split_once(['e', 'E']) else { return false };
    let number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    number(digits) && power.strip_prefix('+').is_some_and(number)
}

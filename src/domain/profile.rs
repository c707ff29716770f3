//! The profile that an address leads to. Which hosts, paths and parameters a platform has is data; how an address is
//! taken apart is here.

use super::profile_rules::{decoded, parameter};
use super::who::Platform;

/// What an address leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lead {
    /// A profile of that name on a platform.
    Profile(Platform, String),
    /// Something else.
    Elsewhere,
}

/// Parameters in which one address holds another that it leads on to.
const ONWARD: [&str; 3] = ["u", "next", "href"];
/// Addresses that have no host.
const HOSTLESS: [&str; 6] = ["mailto:", "tel:", "sms:", "javascript:", "data:", "view-source:"];
/// So many addresses inside one another are followed.
const DEPTH: usize = 4;
/// What may stand around an address that was copied out of a text.
const AROUND: [char; 10] = ['<', '>', '(', ')', '"', '\'', '”', '“', '«', '»'];

/// What a text leads to; `None` where it is no address.
pub(super) fn lead(text: &str) -> Option<Lead> {
    lead_on(text, DEPTH)
}

fn lead_on(text: &str, depth: usize) -> Option<Lead> {
    if !text.contains(['/', '.', ':', '%']) {
        return None;
    }
    let text = text.trim().trim_matches(AROUND);
    let lower = text.to_ascii_lowercase();
    if lower.starts_with("http%3a") || lower.starts_with("https%3a") {
        return lead_on(&decoded(text), depth.checked_sub(1)?);
    }
    if HOSTLESS.iter().any(|scheme| lower.starts_with(scheme)) {
        return Some(Lead::Elsewhere);
    }
    let (scheme, rest) = match lower.find("//").filter(|at| is_scheme(&lower[..*at])) {
        Some(at) => (Some(lower[..at].trim_end_matches(':')), &text[at + 2..]),
        None => (None, text),
    };
    if let Some(owner) = scheme.and_then(|scheme| Platform::all().find(|p| p.data().profile.schemes.iter().any(|s| s == scheme)))
    {
        return Some(led(owner, rest, true, depth));
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = host(&rest[..end]);
    let owner = Platform::all().find_map(|p| p.data().profile.has_host(&host).map(|profiles| (p, profiles)));
    match owner {
        Some((owner, true)) if matches!(scheme, None | Some("" | "http" | "https")) => {
            Some(led(owner, &rest[end..], false, depth))
        }
        Some(_) => Some(Lead::Elsewhere),
        None if scheme.is_some() || text.contains("://") => Some(Lead::Elsewhere),
        None => (rest[end..].starts_with('/') && looks_like_host(&host)).then_some(Lead::Elsewhere),
    }
}

/// What a path on a platform leads to, its query and fragment included.
fn led(owner: Platform, path: &str, app: bool, depth: usize) -> Lead {
    let (path, fragment) = path.split_once('#').unwrap_or((path, ""));
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    // As addresses were for some years: everything behind `#!`.
    let path = if path.trim_matches('/').is_empty() { fragment.strip_prefix('!').unwrap_or(path) } else { path };
    if let Some(name) = owner.data().profile.name(path, query, app) {
        return Lead::Profile(owner, name);
    }
    let first = path.split('/').find(|part| !part.is_empty()).unwrap_or_default().to_lowercase();
    let leads_on = depth > 0 && (first.is_empty() || owner.data().profile.onward.contains(&first));
    let Some(onward) = ONWARD.iter().find_map(|name| parameter(query, name)).filter(|_| leads_on) else {
        return Lead::Elsewhere;
    };
    if onward.starts_with('/') && !onward.starts_with("//") {
        return led(owner, &onward, false, depth - 1);
    }
    lead_on(&onward, depth - 1).unwrap_or(Lead::Elsewhere)
}

/// Whether a text ends as what stands before the two slashes of an address does: with a scheme, or with nothing.
fn is_scheme(text: &str) -> bool {
    let Some(scheme) = text.strip_suffix(':') else { return text.is_empty() };
    scheme.starts_with(|c: char| c.is_ascii_lowercase())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
}

/// The host alone, in lower case, without a user before it and a port behind it.
fn host(text: &str) -> String {
    let text = text.rsplit('@').next().unwrap_or(text);
    let text = text.split(':').next().unwrap_or(text);
    text.trim_end_matches('.').to_ascii_lowercase()
}

/// Whether a text without spaces has the form of a host's name: with a dot, and letters behind the last.
fn looks_like_host(host: &str) -> bool {
    let letters = |end: &str| end.len() > 1 && end.chars().all(char::is_alphabetic);
    !host.contains(char::is_whitespace) && host.rsplit_once('.').is_some_and(|(start, end)| !start.is_empty() && letters(end))
}

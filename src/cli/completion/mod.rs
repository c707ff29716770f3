//! What the completion scripts ask: which accounts go on from what stands before the cursor. Whatever is wrong,
//! the answer is empty: a completion has no room for an error message.

mod line;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::account::{find, is_number};
use super::context::{database, settings};
use super::env::Environment;
use super::error::CliResult;
use super::out::Stdout;
use super::usage::PreParse;
use crate::domain::text::{escape_control, to_stored};
use crate::domain::{AccountId, Lang, Platform};
use crate::store::{self, Reader};
use line::CommandLine;
pub use line::names_account;

/// Stands before the scripts' question: the shell, the line up to the cursor, and in bash what will be replaced.
pub const ASKED: &str = "--complete-account";

/// More names than these are not helpful.
const MOST: usize = 100;

/// The answer, a name on each line, if the arguments are a script's question.
pub fn answer(args: &[OsString], env: &Environment) -> Option<CliResult<u8>> {
    let [_, asked, shell, line, rest @ ..] = args else { return None };
    if asked != ASKED {
        return None;
    }
    let line = CommandLine::of(line.to_str().unwrap_or_default());
    let mut names = known(&line, env).unwrap_or_default();
    if shell == "bash" {
        let replaced = rest.first().and_then(|word| word.to_str()).unwrap_or_default();
        names = for_bash(&line, names).iter().filter_map(|name| line.quoted(name, replaced)).collect();
    }
    Some(written(&names))
}

fn written(names: &[String]) -> CliResult<u8> {
    let mut out = Stdout::new(Lang::Sv);
    names.iter().try_for_each(|name| out.line(name))?;
    out.finish().map(|()| 0)
}

fn known(line: &CommandLine, env: &Environment) -> Option<Vec<String>> {
    let named = line.place()?.db.as_deref().map(at_home);
    let settings = settings(&PreParse::default(), Lang::Sv).unwrap_or_default();
    let path = database(named.as_deref(), env.nej_db.as_ref(), &settings, Lang::Sv).ok()?;
    let reader = store::open_existing(&path).ok()??;
    names(&reader, &line.word).ok()
}

/// A path as the shell would hand it over.
fn at_home(typed: &str) -> PathBuf {
    match (typed.strip_prefix("~/"), etcetera::home_dir()) {
        (Some(rest), Ok(home)) => home.join(rest),
        _ => Path::new(typed).to_owned(),
    }
}

/// What to type for each account that goes on from what is typed.
fn names(reader: &Reader, typed: &str) -> store::Result<Vec<String>> {
    let typed = to_stored(typed);
    let (platform, begun) = match typed.split_once(':').map(|(id, handle)| (Platform::from_id(id), handle)) {
        Some((Some(platform), handle)) => (Some(platform), handle),
        _ => (None, typed.as_str()),
    };
    let mut names = Vec::new();
    for (from, end) in spans(platform, begun) {
        for handle in reader.handles(&from, &end, MOST)? {
            for on in Platform::all().filter(|on| platform.is_none_or(|asked| asked == *on)) {
                names.extend(names_of(reader, on, &handle, (platform, begun))?);
            }
        }
    }
    Ok(names)
}

/// What to type for the accounts with a handle: the shortest form that means one and no other, else its number.
fn names_of(reader: &Reader, on: Platform, handle: &str, typed: (Option<Platform>, &str)) -> store::Result<Vec<String>> {
    let ids = reader.find(Some(on), handle)?;
    let [id] = ids[..] else { return Ok(ids.iter().map(|id| id.0.to_string()).collect()) };
    let (platform, begun) = typed;
    // The sign is left out where it was left out.
    let short = handle.strip_prefix('@').filter(|_| !begun.is_empty() && !begun.starts_with('@')).unwrap_or(handle);
    let plain = platform.is_none().then(|| short.to_owned());
    for form in plain.into_iter().chain([format!("{}:{short}", on.id())]) {
        if means(reader, &form, id)? {
            return Ok(vec![form]);
        }
    }
    Ok(vec![id.0.to_string()])
}

/// Where the handles are that go on from a text. People leave out the sign that only Instagram has.
fn spans(platform: Option<Platform>, begun: &str) -> Vec<(String, String)> {
    // No handle goes on with the last character there is.
    let of = |text: String| (text.clone(), format!("{text}{}", char::MAX));
    let signed = || of(format!("@{begun}"));
    match platform.map(|platform| platform.data().sign.as_str()) {
        _ if begun.starts_with('@') => vec![of(begun.to_owned())],
        Some("@") => vec![signed()],
        Some(_) if begun.is_empty() => {
            vec![(String::new(), "@".to_owned()), ("A".to_owned(), char::MAX.to_string())]
        }
        None if !begun.is_empty() => vec![of(begun.to_owned()), signed()],
        _ => vec![of(begun.to_owned())],
    }
}

/// Whether a name means this account and no other, and can be typed.
fn means(reader: &Reader, name: &str, id: AccountId) -> store::Result<bool> {
    Ok(!is_number(name) && !name.starts_with('-') && escape_control(name) == name && find(reader, name)? == [id])
}

/// Without the names for whose common beginning bash would take back what is typed.
fn for_bash(line: &CommandLine, mut names: Vec<String>) -> Vec<String> {
    let common = names.iter().skip(1).fold(names.first().cloned().unwrap_or_default(), |common, name| {
        common.chars().zip(name.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
    });
    if names.len() > 1 && !common.is_empty() && !common.contains(&line.word) {
        names.retain(|name| name.starts_with(&line.word));
    }
    names
}

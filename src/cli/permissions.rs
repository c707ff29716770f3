//! Who may use the database, in words: what `nej doctor` says of it, and why somebody cannot.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::content::{cli_phrases, fill};
use crate::domain::Lang;
use crate::domain::text::escape_path;
use crate::runtime::user::login;
use crate::store::{Audience, Missing, Sharing, group_name, obstacle, user_name};

/// What permissions say, and how much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// As it should be.
    Fine,
    /// Worth a look.
    Odd,
    /// Wrong.
    Bad,
}

/// What the permissions of the database and of its folder say.
pub fn findings(db: &Path, lang: Lang) -> Vec<(Finding, String)> {
    let words = &cli_phrases(lang).doctor;
    let Some(sharing) = Sharing::of(db) else { return Vec::new() };
    let said = |phrase: &str, at: &Path| {
        let values = [("file", escape_path(at)), ("group", group_name(sharing.group)), ("owner", user_name(sharing.owner))];
        fill(phrase, &values.each_ref().map(|(name, value)| (*name, value.as_str())))
    };
    let folder = db.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // A folder that somebody chose may be shared on purpose; the file in it is private all the same.
    let others = |mask: u32| fs::metadata(folder).is_ok_and(|meta| meta.permissions().mode() & mask != 0);
    let open = |mask| (others(mask) && folder != Path::new(".")).then(|| (Finding::Odd, said(&words.folder_open, folder)));
    match sharing.audience() {
        Audience::Everybody => {
            let mut told = vec![(Finding::Bad, said(&words.not_private, db))];
            told.extend(open(0o077));
            told
        }
        Audience::Private => {
            let mut told = vec![(Finding::Fine, words.private.clone())];
            told.extend(open(0o077));
            told
        }
        Audience::Group if sharing.has_access_list() => vec![(Finding::Fine, said(&words.listed, db))],
        Audience::Group if !sharing.group_writes() => vec![(Finding::Odd, said(&words.group_reads, db))],
        Audience::Group => {
            let mut told = vec![(Finding::Fine, said(&words.shared, db))];
            told.extend(open(0o007));
            let hands_on = Sharing::of(folder).is_some_and(|it| it.group == sharing.group && it.mode & 0o2070 == 0o2070);
            if !hands_on {
                told.push((Finding::Odd, said(&words.folder_not_shared, folder)));
            }
            told.extend(strays(db, &sharing).into_iter().map(|stray| (Finding::Odd, said(&words.stray, &stray))));
            told
        }
    }
}

/// Files beside a shared database that its group cannot use.
fn strays(db: &Path, sharing: &Sharing) -> Vec<std::path::PathBuf> {
    let beside = |suffix: &str| {
        let mut name = db.as_os_str().to_owned();
        name.push(suffix);
        std::path::PathBuf::from(name)
    };
    let unusable =
        |file: &std::path::PathBuf| Sharing::of(file).is_some_and(|it| it.group != sharing.group || it.mode & 0o060 != 0o060);
    ["-wal", "-shm", "-journal", "-here"].map(beside).into_iter().filter(unusable).collect()
}

/// Why the person cannot use the database, where its permissions say so: whose it is, which group may, what to ask for.
pub fn refusal(db: &Path, lang: Lang) -> Option<String> {
    let found = obstacle(db).filter(|found| user_name(found.sharing.owner) != login())?;
    let words = &cli_phrases(lang).refusals;
    let owner = user_name(found.sharing.owner);
    let values = [
        ("file", escape_path(&found.path)),
        ("db", escape_path(db)),
        ("owner", owner.clone()),
        ("group", group_name(found.sharing.group)),
        ("me", login()),
    ];
    let said = |phrase: &str| fill(phrase, &values.each_ref().map(|(name, value)| (*name, value.as_str())));
    let what = said(match found.what {
        Missing::Passage => &words.passage,
        Missing::Reading => &words.reading,
        Missing::Writing => &words.writing,
    });
    let ask = said(match found.what {
        _ if found.group_may() => &words.join_group,
        Missing::Passage => &words.let_through,
        Missing::Reading | Missing::Writing => &words.share_it,
    });
    Some(format!("{what} {ask}"))
}

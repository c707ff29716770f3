//! `nej complaint`: the complaint to the authority, as text to paste, Markdown, or a page that prints, or as a folder with
//! the annexes; after the complaint the request for a decision and the appeal. What is still missing goes to standard
//! error.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::account::resolve_accounts;
use super::args::ComplaintArgs;
use super::context::Context;
use super::error::{CliError, CliResult, path};
use super::files;
use super::out::{Stdout, stderr_line};
use super::progress::Progress;
use crate::content::complaint::{
    Document, Remark, all_remarks, appeal, appeal_remarks, complaint, decision_remarks, decision_request, is_one_case, why_none,
};
use crate::content::{fill, phrases};
use crate::domain::change::Change;
use crate::domain::who::Authority;
use crate::domain::{AccountId, ContactDetails, Lang};
use crate::exchange::complaint::{html, markdown};
use crate::runtime::cancel::CancelFlag;
use crate::service::complaint_folder::{ComplaintFolder, FolderError};
use crate::service::complaint_source::{ComplaintSettings, LoadedAccount, group_by_person, inputs};
use crate::store::Reader;

/// Which letter is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Letter {
    Complaint,
    Decision,
    Appeal,
}

impl Letter {
    const fn of(args: &ComplaintArgs) -> Self {
        match (args.decision, args.appeal) {
            (true, _) => Self::Decision,
            (_, true) => Self::Appeal,
            _ => Self::Complaint,
        }
    }
}

/// Prints a letter, or writes it to a file, or the complaint with its annexes to a folder.
pub fn run(context: &Context, args: &ComplaintArgs, out: &mut Stdout) -> CliResult<()> {
    let reader = context.reader()?;
    let written = context.in_snapshot(reader.as_ref(), || write(context, args, reader.as_ref(), out))?;
    let Some((accounts, folder)) = written else { return Ok(()) };
    // Erasing an account names the folder. A database that may only be read remembers none.
    if let Ok((_, mut writer)) = context.writer() {
        let whole = fs::canonicalize(&folder).unwrap_or(folder);
        let change = Change::FolderWritten { accounts, folder: path(&whole) };
        context.retry_while_busy(|| writer.apply(&change))?;
    }
    Ok(())
}

/// The accounts of the folder, where the complaint was written to one, and the folder.
type Written = Option<(Vec<AccountId>, PathBuf)>;

fn write(context: &Context, args: &ComplaintArgs, reader: Option<&Reader>, out: &mut Stdout) -> CliResult<Written> {
    let accounts = resolve_accounts(context, reader, &args.accounts)?;
    let Some(reader) = reader else { return Ok(None) };
    let ids: Vec<AccountId> = accounts.iter().map(|account| account.id).collect();
    let me = context.settings.me();
    let people = group_by_person(reader, &ids, &me).map_err(|e| context.stored(&e))?;
    let words = &context.words().complaint;
    let letter = Letter::of(args);
    if let Some(folder) = &args.folder {
        return write_folder(context, reader, people, folder, out).map(Some);
    }
    let [ids] = &people[..] else {
        return Err(CliError::Failed(fill(&words.several_people, &[("n", &people.len().to_string())])));
    };
    let (made, found) = build(context, reader, ids, &me, letter)?;
    let Some(made) = made else {
        let said: Vec<String> = found.into_iter().map(|remark| remark.text).collect();
        return Err(CliError::Failed(said.join(" ")));
    };
    let rendered = match args.format.as_deref() {
        Some("markdown") => markdown(&made),
        Some("html") => html(&made),
        _ => made.text(),
    };
    match args.output.as_deref().filter(|file| *file != Path::new("-")) {
        Some(file) => files::write(context, file, false, |out| out.write_all(rendered.as_bytes()))?,
        None => out.text(&rendered)?,
    }
    print_remarks(&found);
    Ok(None)
}

/// The letter for one person's accounts, and the remarks about it.
fn build(
    context: &Context,
    reader: &Reader,
    ids: &[AccountId],
    me: &ContactDetails,
    letter: Letter,
) -> CliResult<(Option<Document>, Vec<Remark>)> {
    let loaded = LoadedAccount::load_all(reader, ids).map_err(|e| context.stored(&e))?;
    // The remarks are for the person at the keyboard, the letter for the authority.
    let settings = |lang| ComplaintSettings { me, links: &context.links, on: context.today, lang };
    let (there, here) = (inputs(&loaded, settings(lang(context))), inputs(&loaded, settings(context.lang)));
    if letter != Letter::Complaint && !is_one_case(&here) {
        return Err(CliError::Failed(context.words().complaint.one_letter.clone()));
    }
    Ok(match letter {
        Letter::Decision => (decision_request(&there), decision_remarks(&here)),
        Letter::Appeal => (appeal(&there), appeal_remarks(&here)),
        Letter::Complaint => match complaint(&there) {
            None => (None, why_none(&here)),
            made => (made, all_remarks(&here)),
        },
    })
}

/// The language of the letter: the authority's, unless another one is asked for behind the command.
fn lang(context: &Context) -> Lang {
    context.lang_after_command.unwrap_or(Authority::get().lang)
}

fn print_remarks(found: &[Remark]) {
    for found in found {
        stderr_line(&found.text);
    }
}

/// Writes complaints and their annexes to a folder; the accounts, and where it is.
fn write_folder(
    context: &Context,
    reader: &Reader,
    people: Vec<Vec<AccountId>>,
    to: &Path,
    out: &mut Stdout,
) -> CliResult<(Vec<AccountId>, PathBuf)> {
    let me = context.settings.me();
    let mut found = Vec::new();
    for ids in &people {
        for remark in build(context, reader, ids, &me, Letter::Complaint)?.1 {
            if !found.contains(&remark) {
                found.push(remark);
            }
        }
    }
    let folder = ComplaintFolder {
        accounts: people.into_iter().flatten().collect(),
        to: to.to_owned(),
        on: context.today,
        lang: lang(context),
        links: context.links.clone(),
        me,
    };
    let words = context.words();
    let (mut progress, stop) = (Progress::new(), CancelFlag::listen());
    let written = folder.write(reader, &mut |done, all| {
        progress.at(done as u64, all as u64);
        stop.asked().is_none()
    });
    drop(progress);
    let written = written.map_err(|error| match error {
        FolderError::Exists(folder) => {
            CliError::Failed(fill(&phrases(context.lang).troubles.folder_exists, &[("folder", &path(&folder))]))
        }
        FolderError::Differs(name) => {
            CliError::Failed(fill(&phrases(context.lang).troubles.differs, &[("name", &path(Path::new(&name)))]))
        }
        FolderError::Nothing => CliError::Failed(phrases(context.lang).troubles.nothing_to_complain.clone()),
        FolderError::Io(error) => CliError::write(to, &error, context.lang),
        FolderError::Store(error) => context.stored(&error),
    });
    let written = context.unless_stopped(&stop, written)?;
    out.line(&fill(&words.complaint.written.of(written.files, context.lang), &[("folder", &path(&written.folder))]))?;
    print_remarks(&found);
    Ok((folder.accounts, written.folder))
}

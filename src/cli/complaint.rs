//! `nej complaint`: the dossier for IMY, as text to paste, Markdown, or a page that prints, or as a folder with the
//! attachments; after the complaint the request for a decision. What is still missing is told beside it.

use std::io::Write;
use std::path::Path;

use super::account::all_named;
use super::args::ComplaintArgs;
use super::context::Context;
use super::failure::{Failure, Result, path};
use super::files;
use super::out::{Out, remark};
use super::progress::Progress;
use crate::content::dossier::{Dossier, Remark, decision_remarks, decision_request, joint, joint_remarks};
use crate::content::{fill, phrases};
use crate::domain::{AccountId, ContactDetails, Lang};
use crate::exchange::dossier::{html, markdown, text};
use crate::runtime::cancel::CancelFlag;
use crate::service::complaint_folder::{ComplaintFolder, FolderError};
use crate::service::complaint_source::{ComplaintSettings, LoadedAccount, group_by_person, inputs};
use crate::store::Reader;

/// Prints a dossier, or writes it to a file or with its attachments to a folder.
pub fn run(context: &Context, args: &ComplaintArgs, out: &mut Out) -> Result<()> {
    let reader = context.reader()?;
    let accounts = all_named(context, reader.as_ref(), &args.accounts)?;
    let Some(reader) = reader else { return Ok(()) };
    let ids: Vec<AccountId> = accounts.iter().map(|account| account.id).collect();
    let me = context.settings.me();
    let people = group_by_person(&reader, &ids, &me).map_err(|e| context.stored(&e))?;
    let words = &context.words().complaint;
    if args.decision && ids.len() > 1 {
        return Err(Failure::Refused(words.one_decision.clone()));
    }
    if let Some(folder) = &args.folder {
        return hand_over(context, &reader, people, folder, out);
    }
    let [ids] = &people[..] else {
        return Err(Failure::Refused(fill(&words.several_people, &[("n", &people.len().to_string())])));
    };
    let (made, found) = made(context, &reader, ids, &me, args.decision)?;
    let Some(made) = made else { return Err(Failure::Refused(found.into_iter().map(|r| r.text).collect())) };
    let rendered = match args.format.as_deref() {
        Some("markdown") => markdown(&made),
        Some("html") => html(&made),
        _ => text(&made),
    };
    match args.output.as_deref().filter(|file| *file != Path::new("-")) {
        Some(file) => files::write(context, file, false, |out| out.write_all(rendered.as_bytes()))?,
        None => out.text(&rendered)?,
    }
    tell(&found);
    Ok(())
}

/// What one person's accounts make together, and what is told beside it.
fn made(
    context: &Context,
    reader: &Reader,
    ids: &[AccountId],
    me: &ContactDetails,
    decision: bool,
) -> Result<(Option<Dossier>, Vec<Remark>)> {
    let told = LoadedAccount::load_all(reader, ids).map_err(|e| context.stored(&e))?;
    // The remarks are for the person at the keyboard, the dossier for the authority.
    let making = |lang| ComplaintSettings { me, links: &context.links, on: context.today, lang };
    let (there, here) = (inputs(&told, making(lang(context))), inputs(&told, making(context.lang)));
    Ok(match (decision, &there[..], &here[..]) {
        (true, [there], [here]) => (decision_request(*there), decision_remarks(*here)),
        _ => (joint(&there), joint_remarks(&here)),
    })
}

/// The language of the dossier.
fn lang(context: &Context) -> Lang {
    context.lang_behind.unwrap_or(Lang::Sv)
}

fn tell(found: &[Remark]) {
    for found in found {
        remark(&found.text);
    }
}

/// Writes dossiers and attachments to a folder.
fn hand_over(context: &Context, reader: &Reader, people: Vec<Vec<AccountId>>, to: &Path, out: &mut Out) -> Result<()> {
    let me = context.settings.me();
    let mut found = Vec::new();
    for ids in &people {
        for remark in made(context, reader, ids, &me, false)?.1 {
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
            Failure::Refused(fill(&phrases(context.lang).troubles.folder_exists, &[("folder", &path(&folder))]))
        }
        FolderError::Differs(name) => {
            Failure::Refused(fill(&phrases(context.lang).troubles.differs, &[("name", &path(Path::new(&name)))]))
        }
        FolderError::Io(error) => Failure::write(to, &error, context.lang),
        FolderError::Store(error) => context.stored(&error),
    });
    let written = context.unless_stopped(&stop, written)?;
    out.line(&fill(&words.complaint.written.of(written.files, context.lang), &[("folder", &path(&written.folder))]))?;
    tell(&found);
    Ok(())
}

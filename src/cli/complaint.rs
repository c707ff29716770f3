//! `nej complaint`: the dossier for IMY, as text to paste, Markdown, or a page that prints; after the complaint the
//! request for a decision. What is still missing is told beside it.

use std::io::Write;
use std::path::Path;

use super::account::named;
use super::args::ComplaintArgs;
use super::context::Context;
use super::failure::{Failure, Result};
use super::files;
use super::out::{Out, remark};
use crate::content::dossier::{Matter, decision_remarks, decision_request, dossier, remarks};
use crate::domain::Lang;
use crate::exchange::dossier::{html, markdown, text};
use crate::runtime::covered::covered;

/// Prints a dossier, or writes it to a file.
pub fn run(context: &Context, args: &ComplaintArgs, out: &mut Out) -> Result<()> {
    let reader = context.reader()?;
    let account = named(context, reader.as_ref(), &args.account)?;
    let Some(reader) = reader else { return Ok(()) };
    let entries = reader.entries(account.id).map_err(|e| context.stored(&e))?;
    let covered = covered(&reader, account.id, &entries).map_err(|e| context.stored(&e))?;
    let matter = Matter {
        account: &account,
        entries: &entries,
        covered: &covered,
        me: &context.settings.me(),
        today: context.today,
        lang: context.lang_behind.unwrap_or(Lang::Sv),
        links: &context.links,
    };
    // The remarks are for the person at the keyboard, the dossier for the authority.
    let here = Matter { lang: context.lang, ..matter };
    let made = if args.decision { decision_request(matter) } else { Some(dossier(matter)) };
    let found = if args.decision { decision_remarks(here) } else { remarks(here) };
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
    for found in found {
        remark(&found.text);
    }
    Ok(())
}

//! `nej init`: makes the database before anything is in it, and lets a group use it where that is asked for.

use super::args::InitArgs;
use super::context::Context;
use super::error::{CliResult, path};
use super::out::Stdout;
use super::sharing::{create_shared, numbered};
use crate::content::fill;
use crate::store::group_name;

/// Makes the database, or shares the one that is there.
pub fn run(context: &Context, args: &InitArgs, out: &mut Stdout) -> CliResult<()> {
    let words = &context.words().done;
    let file = path(&context.db);
    let group = args.shared.as_deref().or_else(|| context.settings.get("shared"));
    if let Some(group) = group.filter(|group| !group.is_empty()) {
        let number = numbered(group, context.lang)?;
        create_shared(&context.db, number, context.lang)?;
        return out.line(&fill(&words.init_shared, &[("file", &file), ("group", &group_name(number))]));
    }
    let done = if context.has_database() { &words.init_there } else { &words.init_private };
    context.writer()?;
    out.line(&fill(done, &[("file", &file)]))
}

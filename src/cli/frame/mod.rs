//! `nej frame`: keys in, one frame out, without a terminal. For bug reports, tests and pictures.

mod picture;
mod text;

use super::args::FrameArgs;
use super::context::Context;
use super::error::{CliError, CliResult};
use super::out::Stdout;
use super::screen::{failure_of, session};
use crate::app::model::key::parse_script;
use crate::content::fill;
use crate::domain::text::escape_control;
use crate::runtime::headless;

const LARGEST: (u16, u16) = (500, 200);

/// Plays the keys and writes the frame.
pub fn run(context: &Context, args: &FrameArgs, out: &mut Stdout) -> CliResult<()> {
    let size = size(context, args.size.as_deref().unwrap_or("80x24"))?;
    let script = args.keys.as_deref().unwrap_or_default();
    let keys = parse_script(script).map_err(|_| bad(&context.words().usage.bad_keys, "--keys", script))?;
    let session = session(context, context.db.clone());
    let frame = headless::play(&session, size, &keys).map_err(|error| failure_of(context, &error))?;
    match args.style.as_deref() {
        Some("svg") => out.text(&picture::svg(&frame)),
        Some("ansi") => out.text(&text::ansi(&frame.buffer)),
        _ => out.text(&text::plain(&frame.buffer)),
    }
}

/// Reads a size such as `80x24`.
fn size(context: &Context, written: &str) -> CliResult<(u16, u16)> {
    let parts = written.split_once(['x', 'X']).and_then(|(w, h)| Some((w.parse().ok()?, h.parse().ok()?)));
    let fits = |(w, h): &(u16, u16)| (1..=LARGEST.0).contains(w) && (1..=LARGEST.1).contains(h);
    parts.filter(fits).ok_or_else(|| bad(&context.words().usage.bad_size, "--size", written))
}

fn bad(phrase: &str, what: &str, value: &str) -> CliError {
    CliError::Usage(fill(phrase, &[("what", what), ("value", &escape_control(value))]))
}

//! `nej` without a command: the full screen, and what it needs to know of the world outside.

use std::path::PathBuf;

use super::context::Context;
use super::failure::{Failure, Result};
use crate::app::{Look, Theme};
use crate::content::fill;
use crate::runtime::session::{RunError, Session};
use crate::runtime::system_error::system_words;
use crate::runtime::{self, guard::TakeError};

/// Shows the screen until the person leaves; the exit status.
pub fn run(context: &Context) -> Result<u8> {
    show(context, context.db.clone())
}

/// Shows the screen on a database.
pub fn show(context: &Context, db: PathBuf) -> Result<u8> {
    let status = runtime::run(session(context, db)).map_err(|error| failure_of(context, &error))?;
    Ok(u8::try_from(status).unwrap_or(1))
}

/// A session as arguments, environment and settings make it.
pub fn session(context: &Context, db: PathBuf) -> Session {
    let env = &context.env;
    Session {
        db,
        lang: context.lang,
        today: context.asked_day,
        look: look(context),
        links: context.links.clone(),
        me: context.settings.me(),
        term: env.term.clone(),
        display: browser(context),
        tmux: env.tmux,
        screen: env.screen,
        locale: env.characters.clone(),
        editor: env.editor.clone(),
        bell: context.settings.is_on("bell", true),
        mouse: context.settings.is_on("mouse", false),
    }
}

/// How the screen may be drawn here.
pub fn look(context: &Context) -> Look {
    let env = &context.env;
    let theme = match context.settings.get("theme") {
        _ if env.no_color => Theme::Mono,
        Some("mono") => Theme::Mono,
        Some("high-contrast") => Theme::HighContrast,
        _ => Theme::Auto,
    };
    // The Linux console has nothing to click with, and old ones show a part of the sequence.
    let hyperlinks = context.settings.is_on("links.clickable", env.term.as_deref() != Some("linux"));
    Look { theme, unicode: env.unicode(), hyperlinks }
}

/// Whether a browser may be started: never over SSH, where it would open on a machine that is not seen.
fn browser(context: &Context) -> bool {
    match context.settings.get("links.open") {
        Some("never") => false,
        Some("always") => true,
        _ => !context.env.ssh && (context.env.display || cfg!(any(target_os = "macos", target_os = "windows"))),
    }
}

/// What kept the screen from being shown, in words.
pub fn failure_of(context: &Context, error: &RunError) -> Failure {
    let words = &context.words().screen;
    let cannot = |why: &str| Failure::Usage(fill(&words.no_screen, &[("why", why)]));
    match error {
        RunError::Store(error) => context.stored(error),
        RunError::Terminal(TakeError::NotATerminal("standard input")) => cannot(&words.input_no_terminal),
        RunError::Terminal(TakeError::NotATerminal(_)) => cannot(&words.output_no_terminal),
        RunError::Terminal(TakeError::Dumb(term)) if term.is_empty() => cannot(&words.term_not_set),
        RunError::Terminal(TakeError::Dumb(term)) => {
            cannot(&fill(&words.dumb, &[("term", &crate::domain::text::escape_control(term))]))
        }
        RunError::Terminal(TakeError::Io(error)) | RunError::Io(error) => {
            Failure::Refused(fill(&words.no_screen, &[("why", &system_words(error, context.lang))]))
        }
    }
}

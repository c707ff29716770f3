//! `nej` without a command: the full screen, and what it needs to know of the world outside.

use std::path::{Path, PathBuf};

use super::context::Context;
use super::error::{CliError, CliResult};
use super::out::{Stdout, columns};
use super::sharing::create_as_set;
use crate::app::screen::calendar_page::due_words;
use crate::app::screen::wrap;
use crate::app::{Look, Theme};
use crate::content::{fill, handle_words, phrases};
use crate::domain::Class;
use crate::domain::agenda::AgendaFrom;
use crate::domain::text::escape_control;
use crate::runtime::editor;
use crate::runtime::guard::TakeError;
use crate::runtime::session::{RunError, Session};
use crate::runtime::system_error::system_words;
use crate::runtime::user::login;
use crate::{runtime, store};

/// Shows the screen until the person leaves; the exit status.
pub fn run(context: &Context) -> CliResult<u8> {
    create_as_set(&context.db, &context.settings, context.lang)?;
    show(context, session(context, context.db.clone()))
}

/// Shows the screen on a database, and once the person has left says in one line what comes next and when.
pub fn show(context: &Context, session: Session) -> CliResult<u8> {
    let db = session.db.clone();
    let status = runtime::run(session).map_err(|error| failure_of(context, &error))?;
    if status == 0
        && let Some(line) = parting_line(context, &db)
    {
        let mut out = Stdout::new(context.lang);
        // Broken at words, which a narrow terminal would not.
        let width = columns().unwrap_or(usize::MAX);
        wrap::lines(&line, width).iter().try_for_each(|line| out.line(line))?;
        out.finish()?;
    }
    Ok(u8::try_from(status).unwrap_or(1))
}

/// What comes next and when: the overdue cases, else what is due first. A database that cannot be read any more has said
/// so on the screen.
fn parting_line(context: &Context, db: &Path) -> Option<String> {
    // Looked at, never made: a file that was moved away meanwhile must not come back empty.
    let reader = store::open_existing(db).ok()??;
    let (today, lang) = (context.today, context.lang);
    let words = &phrases(lang).notices;
    let overdue = reader.counts(today).ok()?.class(Class::Overdue);
    if overdue > 0 {
        return Some(context.settings.keymap.fill_names(&words.left_overdue.of(overdue, lang)));
    }
    let (items, _) = reader.agenda(AgendaFrom::Day(today), 1).ok()?;
    let item = items.first()?;
    let values = [
        ("date", item.key.on.to_string()),
        ("what", due_words(item, today, lang).to_owned()),
        ("account", escape_control(handle_words(&item.handle, item.readable, lang)).into_owned()),
    ];
    Some(fill(&words.left_next, &values.each_ref().map(|(name, value)| (*name, value.as_str()))))
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
        keymap: context.settings.keymap.clone(),
        me: context.settings.me(),
        login: Some(login()),
        views: context.settings.views.clone(),
        term: env.term.clone(),
        display: browser(context),
        tmux: env.tmux,
        screen: env.screen,
        locale: env.characters.clone(),
        editor: env.editor.clone().or_else(|| editor::usual(env.path.as_deref()?)),
        bell: context.settings.is_on("bell", true),
        demo: false,
        mouse: context.settings.is_on("mouse", false),
        calendar: super::calendar::file(context),
        unsaved: None,
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
pub fn failure_of(context: &Context, error: &RunError) -> CliError {
    let words = &context.words().screen;
    let cannot = |why: &str| CliError::Usage(fill(&words.no_screen, &[("why", why)]));
    match error {
        RunError::Store(error) => context.stored(error),
        RunError::Terminal(TakeError::NotATerminal("standard input")) => cannot(&words.input_no_terminal),
        RunError::Terminal(TakeError::NotATerminal(_)) => cannot(&words.output_no_terminal),
        RunError::Terminal(TakeError::Dumb(term)) if term.is_empty() => cannot(&words.term_not_set),
        RunError::Terminal(TakeError::Dumb(term)) => cannot(&fill(&words.dumb, &[("term", &escape_control(term))])),
        RunError::Terminal(TakeError::Io(error)) | RunError::Io(error) => {
            CliError::Failed(fill(&words.no_screen, &[("why", &system_words(error, context.lang))]))
        }
    }
}

//! `nej config`: the settings in force, and where each comes from.

use super::context::Context;
use super::error::{CliResult, path};
use super::out::{Stdout, stderr_line};
use super::settings::{SETTINGS, SettingKind, key_names};
use crate::app::model::keymap::BINDINGS;
use crate::content::Links;
use crate::content::query::Query;
use crate::domain::text::escape_control_lines;

/// Prints the settings as a file could hold them: what is printed can be read back.
pub fn run(context: &Context, out: &mut Stdout) -> CliResult<()> {
    let words = &context.words().config_page;
    let comment = |what: &str, file: &str, why: &str| format!("# {what}: {file}  ({why})");
    out.line(&comment(&words.database, &path(&context.db), &database_source(context)))?;
    if let Some(file) = &context.settings_file {
        let why = if file.exists() { &words.read } else { &words.no_file };
        out.line(&comment(&words.settings, &path(file), why))?;
    }
    let file = settings_file(context);
    for (name, kind) in SETTINGS.iter() {
        let (value, source) = match context.settings.get(name) {
            _ if name == "language" => (context.lang.id().to_owned(), language_source(context)),
            Some(value) => (value.to_owned(), file.clone()),
            None => (default(context, name), words.built_in.clone()),
        };
        let value = match kind {
            SettingKind::Switch | SettingKind::Keys => value,
            SettingKind::Choice(_) | SettingKind::Text => toml::Value::String(value).to_string(),
        };
        out.line(&format!("{name} = {}  # {source}", escape_control_lines(&value)))?;
    }
    for view in &context.settings.views {
        let text = |text: &str| escape_control_lines(&toml::Value::String(text.to_owned()).to_string()).into_owned();
        out.line(&format!("views.{} = {}  # {file}", text(&view.name), text(&view.search)))?;
        if let Some(unclear) = Query::parse(&view.search, context.today, "").unclear.first() {
            stderr_line(&format!("views.{}: {}", text(&view.name), unclear.words(context.lang)));
        }
    }
    Ok(())
}

fn settings_file(context: &Context) -> String {
    context.settings_file.as_deref().map(path).unwrap_or_default()
}

fn database_source(context: &Context) -> String {
    match (context.db_named, &context.env.nej_db) {
        (true, _) => "--db".to_owned(),
        (false, Some(_)) => "NEJ_DB".to_owned(),
        (false, None) if context.settings.get("database").is_some_and(|file| !file.is_empty()) => settings_file(context),
        (false, None) => context.words().config_page.built_in.clone(),
    }
}

fn language_source(context: &Context) -> String {
    let env = &context.env;
    if context.lang_named {
        "--lang".to_owned()
    } else if env.nej_lang.is_some() {
        "NEJ_LANG".to_owned()
    } else if context.settings.language().is_some() {
        settings_file(context)
    } else {
        let words = &context.words().config_page;
        if env.messages.is_some() { words.locale.clone() } else { words.built_in.clone() }
    }
}

/// What holds where nothing is set.
fn default(context: &Context, name: &str) -> String {
    let link = |key: &str| Links::builtin().by_key(key).map_or("", |link| &link.address);
    let fixed = match name {
        "theme" | "links.open" => "auto",
        "mouse" => "false",
        "bell" | "links.clickable" => "true",
        _ => match name.strip_prefix("keys.").and_then(|id| BINDINGS.iter().find(|binding| binding.id == id)) {
            Some(binding) => return key_names(context.settings.keymap.keys(binding.command)),
            None => name.strip_prefix("links.").map_or("", link),
        },
    };
    fixed.to_owned()
}

//! The configuration file: which settings there are, and reading them from TOML. A mistake is told with file, line
//! and the nearest setting there is.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::content::{BadLink, Links, cli_phrases, fill};
use crate::domain::text::{escape_control, to_stored};
use crate::domain::{ContactDetails, Lang};

/// What a setting takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingKind {
    /// One of these words.
    Choice(&'static [&'static str]),
    /// `true` or `false`.
    Switch,
    /// Any text.
    Text,
}

/// All settings, by their whole names.
pub static SETTINGS: LazyLock<Vec<(String, SettingKind)>> = LazyLock::new(|| {
    let own =
        |settings: &[(&str, SettingKind)]| settings.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect::<Vec<_>>();
    let before = own(&[
        ("language", SettingKind::Choice(&Lang::IDS)),
        ("theme", SettingKind::Choice(&["auto", "mono", "high-contrast"])),
        ("mouse", SettingKind::Switch),
        ("bell", SettingKind::Switch),
        ("links.open", SettingKind::Choice(&["auto", "never", "always"])),
        ("links.clickable", SettingKind::Switch),
    ]);
    let links = Links::builtin().iter().map(|link| (format!("links.{}", link.key), SettingKind::Text));
    let me = own(&[
        ("me.name", SettingKind::Text),
        ("me.email", SettingKind::Text),
        ("me.phone", SettingKind::Text),
        ("me.address", SettingKind::Text),
    ]);
    let calendar = own(&[("calendar.file", SettingKind::Text)]);
    before.into_iter().chain(links).chain(me).chain(calendar).collect()
});

/// The settings that a file gives, by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings(BTreeMap<&'static str, String>);

impl Settings {
    /// A setting, where it is given.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Whether a switch is on; `default` where it is not given.
    pub fn is_on(&self, name: &str, default: bool) -> bool {
        self.get(name).map_or(default, |value| value == "true")
    }

    /// The language of the screen.
    pub fn language(&self) -> Option<Lang> {
        self.get("language").and_then(Lang::from_id)
    }

    /// The built-in addresses, with the given ones in their place.
    pub fn links(&self) -> Result<Links, BadLink> {
        Links::builtin().overridden(|key| self.get(&format!("links.{key}")))
    }

    /// Who sits at the keyboard.
    pub fn me(&self) -> ContactDetails {
        let own = |name: &str| to_stored(self.get(name).unwrap_or_default().trim());
        ContactDetails { name: own("me.name"), email: own("me.email"), phone: own("me.phone"), address: own("me.address") }
    }

    /// Reads a file's text; `file` is its name for the error, which is one line in the person's language.
    pub fn parse(text: &str, file: &str, lang: Lang) -> Result<Self, String> {
        let reading = Reading { text, file, lang };
        let table = DeTable::parse(text).map_err(|error| reading.not_toml(error.span()))?;
        let mut settings = Self::default();
        settings.read(table.get_ref(), "", &reading)?;
        Ok(settings)
    }

    fn read(&mut self, table: &DeTable<'_>, above: &str, reading: &Reading<'_>) -> Result<(), String> {
        for (key, value) in table {
            let name = if above.is_empty() { key.get_ref().to_string() } else { format!("{above}.{}", key.get_ref()) };
            let is_table = SETTINGS.iter().any(|(known, _)| known.strip_prefix(&name).is_some_and(|rest| rest.starts_with('.')));
            match (SETTINGS.iter().find(|(known, _)| *known == name), value.get_ref()) {
                (Some((known, kind)), _) => drop(self.0.insert(known, reading.value(known, *kind, value)?)),
                (None, DeValue::Table(inner)) if is_table => self.read(inner, &name, reading)?,
                (None, _) if is_table => return Err(reading.told(|w| &w.not_a_table, key.span(), &[("key", &name)])),
                (None, _) => return Err(reading.unknown(&name, key.span())),
            }
        }
        Ok(())
    }
}

/// What is being read, for the error.
struct Reading<'a> {
    text: &'a str,
    file: &'a str,
    lang: Lang,
}

impl Reading<'_> {
    fn value(&self, name: &str, kind: SettingKind, value: &Spanned<DeValue<'_>>) -> Result<String, String> {
        let key = ("key", name);
        match (kind, value.get_ref()) {
            (SettingKind::Text, DeValue::String(text)) => Ok(text.to_string()),
            (SettingKind::Choice(choices), DeValue::String(text)) if choices.contains(&&**text) => Ok(text.to_string()),
            (SettingKind::Choice(choices), DeValue::String(text)) => {
                let values = [key, ("value", &*escape_control(text)), ("choices", &choices.join(", "))];
                Err(self.told(|w| &w.not_a_choice, value.span(), &values))
            }
            (SettingKind::Switch, DeValue::Boolean(on)) => Ok(on.to_string()),
            (SettingKind::Switch, _) => Err(self.told(|w| &w.not_a_switch, value.span(), &[key])),
            (SettingKind::Text | SettingKind::Choice(_), _) => Err(self.told(|w| &w.not_text, value.span(), &[key])),
        }
    }

    fn unknown(&self, name: &str, at: Range<usize>) -> String {
        let near = SETTINGS.iter().map(|(known, _)| (strsim::osa_distance(known, name), known.as_str())).min();
        let shown = escape_control(name);
        match near {
            Some((distance, near)) if distance <= near.len() / 2 => {
                self.told(|w| &w.unknown_near, at, &[("key", &shown), ("near", near)])
            }
            _ => self.told(|w| &w.unknown, at, &[("key", &shown)]),
        }
    }

    fn not_toml(&self, at: Option<Range<usize>>) -> String {
        self.told(|w| &w.syntax, at.unwrap_or(0..0), &[])
    }

    fn told(
        &self,
        phrase: impl Fn(&crate::content::cli::ConfigFaults) -> &String,
        at: Range<usize>,
        values: &[(&str, &str)],
    ) -> String {
        let line = self.text[..at.start.min(self.text.len())].matches('\n').count() + 1;
        let line = line.to_string();
        let all = [&[("file", self.file), ("line", line.as_str())], values].concat();
        fill(phrase(&cli_phrases(self.lang).config), &all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_by_their_whole_names() {
        let text =
            "language = 'en'\nmouse = true\n[links]\nopen = 'never'\n[me]\nname = 'Åsa Ek'\naddress = '''Ekgatan 1\nUmeå'''\n";
        let settings = Settings::parse(text, "config.toml", Lang::Sv).expect("fine");
        assert_eq!(settings.language(), Some(Lang::En));
        assert_eq!(settings.get("me.address"), Some("Ekgatan 1\nUmeå"));
        assert!(settings.is_on("mouse", false) && settings.is_on("bell", true) && settings.links().is_ok());
        assert_eq!(Settings::parse("", "x", Lang::Sv), Ok(Settings::default()));
    }

    #[test]
    fn a_mistake_is_told_with_its_line_and_a_way_on() {
        for (text, told) in [
            ("\nlangauge = 'sv'", "c.toml, rad 2: inställningen langauge finns inte. Menade du language?"),
            ("[me]\nepost = 'x'", "c.toml, rad 2: inställningen me.epost finns inte. Menade du me.email?"),
            ("xyzzy = 1", "c.toml, rad 1: inställningen xyzzy finns inte. Ta bort den; nej config visar alla."),
            ("theme = 'blue'", "c.toml, rad 1: theme = ”blue” är inget giltigt val. Välj auto, mono, high-contrast."),
            ("mouse = 'yes'", "c.toml, rad 1: mouse ska vara true eller false."),
            ("[me]\nname = 3", "c.toml, rad 2: me.name ska vara text inom citattecken."),
            ("me = 3", "c.toml, rad 1: me ska vara en tabell. Skriv [me] på en egen rad."),
            ("a = \nb = 2", "c.toml, rad 1: det går inte att läsa som TOML. Rätta raden."),
        ] {
            assert_eq!(Settings::parse(text, "c.toml", Lang::Sv), Err(told.to_owned()), "{text}");
        }
    }

    #[test]
    fn an_address_that_is_none_is_named_by_its_key() {
        let settings = Settings::parse("links.complaint = 'imy.se'", "x", Lang::Sv).expect("fine");
        assert_eq!(settings.links().map_err(|bad| bad.key), Err("complaint".to_owned()));
    }
}

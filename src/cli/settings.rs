//! The configuration file: which settings there are, and reading them from TOML. A mistake is reported with file, line
//! and the nearest setting there is.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::app::model::key::Key;
use crate::app::model::keymap::{BINDINGS, Keymap};
use crate::content::{BadLink, Links, cli_phrases, fill};
use crate::domain::account::check_email;
use crate::domain::list::SavedView;
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
    /// A key or a list of keys, by their names.
    Keys,
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
        ("database", SettingKind::Text),
        ("shared", SettingKind::Text),
    ]);
    let links = Links::builtin().iter().map(|link| (format!("links.{}", link.key), SettingKind::Text));
    let me = own(&[
        ("me.name", SettingKind::Text),
        ("me.email", SettingKind::Text),
        ("me.phone", SettingKind::Text),
        ("me.address", SettingKind::Text),
    ]);
    let keys = BINDINGS.iter().map(|binding| (format!("{KEYS}{}", binding.id), SettingKind::Keys));
    let calendar = own(&[("calendar.file", SettingKind::Text)]);
    before.into_iter().chain(links).chain(me).chain(calendar).chain(keys).collect()
});

/// The table of the saved views, whose names are the person's own.
const VIEWS: &str = "views";

/// What the names of keys begin with.
const KEYS: &str = "keys.";

/// The settings that a file gives.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// By name.
    given: BTreeMap<&'static str, String>,
    /// Which keys do what.
    pub keymap: Keymap,
    /// The saved views, by name: what is searched for.
    pub views: Vec<SavedView>,
}

/// The keys that a file gives a command, and where it does.
struct GivenKeys {
    id: &'static str,
    keys: Vec<Key>,
    at: Range<usize>,
}

impl Settings {
    /// A setting, where it is given.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.given.get(name).map(String::as_str)
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
        let mut keys = Vec::new();
        settings.read(table.get_ref(), "", &reading, &mut keys)?;
        settings.keymap = reading.keymap(&keys)?;
        Ok(settings)
    }

    fn read(&mut self, table: &DeTable<'_>, above: &str, reading: &Reading<'_>, keys: &mut Vec<GivenKeys>) -> Result<(), String> {
        for (key, value) in table {
            let name = if above.is_empty() { key.get_ref().to_string() } else { format!("{above}.{}", key.get_ref()) };
            if let (VIEWS, DeValue::Table(views)) = (name.as_str(), value.get_ref()) {
                self.views = reading.views(views)?;
                continue;
            }
            let is_table = SETTINGS.iter().any(|(known, _)| known.strip_prefix(&name).is_some_and(|rest| rest.starts_with('.')));
            match (SETTINGS.iter().find(|(known, _)| *known == name), value.get_ref()) {
                (Some((known, SettingKind::Keys)), _) => {
                    let id = known.strip_prefix(KEYS).unwrap_or(known);
                    let given = reading.keys(known, value)?;
                    self.given.insert(known, key_names(&given));
                    keys.push(GivenKeys { id, keys: given, at: key.span() });
                }
                (Some((known, kind)), _) => drop(self.given.insert(known, reading.value(known, *kind, value)?)),
                (None, DeValue::Table(inner)) if is_table => self.read(inner, &name, reading, keys)?,
                (None, _) if is_table => return Err(reading.error(|w| &w.not_a_table, key.span(), &[("key", &name)])),
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
            (SettingKind::Text, DeValue::String(text)) if name == "me.email" && check_email(text.trim()).is_err() => {
                Err(self.error(|w| &w.not_an_email, value.span(), &[key, ("value", &*escape_control(text))]))
            }
            (SettingKind::Text, DeValue::String(text)) => Ok(text.to_string()),
            (SettingKind::Choice(choices), DeValue::String(text)) if choices.contains(&&**text) => Ok(text.to_string()),
            (SettingKind::Choice(choices), DeValue::String(text)) => {
                let values = [key, ("value", &*escape_control(text)), ("choices", &choices.join(", "))];
                Err(self.error(|w| &w.not_a_choice, value.span(), &values))
            }
            (SettingKind::Switch, DeValue::Boolean(on)) => Ok(on.to_string()),
            (SettingKind::Switch, _) => Err(self.error(|w| &w.not_a_switch, value.span(), &[key])),
            (SettingKind::Text | SettingKind::Choice(_) | SettingKind::Keys, _) => {
                Err(self.error(|w| &w.not_text, value.span(), &[key]))
            }
        }
    }

    /// The saved views, in the order of the file.
    fn views(&self, table: &DeTable<'_>) -> Result<Vec<SavedView>, String> {
        let mut views: Vec<_> = table.iter().collect();
        views.sort_by_key(|(name, _)| name.span().start);
        let mut read = Vec::with_capacity(views.len());
        for (name, value) in views {
            let name = to_stored(name.get_ref());
            let search = self.value(&format!("{VIEWS}.{name}"), SettingKind::Text, value)?;
            read.push(SavedView { name, search });
        }
        Ok(read)
    }

    /// The keys of a command: one name, or a list of them, which may be empty.
    fn keys(&self, name: &str, value: &Spanned<DeValue<'_>>) -> Result<Vec<Key>, String> {
        let one = |value: &Spanned<DeValue<'_>>| match value.get_ref() {
            DeValue::String(text) => self.key(name, text, value.span()),
            _ => Err(self.error(|w| &w.not_keys, value.span(), &[("key", name)])),
        };
        match value.get_ref() {
            DeValue::Array(names) => names.iter().map(one).collect(),
            _ => Ok(vec![one(value)?]),
        }
    }

    fn key(&self, name: &str, text: &str, at: Range<usize>) -> Result<Key, String> {
        let values = [("key", name), ("value", &*escape_control(text))];
        let key = Key::from_name(text).ok_or_else(|| self.error(|w| &w.not_a_key, at.clone(), &values))?;
        // Multiplexers keep these to themselves.
        let is_kept = key == Key::ctrl('a') || key == Key::ctrl('b');
        if is_kept { Err(self.error(|w| &w.kept_key, at, &values)) } else { Ok(key) }
    }

    fn keymap(&self, given: &[GivenKeys]) -> Result<Keymap, String> {
        let changes: Vec<(&'static str, Vec<Key>)> = given.iter().map(|given| (given.id, given.keys.clone())).collect();
        Keymap::changed(&changes).map_err(|conflict| {
            let at = given.iter().find(|given| given.id == conflict.wanted_by).map_or(0..0, |given| given.at.clone());
            let (wanted, held) = (format!("{KEYS}{}", conflict.wanted_by), format!("{KEYS}{}", conflict.held_by));
            let values = [("key", wanted.as_str()), ("value", &conflict.key.to_string()), ("held", &held)];
            self.error(|w| &w.key_taken, at, &values)
        })
    }

    fn unknown(&self, name: &str, at: Range<usize>) -> String {
        let near = SETTINGS.iter().map(|(known, _)| (strsim::osa_distance(known, name), known.as_str())).min();
        let shown = escape_control(name);
        match near {
            Some((distance, near)) if distance <= near.len() / 2 => {
                self.error(|w| &w.unknown_near, at, &[("key", &shown), ("near", near)])
            }
            _ => self.error(|w| &w.unknown, at, &[("key", &shown)]),
        }
    }

    fn not_toml(&self, at: Option<Range<usize>>) -> String {
        self.error(|w| &w.syntax, at.unwrap_or(0..0), &[])
    }

    fn error(
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

/// Keys as a file can name them.
pub fn key_names(keys: &[Key]) -> String {
    let names = keys.iter().map(|key| toml::Value::String(key.script()).to_string());
    format!("[{}]", names.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::model::keymap::KeyCommand;

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
        for (text, message) in [
            ("\nlangauge = 'sv'", "c.toml, rad 2: inställningen langauge finns inte. Menade du language?"),
            ("[me]\nepost = 'x'", "c.toml, rad 2: inställningen me.epost finns inte. Menade du me.email?"),
            ("xyzzy = 1", "c.toml, rad 1: inställningen xyzzy finns inte. Ta bort den; de som finns visas av nej config."),
            ("theme = 'blue'", "c.toml, rad 1: theme = ”blue” är inget giltigt val. Välj auto, mono, high-contrast."),
            ("mouse = 'yes'", "c.toml, rad 1: mouse ska vara true eller false."),
            ("[me]\nname = 3", "c.toml, rad 2: me.name ska vara text inom citattecken."),
            ("me = 3", "c.toml, rad 1: me ska vara en tabell. Skriv [me] på en egen rad."),
            ("[keys]\nrepply = 'w'", "c.toml, rad 2: inställningen keys.repply finns inte. Menade du keys.reply?"),
            ("[keys]\nreply = 3", "c.toml, rad 2: keys.reply ska vara en tangent eller en lista av tangenter inom citattecken."),
            (
                "[keys]\nreply = ['w', 'F99']",
                "c.toml, rad 2: keys.reply: ”F99” är ingen tangent. Skriv till exempel w, F5 eller Ctrl-k.",
            ),
            ("[keys]\nreply = 'Ctrl-b'", "c.toml, rad 2: keys.reply: Ctrl-b hör till screen och tmux. Välj en annan tangent."),
            (
                "[keys]\nnote = 'w'\nreply = 'w'",
                "c.toml, rad 3: keys.reply: tangenten w hör till keys.note. Välj en annan, eller ge keys.note en annan.",
            ),
            ("a = \nb = 2", "c.toml, rad 1: raden är inte giltig TOML. Rätta den."),
        ] {
            assert_eq!(Settings::parse(text, "c.toml", Lang::Sv), Err(message.to_owned()), "{text}");
        }
    }

    #[test]
    fn an_address_that_is_none_is_named_by_its_key() {
        let settings = Settings::parse("links.complaint = 'imy.se'", "x", Lang::Sv).expect("fine");
        assert_eq!(settings.links().map_err(|bad| bad.key), Err("complaint".to_owned()));
    }

    #[test]
    fn keys_are_changed_in_one_table_and_may_change_places() {
        let settings = Settings::parse("[keys]\nreply = ['s', 'Ctrl-k']\nsubmit = 'r'", "x", Lang::Sv).expect("fine");
        assert_eq!(settings.keymap.command(Key::char('s')), Some(KeyCommand::Reply));
        assert_eq!(settings.keymap.command(Key::ctrl('k')), Some(KeyCommand::Reply));
        assert_eq!(settings.keymap.command(Key::char('r')), Some(KeyCommand::Submit));
        assert_eq!(settings.keymap.name(KeyCommand::Reply), "s");
        assert_eq!(settings.get("keys.reply"), Some("[\"s\", \"<C-k>\"]"));
    }
}

//! The keys: one table, read by dispatch, footer, help, docs and settings.

use super::key::{Key, KeyCode};
use super::pane::Pane;
use crate::content::fill_with;

/// What a key can ask for outside dialogs and text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it, the phrases say it in full")]
pub enum KeyCommand {
    Down,
    Up,
    First,
    Last,
    PageDown,
    PageUp,
    NextPane,
    PrevPane,
    Pane(Pane),
    Go,
    Toggle,
    MarkAll,
    Back,
    Add,
    Edit,
    Submit,
    Reply,
    Note,
    Complaint,
    Void,
    Evidence,
    Forget,
    Link,
    CopyText,
    Read,
    Plain,
    Editor,
    Search,
    Filter,
    Calendar,
    Stats,
    Zoom,
    Language,
    Redraw,
    Menu,
    Help,
    Quit,
    Suspend,
}

impl KeyCommand {
    /// Whether it only moves the cursor within a pane.
    pub const fn moves_cursor(self) -> bool {
        matches!(self, Self::Down | Self::Up | Self::First | Self::Last | Self::PageDown | Self::PageUp)
    }

    /// Whether it only moves the cursor, or from pane to pane.
    pub const fn moves(self) -> bool {
        self.moves_cursor() || matches!(self, Self::NextPane | Self::PrevPane | Self::Pane(_) | Self::Back)
    }
}

/// When a command means anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Always.
    Always,
    /// With an account under the cursor.
    Account,
    /// With an account, in panes whose rows can be marked, ticked or chosen.
    Tickable,
    /// With an account whose log has something to void.
    Logged,
}

/// What help keeps together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum KeyGroup {
    Moving,
    Account,
    Text,
    Complaint,
    Program,
}

impl KeyGroup {
    /// All of them, in the order in which help shows them.
    pub const ALL: [Self; 5] = [Self::Moving, Self::Account, Self::Text, Self::Complaint, Self::Program];
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// Where help shows it.
    pub group: KeyGroup,
    /// What it does.
    pub command: KeyCommand,
    /// Its name in the settings, and that of its words in `[commands]` of each language's `screen.toml`.
    pub id: &'static str,
    /// The keys that do it where the settings say nothing.
    pub keys: &'static [Key],
    /// When it means anything.
    pub when: When,
    /// Its place in the footer, 1 first; 0 for not there.
    pub footer: u8,
}

const fn c(c: char) -> Key {
    Key::char(c)
}

const fn k(code: KeyCode) -> Key {
    Key::plain(code)
}

const fn row(group: KeyGroup, command: KeyCommand, id: &'static str, keys: &'static [Key], when: When, footer: u8) -> Binding {
    Binding { group, command, id, keys, when, footer }
}

/// The table, in the order in which help shows it. A new key is a command above and a row here, its handler in
/// `update::commands`, and its words in each language's `screen.toml`.
pub const BINDINGS: &[Binding] = &[
    row(KeyGroup::Moving, KeyCommand::Go, "go", &[k(KeyCode::Enter)], When::Account, 1),
    row(KeyGroup::Moving, KeyCommand::Down, "down", &[c('j'), k(KeyCode::Down)], When::Always, 0),
    row(KeyGroup::Moving, KeyCommand::Up, "up", &[c('k'), k(KeyCode::Up)], When::Always, 0),
    row(KeyGroup::Moving, KeyCommand::First, "first", &[c('g'), k(KeyCode::Home)], When::Always, 0),
    row(KeyGroup::Moving, KeyCommand::Last, "last", &[c('G'), k(KeyCode::End)], When::Always, 0),
    row(KeyGroup::Moving, KeyCommand::PageDown, "page_down", &[k(KeyCode::PageDown), Key::ctrl('d')], When::Always, 0),
    row(KeyGroup::Moving, KeyCommand::PageUp, "page_up", &[k(KeyCode::PageUp), Key::ctrl('u')], When::Always, 0),
    row(KeyGroup::Moving, KeyCommand::NextPane, "next_pane", &[k(KeyCode::Tab)], When::Account, 12),
    row(KeyGroup::Moving, KeyCommand::PrevPane, "prev_pane", &[Key::shift(KeyCode::Tab)], When::Account, 0),
    row(KeyGroup::Moving, KeyCommand::Pane(Pane::Accounts), "accounts", &[c('1')], When::Always, 16),
    row(KeyGroup::Moving, KeyCommand::Pane(Pane::Steps), "steps", &[c('2')], When::Account, 0),
    row(KeyGroup::Moving, KeyCommand::Pane(Pane::Objections), "objections", &[c('3')], When::Account, 0),
    row(KeyGroup::Moving, KeyCommand::Pane(Pane::Reason), "reason", &[c('4')], When::Account, 0),
    row(KeyGroup::Moving, KeyCommand::Pane(Pane::Log), "log", &[c('5')], When::Account, 0),
    row(KeyGroup::Moving, KeyCommand::Back, "back", &[k(KeyCode::Esc), k(KeyCode::Backspace)], When::Always, 0),
    row(KeyGroup::Moving, KeyCommand::Search, "search", &[c('/')], When::Always, 9),
    row(KeyGroup::Moving, KeyCommand::Filter, "filter", &[c('f')], When::Always, 10),
    row(KeyGroup::Moving, KeyCommand::Calendar, "calendar", &[c('t')], When::Account, 13),
    row(KeyGroup::Moving, KeyCommand::Stats, "stats", &[c('S')], When::Account, 0),
    row(KeyGroup::Moving, KeyCommand::Zoom, "zoom", &[c('z')], When::Account, 3),
    row(KeyGroup::Account, KeyCommand::Toggle, "toggle", &[c(' ')], When::Tickable, 2),
    row(KeyGroup::Account, KeyCommand::MarkAll, "mark_all", &[c('m')], When::Account, 2),
    row(KeyGroup::Account, KeyCommand::Submit, "submit", &[c('s')], When::Account, 4),
    row(KeyGroup::Account, KeyCommand::Reply, "reply", &[c('r')], When::Account, 5),
    row(KeyGroup::Account, KeyCommand::Note, "note", &[c('n')], When::Account, 11),
    row(KeyGroup::Account, KeyCommand::Void, "void", &[c('u')], When::Logged, 3),
    row(KeyGroup::Account, KeyCommand::Evidence, "evidence", &[c('b')], When::Account, 0),
    row(KeyGroup::Account, KeyCommand::Forget, "forget", &[c('D')], When::Account, 0),
    row(KeyGroup::Account, KeyCommand::Add, "add", &[c('a')], When::Always, 7),
    row(KeyGroup::Account, KeyCommand::Edit, "edit", &[c('e')], When::Account, 0),
    row(KeyGroup::Account, KeyCommand::Link, "link", &[c('o')], When::Account, 8),
    row(KeyGroup::Text, KeyCommand::CopyText, "copy_text", &[c('y')], When::Account, 13),
    row(KeyGroup::Text, KeyCommand::Read, "read", &[c('v')], When::Account, 2),
    row(KeyGroup::Text, KeyCommand::Plain, "plain", &[c('p')], When::Account, 0),
    row(KeyGroup::Text, KeyCommand::Editor, "editor", &[c('E')], When::Account, 3),
    row(KeyGroup::Complaint, KeyCommand::Complaint, "complaint", &[c('i')], When::Account, 6),
    row(KeyGroup::Program, KeyCommand::Language, "language", &[c('L')], When::Always, 14),
    row(KeyGroup::Program, KeyCommand::Redraw, "redraw", &[Key::ctrl('l')], When::Always, 0),
    row(KeyGroup::Program, KeyCommand::Menu, "menu", &[c('x')], When::Always, 17),
    row(KeyGroup::Program, KeyCommand::Help, "help", &[c('?'), k(KeyCode::F(1))], When::Always, 18),
    row(KeyGroup::Program, KeyCommand::Quit, "quit", &[c('q'), Key::ctrl('c')], When::Always, 15),
    row(KeyGroup::Program, KeyCommand::Suspend, "suspend", &[Key::ctrl('z')], When::Always, 0),
];

/// The row of a command.
pub fn binding(command: KeyCommand) -> Option<&'static Binding> {
    BINDINGS.iter().find(|b| b.command == command)
}

/// Which keys do what: as the table says, or as the settings say instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap(Vec<Vec<Key>>);

/// A key that two commands would have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyConflict {
    /// The key.
    pub key: Key,
    /// The command that was given it.
    pub wanted_by: &'static str,
    /// The command that has it.
    pub held_by: &'static str,
}

impl Default for Keymap {
    fn default() -> Self {
        Self(BINDINGS.iter().map(|b| b.keys.to_vec()).collect())
    }
}

impl Keymap {
    /// The table with other keys for some commands, named by their ids. A key that is given here is taken from the
    /// command that has it by the table, so that a new key of the table spoils no settings; the command is still in the
    /// menu. Two commands cannot be given the same key, and the menu keeps one.
    pub fn changed(changes: &[(&'static str, Vec<Key>)]) -> Result<Self, KeyConflict> {
        let mut keymap = Self::default();
        for (n, (id, keys)) in changes.iter().enumerate() {
            for key in keys {
                if let Some((held_by, _)) = changes[..n].iter().find(|(_, held)| held.contains(key)) {
                    return Err(KeyConflict { key: *key, wanted_by: id, held_by });
                }
            }
        }
        for (binding, held) in BINDINGS.iter().zip(&mut keymap.0) {
            match changes.iter().find(|(id, _)| *id == binding.id) {
                Some((_, keys)) => held.clone_from(keys),
                None => held.retain(|key| !changes.iter().any(|(_, given)| given.contains(key))),
            }
        }
        keymap.with_menu(changes)
    }

    /// The keys, if the menu has one: it leads to every command that has none.
    fn with_menu(self, changes: &[(&'static str, Vec<Key>)]) -> Result<Self, KeyConflict> {
        let menu = binding(KeyCommand::Menu).filter(|_| self.first(KeyCommand::Menu).is_none());
        let Some((menu, key)) = menu.and_then(|menu| Some((menu, *menu.keys.first()?))) else { return Ok(self) };
        let taker = changes.iter().find(|(_, keys)| keys.contains(&key)).map_or(menu.id, |(id, _)| id);
        Err(KeyConflict { key, wanted_by: taker, held_by: menu.id })
    }

    /// The command of a key.
    pub fn command(&self, key: Key) -> Option<KeyCommand> {
        BINDINGS.iter().zip(&self.0).find(|(_, keys)| keys.contains(&key)).map(|(b, _)| b.command)
    }

    /// The keys of a command; the first is the one that is shown.
    pub fn keys(&self, command: KeyCommand) -> &[Key] {
        BINDINGS.iter().zip(&self.0).find(|(b, _)| b.command == command).map_or(&[], |(_, keys)| keys)
    }

    /// The key of a command that is shown.
    pub fn first(&self, command: KeyCommand) -> Option<Key> {
        self.keys(command).first().copied()
    }

    /// The name of the key that is shown for a command; that of the menu, where it has none of its own.
    pub fn name(&self, command: KeyCommand) -> String {
        let key = self.first(command).or_else(|| self.first(KeyCommand::Menu));
        key.map(|key| key.to_string()).unwrap_or_default()
    }

    /// A text with the names of keys in place of the ids of their commands in braces.
    pub fn fill_names(&self, text: &str) -> String {
        fill_with(text, |id| BINDINGS.iter().find(|binding| binding.id == id).map(|binding| self.name(binding.command)))
    }
}

/// A text without the keys that it names in brackets, as in "log the reply ({reply})".
pub fn without_keys(text: &str) -> String {
    let mut parts = text.split(" ({");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| kept + part.split_once("})").map_or(part, |(_, rest)| rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_given_key_is_taken_from_the_command_that_has_it_by_the_table() {
        let keymap = Keymap::changed(&[("reply", vec![Key::char('s')])]).expect("fine");
        assert_eq!(keymap.command(Key::char('s')), Some(KeyCommand::Reply));
        assert_eq!(keymap.keys(KeyCommand::Submit), []);
        assert_eq!(keymap.name(KeyCommand::Submit), "x", "the menu has it");
        assert_eq!(keymap.command(Key::char('r')), None);
    }

    #[test]
    fn the_menu_keeps_a_key() {
        let taken = KeyConflict { key: Key::char('x'), wanted_by: "reply", held_by: "menu" };
        assert_eq!(Keymap::changed(&[("reply", vec![Key::char('x')])]), Err(taken));
        assert!(Keymap::changed(&[("menu", Vec::new())]).is_err());
        let moved = [("reply", vec![Key::char('x')]), ("menu", vec![Key::char('w')])];
        assert_eq!(Keymap::changed(&moved).map(|keymap| keymap.name(KeyCommand::Menu)), Ok("w".to_owned()));
    }

    #[test]
    fn no_key_has_two_meanings_and_none_is_taken_from_multiplexers() {
        let keys: Vec<Key> = BINDINGS.iter().flat_map(|b| b.keys.iter().copied()).collect();
        for (i, key) in keys.iter().enumerate() {
            assert!(!keys[..i].contains(key), "{key:?} stands twice");
            assert!(*key != Key::ctrl('a') && *key != Key::ctrl('b'), "{key:?} belongs to screen and tmux");
        }
    }
}

//! The keys: one table, read by dispatch, footer, help, docs and settings.

use super::key::{Key, KeyCode};
use super::pane::Pane;
use crate::content::phrases::Commands;
use crate::content::{Words, fill};

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
    Plain,
    Editor,
    Search,
    Filter,
    Calendar,
    Zoom,
    Language,
    Redraw,
    Menu,
    Help,
    Quit,
    Suspend,
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
    /// Its name in the settings.
    pub id: &'static str,
    /// The keys that do it where the settings say nothing.
    pub keys: &'static [Key],
    /// When it means anything.
    pub when: When,
    /// Its place in the footer, 1 first; 0 for not there.
    pub footer: u8,
    /// What it is called.
    pub words: fn(&'static Commands) -> &'static Words,
}

const fn c(c: char) -> Key {
    Key::char(c)
}

const fn k(code: KeyCode) -> Key {
    Key::plain(code)
}

const fn row(
    group: KeyGroup,
    command: KeyCommand,
    id: &'static str,
    keys: &'static [Key],
    when: When,
    footer: u8,
    words: fn(&'static Commands) -> &'static Words,
) -> Binding {
    Binding { group, command, id, keys, when, footer, words }
}

/// The table, in the order in which help shows it. A new key is a command above and a row here, its handler in
/// `update::commands`, its words in `content::phrases` and each language's `screen.toml`.
pub const BINDINGS: &[Binding] = &[
    row(KeyGroup::Moving, KeyCommand::Go, "go", &[k(KeyCode::Enter)], When::Account, 1, |w| &w.go),
    row(KeyGroup::Moving, KeyCommand::Down, "down", &[c('j'), k(KeyCode::Down)], When::Always, 0, |w| &w.down),
    row(KeyGroup::Moving, KeyCommand::Up, "up", &[c('k'), k(KeyCode::Up)], When::Always, 0, |w| &w.up),
    row(KeyGroup::Moving, KeyCommand::First, "first", &[c('g'), k(KeyCode::Home)], When::Always, 0, |w| &w.first),
    row(KeyGroup::Moving, KeyCommand::Last, "last", &[c('G'), k(KeyCode::End)], When::Always, 0, |w| &w.last),
    row(KeyGroup::Moving, KeyCommand::PageDown, "page_down", &[k(KeyCode::PageDown), Key::ctrl('d')], When::Always, 0, |w| {
        &w.page_down
    }),
    row(KeyGroup::Moving, KeyCommand::PageUp, "page_up", &[k(KeyCode::PageUp), Key::ctrl('u')], When::Always, 0, |w| &w.page_up),
    row(KeyGroup::Moving, KeyCommand::NextPane, "next_pane", &[k(KeyCode::Tab)], When::Account, 12, |w| &w.next_pane),
    row(KeyGroup::Moving, KeyCommand::PrevPane, "prev_pane", &[Key::shift(KeyCode::Tab)], When::Account, 0, |w| &w.prev_pane),
    row(KeyGroup::Moving, KeyCommand::Pane(Pane::Accounts), "accounts", &[c('1')], When::Always, 16, |w| &w.pane),
    row(KeyGroup::Moving, KeyCommand::Pane(Pane::Steps), "steps", &[c('2')], When::Account, 0, |w| &w.pane),
    row(KeyGroup::Moving, KeyCommand::Pane(Pane::Objections), "objections", &[c('3')], When::Account, 0, |w| &w.pane),
    row(KeyGroup::Moving, KeyCommand::Pane(Pane::Reason), "reason", &[c('4')], When::Account, 0, |w| &w.pane),
    row(KeyGroup::Moving, KeyCommand::Pane(Pane::Log), "log", &[c('5')], When::Account, 0, |w| &w.pane),
    row(KeyGroup::Moving, KeyCommand::Back, "back", &[k(KeyCode::Esc), k(KeyCode::Backspace)], When::Always, 0, |w| &w.back),
    row(KeyGroup::Moving, KeyCommand::Search, "search", &[c('/')], When::Always, 9, |w| &w.search),
    row(KeyGroup::Moving, KeyCommand::Filter, "filter", &[c('f')], When::Always, 10, |w| &w.filter),
    row(KeyGroup::Moving, KeyCommand::Calendar, "calendar", &[c('t')], When::Account, 13, |w| &w.calendar),
    row(KeyGroup::Moving, KeyCommand::Zoom, "zoom", &[c('z')], When::Account, 3, |w| &w.zoom),
    row(KeyGroup::Account, KeyCommand::Toggle, "toggle", &[c(' ')], When::Tickable, 2, |w| &w.toggle),
    row(KeyGroup::Account, KeyCommand::MarkAll, "mark_all", &[c('m')], When::Account, 2, |w| &w.mark_all),
    row(KeyGroup::Account, KeyCommand::Submit, "submit", &[c('s')], When::Account, 4, |w| &w.submit),
    row(KeyGroup::Account, KeyCommand::Reply, "reply", &[c('r')], When::Account, 5, |w| &w.reply),
    row(KeyGroup::Account, KeyCommand::Note, "note", &[c('n')], When::Account, 11, |w| &w.note),
    row(KeyGroup::Account, KeyCommand::Void, "void", &[c('u')], When::Logged, 3, |w| &w.void),
    row(KeyGroup::Account, KeyCommand::Evidence, "evidence", &[c('b')], When::Account, 0, |w| &w.evidence),
    row(KeyGroup::Account, KeyCommand::Forget, "forget", &[c('D')], When::Account, 0, |w| &w.forget),
    row(KeyGroup::Account, KeyCommand::Add, "add", &[c('a')], When::Always, 7, |w| &w.add),
    row(KeyGroup::Account, KeyCommand::Edit, "edit", &[c('e')], When::Account, 0, |w| &w.edit),
    row(KeyGroup::Account, KeyCommand::Link, "link", &[c('o')], When::Account, 8, |w| &w.link),
    row(KeyGroup::Text, KeyCommand::CopyText, "copy_text", &[c('y')], When::Account, 13, |w| &w.copy_text),
    row(KeyGroup::Text, KeyCommand::Plain, "plain", &[c('p')], When::Account, 0, |w| &w.plain),
    row(KeyGroup::Text, KeyCommand::Editor, "editor", &[c('E')], When::Account, 3, |w| &w.editor),
    row(KeyGroup::Complaint, KeyCommand::Complaint, "complaint", &[c('i')], When::Account, 6, |w| &w.complaint),
    row(KeyGroup::Program, KeyCommand::Language, "language", &[c('L')], When::Always, 14, |w| &w.language),
    row(KeyGroup::Program, KeyCommand::Redraw, "redraw", &[Key::ctrl('l')], When::Always, 0, |w| &w.redraw),
    row(KeyGroup::Program, KeyCommand::Menu, "menu", &[c('x')], When::Always, 17, |w| &w.menu),
    row(KeyGroup::Program, KeyCommand::Help, "help", &[c('?'), k(KeyCode::F(1))], When::Always, 18, |w| &w.help),
    row(KeyGroup::Program, KeyCommand::Quit, "quit", &[c('q'), Key::ctrl('c')], When::Always, 15, |w| &w.quit),
    row(KeyGroup::Program, KeyCommand::Suspend, "suspend", &[Key::ctrl('z')], When::Always, 0, |w| &w.suspend),
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
    /// The table with other keys for some commands, named by their ids. Each key does one thing: the first that would do
    /// two is the error.
    pub fn changed(changes: &[(&'static str, Vec<Key>)]) -> Result<Self, KeyConflict> {
        let mut keymap = Self::default();
        for (id, keys) in changes {
            if let Some(row) = BINDINGS.iter().position(|b| b.id == *id) {
                keymap.0[row].clone_from(keys);
            }
        }
        for (id, keys) in changes {
            for key in keys {
                let other = BINDINGS.iter().zip(&keymap.0).find(|(b, held)| b.id != *id && held.contains(key));
                if let Some((held, _)) = other {
                    return Err(KeyConflict { key: *key, wanted_by: id, held_by: held.id });
                }
            }
        }
        Ok(keymap)
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

    /// The name of the key that is shown for a command.
    pub fn name(&self, command: KeyCommand) -> String {
        self.first(command).map(|key| key.to_string()).unwrap_or_default()
    }

    /// A text with the names of keys in place of the ids of their commands in braces.
    pub fn fill_names(&self, text: &str) -> String {
        let names: Vec<(&str, String)> = BINDINGS.iter().map(|b| (b.id, self.name(b.command))).collect();
        let values: Vec<(&str, &str)> = names.iter().map(|(id, name)| (*id, name.as_str())).collect();
        fill(text, &values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_has_two_meanings_and_none_is_taken_from_multiplexers() {
        let keys: Vec<Key> = BINDINGS.iter().flat_map(|b| b.keys.iter().copied()).collect();
        for (i, key) in keys.iter().enumerate() {
            assert!(!keys[..i].contains(key), "{key:?} stands twice");
            assert!(*key != Key::ctrl('a') && *key != Key::ctrl('b'), "{key:?} belongs to screen and tmux");
        }
    }
}

//! The keys: one table, read by dispatch, footer, help and docs.

use super::key::{Key, KeyCode};
use super::pane::Pane;

/// What a key can ask for outside dialogs and text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it, the phrases say it in full")]
pub enum Command {
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
    Zoom,
    Language,
    Redraw,
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

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// What it does.
    pub command: Command,
    /// The keys that do it; the first is the one that is shown.
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

const fn row(command: Command, keys: &'static [Key], when: When, footer: u8) -> Binding {
    Binding { command, keys, when, footer }
}

/// The table, in the order in which help shows it.
pub const BINDINGS: &[Binding] = &[
    row(Command::Go, &[k(KeyCode::Enter)], When::Account, 1),
    row(Command::Down, &[c('j'), k(KeyCode::Down)], When::Always, 0),
    row(Command::Up, &[c('k'), k(KeyCode::Up)], When::Always, 0),
    row(Command::First, &[c('g'), k(KeyCode::Home)], When::Always, 0),
    row(Command::Last, &[c('G'), k(KeyCode::End)], When::Always, 0),
    row(Command::PageDown, &[k(KeyCode::PageDown), Key::ctrl('d')], When::Always, 0),
    row(Command::PageUp, &[k(KeyCode::PageUp), Key::ctrl('u')], When::Always, 0),
    row(Command::NextPane, &[k(KeyCode::Tab)], When::Account, 12),
    row(Command::PrevPane, &[Key::shift(KeyCode::Tab)], When::Account, 0),
    row(Command::Pane(Pane::Accounts), &[c('1')], When::Always, 0),
    row(Command::Pane(Pane::Steps), &[c('2')], When::Account, 0),
    row(Command::Pane(Pane::Objections), &[c('3')], When::Account, 0),
    row(Command::Pane(Pane::Reason), &[c('4')], When::Account, 0),
    row(Command::Pane(Pane::Log), &[c('5')], When::Account, 0),
    row(Command::Toggle, &[c(' ')], When::Tickable, 2),
    row(Command::MarkAll, &[c('m')], When::Account, 2),
    row(Command::Back, &[k(KeyCode::Esc)], When::Always, 0),
    row(Command::Submit, &[c('s')], When::Account, 4),
    row(Command::Reply, &[c('r')], When::Account, 5),
    row(Command::Complaint, &[c('i')], When::Account, 6),
    row(Command::Note, &[c('n')], When::Account, 11),
    row(Command::Void, &[c('u')], When::Logged, 3),
    row(Command::Evidence, &[c('b')], When::Account, 0),
    row(Command::Forget, &[c('D')], When::Account, 0),
    row(Command::Add, &[c('a')], When::Always, 7),
    row(Command::Edit, &[c('e')], When::Account, 0),
    row(Command::Link, &[c('o')], When::Account, 8),
    row(Command::CopyText, &[c('y')], When::Account, 13),
    row(Command::Plain, &[c('p')], When::Account, 0),
    row(Command::Editor, &[c('E')], When::Account, 0),
    row(Command::Search, &[c('/')], When::Always, 9),
    row(Command::Filter, &[c('f')], When::Always, 10),
    row(Command::Zoom, &[c('z')], When::Account, 3),
    row(Command::Language, &[c('L')], When::Always, 14),
    row(Command::Redraw, &[Key::ctrl('l')], When::Always, 0),
    row(Command::Help, &[c('?'), k(KeyCode::F(1))], When::Always, 16),
    row(Command::Quit, &[c('q'), Key::ctrl('c')], When::Always, 15),
    row(Command::Suspend, &[Key::ctrl('z')], When::Always, 0),
];

/// The command of a key.
pub fn command(key: Key) -> Option<Command> {
    BINDINGS.iter().find(|b| b.keys.contains(&key)).map(|b| b.command)
}

/// The row of a command.
pub fn binding(command: Command) -> Option<&'static Binding> {
    BINDINGS.iter().find(|b| b.command == command)
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

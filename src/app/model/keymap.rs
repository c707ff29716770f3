//! The keys: one table, read by dispatch, footer, help and docs.

use super::key::{Key, KeyCode};
use super::pane::Pane;
use crate::content::Words;
use crate::content::phrases::Commands;

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
    pub command: Command,
    /// The keys that do it; the first is the one that is shown.
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
    command: Command,
    keys: &'static [Key],
    when: When,
    footer: u8,
    words: fn(&'static Commands) -> &'static Words,
) -> Binding {
    Binding { group, command, keys, when, footer, words }
}

/// The table, in the order in which help shows it. A new key is a command above and a row here, its handler in
/// `update::commands`, its words in `content::phrases` and each language's `screen.toml`.
pub const BINDINGS: &[Binding] = &[
    row(KeyGroup::Moving, Command::Go, &[k(KeyCode::Enter)], When::Account, 1, |w| &w.go),
    row(KeyGroup::Moving, Command::Down, &[c('j'), k(KeyCode::Down)], When::Always, 0, |w| &w.down),
    row(KeyGroup::Moving, Command::Up, &[c('k'), k(KeyCode::Up)], When::Always, 0, |w| &w.up),
    row(KeyGroup::Moving, Command::First, &[c('g'), k(KeyCode::Home)], When::Always, 0, |w| &w.first),
    row(KeyGroup::Moving, Command::Last, &[c('G'), k(KeyCode::End)], When::Always, 0, |w| &w.last),
    row(KeyGroup::Moving, Command::PageDown, &[k(KeyCode::PageDown), Key::ctrl('d')], When::Always, 0, |w| &w.page_down),
    row(KeyGroup::Moving, Command::PageUp, &[k(KeyCode::PageUp), Key::ctrl('u')], When::Always, 0, |w| &w.page_up),
    row(KeyGroup::Moving, Command::NextPane, &[k(KeyCode::Tab)], When::Account, 12, |w| &w.next_pane),
    row(KeyGroup::Moving, Command::PrevPane, &[Key::shift(KeyCode::Tab)], When::Account, 0, |w| &w.prev_pane),
    row(KeyGroup::Moving, Command::Pane(Pane::Accounts), &[c('1')], When::Always, 0, |w| &w.pane),
    row(KeyGroup::Moving, Command::Pane(Pane::Steps), &[c('2')], When::Account, 0, |w| &w.pane),
    row(KeyGroup::Moving, Command::Pane(Pane::Objections), &[c('3')], When::Account, 0, |w| &w.pane),
    row(KeyGroup::Moving, Command::Pane(Pane::Reason), &[c('4')], When::Account, 0, |w| &w.pane),
    row(KeyGroup::Moving, Command::Pane(Pane::Log), &[c('5')], When::Account, 0, |w| &w.pane),
    row(KeyGroup::Moving, Command::Back, &[k(KeyCode::Esc)], When::Always, 0, |w| &w.back),
    row(KeyGroup::Moving, Command::Search, &[c('/')], When::Always, 9, |w| &w.search),
    row(KeyGroup::Moving, Command::Filter, &[c('f')], When::Always, 10, |w| &w.filter),
    row(KeyGroup::Moving, Command::Calendar, &[c('t')], When::Account, 13, |w| &w.calendar),
    row(KeyGroup::Moving, Command::Zoom, &[c('z')], When::Account, 3, |w| &w.zoom),
    row(KeyGroup::Account, Command::Toggle, &[c(' ')], When::Tickable, 2, |w| &w.toggle),
    row(KeyGroup::Account, Command::MarkAll, &[c('m')], When::Account, 2, |w| &w.mark_all),
    row(KeyGroup::Account, Command::Submit, &[c('s')], When::Account, 4, |w| &w.submit),
    row(KeyGroup::Account, Command::Reply, &[c('r')], When::Account, 5, |w| &w.reply),
    row(KeyGroup::Account, Command::Note, &[c('n')], When::Account, 11, |w| &w.note),
    row(KeyGroup::Account, Command::Void, &[c('u')], When::Logged, 3, |w| &w.void),
    row(KeyGroup::Account, Command::Evidence, &[c('b')], When::Account, 0, |w| &w.evidence),
    row(KeyGroup::Account, Command::Forget, &[c('D')], When::Account, 0, |w| &w.forget),
    row(KeyGroup::Account, Command::Add, &[c('a')], When::Always, 7, |w| &w.add),
    row(KeyGroup::Account, Command::Edit, &[c('e')], When::Account, 0, |w| &w.edit),
    row(KeyGroup::Account, Command::Link, &[c('o')], When::Account, 8, |w| &w.link),
    row(KeyGroup::Text, Command::CopyText, &[c('y')], When::Account, 13, |w| &w.copy_text),
    row(KeyGroup::Text, Command::Plain, &[c('p')], When::Account, 0, |w| &w.plain),
    row(KeyGroup::Text, Command::Editor, &[c('E')], When::Account, 0, |w| &w.editor),
    row(KeyGroup::Complaint, Command::Complaint, &[c('i')], When::Account, 6, |w| &w.complaint),
    row(KeyGroup::Program, Command::Language, &[c('L')], When::Always, 14, |w| &w.language),
    row(KeyGroup::Program, Command::Redraw, &[Key::ctrl('l')], When::Always, 0, |w| &w.redraw),
    row(KeyGroup::Program, Command::Menu, &[c('x')], When::Always, 17, |w| &w.menu),
    row(KeyGroup::Program, Command::Help, &[c('?'), k(KeyCode::F(1))], When::Always, 18, |w| &w.help),
    row(KeyGroup::Program, Command::Quit, &[c('q'), Key::ctrl('c')], When::Always, 15, |w| &w.quit),
    row(KeyGroup::Program, Command::Suspend, &[Key::ctrl('z')], When::Always, 0, |w| &w.suspend),
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

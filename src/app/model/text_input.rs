//! A field of text, of one line or many: the text area with our own key map, which moves and deletes by what a
//! person sees as one character, composes what is typed (NFC), and keeps to a length.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget;
use tui_textarea::{CursorMove, TextArea, WrapMode};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::key::{Key, KeyCode};
use crate::domain::text::{pasted, pasted_line, pasted_path};

/// How many steps can be undone.
const UNDO: usize = 1000;

/// What a key did to the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditOutcome {
    /// The text is different now.
    Changed,
    /// Only the cursor or the selection moved.
    Moved,
    /// There is no room for more.
    Full,
    /// The key means nothing here.
    Ignored,
}

/// A text being edited.
#[derive(Debug, Clone)]
pub struct Edit {
    area: TextArea<'static>,
    single: bool,
    /// What a paste becomes before it is inserted.
    clean: fn(&str) -> String,
    max: usize,
    rect: Rect,
    /// Whether the text is different from the one that was laid out.
    stale: bool,
}

impl Edit {
    /// A field of one line, at most `max` characters long.
    pub fn line(text: &str, max: usize) -> Self {
        Self::new(&text.replace('\n', " "), max, true, pasted_line)
    }

    /// A line that holds the path of a file or folder.
    pub fn path(text: &str, max: usize) -> Self {
        Self::new(text, max, true, pasted_path)
    }

    /// A field of many lines, at most `max` characters long.
    pub fn lines(text: &str, max: usize) -> Self {
        Self::new(text, max, false, pasted)
    }

    fn new(text: &str, max: usize, single: bool, clean: fn(&str) -> String) -> Self {
        let mut area = TextArea::new(text.split('\n').map(str::to_owned).collect());
        area.set_max_histories(UNDO);
        area.set_cursor_line_style(Style::new());
        // The terminal's own cursor is placed instead: input methods and screen readers follow it.
        area.set_cursor_style(Style::new());
        area.set_selection_style(Style::new().add_modifier(Modifier::REVERSED));
        area.set_wrap_mode(if single { WrapMode::None } else { WrapMode::WordOrGlyph });
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { area, single, clean, max, rect: Rect::default(), stale: true }
    }

    /// The whole text, lines ended by LF but for the last.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Whether nothing but white space is in it.
    pub fn is_blank(&self) -> bool {
        self.area.lines().iter().all(|l| l.trim().is_empty())
    }

    /// How many characters it has.
    pub fn len(&self) -> usize {
        self.area.lines().iter().map(|l| l.chars().count() + 1).sum::<usize>().saturating_sub(1)
    }

    /// Whether it has no character at all.
    pub fn is_empty(&self) -> bool {
        self.area.is_empty()
    }

    /// Replaces the text; the cursor goes to its end.
    pub fn set(&mut self, text: &str) {
        let rect = self.rect;
        *self = Self { rect, ..Self::new(text, self.max, self.single, self.clean) };
    }

    /// Makes it this text; where that only puts something behind, the cursor stays. What was done before cannot be
    /// undone then: that would undo the other window's text as well.
    pub fn become_text(&mut self, text: &str) {
        let at = text.starts_with(&self.text()).then(|| self.area.cursor());
        self.set(text);
        if let Some(at) = at {
            self.area.move_cursor(CursorMove::Jump(at.0 as u16, at.1 as u16));
        }
    }

    /// The text area as a widget.
    pub fn widget(&self) -> &TextArea<'static> {
        &self.area
    }

    /// The rectangle it was last laid out in.
    pub fn rect(&self) -> Rect {
        self.rect
    }

    /// Where the terminal's cursor belongs: column and row inside the rectangle.
    pub fn cursor(&self) -> (u16, u16) {
        let at = self.area.screen_cursor();
        let (top, left) = self.area.scroll_offset();
        let x = (at.col as u16).saturating_sub(left).min(self.rect.width);
        (x, (at.row as u16).saturating_sub(top).min(self.rect.height.saturating_sub(1)))
    }

    /// How many cells the text before the cursor takes in its line.
    pub fn cells_before(&self) -> usize {
        let at = self.area.cursor();
        let line = self.area.lines().get(at.0).map_or("", String::as_str);
        let byte = line.char_indices().nth(at.1).map_or(line.len(), |(b, _)| b);
        line[..byte].width()
    }

    /// Whether the cursor is in the last line of the screen's lines.
    pub fn at_bottom(&mut self) -> bool {
        self.lay_out(self.rect);
        let mut probe = self.area.clone();
        probe.move_cursor(CursorMove::Down);
        probe.cursor().0 == self.area.cursor().0 && probe.screen_cursor().row == self.area.screen_cursor().row
    }

    /// Wraps the text to a rectangle of the screen. The widget remembers what it was drawn in, and moving up
    /// and down depends on it; so it is drawn here once into a scratch buffer, and the real drawing changes nothing.
    pub fn lay_out(&mut self, rect: Rect) {
        if self.rect == rect && !self.stale {
            return;
        }
        self.rect = rect;
        self.stale = false;
        let width = if self.single { rect.width } else { rect.width.saturating_sub(1).max(1) };
        let inner = Rect { width, ..rect };
        if inner.is_empty() {
            return;
        }
        (&self.area).render(inner, &mut Buffer::empty(inner));
    }

    /// The rectangle the widget itself is drawn in: one column less, or the cursor would leave a full row.
    pub fn inner(&self) -> Rect {
        let width = if self.single { self.rect.width } else { self.rect.width.saturating_sub(1).max(1) };
        Rect { width, ..self.rect }
    }

    /// Puts a pasted text where the cursor is, as much as there is room for.
    pub fn paste(&mut self, text: &str) -> EditOutcome {
        let follows = self.single && text.starts_with(' ') && self.cells_before() > 0;
        // The space before a word, where the paste came in parts.
        let text = [if follows { " " } else { "" }, &(self.clean)(text)].concat();
        let room = self.max.saturating_sub(self.len());
        let fits: String = text.chars().take(room).collect();
        let whole = fits.len() == text.len();
        if !fits.is_empty() {
            self.area.insert_str(&fits);
            self.stale = true;
        }
        if whole { EditOutcome::Changed } else { EditOutcome::Full }
    }

    /// Does what the key means in a text.
    pub fn key(&mut self, key: Key) -> EditOutcome {
        if matches!(key.code, KeyCode::Up | KeyCode::Down | KeyCode::PageUp | KeyCode::PageDown) {
            // These go by the lines of the screen.
            self.lay_out(self.rect);
        }
        let typed = self.dispatch(key);
        self.stale |= matches!(typed, EditOutcome::Changed | EditOutcome::Moved);
        typed
    }

    /// Whether the text is as long as it may be.
    pub fn is_full(&self) -> bool {
        self.len() >= self.max
    }

    /// How long the text may be, in characters.
    pub fn max(&self) -> usize {
        self.max
    }

    fn dispatch(&mut self, key: Key) -> EditOutcome {
        match key.code {
            KeyCode::Char(c) if key.ctrl => self.control(c),
            KeyCode::Char(c) if !key.alt => self.insert(c),
            KeyCode::Char(_) | KeyCode::F(_) | KeyCode::Esc | KeyCode::Tab => EditOutcome::Ignored,
            KeyCode::Enter if self.single => EditOutcome::Ignored,
            KeyCode::Enter => self.insert_line_end(),
            KeyCode::Backspace if key.alt || key.ctrl => changed(self.area.delete_word()),
            KeyCode::Backspace => self.delete_back(),
            KeyCode::Delete => self.delete_forward(),
            _ => self.movement(key),
        }
    }

    fn insert_line_end(&mut self) -> EditOutcome {
        if self.len() >= self.max {
            return EditOutcome::Full;
        }
        self.area.insert_newline();
        EditOutcome::Changed
    }

    fn control(&mut self, c: char) -> EditOutcome {
        match c {
            'z' => changed(self.area.undo()),
            'y' => changed(self.area.redo()),
            'w' => changed(self.area.delete_word()),
            'u' => changed(self.area.delete_line_by_head()),
            'k' => changed(self.area.delete_line_by_end()),
            'h' => self.delete_back(),
            'd' => self.delete_forward(),
            'a' => self.go(CursorMove::Head, false),
            'e' => self.go(CursorMove::End, false),
            // A line feed, as a paste without brackets has it between its lines.
            'j' if self.single => self.insert(' '),
            'j' => self.insert_line_end(),
            _ => EditOutcome::Ignored,
        }
    }

    fn movement(&mut self, key: Key) -> EditOutcome {
        let to = match key.code {
            KeyCode::Left if key.ctrl || key.alt => CursorMove::WordBack,
            KeyCode::Right if key.ctrl || key.alt => CursorMove::WordForward,
            KeyCode::Left => return self.sideways(CursorMove::Back, key.shift),
            KeyCode::Right => return self.sideways(CursorMove::Forward, key.shift),
            KeyCode::Up if !self.single => CursorMove::Up,
            KeyCode::Down if !self.single => CursorMove::Down,
            KeyCode::Home if key.ctrl => CursorMove::Top,
            KeyCode::End if key.ctrl => CursorMove::Bottom,
            KeyCode::Home => CursorMove::Head,
            KeyCode::End => CursorMove::End,
            KeyCode::PageUp | KeyCode::PageDown if !self.single => return self.page(key.code == KeyCode::PageDown, key.shift),
            _ => return EditOutcome::Ignored,
        };
        self.go(to, key.shift)
    }

    fn go(&mut self, to: CursorMove, select: bool) -> EditOutcome {
        match (select && !self.single, self.area.is_selecting()) {
            (true, false) => self.area.start_selection(),
            (false, true) => self.area.cancel_selection(),
            _ => {}
        }
        self.area.move_cursor(to);
        EditOutcome::Moved
    }

    fn page(&mut self, down: bool, select: bool) -> EditOutcome {
        for _ in 0..self.rect.height.max(2) - 1 {
            self.go(if down { CursorMove::Down } else { CursorMove::Up }, select);
        }
        EditOutcome::Moved
    }

    fn sideways(&mut self, to: CursorMove, select: bool) -> EditOutcome {
        let (before, after) = self.around();
        let seen = if to == CursorMove::Back { before } else { after };
        for _ in 0..seen.chars().count().max(1) {
            self.go(to, select);
        }
        EditOutcome::Moved
    }

    fn insert(&mut self, c: char) -> EditOutcome {
        if self.len() >= self.max && !self.area.is_selecting() {
            return EditOutcome::Full;
        }
        let before = self.around().0;
        // A mark typed after its letter becomes one character with it, as from every other keyboard.
        let joined: String = before.chars().chain([c]).nfc().collect();
        if is_combining_mark(c) && !before.is_empty() && joined.chars().count() <= before.chars().count() {
            self.delete_back();
            self.area.insert_str(&joined);
        } else {
            self.area.insert_char(c);
        }
        EditOutcome::Changed
    }

    fn delete_back(&mut self) -> EditOutcome {
        let n = self.around().0.chars().count();
        if self.area.is_selecting() || n <= 1 {
            return changed(self.area.delete_char());
        }
        for _ in 0..n {
            self.area.move_cursor(CursorMove::Back);
        }
        changed(self.area.delete_str(n))
    }

    fn delete_forward(&mut self) -> EditOutcome {
        let n = self.around().1.chars().count();
        if self.area.is_selecting() || n <= 1 {
            return changed(self.area.delete_next_char());
        }
        changed(self.area.delete_str(n))
    }

    /// What a person sees as the characters before and after the cursor, within its line.
    fn around(&self) -> (String, String) {
        let at = self.area.cursor();
        let line = self.area.lines().get(at.0).map_or("", String::as_str);
        let byte = line.char_indices().nth(at.1).map_or(line.len(), |(b, _)| b);
        let before = line[..byte].graphemes(true).next_back().unwrap_or_default();
        let after = line[byte..].graphemes(true).next().unwrap_or_default();
        (before.to_owned(), after.to_owned())
    }
}

fn changed(yes: bool) -> EditOutcome {
    if yes { EditOutcome::Changed } else { EditOutcome::Moved }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Edit {
        let mut edit = Edit::lines("", 100);
        for c in text.chars() {
            edit.key(if c == '\n' { Key::plain(KeyCode::Enter) } else { Key::char(c) });
        }
        edit
    }

    #[test]
    fn what_is_seen_as_one_character_is_deleted_as_one() {
        for seen in ["å", "👩‍👧", "🇸🇪", "e\u{327}\u{301}"] {
            let mut edit = typed(&format!("a{seen}"));
            edit.key(Key::plain(KeyCode::Left));
            edit.key(Key::plain(KeyCode::Delete));
            assert_eq!(edit.text(), "a", "{seen} with Delete");
            let mut edit = typed(&format!("a{seen}"));
            edit.key(Key::plain(KeyCode::Backspace));
            assert_eq!(edit.text(), "a", "{seen} with Backspace");
        }
    }

    #[test]
    fn a_mark_is_composed_with_the_letter_before_it() {
        assert_eq!(typed("A\u{30a}sa").text(), "Åsa");
    }

    #[test]
    fn every_deletion_can_be_taken_back() {
        let mut edit = typed("ett två");
        edit.key(Key::ctrl('w'));
        assert_eq!(edit.text(), "ett ");
        edit.key(Key::ctrl('z'));
        assert_eq!(edit.text(), "ett två");
        edit.key(Key::ctrl('y'));
        assert_eq!(edit.text(), "ett ");
    }

    #[test]
    fn a_field_takes_no_more_than_it_may() {
        let mut edit = Edit::line("", 3);
        assert_eq!(edit.paste("ett\ntva"), EditOutcome::Full);
        assert_eq!((edit.text().as_str(), edit.key(Key::char('x'))), ("ett", EditOutcome::Full));
    }

    #[test]
    fn a_selection_gives_way_to_what_is_typed() {
        let mut edit = typed("ett");
        edit.key(Key::shift(KeyCode::Left));
        edit.key(Key::shift(KeyCode::Left));
        edit.key(Key::char('x'));
        assert_eq!(edit.text(), "ex");
    }
}

//! A dialog with fields, whatever it is about: going through the fields, typing, choosing, leaving without
//! loss. What a dialog asks and what it writes is in `forms`.

use chrono::NaiveDate;

use super::field::{Choice, Field, FieldId, FieldInput, FormId};
pub use super::form_parts::{Confirmation, Focus, FormOutcome};
use super::key::{Key, KeyCode};
use super::marks::BulkTarget;
use super::msg::Ticket;
use super::text_input::EditOutcome;
use super::type_ahead::TypeAhead;
use crate::content::language::typed_answer;
use crate::content::typed_day::typed_day;
use crate::domain::day::add_days;
use crate::domain::list::ListKey;
use crate::domain::mail::MailPreview;
use crate::domain::{AccountId, EventId};

/// An open dialog.
#[derive(Debug, Clone)]
pub struct Form {
    /// Which dialog, about which account.
    pub id: FormId,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Where the cursor is.
    pub focus: Focus,
    /// The first line shown of the text below the fields.
    pub scroll: u16,
    /// Whether something in it was typed at another time and not saved.
    pub restored: bool,
    /// The question that is asked before saving.
    pub confirming: Option<Confirmation>,
    /// The questions that were answered with yes.
    pub confirmed: Vec<Confirmation>,
    /// The change that is on its way.
    pub saving: Option<Ticket>,
    /// The place of the cursor in the list when saving began: the list may be read anew before the answer comes.
    pub place: Option<ListKey>,
    /// Since when something typed is not kept yet, in milliseconds.
    pub dirty_since: Option<u64>,
    /// Whether saving was tried: from then on every fault is shown, not only those of fields passed.
    pub submit_attempted: bool,
    /// The event it is about, when it is about one.
    pub event: Option<EventId>,
    /// The marked accounts it is about, instead of the one under the cursor.
    pub marked: Option<BulkTarget>,
    /// The handle of the account it is about, which has to be typed to erase it.
    pub must_type: String,
    /// The other accounts that it can cover.
    pub also_covers: Vec<AccountId>,
    /// The letters typed at a choice so far.
    pub type_ahead: Option<TypeAhead>,
    /// The mail it begins with.
    pub mail: Option<Box<MailPreview>>,
    /// Whether the keys before this one were Backspaces that took letters: the next one does not leave.
    pub erasing: bool,
    /// When the last of them was pressed, in milliseconds.
    pub erased_at: u64,
    /// Whether something is odd about its day: `Enter` leads there.
    pub odd_day: bool,
    /// Whether it was opened to paste an answer: once saved, it leads back to what happened.
    pub is_answer: bool,
    /// Whether `Enter` in the first field may go straight to `[ Save ]`, since the rest is filled in.
    pub enter_skips_to_save: bool,
}

impl Form {
    /// A dialog with the cursor in its first field.
    pub fn new(id: FormId, fields: Vec<Field>) -> Self {
        Self {
            id,
            fields,
            focus: Focus::Field(0),
            scroll: 0,
            restored: false,
            confirming: None,
            confirmed: Vec::new(),
            saving: None,
            place: None,
            dirty_since: None,
            submit_attempted: false,
            event: None,
            marked: None,
            must_type: String::new(),
            also_covers: Vec::new(),
            type_ahead: None,
            mail: None,
            erasing: false,
            erased_at: 0,
            odd_day: false,
            is_answer: false,
            enter_skips_to_save: false,
        }
    }

    /// A field by its id.
    pub fn field(&self, id: FieldId) -> Option<&Field> {
        self.fields.iter().find(|f| f.id == id)
    }

    /// The trimmed text of a field; empty when there is no such field.
    pub fn text(&self, id: FieldId) -> String {
        self.field(id).map(|f| f.value().trim().to_owned()).unwrap_or_default()
    }

    /// What is chosen in a field.
    pub fn chosen(&self, id: FieldId) -> Option<Choice> {
        match &self.field(id)?.input {
            FieldInput::Choice { options, at } => options.get(*at).copied(),
            _ => None,
        }
    }

    /// Chooses something in a field, if it is offered there.
    pub fn choose(&mut self, id: FieldId, pick: Choice) {
        if let Some(Field { input: FieldInput::Choice { options, at }, .. }) = self.fields.iter_mut().find(|f| f.id == id) {
            *at = options.iter().position(|o| *o == pick).unwrap_or(*at);
        }
    }

    /// Whether it is about the other accounts, too.
    pub fn covers(&self) -> bool {
        matches!(self.chosen(FieldId::Covers), Some(Choice::Covers(n)) if n > 0)
    }

    /// The places the cursor goes through, in order.
    pub fn focusable(&self) -> Vec<Focus> {
        let fields = (0..self.fields.len()).filter(|i| self.wants(self.fields[*i].id)).map(Focus::Field);
        let discard = self.restored.then_some(Focus::Discard);
        fields.chain([Focus::Save]).chain(discard).chain([Focus::Back]).collect()
    }

    /// Goes on to the stop `by` places further, round the end.
    pub fn go(&mut self, by: isize) {
        let stops = self.focusable();
        let at = stops.iter().position(|s| *s == self.focus).unwrap_or(0);
        let n = stops.len() as isize;
        self.focus = stops[(at as isize + by).rem_euclid(n) as usize];
    }

    /// Whether every letter is text here.
    pub fn takes_letters(&self) -> bool {
        (self.is_in_text() && !self.is_in_day()) || self.begins_with_name()
    }

    /// Puts a pasted text into the field under the cursor.
    pub fn paste(&mut self, text: &str) -> FormOutcome {
        let Focus::Field(i) = self.focus else { return FormOutcome::Refused };
        if self.begins_with_name() {
            return self.paste_behind(i, text);
        }
        let Field { input, initial, .. } = &mut self.fields[i];
        // As when it is typed, the day that was offered gives way.
        if let FieldInput::Day(edit) = input
            && edit.text() == *initial
            && !text.trim().is_empty()
        {
            edit.set("");
        }
        match input {
            // A copied mail ends with a line end, which would leave an empty line in sight.
            FieldInput::Line(edit) | FieldInput::Day(edit) => match edit.paste(text.trim_end_matches(['\r', '\n'])) {
                EditOutcome::Full => FormOutcome::Full,
                _ => FormOutcome::Changed,
            },
            FieldInput::Choice { .. } => FormOutcome::Refused,
        }
    }

    /// What a key does.
    pub fn key(&mut self, key: Key, today: NaiveDate) -> FormOutcome {
        if self.confirming.is_some() {
            return self.answer(key);
        }
        let erased = std::mem::take(&mut self.erasing);
        match key.code {
            KeyCode::Backspace if self.is_empty_in_focus() && !erased => return FormOutcome::Leave,
            KeyCode::Backspace if self.is_in_text() => self.erasing = true,
            _ => {}
        }
        match key.code {
            KeyCode::Esc => FormOutcome::Leave,
            KeyCode::Char('c') if key.ctrl => FormOutcome::Leave,
            KeyCode::Char('s') if key.ctrl => FormOutcome::Save,
            KeyCode::Char('q') | KeyCode::Backspace if !key.ctrl && !self.is_in_text() => FormOutcome::Leave,
            // No day has a q.
            KeyCode::Char('q') if !key.ctrl && self.is_in_day() => FormOutcome::Leave,
            KeyCode::Tab if key.shift => self.moved(-1),
            KeyCode::Up if self.choose_beside(-1) => FormOutcome::Changed,
            KeyCode::Down if self.choose_beside(1) => FormOutcome::Changed,
            KeyCode::Char(c @ '1'..='9') if self.choose_numbered(c as usize - '1' as usize) => FormOutcome::Changed,
            KeyCode::Up => self.up(),
            KeyCode::Tab | KeyCode::Down => self.moved(1),
            KeyCode::PageDown => self.page(10),
            KeyCode::PageUp => self.page(-10),
            KeyCode::Enter => self.enter(),
            _ => self.inside(key, today),
        }
    }

    /// Whether the cursor is where letters are text.
    pub fn is_in_text(&self) -> bool {
        let Focus::Field(i) = self.focus else { return false };
        self.confirming.is_none() && !matches!(self.fields[i].input, FieldInput::Choice { .. })
    }

    /// Whether letters are text here, or nothing that somebody would type with a line end behind it.
    pub fn means_no_letters(&self) -> bool {
        self.is_in_text() || self.confirming.is_some() || !matches!(self.focus, Focus::Field(_))
    }

    /// Upwards from the top stands what is done next, not the way out.
    fn up(&mut self) -> FormOutcome {
        if self.focusable().first() == Some(&self.focus) {
            self.focus = Focus::Save;
            return FormOutcome::Stay;
        }
        self.moved(-1)
    }

    fn moved(&mut self, by: isize) -> FormOutcome {
        self.go(by);
        FormOutcome::Stay
    }

    /// The options of the list that has the cursor, and which is chosen: what happened is a list, not a choice
    /// behind arrows.
    fn list_in_focus(&mut self) -> Option<(&[Choice], &mut usize)> {
        let Focus::Field(i) = self.focus else { return None };
        match &mut self.fields[i] {
            Field { id: FieldId::Event, input: FieldInput::Choice { options, at }, .. } => Some((options, at)),
            _ => None,
        }
    }

    fn choose_beside(&mut self, by: isize) -> bool {
        let Some((options, at)) = self.list_in_focus() else { return false };
        let to = at.checked_add_signed(by).filter(|to| *to < options.len());
        *at = to.unwrap_or(*at);
        to.is_some()
    }

    fn choose_numbered(&mut self, number: usize) -> bool {
        let Some((options, at)) = self.list_in_focus() else { return false };
        let to = number + unnumbered(options);
        *at = if to < options.len() { to } else { *at };
        to < options.len()
    }

    /// The options of the field that has the cursor, and which is chosen.
    pub fn options_in_focus(&self) -> Option<(&[Choice], usize)> {
        let Focus::Field(i) = self.focus else { return None };
        match &self.fields[i].input {
            FieldInput::Choice { options, at } if self.confirming.is_none() => Some((options, *at)),
            _ => None,
        }
    }

    /// Chooses in the field that has the cursor.
    pub fn choose_in_focus(&mut self, to: usize) {
        if let Focus::Field(i) = self.focus
            && let FieldInput::Choice { options, at } = &mut self.fields[i].input
        {
            *at = to.min(options.len().saturating_sub(1));
        }
    }

    fn page(&mut self, by: i16) -> FormOutcome {
        self.scroll = self.scroll.saturating_add_signed(by);
        FormOutcome::Stay
    }

    fn enter(&mut self) -> FormOutcome {
        match self.focus {
            Focus::Save => return FormOutcome::Save,
            Focus::Back => return FormOutcome::Leave,
            Focus::Discard => return FormOutcome::Discard,
            // Saving says what is missing, or where that is done.
            Focus::Field(_) if self.is_no_event() => return FormOutcome::Save,
            Focus::Field(0) if self.enter_skips_to_save => {
                // What another event may have been typed for is seen before it is saved.
                let stop = self.first_restored().or_else(|| self.first_empty_day());
                self.focus = stop.map_or(Focus::Save, Focus::Field);
            }
            Focus::Field(_) => self.go(1),
        }
        FormOutcome::Stay
    }

    fn first_empty_day(&self) -> Option<usize> {
        // What a mail says is filled in; the rest can be left as it is.
        let missing = |f: &Field| match f.id {
            FieldId::Day if self.odd_day => true,
            _ if self.mail.is_some() && f.id != FieldId::Day => false,
            FieldId::Until | FieldId::CaseNumber | FieldId::Outcome | FieldId::Closing | FieldId::Reasons | FieldId::Identity => {
                true
            }
            _ => matches!(&f.input, FieldInput::Day(edit) if edit.is_blank()),
        };
        (1..self.fields.len()).find(|i| self.wants(self.fields[*i].id) && missing(&self.fields[*i]))
    }

    fn answer(&mut self, key: Key) -> FormOutcome {
        let yes = match key.code {
            KeyCode::Char('c') if key.ctrl => Some(false),
            KeyCode::Char(c) if !key.ctrl => typed_answer(c),
            KeyCode::Esc => Some(false),
            _ => None,
        };
        let Some(yes) = yes else { return FormOutcome::Refused };
        let asked = self.confirming.take();
        if let (false, Some(Confirmation::OddHandle | Confirmation::NoName | Confirmation::ShortenedHandle)) = (yes, asked) {
            self.focus_on(FieldId::Handle);
        }
        if yes {
            self.confirmed.extend(asked);
            return FormOutcome::Save;
        }
        FormOutcome::Stay
    }

    fn inside(&mut self, key: Key, today: NaiveDate) -> FormOutcome {
        let Focus::Field(i) = self.focus else { return self.on_buttons(key) };
        let Field { id, input, initial } = &mut self.fields[i];
        match input {
            // Most of what was pasted is out of sight: it goes as it came, all at once.
            FieldInput::Line(edit) if *id == FieldId::Pasted && key == Key::ctrl('u') => {
                edit.set("");
                FormOutcome::Changed
            }
            FieldInput::Choice { options, at } => choose(key, options.len(), at),
            FieldInput::Day(edit) if matches!(key.code, KeyCode::Left | KeyCode::Right) => {
                let day = typed_day(&edit.text(), today).unwrap_or(today);
                let by = if key.code == KeyCode::Left { -1 } else { 1 };
                edit.set(&add_days(day, by).to_string());
                FormOutcome::Changed
            }
            FieldInput::Day(edit) if matches!(key.code, KeyCode::Char(_)) && !key.ctrl && edit.text() == *initial => {
                edit.set("");
                edit.key(key);
                FormOutcome::Changed
            }
            FieldInput::Line(edit) | FieldInput::Day(edit) => match edit.key(key) {
                EditOutcome::Changed => FormOutcome::Changed,
                EditOutcome::Moved => FormOutcome::Stay,
                EditOutcome::Full => FormOutcome::Full,
                EditOutcome::Ignored => FormOutcome::Refused,
            },
        }
    }

    fn on_buttons(&mut self, key: Key) -> FormOutcome {
        match key.code {
            KeyCode::Left | KeyCode::Right => {
                let buttons: Vec<Focus> = self.focusable().into_iter().filter(|f| !matches!(f, Focus::Field(_))).collect();
                let at = buttons.iter().position(|f| *f == self.focus).unwrap_or(0);
                let by = if key.code == KeyCode::Left { buttons.len() - 1 } else { 1 };
                self.focus = buttons[(at + by) % buttons.len()];
            }
            KeyCode::Char(' ') => return self.enter(),
            KeyCode::Char('j') => return self.page(3),
            KeyCode::Char('k') => return self.page(-3),
            _ => return FormOutcome::Refused,
        }
        FormOutcome::Stay
    }
}

/// How many rows of a list stand before the one with the number 1.
pub fn unnumbered(options: &[Choice]) -> usize {
    usize::from(options.first() == Some(&Choice::Undecided))
}

fn choose(key: Key, n: usize, at: &mut usize) -> FormOutcome {
    match key.code {
        KeyCode::Left => *at = (*at + n - 1) % n.max(1),
        KeyCode::Right | KeyCode::Char(' ') if n > 0 => *at = (*at + 1) % n,
        _ => return FormOutcome::Refused,
    }
    FormOutcome::Changed
}

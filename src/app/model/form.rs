//! A dialog with fields, whatever it is about: going through the fields, typing, choosing, leaving without
//! loss. What a dialog asks and what it writes is in `forms`.

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::field::{Field, FieldId, Input, Pick, Slot};
use super::key::{Code, Key};
use super::marks::Meant;
use super::msg::Ticket;
use super::text_input::Typed;
use crate::domain::day::{parse, shifted};
use crate::domain::{AccountId, EntryId, Kind};

/// Where the cursor of a dialog is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// In a field, an index into the fields.
    Field(usize),
    /// On `[ Save ]`.
    Save,
    /// On `[ Back ]`.
    Back,
}

/// A question before saving, to be answered with yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// The case already waits for an answer: is this a new attempt?
    NewAttempt,
    /// So many of the marked cases have something sent already: a new attempt in each of them?
    Begun(usize),
    /// So many of the marked accounts have nothing in their explanation.
    Textless(usize),
    /// The same in the logs of so many marked accounts, where it has to be voided one by one.
    Many(usize),
    /// There is nothing in the explanation.
    NoText,
    /// The complaint is in order only later.
    Early,
}

/// What a key in a dialog leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outward {
    /// Nothing outside the dialog.
    Stay,
    /// Something was typed or chosen.
    Changed,
    /// The key was refused.
    Refused,
    /// Leave; what was typed is kept.
    Leave,
    /// Save.
    Save,
}

/// An open dialog.
#[derive(Debug, Clone)]
pub struct Form {
    /// Which dialog, about which account.
    pub slot: Slot,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Where the cursor is.
    pub stop: Stop,
    /// The first line shown of the text below the fields.
    pub scroll: u16,
    /// Whether something in it was typed at another time and not saved.
    pub left_over: bool,
    /// The question that is asked before saving.
    pub asking: Option<Ask>,
    /// The questions that were answered with yes.
    pub sure: Vec<Ask>,
    /// The change that is on its way.
    pub saving: Option<Ticket>,
    /// Since when something typed is not kept yet, in milliseconds.
    pub unkept: Option<u64>,
    /// Whether saving was tried: from then on every fault is shown, not only those of fields passed.
    pub tried: bool,
    /// The entry it is about, when it is about one.
    pub entry: Option<EntryId>,
    /// The marked accounts it is about, instead of the one under the cursor.
    pub marked: Option<Meant>,
    /// What has to be typed to go on, where something has to.
    pub expected: String,
    /// The other accounts that it can cover.
    pub others: Vec<AccountId>,
    /// Whether `Enter` in the first field may go straight to `[ Save ]`, since the rest is filled in.
    pub swift: bool,
}

impl Form {
    /// A dialog with the cursor in its first field.
    pub fn new(slot: Slot, fields: Vec<Field>) -> Self {
        Self {
            slot,
            fields,
            stop: Stop::Field(0),
            scroll: 0,
            left_over: false,
            asking: None,
            sure: Vec::new(),
            saving: None,
            unkept: None,
            tried: false,
            entry: None,
            marked: None,
            expected: String::new(),
            others: Vec::new(),
            swift: false,
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
    pub fn pick(&self, id: FieldId) -> Option<Pick> {
        match &self.field(id)?.input {
            Input::Choice { options, at } => options.get(*at).copied(),
            _ => None,
        }
    }

    /// Chooses something in a field, if it is offered there.
    pub fn choose(&mut self, id: FieldId, pick: Pick) {
        if let Some(Field { input: Input::Choice { options, at }, .. }) = self.fields.iter_mut().find(|f| f.id == id) {
            *at = options.iter().position(|o| *o == pick).unwrap_or(*at);
        }
    }

    /// Whether a field is wanted: some belong to one kind of entry only.
    pub fn wants(&self, id: FieldId) -> bool {
        if matches!(id, FieldId::Email | FieldId::Country) && self.covers() {
            // Each account has its own.
            return false;
        }
        match (id, self.pick(FieldId::Task)) {
            (FieldId::Folder, Some(task)) => return task == Pick::Folder(true),
            (FieldId::Day | FieldId::CaseNumber | FieldId::Note, Some(Pick::Folder(true))) => return false,
            _ => {}
        }
        let Some(Pick::Kind(kind)) = self.pick(FieldId::Event) else { return true };
        match id {
            FieldId::Until => kind == Kind::Extended,
            FieldId::Identity => kind == Kind::InfoRequested,
            FieldId::Reasons => kind == Kind::Refused,
            FieldId::CaseNumber => matches!(kind, Kind::CaseNumber | Kind::ComplaintLodged),
            FieldId::Outcome => kind == Kind::AuthorityReplied,
            FieldId::Closing => kind == Kind::Closed,
            _ => true,
        }
    }

    /// Whether it is about the other accounts, too.
    pub fn covers(&self) -> bool {
        matches!(self.pick(FieldId::Covers), Some(Pick::Covers(n)) if n > 0)
    }

    /// The places the cursor goes through, in order.
    pub fn stops(&self) -> Vec<Stop> {
        let fields = (0..self.fields.len()).filter(|i| self.wants(self.fields[*i].id)).map(Stop::Field);
        fields.chain([Stop::Save, Stop::Back]).collect()
    }

    /// What differs from the dialog as it was opened, as text to keep; `None` when nothing does.
    pub fn body(&self) -> Option<String> {
        // The dossier's language is chosen on the page that the dialog is opened from.
        let differs = self.fields.iter().filter(|f| f.value() != f.initial && f.id != FieldId::DossierLang);
        let map: Map<String, Value> = differs.map(|f| (f.id.id().to_owned(), Value::String(f.value()))).collect();
        (!map.is_empty()).then(|| Value::Object(map).to_string())
    }

    /// Fills in what was kept.
    pub fn restore(&mut self, body: &str) {
        let Ok(Value::Object(map)) = serde_json::from_str(body) else { return };
        for field in &mut self.fields {
            if let Some(Value::String(value)) = map.get(field.id.id()) {
                field.put(value);
                self.left_over = true;
            }
        }
    }

    /// Goes on to the stop `by` places further, round the end.
    pub fn go(&mut self, by: isize) {
        let stops = self.stops();
        let at = stops.iter().position(|s| *s == self.stop).unwrap_or(0);
        let n = stops.len() as isize;
        self.stop = stops[(at as isize + by).rem_euclid(n) as usize];
    }

    /// Puts a pasted text into the field under the cursor.
    pub fn paste(&mut self, text: &str) -> Outward {
        let Stop::Field(i) = self.stop else { return Outward::Refused };
        match &mut self.fields[i].input {
            // A copied mail ends with a line end, which would leave an empty line in sight.
            Input::Line(edit) | Input::Day(edit) => match edit.paste(text.trim_end_matches(['\r', '\n'])) {
                Typed::Full => Outward::Refused,
                _ => Outward::Changed,
            },
            Input::Choice { .. } => Outward::Refused,
        }
    }

    /// What a key does.
    pub fn key(&mut self, key: Key, today: NaiveDate) -> Outward {
        if self.asking.is_some() {
            return self.answer(key);
        }
        match key.code {
            Code::Esc => Outward::Leave,
            Code::Char('c') if key.ctrl => Outward::Leave,
            Code::Char('s') if key.ctrl => Outward::Save,
            Code::Tab if key.shift => self.moved(-1),
            Code::Up => self.moved(-1),
            Code::Tab | Code::Down => self.moved(1),
            Code::PageDown => self.page(10),
            Code::PageUp => self.page(-10),
            Code::Enter => self.enter(),
            _ => self.inside(key, today),
        }
    }

    fn moved(&mut self, by: isize) -> Outward {
        self.go(by);
        Outward::Stay
    }

    fn page(&mut self, by: i16) -> Outward {
        self.scroll = self.scroll.saturating_add_signed(by);
        Outward::Stay
    }

    fn enter(&mut self) -> Outward {
        match self.stop {
            Stop::Save => return Outward::Save,
            Stop::Back => return Outward::Leave,
            Stop::Field(0) if self.swift => self.stop = self.first_empty_day().map_or(Stop::Save, Stop::Field),
            Stop::Field(_) => self.go(1),
        }
        Outward::Stay
    }

    fn first_empty_day(&self) -> Option<usize> {
        let missing = |f: &Field| match f.id {
            FieldId::Until | FieldId::CaseNumber | FieldId::Outcome | FieldId::Closing | FieldId::Reasons | FieldId::Identity => {
                true
            }
            _ => matches!(&f.input, Input::Day(edit) if edit.is_blank()),
        };
        (1..self.fields.len()).find(|i| self.wants(self.fields[*i].id) && missing(&self.fields[*i]))
    }

    fn answer(&mut self, key: Key) -> Outward {
        let yes = match key.code {
            Code::Char('j' | 'J' | 'y' | 'Y') if !key.ctrl => true,
            Code::Char('n' | 'N') | Code::Esc => false,
            Code::Char('c') if key.ctrl => false,
            _ => return Outward::Refused,
        };
        let asked = self.asking.take();
        if yes {
            self.sure.extend(asked);
            return Outward::Save;
        }
        Outward::Stay
    }

    fn inside(&mut self, key: Key, today: NaiveDate) -> Outward {
        let Stop::Field(i) = self.stop else { return self.on_buttons(key) };
        let Field { id, input, initial } = &mut self.fields[i];
        match input {
            // Most of what was pasted is out of sight: it goes as it came, all at once.
            Input::Line(edit) if *id == FieldId::Pasted && key == Key::ctrl('u') => {
                edit.set("");
                Outward::Changed
            }
            Input::Choice { options, at } => choose(key, options.len(), at),
            Input::Day(edit) if matches!(key.code, Code::Left | Code::Right) => {
                let day = parse(&edit.text(), today).unwrap_or(today);
                let by = if key.code == Code::Left { -1 } else { 1 };
                edit.set(&shifted(day, by).to_string());
                Outward::Changed
            }
            Input::Day(edit) if matches!(key.code, Code::Char(_)) && !key.ctrl && edit.text() == *initial => {
                edit.set("");
                edit.key(key);
                Outward::Changed
            }
            Input::Line(edit) | Input::Day(edit) => match edit.key(key) {
                Typed::Changed => Outward::Changed,
                Typed::Moved => Outward::Stay,
                Typed::Full | Typed::Ignored => Outward::Refused,
            },
        }
    }

    fn on_buttons(&mut self, key: Key) -> Outward {
        match key.code {
            Code::Left | Code::Right => self.stop = if self.stop == Stop::Save { Stop::Back } else { Stop::Save },
            Code::Char(' ') => return self.enter(),
            _ => return Outward::Refused,
        }
        Outward::Stay
    }
}

fn choose(key: Key, n: usize, at: &mut usize) -> Outward {
    match key.code {
        Code::Left => *at = (*at + n - 1) % n.max(1),
        Code::Right | Code::Char(' ') if n > 0 => *at = (*at + 1) % n,
        _ => return Outward::Refused,
    }
    Outward::Changed
}

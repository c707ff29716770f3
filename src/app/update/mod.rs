//! The only place where the state changes: one message in, effects out.

pub mod autosave;
mod commands;
mod dialogs;
mod external_editor;
pub mod link;
pub mod marks;
mod mouse;
pub mod page_viewer;
mod plain_text;
pub mod search;

use crate::app::model::detail::Detail;
use crate::app::model::field::Slot;
use crate::app::model::keymap;
use crate::app::model::list::{Place, Window};
use crate::app::model::msg::{Effect, Moment, Msg, Ticket, Trouble};
use crate::app::model::{Flying, Model, Notice, Pane};
use crate::app::screen::layout::areas;
use crate::domain::AccountId;
use crate::domain::change::{Change, Erased, FormDraft, WriteOutcome};

/// After how many milliseconds the footer tells that a change still waits for the database.
pub const TOLD_AFTER: u64 = 300;
/// For how many milliseconds the cursor rests before the right-hand panes follow it.
const FOLLOW: u64 = 80;
/// The name under which "the custom reason was being edited" is kept.
pub(in crate::app) const REASON_FORM: &str = "reason";

/// What to read first.
pub fn start(model: &Model) -> Vec<Effect> {
    vec![Effect::Counts, model.window(Place::Start)]
}

/// Takes in a message.
pub fn update(model: &mut Model, now: Moment, msg: Msg) -> Vec<Effect> {
    model.now = now;
    take(model, msg)
}

fn take(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Key(key) => commands::key(model, key),
        Msg::Typed(text) => commands::typed(model, &text),
        Msg::Paste(text) => commands::paste(model, &text),
        Msg::Resize(columns, rows) => {
            model.size = (columns, rows);
            model.missing_rows()
        }
        Msg::Wake => model.wake(),
        Msg::Today(today) => {
            model.today = today;
            model.reload()
        }
        Msg::Changed => model.reload(),
        Msg::Hangup => dialogs::hang_up(model),
        Msg::Window(window) => model.rows_read(window),
        Msg::Counts(counts) => {
            model.counts = Some(counts);
            Vec::new()
        }
        Msg::Detail(id, Some(detail)) => model.detail_read(id, *detail),
        Msg::Detail(_, None) => model.reload_list(None),
        Msg::Numbers(accounts) => marks::marked(model, accounts),
        Msg::Meant(meant) => dialogs::meant(model, meant),
        Msg::Attached(entry, text) => {
            model.attached = text.map(|text| (entry, text));
            Vec::new()
        }
        Msg::Kept(slot, body) => dialogs::kept(model, slot, body.as_deref()),
        Msg::Resume(kept) => model.resumed(kept),
        Msg::Far(ticket, written, of) => {
            if let Some(flying) = model.flying.iter_mut().find(|f| f.ticket == ticket) {
                flying.far = Some((written, of));
            }
            Vec::new()
        }
        Msg::Written(ticket, result) => model.written(ticket, result),
        Msg::Erasing => {
            model.erasing = true;
            Vec::new()
        }
        Msg::Erased(erased) => {
            model.erasing = false;
            match &mut model.notice {
                Some(Notice::Forgotten(_, wholly)) if erased == Erased::Wholly => *wholly = true,
                notice if erased != Erased::Wholly => *notice = Some(Notice::Erased(erased)),
                _ => {}
            }
            Vec::new()
        }
        Msg::Unreadable(trouble) => {
            if model.stale() {
                model.unreadable = model.current();
                model.detail = None;
            }
            model.tell(Notice::Trouble(trouble))
        }
        Msg::Handed(handed) => model.tell(Notice::Handed(handed)),
        Msg::Edited(edited) => external_editor::edited(model, edited),
        Msg::Back => {
            model.outside = false;
            Vec::new()
        }
        Msg::Click(column, row) => mouse::click(model, column, row),
        Msg::Wheel { down, column, row } => mouse::wheel(model, down, column, row),
    }
}

impl Model {
    /// Puts everything back into its bounds: windows scrolled, text laid out. To be called before drawing, once
    /// for all messages that came together.
    pub fn settle(&mut self) {
        let areas = areas(self);
        self.list.scroll(usize::from(areas.inside(Pane::Accounts).height));
        self.step = self.step.min(9);
        self.ground = self.ground.min(14);
        let entries = self.detail.as_ref().map_or(0, |d| d.entries.len());
        self.entry = self.entry.min(entries.saturating_sub(1));
        let editor = areas.editor();
        if self.reason.editing {
            self.reason.edit.lay_out(editor);
        }
    }

    /// The footer says so until the next key; the bell too, if it is a refusal.
    pub(in crate::app) fn tell(&mut self, notice: Notice) -> Vec<Effect> {
        let effects = if notice.refuses() { vec![Effect::Bell] } else { Vec::new() };
        self.notice = Some(notice);
        effects
    }

    /// How many rows of the list are on the screen.
    pub(in crate::app) fn list_height(&self) -> usize {
        usize::from(areas(self).inside(Pane::Accounts).height).max(1)
    }

    pub(in crate::app) fn window(&self, place: Place) -> Effect {
        Effect::Window { filter: self.list.filter.clone(), place, limit: (3 * self.list_height()).max(40) }
    }

    /// Reads the list anew around an account, or around the cursor.
    pub(in crate::app) fn reload_list(&self, account: Option<AccountId>) -> Vec<Effect> {
        let key = self.list.current().map(|r| r.key(self.today));
        let place = account.or_else(|| self.current()).map_or(Place::Start, |id| Place::Around(id, key));
        vec![Effect::Counts, self.window(place)]
    }

    /// Reads everything on the screen anew.
    pub(in crate::app) fn reload(&self) -> Vec<Effect> {
        let mut effects = self.reload_list(None);
        effects.extend(self.detail.as_ref().map(|d| Effect::Detail(d.id())));
        effects
    }

    pub(in crate::app) fn missing_rows(&self) -> Vec<Effect> {
        self.list.lacks(self.list_height(), self.today).map(|p| self.window(p)).into_iter().collect()
    }

    fn rows_read(&mut self, window: Window) -> Vec<Effect> {
        let height = self.list_height();
        let around = !matches!(window.place, Place::After(_) | Place::Before(_));
        self.list.take(window, height, self.today);
        let mut effects = self.missing_rows();
        if self.list.rows.is_empty() {
            self.detail = None;
            self.focus = Pane::Accounts;
        } else if around && self.stale() {
            effects.extend(self.read_current());
        }
        effects
    }

    fn read_current(&mut self) -> Option<Effect> {
        self.follow = None;
        self.current().map(Effect::Detail)
    }

    /// After the cursor moved to another account: shows it at once, or when keys come fast, once they rest.
    pub(in crate::app) fn moved(&mut self) -> Vec<Effect> {
        let now = self.now.millis;
        let rested = self.last_move.is_none_or(|at| now >= at + FOLLOW);
        self.last_move = Some(now);
        let mut effects = self.missing_rows();
        if !self.stale() {
            self.follow = None;
        } else if rested {
            effects.extend(self.read_current());
        } else {
            self.follow = Some(now + FOLLOW);
        }
        effects
    }

    fn wake(&mut self) -> Vec<Effect> {
        let now = self.now.millis;
        let mut effects = Vec::new();
        if self.follow.is_some_and(|at| at <= now) {
            effects.extend(self.read_current());
        }
        if self.drafts.due().is_some_and(|at| at <= now) {
            effects.extend(self.save_drafts());
        }
        effects.extend(dialogs::keep_due(self));
        effects
    }

    fn detail_read(&mut self, id: AccountId, mut detail: Detail) -> Vec<Effect> {
        if self.current() != Some(id) {
            return Vec::new();
        }
        if let Some(draft) = self.drafts.of(id) {
            detail.draft = draft.clone();
        }
        let same = self.detail.as_ref().is_some_and(|d| d.id() == id);
        self.reason.merged &= same;
        let grown = !same || self.detail.as_ref().is_some_and(|d| d.entries.len() != detail.entries.len());
        if !same {
            self.reason.edit.set(&detail.draft.reason);
        } else if self.reason.edit.text() != detail.draft.reason {
            self.reason.edit.become_text(&detail.draft.reason);
        }
        if grown {
            self.step = usize::from(detail.next_step(self.today)) - 1;
            self.entry = detail.entries.len().saturating_sub(1);
        }
        self.detail = Some(detail);
        dialogs::resume(self, id)
    }

    fn resumed(&mut self, kept: Vec<FormDraft>) -> Vec<Effect> {
        self.resume = kept;
        let account = self.resume.iter().rev().find_map(|k| k.account);
        let mut effects = account.map_or(Vec::new(), |id| vec![self.window(Place::Around(id, None)), Effect::Detail(id)]);
        effects.extend(dialogs::resume_without_account(self));
        effects
    }

    /// Notes that a change is on its way, and what the footer will say when it is saved.
    pub(in crate::app) fn flies(&mut self, ticket: Ticket, says: String) {
        self.flying.push(Flying { ticket, since: self.now.millis, says, far: None });
    }

    fn written(&mut self, ticket: Ticket, result: Result<WriteOutcome, Trouble>) -> Vec<Effect> {
        let flown = self.flying.iter().position(|f| f.ticket == ticket).map(|i| self.flying.remove(i));
        if let Some(next) = self.flying.first_mut() {
            // The ones behind waited for this one, not for the database.
            next.since = self.now.millis;
        }
        if let Some(effects) = self.draft_written(ticket, &result) {
            let says = flown.map(|f| f.says).filter(|s| !s.is_empty());
            match result {
                Err(trouble) => self.notice = Some(Notice::Trouble(trouble)),
                Ok(_) if self.notice.is_none() => self.notice = says.map(Notice::Saved),
                Ok(_) => {}
            }
            return effects;
        }
        let form = dialogs::landed(self, ticket, result.is_ok());
        match result {
            Ok(WriteOutcome::Kept) => Vec::new(),
            Ok(WriteOutcome::Folder { folder, files }) => {
                self.notice = Some(Notice::Folder(folder, files));
                if self.read_only { Vec::new() } else { forget_kept(self, form) }
            }
            Ok(WriteOutcome::Forgotten) => {
                self.notice = Some(Notice::Forgotten(flown.map(|f| f.says).unwrap_or_default(), false));
                self.marks.accounts.retain(|id| Some(*id) != form.and_then(|slot| slot.account));
                self.detail = None;
                self.reload_list(None)
            }
            Ok(done) => {
                self.notice = flown.map(|f| Notice::Saved(f.says));
                let added = if let WriteOutcome::Added(id) = done { Some(id) } else { None };
                let mut effects = forget_kept(self, form);
                effects.extend(self.reload_list(added));
                effects.extend(self.detail.as_ref().filter(|_| added.is_none()).map(|d| Effect::Detail(d.id())));
                effects
            }
            Err(trouble) => self.tell(Notice::Trouble(trouble)),
        }
    }
}

/// What was typed is in the log now: nothing is left to keep.
fn forget_kept(model: &mut Model, slot: Option<Slot>) -> Vec<Effect> {
    let Some(slot) = slot else { return Vec::new() };
    let change = Change::SaveFormDraft { account: slot.account, form: slot.what.id().to_owned(), body: None, open: false };
    vec![Effect::Write(model.ticket(), change)]
}

/// The keys that the footer names: those that mean something here, most telling first.
pub fn footer(model: &Model) -> Vec<&'static keymap::Binding> {
    let mut rows: Vec<&keymap::Binding> =
        keymap::BINDINGS.iter().filter(|b| b.footer > 0 && applies(model, b.when) && tells(model, b.command)).collect();
    rows.sort_by_key(|b| b.footer);
    rows
}

/// Whether a command is worth a place in the footer of this pane.
fn tells(model: &Model, command: keymap::Command) -> bool {
    match command {
        // Zooming shows the whole text of what is under the cursor there.
        keymap::Command::Zoom => matches!(model.focus, Pane::Steps | Pane::Objections),
        // Choosing has Enter already.
        keymap::Command::Toggle => model.focus == Pane::Steps,
        keymap::Command::MarkAll => !model.marks.accounts.is_empty() && model.focus == Pane::Accounts,
        keymap::Command::Void => model.focus == Pane::Log,
        _ => true,
    }
}

/// Whether commands of this kind mean anything now.
pub fn applies(model: &Model, when: keymap::When) -> bool {
    let account = model.current().is_some();
    match when {
        keymap::When::Always => true,
        keymap::When::Account => account,
        keymap::When::Tickable => account && matches!(model.focus, Pane::Accounts | Pane::Steps | Pane::Objections),
        keymap::When::Logged => account && model.detail.as_ref().is_some_and(|d| d.newest().is_some()),
    }
}

//! Reading what `update` asks for. Every read runs to its end here; no statement stays open between messages.

use std::collections::{BTreeSet, HashSet};

use chrono::NaiveDate;

use super::trouble::trouble;
use crate::app::model::calendar::{AgendaAnswer, AgendaPage};
use crate::app::model::list::{ListPosition, Window};
use crate::app::model::mails::MailLine;
use crate::app::model::marks::{BulkTarget, NAMED};
use crate::app::{Detail, Effect, Msg};
use crate::domain::agenda::AgendaRequest;
use crate::domain::list::{Filter, ListKey, ScanFrom};
use crate::domain::mail::MailId;
use crate::domain::{AccountId, Class, Event, EventId, Phase};
use crate::service::complaint_source::covered;
use crate::service::mail::{preview, readable, waiting_at};
use crate::service::stats::collect;
use crate::store::{Error, Reader, Result};

/// Reads, if the effect asks for reading; `None` for every other effect.
pub fn read(reader: &Reader, today: NaiveDate, effect: &Effect) -> Option<Msg> {
    let answer = try_read(reader, today, effect)?;
    Some(answer.unwrap_or_else(|error| Msg::Unreadable(trouble(&error))))
}

/// [`read`], with the database's own error.
pub fn try_read(reader: &Reader, today: NaiveDate, effect: &Effect) -> Option<Result<Msg>> {
    Some(match effect {
        Effect::Window { filter, place, limit } => window(reader, today, filter, *place, *limit).map(Msg::Window),
        Effect::Counts => reader.counts(today).map(Msg::Counts),
        Effect::CountView(filter) => {
            let counted = reader.counts_in_view(today, filter);
            counted.map(|counts| Msg::ViewCounted(filter.search.clone(), counts))
        }
        Effect::Stats => collect(reader, today).map(|(stats, lost)| Msg::Stats(Box::new(stats), lost.len())),
        Effect::Agenda(request) => agenda(reader, *request).map(Msg::Agenda),
        Effect::Detail(id) => detail(reader, *id).map(|d| Msg::Detail(*id, d.map(Box::new))),
        Effect::Siblings(id) => siblings(reader, *id),
        Effect::LoadIds(filter) => reader.shown_by(today, filter).map(|mut accounts| {
            // In order they become a set quickly, which the loop does.
            accounts.sort_unstable();
            Msg::IdsLoaded(accounts)
        }),
        Effect::LoadBulkTarget(accounts, filter) => {
            reader.in_snapshot(|reader| bulk_target(reader, today, accounts, filter)).map(Msg::BulkTargetLoaded)
        }
        Effect::Attached(event) => attached(reader, *event).map(|text| Msg::Attached(*event, text)),
        Effect::Mails => mails(reader).map(Msg::Mails),
        Effect::ReadMail(id) => preview(reader, *id).map(|mail| Msg::MailRead(mail.map(Box::new))),
        Effect::LoadFormDraft(id) => reader.form_draft(id.account, id.kind.id()).map(|body| Msg::FormDraftLoaded(*id, body)),
        _ => return None,
    })
}

/// How many mails are listed at once.
const MAILS: usize = 200;
/// How many accounts a mail is named with.
const MAIL_NAMES: usize = 3;

fn mails(reader: &Reader) -> Result<Vec<MailLine>> {
    let mut lines = Vec::new();
    for mail in reader.mails_after(MailId(0), MAILS)? {
        let mut handles = Vec::new();
        for id in mail.accounts.iter().take(MAIL_NAMES) {
            match reader.account(*id) {
                Err(Error::UnreadableAccount(_)) => {}
                account => handles.extend(account?.map(|account| account.fields.handle)),
            }
        }
        lines.push(MailLine { mail, handles });
    }
    Ok(lines)
}

fn agenda(reader: &Reader, request: AgendaRequest) -> Result<AgendaAnswer> {
    match request {
        AgendaRequest::Items(from, limit) => {
            let (items, more) = reader.agenda(from, limit)?;
            Ok(AgendaAnswer::Items(AgendaPage { from, items, more }))
        }
        AgendaRequest::Days(from, to) => reader.due_days(from, to).map(AgendaAnswer::Days),
    }
}

fn window(reader: &Reader, today: NaiveDate, filter: &Filter, place: ListPosition, limit: usize) -> Result<Window> {
    let place = match place {
        ListPosition::Near(key) if wants_more(reader, today, key)? => ListPosition::Around(key.id, Some(key)),
        place => place,
    };
    let page = |from| reader.page(today, filter, from, limit);
    let window = |rows, before, after, cut| Window { place, filter: filter.clone(), rows, before, after, cut };
    let first = || page(ScanFrom::Start).map(|page| window(page.rows, false, page.more, page.truncated));
    let near = |key: ListKey| -> Result<Window> {
        let before = page(ScanFrom::Before(key))?;
        // From just before the account's own place, so that it is among them if the filter lets it.
        let from_here = page(ScanFrom::After(ListKey { id: AccountId(key.id.0 - 1), ..key }))?;
        let mut rows = before.rows;
        rows.extend(from_here.rows);
        Ok(window(rows, before.more, from_here.more, before.truncated || from_here.truncated))
    };
    Ok(match place {
        ListPosition::Start => first()?,
        ListPosition::End => {
            let page = page(ScanFrom::End)?;
            window(page.rows, page.more, false, page.truncated)
        }
        ListPosition::After(key) => {
            let page = page(ScanFrom::After(key))?;
            window(page.rows, true, page.more, page.truncated)
        }
        ListPosition::Before(key) => {
            let page = page(ScanFrom::Before(key))?;
            window(page.rows, page.more, true, page.truncated)
        }
        ListPosition::Around(id, was) => {
            let here = reader.row(id, today)?.map(|row| near(row.key(today))).transpose()?;
            let shown = here.as_ref().is_some_and(|window| window.rows.iter().any(|row| row.id == id));
            match (here, was) {
                (Some(here), None) => here,
                (Some(here), _) if shown => here,
                // Where the filter does not show it any more, the rows round the place where it was.
                (_, Some(was)) => near(was)?,
                (None, None) => first()?,
            }
        }
        ListPosition::Near(key) => near(key)?,
    })
}

/// Whether the case that stood at a place moved up from it because it wants something now: then whoever wrote that stays
/// with it. Else the next one is under the cursor.
fn wants_more(reader: &Reader, today: NaiveDate, was: ListKey) -> Result<bool> {
    let Some(row) = reader.row(was.id, today)? else { return Ok(false) };
    let now = row.key(today);
    Ok(now < was && now.class <= Class::AskAuthority)
}

fn bulk_target(reader: &Reader, today: NaiveDate, accounts: &[AccountId], filter: &Filter) -> Result<BulkTarget> {
    let mut target = BulkTarget { accounts: Vec::with_capacity(accounts.len()), ..BulkTarget::default() };
    // Without those that another window has erased meanwhile.
    reader.summaries(accounts, |account| {
        target.accounts.push(account.id);
        target.begun += usize::from(account.phase != Phase::Draft);
        if !target.phases.contains(&account.phase) {
            target.phases.push(account.phase);
        }
        target.textless += usize::from(!account.has_text);
        if target.names.len() < NAMED {
            target.names.push((account.id, account.handle.to_owned()));
        }
    })?;
    target.accounts.sort_unstable();
    if !filter.is_all() {
        let shown: HashSet<AccountId> = reader.shown_by(today, filter)?.into_iter().collect();
        target.hidden = target.accounts.iter().filter(|id| !shown.contains(id)).count();
    }
    Ok(target)
}

/// Of how many of the newest events it is read for whom else they were logged.
const BATCHES: usize = 8;

/// The longest attached text that is shown, in bytes: a mail, not an archive of them.
const SHOWN: usize = 200_000;

fn attached(reader: &Reader, event: EventId) -> Result<Option<String>> {
    let bytes = reader.evidence(event)?.filter(|bytes| bytes.len() <= SHOWN);
    if let Some(text) = bytes.as_deref().and_then(readable) {
        return Ok(Some(text));
    }
    Ok(bytes.and_then(|bytes| String::from_utf8(bytes).ok()).filter(|text| !text.contains('\0')))
}

fn siblings(reader: &Reader, id: AccountId) -> Result<Msg> {
    let Some(account) = reader.account(id)? else { return Ok(Msg::Detail(id, None)) };
    reader.siblings(&account).map(|siblings| Msg::Siblings(id, siblings))
}

fn detail(reader: &Reader, id: AccountId) -> Result<Option<Detail>> {
    let Some(account) = reader.account(id)? else { return Ok(None) };
    let mut detail = Detail::new(account, reader.draft(id)?, reader.events(id)?);
    detail.covered = covered(reader, &detail.account, &detail.events)?;
    let numbers: BTreeSet<i64> = detail.events.iter().filter_map(|e| e.data.submission_id()).collect();
    for number in numbers {
        let mut others = reader.accounts_of_submission(number)?;
        others.retain(|other| *other != id);
        detail.shared.push((number, others));
    }
    let batches: BTreeSet<i64> = detail.events.iter().rev().filter_map(Event::shared_number).take(BATCHES).collect();
    for number in batches {
        let mut others = reader.in_batch(number)?;
        others.retain(|other| *other != id);
        detail.batches.push((number, others));
    }
    detail.half_typed = reader.half_typed_by_others(id)?;
    detail.mail = waiting_at(reader, id)?.map(Box::new);
    Ok(Some(detail))
}

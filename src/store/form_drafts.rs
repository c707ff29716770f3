//! What is typed in a dialog and not saved yet, so that neither a closed dialog nor a lost line takes it. It belongs to
//! the person who types, by login: two people at one account have one each. An empty login stands for no known one.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use rusqlite::{Connection, OptionalExtension, named_params};

use super::accounts;
use super::error::Result;
use super::users::user_name;
use crate::domain::AccountId;
use crate::domain::change::{FormDraft, HalfTyped};

/// Which fields are meant: of which dialog, about which account, and whose.
#[derive(Debug, Clone, Copy)]
pub(super) struct FormDraftKey<'a> {
    pub(super) account: Option<AccountId>,
    pub(super) form: &'a str,
    pub(super) login: Option<&'a str>,
}

impl FormDraftKey<'_> {
    fn number(self) -> Option<i64> {
        self.account.map(|id| id.0)
    }

    fn login(&self) -> &str {
        self.login.unwrap_or_default()
    }
}

/// Saves the fields of a dialog; `None` removes them.
pub(super) fn save(conn: &Connection, key: FormDraftKey<'_>, body: Option<&str>, open: bool) -> Result<()> {
    let (number, form, login) = (key.number(), key.form, key.login());
    let Some(body) = body else {
        conn.prepare_cached(
            "DELETE FROM form_drafts
             WHERE ifnull(account_id, 0) = ifnull(:account, 0) AND form = :form AND login = :login",
        )?
        .execute(named_params! { ":account": number, ":form": form, ":login": login })?;
        return Ok(());
    };
    key.account.map_or(Ok(()), |id| accounts::must_exist(conn, id))?;
    conn.prepare_cached(
        "INSERT INTO form_drafts (account_id, form, login, body, open) VALUES (:account, :form, :login, :body, :open)
         ON CONFLICT (ifnull(account_id, 0), form, login) DO UPDATE SET body = excluded.body, open = excluded.open",
    )?
    .execute(named_params! { ":account": number, ":form": form, ":login": login, ":body": body, ":open": open })?;
    Ok(())
}

pub(super) fn form_draft(conn: &Connection, key: FormDraftKey<'_>) -> Result<Option<String>> {
    let mut query = conn.prepare_cached(
        "SELECT body FROM form_drafts
         WHERE ifnull(account_id, 0) = ifnull(:account, 0) AND form = :form AND login = :login",
    )?;
    let params = named_params! { ":account": key.number(), ":form": key.form, ":login": key.login() };
    Ok(query.query_row(params, |row| row.get(0)).optional()?)
}

/// Whether nothing is half-typed by anybody, as mostly: to see that costs less than to prepare another question.
fn is_empty(conn: &Connection) -> Result<bool> {
    Ok(!conn.prepare_cached("SELECT 1 FROM form_drafts")?.exists([])?)
}

/// The dialogs of a person that were open when the program ended, oldest first.
pub(super) fn open_forms(conn: &Connection, login: Option<&str>) -> Result<Vec<FormDraft>> {
    if is_empty(conn)? {
        return Ok(Vec::new());
    }
    let mut query =
        conn.prepare_cached("SELECT account_id, form, body FROM form_drafts WHERE open = 1 AND login = :login ORDER BY rowid")?;
    let rows = query.query_map(named_params! { ":login": login.unwrap_or_default() }, |row| {
        let account: Option<i64> = row.get("account_id")?;
        Ok(FormDraft { account: account.map(AccountId), form: row.get("form")?, body: row.get("body")? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The dialogs of a person that were left half-typed: the newest, and how many there are.
pub(super) fn half_typed(conn: &Connection, login: Option<&str>) -> Result<Option<(HalfTyped, u64)>> {
    if is_empty(conn)? {
        return Ok(None);
    }
    let mut query = conn.prepare_cached(
        "SELECT f.form, a.handle, count(*) OVER () AS number
         FROM form_drafts f LEFT JOIN accounts a ON a.id = f.account_id
         WHERE f.open = 0 AND f.login = :login AND f.body NOT IN ('', '{}') ORDER BY f.rowid DESC LIMIT 1",
    )?;
    let newest = query.query_row(named_params! { ":login": login.unwrap_or_default() }, |row| {
        let number: i64 = row.get("number")?;
        Ok((HalfTyped { form: row.get("form")?, handle: row.get("handle")? }, number.unsigned_abs()))
    });
    Ok(newest.optional()?)
}

/// Who else has something half-typed about an account, by login.
pub(super) fn half_typed_by_others(conn: &Connection, account: AccountId, login: Option<&str>) -> Result<Vec<String>> {
    if is_empty(conn)? {
        return Ok(Vec::new());
    }
    let mut query = conn.prepare_cached(
        "SELECT DISTINCT login FROM form_drafts WHERE account_id = :account AND login NOT IN ('', :login) ORDER BY login",
    )?;
    let rows = query.query_map(named_params! { ":account": account.0, ":login": login.unwrap_or_default() }, |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// All accounts about which others have something half-typed, with their logins, by number: a longer list would say no
/// more.
pub(super) fn all_half_typed_by_others(conn: &Connection, login: Option<&str>) -> Result<Vec<(AccountId, String)>> {
    if is_empty(conn)? {
        return Ok(Vec::new());
    }
    let mut query = conn.prepare_cached(
        "SELECT DISTINCT account_id, login FROM form_drafts
         WHERE account_id IS NOT NULL AND login NOT IN ('', :login) ORDER BY account_id, login LIMIT 500",
    )?;
    let rows = query
        .query_map(named_params! { ":login": login.unwrap_or_default() }, |row| Ok((AccountId(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Gives what nobody is named for to the owner of the file: until now only that person could open it, unless somebody
/// had changed its permissions by hand.
pub(super) fn give_to_owner(conn: &Connection) -> Result<()> {
    let Some(path) = conn.path().filter(|path| !path.is_empty()).map(Path::new) else { return Ok(()) };
    let Ok(file) = fs::metadata(path) else { return Ok(()) };
    conn.prepare_cached("UPDATE form_drafts SET login = :login WHERE login = ''")?
        .execute(named_params! { ":login": user_name(file.uid()) })?;
    Ok(())
}

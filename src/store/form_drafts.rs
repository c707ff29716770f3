//! What is typed in a dialog and not saved yet, so that neither a closed dialog nor a lost line takes it.

use rusqlite::{Connection, OptionalExtension, named_params};

use super::accounts;
use super::error::Result;
use crate::domain::AccountId;
use crate::domain::change::FormDraft;

/// Saves the fields of a dialog; `None` removes them.
pub(super) fn save(conn: &Connection, account: Option<AccountId>, form: &str, body: Option<&str>, open: bool) -> Result<()> {
    let number = account.map(|id| id.0);
    let Some(body) = body else {
        conn.prepare_cached("DELETE FROM form_drafts WHERE ifnull(account_id, 0) = ifnull(:account, 0) AND form = :form")?
            .execute(named_params! { ":account": number, ":form": form })?;
        return Ok(());
    };
    account.map_or(Ok(()), |id| accounts::must_exist(conn, id))?;
    conn.prepare_cached(
        "INSERT INTO form_drafts (account_id, form, body, open) VALUES (:account, :form, :body, :open)
         ON CONFLICT (ifnull(account_id, 0), form) DO UPDATE SET body = excluded.body, open = excluded.open",
    )?
    .execute(named_params! { ":account": number, ":form": form, ":body": body, ":open": open })?;
    Ok(())
}

pub(super) fn form_draft(conn: &Connection, account: Option<AccountId>, form: &str) -> Result<Option<String>> {
    let mut query =
        conn.prepare_cached("SELECT body FROM form_drafts WHERE ifnull(account_id, 0) = ifnull(:account, 0) AND form = :form")?;
    let params = named_params! { ":account": account.map(|id| id.0), ":form": form };
    Ok(query.query_row(params, |row| row.get(0)).optional()?)
}

pub(super) fn open_forms(conn: &Connection) -> Result<Vec<FormDraft>> {
    let mut query = conn.prepare_cached("SELECT account_id, form, body FROM form_drafts WHERE open = 1 ORDER BY rowid")?;
    let rows = query.query_map([], |row| {
        let account: Option<i64> = row.get("account_id")?;
        Ok(FormDraft { account: account.map(AccountId), form: row.get("form")?, body: row.get("body")? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

//! What the database remembers of the world outside it: the folders that complaints were written to, and the addresses
//! that the person saw working.

use chrono::NaiveDate;
use rusqlite::{Connection, named_params};

use super::accounts;
use super::error::Result;
use crate::domain::AccountId;

/// Remembers a folder for each account that is still there.
pub(super) fn add_folder(conn: &Connection, accounts: &[AccountId], path: &str) -> Result<()> {
    let mut add = conn.prepare_cached(
        "INSERT OR IGNORE INTO complaint_folders (account_id, path) SELECT id, :path FROM accounts WHERE id = :id",
    )?;
    for account in accounts {
        add.execute(named_params! { ":id": account.0, ":path": path })?;
    }
    Ok(())
}

/// The folders with the complaints of accounts, by name, each once.
pub(super) fn folders(conn: &Connection, accounts: &[AccountId]) -> Result<Vec<String>> {
    let mut query = conn.prepare_cached(
        "SELECT DISTINCT path FROM complaint_folders WHERE account_id IN (SELECT value FROM json_each(:ids)) ORDER BY path",
    )?;
    let rows = query.query_map(named_params! { ":ids": accounts::json_numbers(accounts) }, |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Remembers that an address worked on a day.
pub(super) fn add_working_link(conn: &Connection, address: &str, on: NaiveDate) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO links_worked (address, worked_on) VALUES (:address, :on)
         ON CONFLICT (address) DO UPDATE SET worked_on = excluded.worked_on",
    )?
    .execute(named_params! { ":address": address, ":on": on.to_string() })?;
    Ok(())
}

/// The addresses that worked, with the day.
pub(super) fn working_links(conn: &Connection) -> Result<Vec<(String, NaiveDate)>> {
    let mut query = conn.prepare_cached("SELECT address, worked_on FROM links_worked ORDER BY address")?;
    let mut rows = query.query([])?;
    let mut links = Vec::new();
    while let Some(row) = rows.next()? {
        links.push((row.get("address")?, accounts::day(row, "worked_on")?));
    }
    Ok(links)
}

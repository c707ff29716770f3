//! Drafts: what is prepared for the next submission. Two windows may write the same one, and nothing that
//! either of them typed is lost.

use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::error::Result;
use crate::domain::{AccountId, Draft, Ground, ManualSteps};

/// Stands between two windows' texts where both are kept.
pub const SEPARATOR: &str = "\n\n-----\n\n";

pub(super) fn draft(conn: &Connection, id: AccountId) -> Result<Draft> {
    let mut query = conn.prepare_cached("SELECT grounds, reason, ticks, version FROM drafts WHERE account_id = :account")?;
    Ok(query.query_row(named_params! { ":account": id.0 }, read).optional()?.unwrap_or_default())
}

pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Draft> {
    let grounds = row.get_ref("grounds")?.as_str()?;
    Ok(Draft {
        grounds: Ground::ALL.into_iter().filter(|g| grounds.split(' ').any(|id| id == g.id())).collect(),
        reason: row.get("reason")?,
        ticks: ManualSteps(row.get("ticks")?),
        version: row.get("version")?,
    })
}

/// Saves a draft: its version now, and the text with another window's in it, where there were two.
pub(super) fn save(conn: &Connection, id: AccountId, ours: &Draft) -> Result<(i64, Option<String>)> {
    let theirs = draft(conn, id)?;
    let reason = if ours.version == theirs.version { ours.reason.clone() } else { merged(&ours.reason, &theirs.reason) };
    let changed = theirs.version == 0 || reason != theirs.reason;
    let version = theirs.version + i64::from(changed);
    write(conn, id, &Draft { grounds: ours.grounds.clone(), reason: reason.clone(), ticks: ours.ticks, version })?;
    Ok((version, (reason != ours.reason).then_some(reason)))
}

/// Both texts: the longer one where it holds the other, else one after the other.
fn merged(ours: &str, theirs: &str) -> String {
    if ours.contains(theirs.trim()) {
        ours.to_owned()
    } else if theirs.contains(ours.trim()) {
        theirs.to_owned()
    } else {
        [ours, theirs].join(SEPARATOR)
    }
}

pub(super) fn write(conn: &Connection, id: AccountId, draft: &Draft) -> Result<()> {
    let grounds: Vec<_> = draft.grounds.iter().map(|g| g.id()).collect();
    conn.prepare_cached(
        "INSERT INTO drafts (account_id, grounds, reason, ticks, version)
         VALUES (:account, :grounds, :reason, :ticks, :version)
         ON CONFLICT (account_id) DO UPDATE SET
             grounds = excluded.grounds, reason = excluded.reason, ticks = excluded.ticks, version = excluded.version",
    )?
    .execute(named_params! {
        ":account": id.0, ":grounds": grounds.join(" "), ":reason": draft.reason,
        ":ticks": draft.ticks.0, ":version": draft.version,
    })?;
    Ok(())
}

/// Takes the ticks of the steps back, for a new attempt.
pub(super) fn clear_ticks(conn: &Connection, id: AccountId) -> Result<()> {
    conn.prepare_cached("UPDATE drafts SET ticks = 0 WHERE account_id = :account")?
        .execute(named_params! { ":account": id.0 })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::merged;

    #[test]
    fn of_two_texts_the_longer_one_wins_only_where_it_holds_the_other() {
        assert_eq!(merged("ett två", "ett"), "ett två");
        assert_eq!(merged("ett\n", "ett två"), "ett två");
        assert_eq!(merged("ett", "två"), "ett\n\n-----\n\ntvå");
        assert_eq!(merged("", "två"), "två");
        assert_eq!(merged("ett", ""), "ett");
    }
}

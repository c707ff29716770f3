//! Mails that came in: those that wait to be gone through, and what is needed to know one again.

use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::accounts::day;
use super::batch::Batch;
use super::error::Result;
use super::reader::Reader;
use crate::domain::mail::{MailHead, MailId, MailRecord, WaitingMail};
use crate::domain::{AccountId, EventKind};

/// How many accounts with one address are worth telling apart.
const SAME_EMAIL: i64 = 50;

impl Batch<'_> {
    /// Whether a message is known, by its `Message-ID` or by the SHA-256 of its bytes as they are kept.
    pub fn knows_mail(&self, head: &MailHead) -> Result<bool> {
        Ok(self.mail_of(head)?.is_some())
    }

    /// The number of a message that is known.
    pub fn mail_of(&self, head: &MailHead) -> Result<Option<MailId>> {
        known(self.connection(), head)
    }

    /// Adds a message that can belong to these accounts. With bytes it waits to be gone through.
    pub fn add_mail(&mut self, head: &MailHead, accounts: &[AccountId], data: Option<&[u8]>) -> Result<MailId> {
        let conn = self.connection();
        let id = insert(conn, head, data)?;
        for account in accounts {
            link(conn, id, *account)?;
        }
        Ok(id)
    }

    /// Inserts a message of an export: one that is here already gets the account as one more that it can
    /// belong to.
    pub fn import_mail(&mut self, mail: &MailRecord, account: Option<AccountId>) -> Result<()> {
        let conn = self.connection();
        let id = match known(conn, &mail.head)? {
            Some(id) => id,
            None => insert(conn, &mail.head, mail.data.as_deref())?,
        };
        account.map_or(Ok(()), |account| link(conn, id, account))
    }

    /// Says whose a message is.
    pub fn lay_mail(&mut self, id: MailId, account: AccountId) -> Result<()> {
        let conn = self.connection();
        link(conn, id, account)?;
        let sql = "DELETE FROM mail_accounts WHERE mail_id = :id AND account_id <> :account";
        conn.prepare_cached(sql)?.execute(named_params! { ":id": id.0, ":account": account.0 })?;
        Ok(())
    }

    /// A message was logged or put away: its bytes go, and it stays known.
    pub fn close_mail(&mut self, id: MailId) -> Result<()> {
        let sql = "UPDATE mails SET data = NULL, sender = '', subject = '' WHERE id = :id";
        self.connection().prepare_cached(sql)?.execute(named_params! { ":id": id.0 })?;
        Ok(())
    }

    /// A message that was logged waits again, with its bytes and what was taken from it then; whether one with this SHA-256
    /// did not wait.
    pub fn reopen_mail(&mut self, head: &MailHead, bytes: &[u8]) -> Result<bool> {
        let sql = "UPDATE mails SET data = :data, sender = :sender, subject = :subject WHERE sha256 = :sha256 AND data IS NULL";
        let params = named_params! {
            ":data": bytes, ":sender": head.sender, ":subject": head.subject, ":sha256": head.sha256,
        };
        Ok(self.connection().prepare_cached(sql)?.execute(params)? > 0)
    }

    /// The bytes of a message that waits; `None` where it does no longer.
    pub fn mail_data(&self, id: MailId) -> Result<Option<Vec<u8>>> {
        data(self.connection(), id)
    }

    /// The accounts with an e-mail address, whatever the case of its letters, by number.
    pub fn accounts_of_email(&self, email: &str) -> Result<Vec<AccountId>> {
        let sql = "SELECT id FROM accounts WHERE email <> '' AND email = :email COLLATE NOCASE ORDER BY id LIMIT :most";
        let mut query = self.connection().prepare_cached(sql)?;
        let ids = query.query_map(named_params! { ":email": email, ":most": SAME_EMAIL }, |row| row.get(0).map(AccountId))?;
        Ok(ids.collect::<rusqlite::Result<_>>()?)
    }
}

impl Reader {
    /// Messages that wait, behind one, in the order in which they came; at most `limit`.
    pub fn mails_after(&self, after: MailId, limit: usize) -> Result<Vec<WaitingMail>> {
        self.read(|conn| {
            let sql = "SELECT id, message_id, sha256, day, sender, subject, kind FROM mails
                       WHERE data IS NOT NULL AND id > :after ORDER BY id LIMIT :limit";
            let mut query = conn.prepare_cached(sql)?;
            let mut rows = query.query(named_params! { ":after": after.0, ":limit": limit as i64 })?;
            let mut mails = Vec::new();
            while let Some(row) = rows.next()? {
                mails.push(waiting(conn, row)?);
            }
            Ok(mails)
        })
    }

    /// The first message that waits and can belong to an account, and how many more do.
    pub fn first_mail(&self, account: AccountId) -> Result<Option<(WaitingMail, u64)>> {
        self.in_snapshot(|reader| {
            let waiting = reader.read(|conn| waiting_of(conn, account))?;
            let Some(first) = waiting.first() else { return Ok(None) };
            Ok(reader.mail(*first)?.map(|mail| (mail, waiting.len() as u64 - 1)))
        })
    }

    /// A message that waits.
    pub fn mail(&self, id: MailId) -> Result<Option<WaitingMail>> {
        Ok(self.mails_after(MailId(id.0 - 1), 1)?.into_iter().find(|mail| mail.id == id))
    }

    /// The bytes of a message that waits.
    pub fn mail_data(&self, id: MailId) -> Result<Option<Vec<u8>>> {
        self.read(|conn| data(conn, id))
    }

    /// The messages of an account for an export, those that were dealt with included; with `None` those
    /// that no account fits. One after the other: they can be large.
    pub fn each_mail<E: From<super::error::Error>>(
        &self,
        account: Option<AccountId>,
        mut take: impl FnMut(MailRecord) -> Result<(), E>,
    ) -> Result<(), E> {
        let sql = "SELECT mails.* FROM mails LEFT JOIN mail_accounts ON mail_id = mails.id
                   WHERE account_id IS :account ORDER BY mails.id";
        let mut taken = Ok(());
        self.read(|conn| {
            let mut query = conn.prepare_cached(sql)?;
            let mut rows = query.query(named_params! { ":account": account.map(|id| id.0) })?;
            while let (Some(row), true) = (rows.next()?, taken.is_ok()) {
                taken = take(MailRecord { head: head(row)?, data: row.get("data")? });
            }
            Ok(())
        })?;
        taken
    }
}

fn known(conn: &Connection, head: &MailHead) -> Result<Option<MailId>> {
    let sql = "SELECT id FROM mails WHERE sha256 = :sha256 OR (message_id = :id AND message_id <> '') LIMIT 1";
    let params = named_params! { ":sha256": head.sha256, ":id": head.message_id };
    Ok(conn.prepare_cached(sql)?.query_row(params, |row| row.get(0).map(MailId)).optional()?)
}

fn insert(conn: &Connection, head: &MailHead, data: Option<&[u8]>) -> Result<MailId> {
    conn.prepare_cached(
        "INSERT INTO mails (message_id, sha256, day, sender, subject, kind, data)
         VALUES (:message_id, :sha256, :day, :sender, :subject, :kind, :data)",
    )?
    .execute(named_params! {
        ":message_id": head.message_id, ":sha256": head.sha256, ":day": head.on.map(|day| day.to_string()),
        ":sender": head.sender, ":subject": head.subject, ":kind": head.kind.map(EventKind::id), ":data": data,
    })?;
    Ok(MailId(conn.last_insert_rowid()))
}

fn link(conn: &Connection, id: MailId, account: AccountId) -> Result<()> {
    let sql = "INSERT INTO mail_accounts (mail_id, account_id) VALUES (:mail, :account) ON CONFLICT DO NOTHING";
    conn.prepare_cached(sql)?.execute(named_params! { ":mail": id.0, ":account": account.0 })?;
    Ok(())
}

fn data(conn: &Connection, id: MailId) -> Result<Option<Vec<u8>>> {
    let mut query = conn.prepare_cached("SELECT data FROM mails WHERE id = :id")?;
    Ok(query.query_row(named_params! { ":id": id.0 }, |row| row.get(0)).optional()?.flatten())
}

/// The messages that wait and can belong to an account. Seldom is there one, so what they say is asked for apart.
fn waiting_of(conn: &Connection, account: AccountId) -> Result<Vec<MailId>> {
    let mut query = conn.prepare_cached(
        "SELECT mail_id FROM mail_accounts JOIN mails ON mails.id = mail_id
         WHERE account_id = :account AND data IS NOT NULL ORDER BY mail_id",
    )?;
    let ids = query.query_map(named_params! { ":account": account.0 }, |row| row.get(0).map(MailId))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

fn waiting(conn: &Connection, row: &Row<'_>) -> Result<WaitingMail> {
    let id = MailId(row.get("id")?);
    let mut query = conn.prepare_cached("SELECT account_id FROM mail_accounts WHERE mail_id = :id ORDER BY account_id")?;
    let accounts = query.query_map(named_params! { ":id": id.0 }, |row| row.get(0).map(AccountId))?;
    Ok(WaitingMail { id, accounts: accounts.collect::<rusqlite::Result<_>>()?, head: head(row)? })
}

fn head(row: &Row<'_>) -> Result<MailHead> {
    let dated: Option<String> = row.get("day")?;
    let kind: Option<String> = row.get("kind")?;
    Ok(MailHead {
        message_id: row.get("message_id")?,
        sha256: row.get("sha256")?,
        on: dated.map(|_| day(row, "day")).transpose()?,
        sender: row.get("sender")?,
        subject: row.get("subject")?,
        kind: kind.as_deref().and_then(EventKind::from_id),
    })
}

//! The received mails in an export.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

use super::events::day;
use super::record::LineFault;
use crate::domain::EventKind;
use crate::domain::mail::{MailHead, MailRecord};
use crate::exchange::checksum::sha256;

/// A mail that came in.
#[derive(Debug, Deserialize)]
pub(super) struct ExportedMail {
    #[serde(default)]
    message_id: String,
    sha256: String,
    on: Option<String>,
    #[serde(default)]
    sender: String,
    #[serde(default)]
    subject: String,
    kind: Option<String>,
    data: Option<String>,
}

impl ExportedMail {
    /// The mail, when its bytes are the ones that its checksum speaks of.
    pub(super) fn record(self) -> Result<MailRecord, LineFault> {
        let on = self.on.map(|text| day("on", &text)).transpose()?;
        let kind =
            |id: String| EventKind::from_id(&id).ok_or_else(|| LineFault::among("kind", &id, EventKind::IDS.iter().copied()));
        let kind = self.kind.map(kind).transpose()?;
        let data = self.data.map(|data| STANDARD.decode(data).unwrap_or_default());
        if data.as_ref().is_some_and(|bytes| sha256(bytes) != self.sha256) {
            return Err(LineFault::Evidence(self.subject));
        }
        let (message_id, sha256, sender, subject) = (self.message_id, self.sha256, self.sender, self.subject);
        Ok(MailRecord { head: MailHead { message_id, sha256, on, sender, subject, kind }, data })
    }
}

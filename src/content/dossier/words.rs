//! The sentences of the dossier, one struct field each, from `complaint.toml` in each language's folder in `assets`.

use serde::Deserialize;

use crate::content::Plural;
use crate::content::language::{PerLang, per_lang};
use crate::domain::Lang;
use crate::domain::text::fold_case;

static WORDS: PerLang<Words> = per_lang!(PerLang, "complaint.toml");

/// The sentences in a language.
pub(super) fn words(lang: Lang) -> &'static Words {
    WORDS.get(lang)
}

/// Whether a file's name says that it is a written authority.
pub(super) fn names_authority(file: &str) -> bool {
    let file = fold_case(file);
    Lang::ALL.iter().flat_map(|lang| &words(*lang).authority_files).any(|word| file.contains(word))
}

/// Makes a struct of texts.
macro_rules! sentences {
    ($($type:ident { $($field:ident),+ $(,)? })+) => {
        $(
            #[derive(Debug, Deserialize)]
            #[serde(deny_unknown_fields)]
            pub(super) struct $type { $(pub $field: String),+ }
        )+
    };
}

/// Everything the dossier can say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    /// What the name of a file with a written authority is likely to hold, in lower case.
    pub authority_files: Vec<String>,
    pub public_record: String,
    pub title: String,
    /// The name of the dossier's files, without ending.
    pub file: String,
    pub headings: Headings,
    pub parties: Parties,
    pub about: About,
    pub asks: Asks,
    pub request: Request,
    pub log: Log,
    pub reckoning: Reckoned,
    pub law: Law,
    pub attachments: Attachments,
    pub decision: Decision,
    pub missing: MissingWords,
}

/// The objection as it was sent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Request {
    pub attempt: String,
    pub sent: String,
    pub email: String,
    pub country: String,
    pub form: String,
    pub covers: String,
    pub more: Plural,
    pub text: String,
    pub no_text: String,
}

sentences! {
    Headings { parties, about, asks, request, chronology, reckoning, law, attachments, decision }
    Parties {
        to, authority, lodged_at, day, complainant, email, phone, address, account, accounts, representative, authority_follows,
        controller, meta, other_country,
    }
    About {
        silence, acknowledged, late_extension, late_answer, refused, refused_with, refused_without, granted, waiting,
        nothing_sent,
    }
    Asks { silence, late_answer, refused, no_reasons, stop, informed }
    Log {
        submitted, submitted_again, code_asked, covers, confirmed, acknowledged, info_requested, identity_requested,
        info_supplied, extended, late, granted, refused, refused_with, refused_without, reminded, complaint_lodged,
        number, case_number, decision_requested, authority_replied, closed, reopened, noted, note, evidence_added,
    }
    Reckoned {
        basis, sent, code, pending, month, extended, last, from, late_notice, unanswered, in_time, too_late, identity,
    }
    Law { month, reasons, object, complain, decision }
    Attachments { none, name, size, bytes }
    Decision { title, lodged, number, no_number, passed, early, ask }
    MissingWords {
        name, contact, authority, correspondence, request, early, elsewhere, answered, notes, personal_number, decision_early,
        case_number, appeal, no_complaint,
    }
}

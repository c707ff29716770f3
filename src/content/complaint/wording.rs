//! The sentences of the complaint, from `complaint.toml` in each language's folder, and how they are filled in.

use std::collections::HashMap;

use crate::content::asset::fill;
use crate::content::language::{PerLang, language_name, per_lang};
use crate::content::phrase::{Plural, by_field, phrase};
use crate::domain::Lang;
use crate::domain::text::fold_case;
use crate::domain::who::{Authority, Controller};

static WORDING: PerLang<Wording> = per_lang!(PerLang, "complaint");

/// The sentences in a language.
pub(super) fn wording(lang: Lang) -> &'static Wording {
    WORDING.get(lang)
}

/// Whether a file's name says that it is a written authority, in any language.
pub(super) fn names_authority(file: &str) -> bool {
    let file = fold_case(file);
    Lang::ALL.iter().flat_map(|lang| &wording(*lang).authority_files).any(|word| file.contains(word))
}

/// What is filled into every sentence: who is complained about, to whom, and who speaks.
#[derive(Debug, Clone)]
pub(super) struct Voice {
    values: Vec<(&'static str, &'static str)>,
}

impl Voice {
    /// In the first person, or in the third where the complainant is represented.
    pub fn new(lang: Lang, represented: bool, controller: &'static Controller) -> Self {
        let words = wording(lang);
        let who = if represented { &words.third_person } else { &words.first_person };
        let (authority, theirs) = (Authority::get(), controller.texts(lang));
        let court = authority.texts(lang);
        Self {
            values: vec![
                ("I", &who.subject),
                ("i", &who.inner),
                ("me", &who.object),
                ("my", &who.genitive),
                ("mine", &who.genitive_plural),
                ("controller", &controller.name),
                ("controller_s", &theirs.name_s),
                ("controller_full", &controller.legal_name),
                ("lead", &theirs.supervisor),
                ("authority", &authority.name),
                ("authority_s", &court.name_s),
                ("authority_full", &court.full_name),
                ("court", &court.court),
            ],
        }
    }

    /// A sentence with everything filled in, `more` first.
    pub fn say(&self, phrase: &str, more: &[(&str, &str)]) -> String {
        let values: Vec<(&str, &str)> = more.iter().copied().chain(self.values.iter().copied()).collect();
        fill(phrase, &values)
    }
}

impl Wording {
    /// What a country is called, by its code (ISO 3166-1 alpha-2), or the code where it has no name here.
    pub fn country<'a>(&'a self, code: &'a str) -> &'a str {
        self.countries.get(code).or_else(|| self.countries_outside.get(code)).map_or(code, String::as_str)
    }

    /// That a text is in a language, where the complaint is in another one.
    pub fn in_language(&self, of: Lang, lang: Lang) -> String {
        fill(&self.annexes.in_language, &[("language", language_name(of, lang))])
    }
}

/// Makes a struct of texts.
macro_rules! sentences {
    ($($type:ident { $($field:ident $(: $kind:ty)?),+ $(,)? })+) => {
        $(
            #[derive(Debug, Default)]
            pub(super) struct $type { $(pub $field: phrase!($($kind)?)),+ }
            by_field!($type { $($field),+ });
        )+
    };
}

sentences! {
    Wording {
        authority_files: Vec<String>, title, title_addition, file, read_first_file, annex_mark, annexes_mark,
        first_person: Pronouns, third_person: Pronouns, headings: Headings, parties: PartyWords, matter: MatterWords,
        asks: AskWords, events: EventWords, deadline: DeadlineWords, law: LawWords, annexes: AnnexWords,
        kinds: HashMap<String, String>, decision: DecisionWords, appeal: AppealWords, checklist: ChecklistWords,
        read_first: ReadFirstWords, countries: HashMap<String, String>, countries_outside: HashMap<String, String>,
        outcomes: HashMap<String, String>, plain_events: HashMap<String, String>,
    }
    Pronouns { subject, inner, object, genitive, genitive_plural }
    Headings { matter, asks, asks_other, events, annexes, deadline, law, annex }
    PartyWords {
        to, against, against_other, name, name_other, resident, reach, reach_other, account, accounts, account_email,
        case_number, represented_by, agent, guardian, trustee, organisation, signed_for, signed_by,
    }
    MatterWords {
        objected_before, objected_before_bare, objected, objected_bare, again, again_bare, same_objection, the_objection, the_objections, code_entered, code_entered_of, code_shown, lost,
        lost_of, lost_several, lost_day, only_acknowledged, only_acknowledged_several, unanswered_question, unanswered_identity, answered_identity, extended, extended_with,
        extended_without, extended_late, extended_late_of, until, capped, refused, refused_with, refused_without, granted, answered_late,
        answered_late_of, answered_late_code, answered_late_code_of, continued, no_answer, no_answer_of, no_answers, no_later_answers, expired, expired_safe, expired_safe_runs, expired_safe_runs_of, counted, counted_of, counted_runs, unreasoned, unreasoned_of, unreasoned_runs,
        identity_over, identity_runs, expired_of,
        expired_safe_of, would_have, would_have_of, would_run, waiting, waiting_unreasoned,
    }
    AskWords {
        silence, perhaps_silent, code, late, perhaps_late, extension, refused, reasons, continued, comply, restrict, stop, erase, inform,
        concerning,
    }
    EventWords {
        submitted, submitted_again, covers, more: Plural, code_asked, info_requested, identity_requested, extended,
        complaint_lodged, complaint_numbered, objected_to_resolution, noted, noted_in,
    }
    DeadlineWords {
        basis, sent, code, pending, runs_sent, runs_code, moved, safe, extended, runs_extended, late_notice, identity,
        runs_identity, identity_moved, attempt,
    }
    LawWords { month, reasons, object, restrict, erase }
    AnnexWords { objection, draft, objection_of, objection_for, follows, file, kind, none, in_language }
    DecisionWords { title, lodged, passed, ask }
    AppealWords {
        title, to, lodged_through, case, case_unnumbered, in_case, complaint, complaint_unnumbered, decisions: HashMap<String, String>, silence, served, in_time, asks,
        asks_silence, reasons, reasons_silence, annex_decision, annex_request, annex_complaint, annex_notice,
        title_objection, objection, objection_asks, objection_in_time,
    }
    ChecklistWords {
        public_record, name, contact, contact_representative, authority, register_extract, mandate, correspondence, request,
        code, code_counted, addition, unlogged_reply, question, early, early_safe_only, early_safe, answered, left_out, rebut, bare, child, identity_runs, unexplained,
        elsewhere, outside, private_notes: Plural, personal_number, decision_early, decision_safe, decision_asked, decision_overdue, already_appealed, already_objected, objection_why, objection_late, objection_soon,
        already_replied, case_number, no_complaint, no_decision, served, served_differs, court_language, appeal_late,
        appeal_soon,
    }
    ReadFirstWords { title, lodge, link, number, files, missing }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::EventKind;

    #[test]
    fn no_phrase_is_missing_in_any_language() {
        WORDING.assert_complete();
    }

    /// Kinds whose sentence depends on more than the kind.
    const SAID_OTHERWISE: [EventKind; 5] = [
        EventKind::Submitted,
        EventKind::InfoRequested,
        EventKind::Extended,
        EventKind::ComplaintLodged,
        EventKind::AuthorityReplied,
    ];
    /// Kinds that are no event of the story: a note is said by itself, a number with its complaint, a file as an annex.
    const LEFT_OUT: [EventKind; 6] = [
        EventKind::CaseNumber,
        EventKind::Closed,
        EventKind::Reopened,
        EventKind::Note,
        EventKind::EvidenceAdded,
        EventKind::Voided,
    ];

    #[test]
    fn every_kind_of_event_has_a_sentence_or_is_left_out_on_purpose() {
        for lang in Lang::ALL {
            let plain = &wording(lang).plain_events;
            let ways = |kind: &EventKind| {
                [plain.contains_key(kind.id()), SAID_OTHERWISE.contains(kind), LEFT_OUT.contains(kind)]
                    .into_iter()
                    .filter(|way| *way)
            };
            let wrong: Vec<&str> = EventKind::ALL.iter().filter(|kind| ways(kind).count() != 1).map(|kind| kind.id()).collect();
            assert_eq!(wrong, Vec::<&str>::new(), "a line in [plain_events] of {}/complaint.toml, or left out here", lang.id());
        }
    }

    #[test]
    fn a_sentence_for_an_event_goes_by_the_id_of_its_kind() {
        for lang in Lang::ALL {
            let ids = wording(lang).plain_events.keys();
            assert!(ids.len() > 0 && ids.into_iter().all(|id| EventKind::from_id(id).is_some()), "{}", lang.id());
        }
    }
}

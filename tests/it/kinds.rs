//! One table says what each kind of event is; here every place that has to know a kind is asked for each of them.

use nej::content::{fill, kind_words};
use nej::domain::event_field::EventFieldError;
use nej::domain::offered::offered_events;
use nej::domain::{Case, EventData, EventField, EventId, EventKind, FieldType, FieldValue, Lang, Phase};

use crate::desk::day;

/// Some value that a field can hold.
fn sample(field: EventField) -> FieldValue<'static> {
    match field.field_type() {
        FieldType::Text => FieldValue::Text(format!("some {}", field.id()).into()),
        FieldType::Number => FieldValue::Number(1),
        FieldType::Flag => FieldValue::Flag(true),
        FieldType::Day => FieldValue::Day(day("2026-03-02")),
        FieldType::Choice(ids) => FieldValue::Text(ids[ids.len() - 1].into()),
    }
}

/// An event of each kind in which every field holds something.
pub fn full(kind: EventKind) -> EventData {
    EventData::from_fields(kind, |field| Ok::<_, EventFieldError>(Some(sample(field)))).unwrap()
}

#[test]
fn what_an_event_carries_is_what_its_row_of_the_table_says() {
    for kind in EventKind::ALL.iter().copied() {
        let data = full(kind);
        assert_eq!(data.kind(), kind);
        let carried: Vec<EventField> = data.fields().into_iter().map(|(field, _)| field).collect();
        let told: Vec<EventField> = kind.fields().iter().map(|(field, _)| *field).collect();
        assert_eq!(carried, told, "{kind:?}");
        assert!(data.fields().into_iter().all(|(field, value)| value == sample(field)), "{kind:?}");
    }
}

#[test]
fn an_event_without_a_field_it_needs_is_refused_by_the_name_of_the_field() {
    for kind in EventKind::ALL.iter().copied() {
        for (missing, required) in kind.fields().iter().copied() {
            let get = |field| Ok::<_, EventFieldError>((field != missing).then(|| sample(field)));
            let made = EventData::from_fields(kind, get);
            assert_eq!(made.is_err(), required, "{kind:?} {missing:?}");
            if required {
                assert_eq!(made, Err(EventFieldError::Missing(missing)), "{kind:?}");
            }
        }
    }
}

#[test]
fn every_kind_is_offered_somewhere_or_has_a_key_or_a_command_of_its_own() {
    let own = [EventKind::Submitted, EventKind::Note, EventKind::EvidenceAdded, EventKind::Voided];
    let offered: Vec<EventKind> = Phase::ALL.iter().flat_map(|phase| offered_events(&Case::default(), *phase)).collect();
    for kind in EventKind::ALL.iter().filter(|kind| !own.contains(kind)) {
        assert!(offered.contains(kind), "{kind:?}");
    }
    assert!(own.iter().all(|kind| !offered.contains(kind)));
    let by_log: Vec<EventKind> = EventKind::by_log().collect();
    assert!(EventKind::ALL.iter().all(|kind| by_log.contains(kind) == (!own.contains(kind) || *kind == EventKind::Note)));
}

#[test]
fn every_kind_has_its_words_in_both_languages() {
    for lang in Lang::ALL {
        for kind in EventKind::ALL {
            let words = kind_words(*kind, lang);
            assert!(!words.short.is_empty() && words.help.ends_with('.'), "{kind:?}");
            assert_eq!(fill(&words.help, &[]), words.help, "{kind:?}");
        }
    }
}

#[test]
fn a_voiding_points_at_an_event() {
    assert_eq!(full(EventKind::Voided), EventData::Voided { voids: EventId(1) });
}

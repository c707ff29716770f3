//! A reply that begins with a mail: the event it proposes and its own day are filled in, and it goes along as evidence.

use crate::app::model::field::{Choice, Field, FieldId, FieldInput};
use crate::app::model::form::Form;
use crate::domain::EventKind;
use crate::domain::change::{Change, NewEvent};
use crate::domain::mail::{MailPreview, WaitingMail};

/// Fills in what a mail proposes. Where that is not clear nothing is chosen, and nothing can be logged before it is.
pub fn begin_with(form: &mut Form, preview: &MailPreview) {
    let head = &preview.mail.head;
    // It may have begun with another mail of the same account.
    form.fields.retain(|field| field.id != FieldId::WithMail);
    for field in &mut form.fields {
        match (&mut field.input, field.id) {
            (FieldInput::Choice { options, at }, FieldId::Event) => {
                options.retain(|option| matches!(option, Choice::Kind(_)));
                for kind in head.kind.into_iter().chain([EventKind::Note]).map(Choice::Kind) {
                    if !options.contains(&kind) {
                        options.push(kind);
                    }
                }
                if head.kind.is_none() {
                    options.insert(0, Choice::Undecided);
                }
                let proposed = head.kind.map_or(Choice::Undecided, Choice::Kind);
                *at = options.iter().position(|option| *option == proposed).unwrap_or(*at);
                field.initial = field.value();
            }
            (FieldInput::Day(edit), FieldId::Day) => {
                edit.set(&head.on.map(|on| on.to_string()).unwrap_or_default());
                field.initial = field.value();
            }
            _ => {}
        }
    }
    form.fields.push(Field::choice(FieldId::WithMail, vec![Choice::Yes(true), Choice::Yes(false)], Choice::Yes(true)));
    form.mail = Some(Box::new(preview.clone()));
}

/// The mail that goes along with the change that a dialog writes, and the event; `None` where none does.
pub fn filed(form: &Form, change: &Change) -> Option<(WaitingMail, NewEvent)> {
    let preview = form.mail.as_ref().filter(|_| form.chosen(FieldId::WithMail) == Some(Choice::Yes(true)))?;
    let Change::Record { events, .. } = change else { return None };
    let mut event = events.first()?.clone();
    if event.data.kind() == EventKind::Note && event.note.is_empty() {
        event.note.clone_from(&preview.mail.head.subject);
    }
    Some((preview.mail.clone(), event))
}

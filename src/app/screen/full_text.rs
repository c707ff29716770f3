//! The text beside the panes of a huge screen: what is to be handed over next, whole.

use super::complaint;
use crate::app::forms;
use crate::app::model::Model;
use crate::content::phrases;

/// The title and the text: the complaint once a month has passed without an answer, else the text to the controller. `None`
/// where there is no account; the text is empty where nothing is chosen or written yet.
pub fn of(model: &Model) -> Option<(&'static str, String)> {
    let detail = model.detail.as_ref()?;
    let words = &phrases(model.lang).panes;
    let overdue = detail.case.state(detail.account.added_on, model.today).overdue(model.today);
    let complaint = (overdue || complaint::asks_decision(model, detail)).then(|| complaint::handed(model)).flatten();
    Some(match complaint {
        Some(text) => (&words.complaint, text),
        None => (&words.text, forms::explanation(detail, model.lang)),
    })
}

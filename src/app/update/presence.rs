//! Telling the other people at the database what this window is at, whenever that changes.

use crate::app::model::Model;
use crate::app::model::msg::Effect;
use crate::app::screen::others::presence;

/// To be asked after each message.
pub(super) fn told(model: &mut Model) -> Option<Effect> {
    let now = presence(model);
    if !model.shared || now == model.told {
        return None;
    }
    model.told = now;
    Some(Effect::TellOthers(now))
}

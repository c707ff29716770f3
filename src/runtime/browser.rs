//! Opening a link in a browser of this machine.

use super::system_error::system_words;
use crate::app::model::msg::HandOff;
use crate::content::links::is_web_address;
use crate::domain::Lang;

/// Opens a link without waiting for the browser's end.
pub fn browse(link: &str, lang: Lang) -> HandOff {
    if !is_web_address(link) {
        return HandOff::Failed(link.to_owned());
    }
    match open::that_detached(link) {
        Ok(()) => HandOff::Browser,
        Err(error) => HandOff::Failed(system_words(&error, lang)),
    }
}

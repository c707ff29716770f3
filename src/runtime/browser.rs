//! Opening a link in a browser of this machine.

use crate::app::model::msg::HandOff;
use crate::content::links::is_web_address;

/// Opens a link without waiting for the browser's end.
pub fn browse(link: &str) -> HandOff {
    if !is_web_address(link) {
        return HandOff::Failed(link.to_owned());
    }
    match open::that_detached(link) {
        Ok(()) => HandOff::Browser,
        Err(error) => HandOff::Failed(error.to_string()),
    }
}

//! Opening a link in a browser of this machine.

use crate::app::model::msg::Handed;
use crate::content::links::is_web_address;

/// Opens a link without waiting for the browser's end.
pub fn browse(link: &str) -> Handed {
    if !is_web_address(link) {
        return Handed::Failed(link.to_owned());
    }
    match open::that_detached(link) {
        Ok(()) => Handed::Browser,
        Err(error) => Handed::Failed(error.to_string()),
    }
}

//! Who sits at the keyboard: the contact details for a complaint, from the settings.

use super::text::fold_case;

/// The person who uses nej, as far as the settings say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ContactDetails {
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Telephone.
    pub phone: String,
    /// Postal address, on one or several lines.
    pub address: String,
}

impl ContactDetails {
    /// Whether a name is this person's.
    pub fn is(&self, name: &str) -> bool {
        let name = name.trim();
        !name.is_empty() && fold_case(name) == fold_case(self.name.trim())
    }
}

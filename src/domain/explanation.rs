//! The explanation: what goes into the form's field, composed of the custom reason and the chosen grounds.

/// Puts the parts together, a paragraph each: `opening`, the custom reason, the grounds, `asks`. Empty when there is
/// neither a reason nor a ground, since an opening alone explains nothing.
///
/// The custom reason comes first: Article 21(1) GDPR asks for grounds relating to the particular situation.
pub fn compose(opening: &str, grounds: &[&str], reason: &str, asks: &str) -> String {
    let reason = reason.trim();
    if reason.is_empty() && grounds.is_empty() {
        return String::new();
    }
    let mut parts = vec![opening];
    parts.extend((!reason.is_empty()).then_some(reason));
    parts.extend(grounds);
    parts.push(asks);
    parts.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::compose;

    #[test]
    fn the_own_situation_comes_before_the_grounds() {
        assert_eq!(compose("Opening.", &["One.", "Two."], " Mine.\n", "Asks."), "Opening.\n\nMine.\n\nOne.\n\nTwo.\n\nAsks.");
        assert_eq!(compose("Opening.", &[], " \n ", "Asks."), "");
    }
}

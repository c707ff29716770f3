//! What the receiving server noted about DKIM (RFC 8601). It is that server's word, and is shown as such: nej checks
//! no signature.

/// A DKIM result as the receiving server wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DkimNote {
    /// The server that says so (`authserv-id`).
    pub server: String,
    /// The domain that signed (`header.d`, or the domain of `header.i`); empty when not given.
    pub domain: String,
    /// Its word: `pass`, `fail`, `none` …
    pub result: String,
}

/// Reads the value of one `Authentication-Results` field. Only the topmost field of a message is the receiving
/// server's; those below it may have been written by the sender.
pub fn dkim_notes(field: &str) -> Vec<DkimNote> {
    let field = without_comments(field);
    let mut parts = field.split(';').map(str::trim);
    let server = parts.next().and_then(|id| id.split_whitespace().next()).unwrap_or_default().to_lowercase();
    let dkim = parts.filter_map(|part| {
        let mut words = part.split_whitespace();
        let result = words.next()?.strip_prefix("dkim=")?.to_lowercase();
        let domain = words.find_map(|word| {
            let signed = word.strip_prefix("header.d=").or_else(|| word.strip_prefix("header.i="))?;
            Some(signed.rsplit('@').next().unwrap_or(signed).trim_matches('"').to_lowercase())
        });
        Some(DkimNote { server: server.clone(), domain: domain.unwrap_or_default(), result })
    });
    dkim.collect()
}

/// RFC 5322 comments, which may nest, replaced by a space.
fn without_comments(field: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::with_capacity(field.len());
    for c in field.chars() {
        match c {
            '(' => depth += 1,
            ')' if depth > 0 => {
                depth -= 1;
                out.push(' ');
            }
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_servers_word_is_read_with_its_comments_left_out() {
        let notes = dkim_notes(
            "mx.example.org (v1; a);\r\n dkim=pass (good) header.d=facebookmail.com; spf=pass; dkim=fail header.i=@evil.example",
        );
        let words: Vec<_> = notes.iter().map(|n| (n.server.as_str(), n.domain.as_str(), n.result.as_str())).collect();
        assert_eq!(words, [("mx.example.org", "facebookmail.com", "pass"), ("mx.example.org", "evil.example", "fail")]);
        assert!(dkim_notes("").is_empty() && dkim_notes("a; dkim").is_empty());
    }
}

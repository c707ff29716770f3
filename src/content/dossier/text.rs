//! A dossier as plain text, ready to paste: harmless to any terminal, and nothing in it is broken into lines.

use super::{Block, Dossier};
use crate::domain::text::{visible, visible_lines};

/// The dossier as plain text, with a line end behind its last line.
pub fn text(dossier: &Dossier) -> String {
    let mut parts = vec![dossier.notice.to_owned(), dossier.title.to_uppercase()];
    for section in &dossier.sections {
        parts.push(format!("{}\n{}", section.heading, "-".repeat(section.heading.chars().count())));
        parts.extend(section.blocks.iter().map(block));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n") + "\n"
}

fn block(block: &Block) -> String {
    let lines: Vec<String> = match block {
        Block::Paragraph(text) => return visible_lines(text).into_owned(),
        Block::Heading(text) => return format!("{}:", visible(text)),
        Block::Quote(text) => visible_lines(text).lines().map(|line| format!("> {line}").trim_end().to_owned()).collect(),
        Block::Facts(facts) => facts.iter().map(|(name, value)| format!("{name}: {}", indented(value))).collect(),
        Block::List(items) => items.iter().map(|item| format!("* {}", visible(item))).collect(),
        Block::Days(days) => days.iter().map(|(day, what)| format!("{day}  {}", visible(what))).collect(),
        Block::Files { columns, files } => files
            .iter()
            .enumerate()
            .map(|(n, [name, size, sha256])| {
                format!("{}. {}, {size}\n   {}: {}", n + 1, visible(name), columns[2], visible(sha256))
            })
            .collect(),
    };
    lines.join("\n")
}

/// Several lines, the later ones set in.
fn indented(text: &str) -> String {
    visible_lines(text).replace('\n', "\n  ")
}

//! A dossier as plain text, ready to paste: harmless to any terminal, and nothing in it is broken into lines.

use super::{Block, Dossier};
use crate::domain::text::{escape_control, escape_control_lines};

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
        Block::Paragraph(text) => return escape_control_lines(text).into_owned(),
        Block::Heading(text) => return format!("{}:", escape_control(text)),
        Block::Quote(text) => escape_control_lines(text).lines().map(|line| format!("> {line}").trim_end().to_owned()).collect(),
        Block::Facts(facts) => facts.iter().map(|(name, value)| format!("{name}: {}", indented(value))).collect(),
        Block::List(items) => items.iter().map(|item| format!("* {}", escape_control(item))).collect(),
        Block::Days(days) => days.iter().map(|(day, what)| format!("{day}  {}", escape_control(what))).collect(),
        Block::Files { columns, files } => files
            .iter()
            .enumerate()
            .map(|(n, [name, size, sha256])| {
                format!("{}. {}, {size}\n   {}: {}", n + 1, escape_control(name), columns[2], escape_control(sha256))
            })
            .collect(),
    };
    lines.join("\n")
}

/// Several lines, the later ones set in.
fn indented(text: &str) -> String {
    escape_control_lines(text).replace('\n', "\n  ")
}

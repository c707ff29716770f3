//! A letter in parts, and its plain text: what the complaint, the request for a decision, the appeal and the letters are
//! before they are rendered. Text is kept as it was written; each renderer escapes it.

use chrono::NaiveDate;

use crate::domain::Lang;
use crate::domain::text::{escape_control, escape_control_lines};

/// A letter in parts, to be rendered as text, Markdown or HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its language.
    pub lang: Lang,
    /// What it is.
    pub title: String,
    /// Its day, as people write it.
    pub date: String,
    /// To whom it goes, a line each.
    pub to: Vec<String>,
    /// What it says.
    pub sections: Vec<Section>,
}

/// A heading and what stands below it; without a heading, what stands by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading; may be empty.
    pub heading: String,
    /// What stands below it.
    pub blocks: Vec<Block>,
}

/// A part of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(String),
    /// Labels and values, in a column each.
    Facts(Vec<(String, String)>),
    /// A heading inside a section.
    Heading(String),
    /// Items in no order.
    List(Vec<String>),
    /// Items that are referred to by number, from 1.
    Numbered(Vec<String>),
    /// What happened: the day, the day as people write it, and a sentence.
    Events(Vec<(NaiveDate, String, String)>),
    /// A text word for word, in its own language.
    Quote(String, Lang),
}

impl Document {
    /// The document as plain text, ready to paste: harmless to any terminal, no line broken, a line end behind the last.
    pub fn text(&self) -> String {
        let mut parts = vec![format!("{}\n{}", self.title.to_uppercase(), self.date), self.to.join("\n")];
        for section in &self.sections {
            if !section.heading.is_empty() {
                parts.push(format!("{}\n{}", section.heading, "-".repeat(section.heading.chars().count())));
            }
            parts.extend(section.blocks.iter().map(block));
        }
        parts.retain(|part| !part.is_empty());
        // A heading belongs to what is below it.
        parts.join("\n\n").replace("-\n\n", "-\n") + "\n"
    }
}

fn block(block: &Block) -> String {
    let lines: Vec<String> = match block {
        Block::Paragraph(text) => return escape_control_lines(text).into_owned(),
        Block::Heading(text) => return format!("{}:", escape_control(text)),
        Block::Quote(text, _) => {
            escape_control_lines(text).lines().map(|line| format!("> {line}").trim_end().to_owned()).collect()
        }
        Block::Facts(facts) => {
            let width = facts.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0);
            let value = |text: &str| escape_control_lines(text).replace('\n', &format!("\n{}", " ".repeat(width + 2)));
            facts.iter().map(|(label, text)| format!("{:<2$} {}", format!("{label}:"), value(text), width + 1)).collect()
        }
        Block::List(items) => items.iter().map(|item| format!("* {}", escape_control(item))).collect(),
        Block::Numbered(items) => {
            items.iter().enumerate().map(|(n, item)| format!("{}. {}", n + 1, escape_control(item))).collect()
        }
        Block::Events(events) => {
            let width = events.iter().map(|(_, day, _)| day.chars().count()).max().unwrap_or(0);
            events.iter().map(|(_, day, what)| format!("{day:<width$}  {}", escape_control(what))).collect()
        }
    };
    lines.join("\n")
}

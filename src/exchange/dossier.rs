//! The dossier as Markdown and as a page of HTML that prints well and needs nothing from elsewhere. What people wrote
//! is escaped here: it can be neither markup nor a steering character.

use std::fmt::Write;

use crate::content::dossier::{Block, Dossier};
use crate::domain::text::{escape_control, escape_control_lines};

pub use crate::content::dossier::text;

/// The dossier as Markdown.
pub fn markdown(dossier: &Dossier) -> String {
    let mut parts = vec![plain(dossier.notice), format!("# {}", plain(dossier.title))];
    for section in &dossier.sections {
        parts.push(format!("## {}", plain(&section.heading)));
        parts.extend(section.blocks.iter().map(markdown_block));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n") + "\n"
}

fn markdown_block(block: &Block) -> String {
    let lines: Vec<String> = match block {
        Block::Paragraph(text) => return broken(text),
        Block::Heading(text) => return format!("### {}", plain(text)),
        Block::Quote(text) => text.split('\n').map(|line| format!("> {}  ", plain(line))).collect(),
        Block::Facts(facts) => facts.iter().map(|(name, value)| format!("* **{}:** {}", plain(name), broken(value))).collect(),
        Block::List(items) => items.iter().map(|item| format!("* {}", plain(item))).collect(),
        Block::Days(days) => days.iter().map(|(day, what)| format!("* **{day}** {}", plain(what))).collect(),
        Block::Files { columns, files } => {
            let row = |cells: &[String; 3]| format!("| {} |", cells.each_ref().map(|c| plain(c)).join(" | "));
            [row(columns), "| --- | --- | --- |".to_owned()].into_iter().chain(files.iter().map(row)).collect()
        }
    };
    lines.join("\n")
}

/// Text of several lines in a paragraph: each line end kept.
fn broken(text: &str) -> String {
    text.split('\n').map(plain).collect::<Vec<_>>().join("  \n  ").trim_end().to_owned()
}

/// One line of text that Markdown takes as nothing but text.
fn plain(line: &str) -> String {
    let line = escape_control(line);
    let line = line.trim();
    let mut out = String::with_capacity(line.len() + 8);
    for (at, c) in line.char_indices() {
        let before = &line[..at];
        let opens = before.is_empty() && matches!(c, '+' | '-' | '=');
        let numbers = matches!(c, '.' | ')') && !before.is_empty() && before.bytes().all(|b| b.is_ascii_digit());
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' => {
                out.push('\\');
                out.push(c);
            }
            _ => {
                if opens || numbers {
                    out.push('\\');
                }
                out.push(c);
            }
        }
    }
    out
}

/// How the page looks, on the screen and on paper.
const STYLE: &str = "body{font:11pt/1.5 Georgia,serif;color:#000;background:#fff;max-width:42em;margin:2em auto;padding:0 1em}\
    h1{font-size:1.4em}h2{font-size:1.1em;margin:1.6em 0 .4em;border-bottom:1px solid #888}h3{font-size:1em;margin:1em 0 .2em}\
    .notice{border:1px solid #000;padding:.6em 1em}dl{display:grid;grid-template-columns:max-content 1fr;gap:.1em 1em}\
    dt{font-weight:bold}dd{margin:0;white-space:pre-line;overflow-wrap:anywhere}\
    blockquote{margin:.5em 0;padding-left:1em;border-left:3px solid #888;white-space:pre-wrap;overflow-wrap:anywhere}\
    p{overflow-wrap:anywhere}table{border-collapse:collapse}td,th{border:1px solid #888;padding:.2em .5em;text-align:left;\
    overflow-wrap:anywhere;vertical-align:top}h2,h3{break-after:avoid}tr,dt,dd{break-inside:avoid}\
    @media print{body{margin:0;max-width:none}}";

/// The dossier as a page of HTML, whole in itself.
pub fn html(dossier: &Dossier) -> String {
    let mut out = String::new();
    let title = escaped(dossier.title);
    // Writing to a String cannot fail.
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<p class=\"notice\">{}</p>\n<h1>{title}</h1>\n",
        dossier.lang.id(),
        escaped(dossier.notice)
    );
    for section in &dossier.sections {
        let _ = writeln!(out, "<h2>{}</h2>", escaped(&section.heading));
        for block in &section.blocks {
            out.push_str(&html_block(block));
        }
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn html_block(block: &Block) -> String {
    let wrapped = |tag: &str, inside: String| format!("<{tag}>\n{inside}</{tag}>\n");
    match block {
        Block::Paragraph(text) => format!("<p>{}</p>\n", escaped(text)),
        Block::Heading(text) => format!("<h3>{}</h3>\n", escaped(text)),
        Block::Quote(text) => format!("<blockquote>{}</blockquote>\n", escaped(text)),
        Block::List(items) => wrapped("ul", items.iter().map(|item| ["<li>", &escaped(item), "</li>\n"].concat()).collect()),
        Block::Facts(facts) => wrapped("dl", pairs(facts.iter().map(|(name, value)| (escaped(name), value)))),
        Block::Days(days) => {
            wrapped("dl", pairs(days.iter().map(|(day, what)| (format!("<time datetime=\"{day}\">{day}</time>"), what))))
        }
        Block::Files { columns, files } => {
            let row = |cell: &str, cells: &[String; 3]| {
                let cells = cells.each_ref().map(|text| format!("<{cell}>{}</{cell}>", escaped(text))).concat();
                format!("<tr>{cells}</tr>\n")
            };
            let rows = files.iter().map(|file| row("td", file));
            wrapped("table", [row("th", columns)].into_iter().chain(rows).collect())
        }
    }
}

/// Terms, in HTML already, and what they are.
fn pairs<'a>(pairs: impl Iterator<Item = (String, &'a String)>) -> String {
    pairs.map(|(name, value)| ["<dt>", &name, "</dt><dd>", &escaped(value), "</dd>\n"].concat()).collect()
}

/// Text that HTML takes as nothing but text.
fn escaped(text: &str) -> String {
    let text = escape_control_lines(text);
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

//! Reading Rust source just well enough to ask what it names: comments, strings and characters blanked out,
//! paths collected with their lines, functions measured. No parser; what it cannot see, clippy does.

/// Source with everything that is not code turned into spaces; lines stay where they were.
pub struct Code(Vec<char>);

/// A name in the source and the line it is on, from 1.
#[derive(Debug, PartialEq, Eq)]
pub struct Named {
    pub name: String,
    pub line: usize,
}

impl Code {
    pub fn of(source: &str) -> Self {
        let chars: Vec<char> = source.chars().collect();
        let mut out = chars.clone();
        let mut at = 0;
        while at < chars.len() {
            let end = skipped(&chars, at);
            for c in &mut out[at..end] {
                if *c != '\n' {
                    *c = ' ';
                }
            }
            at = end.max(at + 1);
        }
        Self(out)
    }

    /// The source from a place on.
    pub fn text_from(&self, at: usize) -> String {
        self.0.iter().skip(at).collect()
    }

    fn line(&self, at: usize) -> usize {
        self.0[..at].iter().filter(|c| **c == '\n').count() + 1
    }

    pub fn starts_with(&self, at: usize, text: &str) -> bool {
        text.chars().enumerate().all(|(n, c)| self.0.get(at + n) == Some(&c))
    }

    /// Where a path such as `std::fs` stands as a whole: no letter before or behind it.
    pub fn find(&self, path: &str) -> Vec<usize> {
        let length = path.chars().count();
        let apart = |at: Option<&char>| !at.is_some_and(|c| in_name(*c));
        let whole = |at: &usize| {
            let before = at.checked_sub(1).and_then(|b| self.0.get(b));
            self.starts_with(*at, path) && apart(before) && apart(self.0.get(at + length))
        };
        (0..self.0.len()).filter(whole).collect()
    }

    /// The names that follow `root::`, one by one also from `root::{a, b::{c, d}}`: there `a` and `b`.
    pub fn below(&self, root: &str) -> Vec<Named> {
        let mut out = Vec::new();
        for at in self.find(root) {
            let from = at + root.chars().count();
            if !self.starts_with(from, "::") {
                continue;
            }
            let names = if self.0.get(from + 2) == Some(&'{') { self.group(from + 3) } else { vec![from + 2] };
            out.extend(names.into_iter().map(|n| Named { name: self.name(n), line: self.line(n) }));
        }
        out.retain(|named| !named.name.is_empty());
        out
    }

    /// Where the names of a group in braces begin, the braces within it left out.
    pub fn group(&self, from: usize) -> Vec<usize> {
        let (mut depth, mut fresh, mut out) = (0, true, Vec::new());
        for at in from..self.0.len() {
            match self.0[at] {
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                '{' => depth += 1,
                ',' if depth == 0 => fresh = true,
                c if fresh && in_name(c) => {
                    out.push(at);
                    fresh = false;
                }
                _ => {}
            }
        }
        out
    }

    pub fn name(&self, from: usize) -> String {
        self.0[from..].iter().take_while(|c| in_name(**c)).collect()
    }

    /// The lines a path is on.
    pub fn lines_naming(&self, path: &str) -> Vec<usize> {
        let (parent, last) = path.rsplit_once("::").unwrap_or(("", path));
        if parent.is_empty() {
            return self.find(path).into_iter().map(|at| self.line(at)).collect();
        }
        self.below(parent).into_iter().filter(|n| n.name == last).map(|n| n.line).collect()
    }

    /// The types defined at the file's own level, with their lines.
    pub fn types(&self) -> Vec<Named> {
        let text: String = self.0.iter().collect();
        let mut out = Vec::new();
        for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with(' ')) {
            let words = line.split_whitespace().filter(|word| !word.starts_with("pub"));
            let mut words = words.skip_while(|word| matches!(*word, "crate)" | "unsafe" | "in") || word.ends_with(')'));
            if let (Some("struct" | "enum" | "trait" | "type"), Some(name)) = (words.next(), words.next()) {
                out.push(Named { name: name.chars().take_while(|c| in_name(*c)).collect(), line: n + 1 });
            }
        }
        out
    }

    /// Every function with a body: its name, its first line, and how many lines it has.
    pub fn functions(&self) -> Vec<(Named, usize)> {
        let mut out = Vec::new();
        for at in self.find("fn") {
            let name = self.name(at + 3);
            let Some(open) = (at..self.0.len()).find(|n| matches!(self.0[*n], '{' | ';')) else { continue };
            if name.is_empty() || self.0[open] == ';' {
                continue;
            }
            let line = self.line(at);
            out.push((Named { name, line }, self.line(self.closing(open)) - line + 1));
        }
        out
    }

    pub fn closing(&self, open: usize) -> usize {
        let mut depth = 0;
        for at in open..self.0.len() {
            match self.0[at] {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return at;
            }
        }
        self.0.len()
    }
}

fn in_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Where the comment, string or character that begins at `at` ends; `at` itself when it is code.
fn skipped(chars: &[char], at: usize) -> usize {
    let next = chars.get(at + 1).copied();
    let fresh = at == 0 || !in_name(chars[at - 1]);
    match (chars[at], next) {
        ('/', Some('/')) => line_end(chars, at),
        ('/', Some('*')) => comment_end(chars, at),
        ('"', _) => string_end(chars, at + 1),
        ('r', Some('"' | '#')) if fresh => raw_end(chars, at + 1).unwrap_or(at),
        ('\'', Some('\\')) => after(chars, at + 3, '\''),
        ('\'', _) if chars.get(at + 2) == Some(&'\'') => at + 3,
        _ => at,
    }
}

fn line_end(chars: &[char], at: usize) -> usize {
    chars[at..].iter().position(|c| *c == '\n').map_or(chars.len(), |n| at + n)
}

fn after(chars: &[char], from: usize, mark: char) -> usize {
    chars.iter().skip(from).position(|c| *c == mark).map_or(chars.len(), |n| from + n + 1)
}

fn comment_end(chars: &[char], at: usize) -> usize {
    let end = (at + 2..chars.len().saturating_sub(1)).find(|n| chars[*n] == '*' && chars[n + 1] == '/');
    end.map_or(chars.len(), |n| n + 2)
}

fn string_end(chars: &[char], mut at: usize) -> usize {
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(chars.len())
}

fn raw_end(chars: &[char], from: usize) -> Option<usize> {
    let hashes = chars[from..].iter().take_while(|c| **c == '#').count();
    if chars.get(from + hashes) != Some(&'"') {
        return None;
    }
    let closes = |n: &usize| chars[*n] == '"' && (1..=hashes).all(|h| chars.get(n + h) == Some(&'#'));
    (from + hashes + 1..chars.len()).find(closes).map(|n| n + hashes + 1)
}

#[test]
fn what_is_said_in_comments_and_strings_is_not_code() {
    let code = Code::of(
        "// std::fs\nlet a = \"std::fs \\\" std::fs\"; /* std::fs */ let b = r#\"std::fs\"#;\nlet c = '\"'; std::fs::read()",
    );
    assert_eq!(code.lines_naming("std::fs"), [3]);
    assert_eq!(Code::of("fn f<'a>(x: &'a str) { std::fs }").lines_naming("std::fs"), [1]);
}

#[test]
fn names_in_groups_are_found_with_their_lines() {
    let named = |source, root| Code::of(source).below(root).into_iter().map(|n| (n.name, n.line)).collect::<Vec<_>>();
    assert_eq!(
        named("use crate::{\n  app,\n  domain::{store, Lang},\n};\ncrate::view::x", "crate"),
        [("app".into(), 2), ("domain".into(), 3), ("view".into(), 5)]
    );
    assert_eq!(named("my_crate::view", "crate"), []);
    assert_eq!(Code::of("use std::{env, fs};").lines_naming("std::fs"), [1]);
}

#[test]
fn types_are_found_at_the_files_own_level() {
    let code =
        Code::of("pub struct A<'a>(&'a u8);\nenum B {}\npub(in crate::x) type C = u8;\nimpl T for A {\n    type Err = ();\n}");
    let names: Vec<(String, usize)> = code.types().into_iter().map(|t| (t.name, t.line)).collect();
    assert_eq!(names, [("A".to_owned(), 1), ("B".to_owned(), 2), ("C".to_owned(), 3)]);
}

#[test]
fn functions_are_measured_with_their_heads() {
    let code = Code::of("trait T { fn a(); }\nfn b(\n  x: u8,\n) {\n  if x { }\n}\nlet f: fn(u8) = b;");
    let lengths: Vec<(String, usize)> = code.functions().into_iter().map(|(named, n)| (named.name, n)).collect();
    assert_eq!(lengths, [("b".to_owned(), 5)]);
}

//! Which file a path in the source leads to: `crate::…`, `super::…`, `self::…` and child modules, groups unfolded. From
//! that the circles of files, and the floors of `app`.

use std::collections::{BTreeMap, BTreeSet};

use super::source::Code;
use super::{File, none, sources};

/// The floors of `app`, lowest first: each names only those before it.
const FLOORS: [&str; 4] = ["model", "forms", "screen", "update"];

/// A path as it stands in the source: its names, and where its first name begins.
type Path = (usize, Vec<String>);

impl Code {
    /// The paths that begin with `root`, as a whole name, at any place of the source.
    fn paths(&self, root: &str) -> Vec<Path> {
        let mut out = Vec::new();
        for at in self.find(root) {
            let follows_path = at >= 2 && self.starts_with(at - 2, "::");
            let end = at + root.chars().count();
            if !follows_path && self.starts_with(end, "::") {
                self.unfold(end + 2, vec![root.to_owned()], at, &mut out);
            }
        }
        out
    }

    /// Goes on with a path behind its `::`; a group in braces is unfolded.
    fn unfold(&self, from: usize, names: Vec<String>, at: usize, out: &mut Vec<Path>) {
        if self.starts_with(from, "{") {
            for item in self.group(from + 1) {
                self.unfold(item, names.clone(), at, out);
            }
            return;
        }
        let name = self.name(from);
        let end = from + name.chars().count();
        let mut names = names;
        if !name.is_empty() {
            names.push(name);
        }
        if self.starts_with(end, "::") { self.unfold(end + 2, names, at, out) } else { out.push((at, names)) }
    }

    /// The modules written out inside the file around a place: `mod tests { … }` is one.
    fn inner_modules(&self, at: usize) -> usize {
        let opens = |n: usize| self.next_open_brace(n).filter(|open| *open < at && self.closing(*open) > at);
        self.find("mod").into_iter().filter(|n| *n < at && opens(*n).is_some()).count()
    }

    fn next_open_brace(&self, from: usize) -> Option<usize> {
        let after_name = from + 4 + self.name(from + 4).chars().count();
        let rest = self.text_from(after_name);
        let open = rest.find(|c: char| !c.is_whitespace())?;
        rest[open..].starts_with('{').then(|| after_name + rest[..open].chars().count())
    }
}

/// The module that a file is: `app::model` for `src/app/model/mod.rs`; empty for the crate's root.
fn module(path: &str) -> Vec<String> {
    let inside = path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    if matches!(inside, "lib" | "main") { Vec::new() } else { inside.split('/').map(str::to_owned).collect() }
}

/// Which files a file names, by their place in `files`.
fn named(file: &File, modules: &BTreeMap<Vec<String>, usize>) -> BTreeSet<usize> {
    let own = module(&file.path);
    let children = modules.keys().filter(|m| m.len() == own.len() + 1 && m.starts_with(&own)).map(|m| m[own.len()].clone());
    let roots = ["crate", "super", "self"].map(str::to_owned).into_iter().chain(children);
    let mut out = BTreeSet::new();
    for root in roots {
        for (at, names) in file.code.paths(&root) {
            let mut module = own.clone();
            let mut inner = file.code.inner_modules(at);
            for (n, name) in names.iter().enumerate() {
                match name.as_str() {
                    "crate" if n == 0 => module.clear(),
                    "self" => {}
                    "super" if inner > 0 => inner -= 1,
                    "super" => drop(module.pop()),
                    name => module.push(name.to_owned()),
                }
            }
            while !modules.contains_key(&module) && !module.is_empty() {
                module.pop();
            }
            out.extend(modules.get(&module));
        }
    }
    out.retain(|n| modules.get(&own) != Some(n));
    out
}

/// Who names whom among the files of a folder.
fn graph(files: &[File]) -> Vec<BTreeSet<usize>> {
    let modules: BTreeMap<Vec<String>, usize> = files.iter().enumerate().map(|(n, f)| (module(&f.path), n)).collect();
    files.iter().map(|file| named(file, &modules)).collect()
}

/// All that can be reached from a file by naming.
fn reached(graph: &[BTreeSet<usize>], from: usize) -> BTreeSet<usize> {
    let (mut seen, mut todo) = (BTreeSet::new(), vec![from]);
    while let Some(at) = todo.pop() {
        todo.extend(graph[at].iter().filter(|n| seen.insert(**n)));
    }
    seen
}

/// The files that lead back to themselves, with those they come back through.
fn circles(files: &[File]) -> Vec<String> {
    let graph = graph(files);
    let reached: Vec<_> = (0..files.len()).map(|n| reached(&graph, n)).collect();
    let mut out = Vec::new();
    for (n, file) in files.iter().enumerate().filter(|(n, _)| reached[*n].contains(n)) {
        let back = graph[n].iter().filter(|m| reached[**m].contains(&n)).map(|m| files[*m].path.as_str());
        out.push(format!("{} comes back to itself through {}", file.path, back.collect::<Vec<_>>().join(", ")));
    }
    out
}

#[test]
fn the_files_of_src_have_no_circle() {
    let files: Vec<File> = sources("src").into_iter().filter(|f| f.path != "src/main.rs").collect();
    none(&circles(&files));
}

#[test]
fn the_floors_of_app_name_only_those_below_them() {
    let files: Vec<File> = sources("src").into_iter().filter(|f| f.path != "src/main.rs").collect();
    let floor = |path: &str| FLOORS.iter().position(|floor| path.starts_with(&format!("src/app/{floor}/")));
    let mut faults = Vec::new();
    for (file, named) in files.iter().zip(graph(&files)) {
        let Some(own) = floor(&file.path) else { continue };
        for other in named.into_iter().map(|n| &files[n].path).filter(|path| path.starts_with("src/app/")) {
            if floor(other).is_none_or(|other| other > own) {
                faults.push(format!("{}: {} may not name {other}", file.path, FLOORS[own]));
            }
        }
    }
    none(&faults);
}

#[test]
fn a_circle_is_found_through_groups_tests_and_parents() {
    let file = |path: &str, text: &str| File { path: path.into(), text: text.into(), code: Code::of(text) };
    let files = [
        file("src/a/mod.rs", "mod b;\npub mod c;\npub use b::B;"),
        file("src/a/b.rs", "use super::{c::{self, C}};"),
        file("src/a/c.rs", "fn f() { crate::d::go() }\nmod tests { use super::*; }"),
        file("src/d.rs", "use crate::a::B;"),
    ];
    let through: Vec<String> = circles(&files);
    assert_eq!(through.len(), 4, "{through:?}");
    assert_eq!(through[2], "src/a/c.rs comes back to itself through src/d.rs");
    let alone = [file("src/a/b.rs", "mod tests { use super::*; }"), file("src/a/mod.rs", "mod b;\nuse b::B;")];
    assert_eq!(circles(&alone), Vec::<String>::new());
}

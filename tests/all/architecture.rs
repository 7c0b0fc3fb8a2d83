//! Design.md section 3, as absences: every path that code names is read and held against the map.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Left uses right, never the other way. The command line may open the desk.
const ORDER: [&str; 9] =
    ["cli", "gui", "files", "memo", "book", "assessment", "submission", "inventory", "questionnaire"];

/// One source file without comments, texts and what is compiled for tests only.
struct Source {
    /// Relative to `src`, with `/`.
    name: String,
    code: String,
}

impl Source {
    /// The top-level folder, or the file's own name.
    fn folder(&self) -> &str {
        self.name.split('/').next().unwrap_or_default()
    }
    /// Modules from the crate root to this file's own.
    fn module(&self) -> Vec<String> {
        let mut parts: Vec<String> = self.name.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
        if parts.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
            parts.pop();
        }
        parts
    }
    /// Every path, groups spelled out: `use a::{b, c::d}` is `a::b` and `a::c::d`. `crate`, `self`
    /// and `super` are resolved to `crate::..`.
    fn paths(&self) -> BTreeSet<String> {
        let tokens = tokens(&self.code);
        let mut found = BTreeSet::new();
        let mut at = 0;
        while at < tokens.len() {
            if is_word(&tokens[at]) && (at == 0 || tokens[at - 1] != "::") {
                at = read_path(&tokens, at, String::new(), &mut found);
            } else {
                at += 1;
            }
        }
        found.into_iter().map(|path| self.resolve(&path)).collect()
    }
    fn resolve(&self, path: &str) -> String {
        let mut module = self.module();
        let mut rest = path;
        let mut relative = false;
        loop {
            let (first, after) = rest.split_once("::").unwrap_or((rest, ""));
            match first {
                "super" => {
                    module.pop();
                }
                "self" => {}
                "crate" => return path.to_owned(),
                _ if relative => {
                    module.push(rest.to_owned());
                    return format!("crate::{}", module.join("::"));
                }
                _ => return path.to_owned(),
            }
            relative = true;
            if after.is_empty() {
                return format!("crate::{}", module.join("::"));
            }
            rest = after;
        }
    }
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn tokens(code: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let length = if c.is_alphanumeric() || c == '_' {
            rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
        } else if rest.starts_with("::") {
            2
        } else {
            c.len_utf8()
        };
        let (token, after) = rest.split_at(length);
        if !c.is_whitespace() {
            tokens.push(token.to_owned());
        }
        rest = after;
    }
    tokens
}

/// Reads `a::b::{c, d::e}` from `at`, collects the full paths and returns the place after it.
fn read_path(tokens: &[String], mut at: usize, mut path: String, found: &mut BTreeSet<String>) -> usize {
    let token = |at: usize| tokens.get(at).map_or("", String::as_str);
    loop {
        match token(at) {
            "{" if path.ends_with("::") => {
                at += 1;
                while !["}", ""].contains(&token(at)) {
                    if token(at) == "as" {
                        at += 2;
                    } else if is_word(token(at)) || token(at) == "*" {
                        at = read_path(tokens, at, path.clone(), found);
                    } else {
                        at += 1;
                    }
                }
                return at + 1;
            }
            "*" if path.ends_with("::") => {
                found.insert(path.trim_end_matches("::").to_owned());
                return at + 1;
            }
            word if is_word(word) => {
                path.push_str(word);
                at += 1;
                if token(at) == "::" && (is_word(token(at + 1)) || ["{", "*"].contains(&token(at + 1))) {
                    path.push_str("::");
                    at += 1;
                } else {
                    found.insert(path);
                    return at;
                }
            }
            _ => return at + 1,
        }
    }
}

/// The code with comments, texts and characters blanked out.
fn without_texts(text: &str) -> String {
    let bytes: Vec<char> = text.chars().collect();
    let at = |place: usize| bytes.get(place).copied().unwrap_or('\0');
    let mut out = String::with_capacity(text.len());
    let mut place = 0;
    while place < bytes.len() {
        let c = at(place);
        let word_before = place > 0 && (at(place - 1).is_alphanumeric() || at(place - 1) == '_');
        if c == '/' && at(place + 1) == '/' {
            while place < bytes.len() && at(place) != '\n' {
                place += 1;
            }
        } else if c == '/' && at(place + 1) == '*' {
            let mut open = 0;
            loop {
                if at(place) == '/' && at(place + 1) == '*' {
                    open += 1;
                    place += 2;
                } else if at(place) == '*' && at(place + 1) == '/' {
                    open -= 1;
                    place += 2;
                } else {
                    place += 1;
                }
                if open == 0 || place >= bytes.len() {
                    break;
                }
            }
        } else if c == 'r'
            && !word_before
            && (at(place + 1) == '"' || (at(place + 1) == '#' && ['#', '"'].contains(&at(place + 2))))
        {
            let hashes = bytes[place + 1..].iter().take_while(|c| **c == '#').count();
            let end: String = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
            let start = place + 2 + hashes;
            let tail: String = bytes[start..].iter().collect();
            let length = tail.find(&end).map_or(tail.chars().count(), |byte| tail[..byte].chars().count() + end.len());
            place = start + length;
            out.push_str("\"\"");
        } else if c == '"' {
            place += 1;
            while place < bytes.len() && at(place) != '"' {
                place += if at(place) == '\\' { 2 } else { 1 };
            }
            place += 1;
            out.push_str("\"\"");
        } else if c == '\'' && (at(place + 1) == '\\' || at(place + 2) == '\'') {
            place += if at(place + 1) == '\\' { 3 } else { 2 };
            while place < bytes.len() && at(place) != '\'' {
                place += 1;
            }
            place += 1;
            out.push_str("''");
        } else {
            out.push(c);
            place += 1;
        }
    }
    out
}

/// Takes out items under `#[cfg(test)]`; returns the names of the modules among them that are files.
fn without_tests(code: &str) -> (String, Vec<String>) {
    let (mut out, mut modules) = (String::new(), Vec::new());
    let mut rest = code;
    while let Some(start) = rest.find("#[cfg(test)]") {
        out.push_str(&rest[..start]);
        let after = &rest[start + "#[cfg(test)]".len()..];
        let end = after.find([';', '{']).unwrap_or(after.len());
        let head = &after[..end];
        if after[end..].starts_with('{') {
            let mut depth = 0;
            let close = after[end..].find(|c| {
                depth += match c {
                    '{' => 1,
                    '}' => -1,
                    _ => 0,
                };
                depth == 0
            });
            rest = close.map_or("", |close| &after[end + close + 1..]);
        } else {
            if let Some((_, name)) = head.split_once("mod ") {
                modules.push(name.trim().to_owned());
            }
            rest = after.get(end + 1..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    (out, modules)
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// All code of the program itself.
fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    rust_files(&root(), &mut files);
    files.sort();
    let mut sources = Vec::new();
    let mut tests: Vec<String> = Vec::new();
    for path in files {
        let relative = path.strip_prefix(root()).expect("under src");
        let name = relative.to_string_lossy().replace('\\', "/");
        let text = std::fs::read_to_string(&path).expect("source text");
        let (code, modules) = without_tests(&without_texts(&text));
        let home = match name.rsplit_once('/') {
            Some((home, "mod.rs")) => format!("{home}/"),
            Some(_) => format!("{}/", name.trim_end_matches(".rs")),
            None => String::new(),
        };
        tests.extend(modules.into_iter().map(|module| format!("{home}{module}")));
        sources.push(Source { name, code });
    }
    let is_test =
        |name: &str| tests.iter().any(|test| name == format!("{test}.rs") || name.starts_with(&format!("{test}/")));
    sources.retain(|source| !is_test(&source.name));
    sources
}

/// Reports every file that names one of these and is not `allowed` to.
fn check_absent(what: &str, wanted: &[&str], allowed: impl Fn(&Source) -> bool) {
    let mut breaches = Vec::new();
    for source in sources().iter().filter(|source| !allowed(source)) {
        for path in source.paths() {
            // A bare word may be anything: `zip` is an iterator's method before it is a crate.
            let names =
                |wanted: &str| path.starts_with(&format!("{wanted}::")) || (wanted.contains("::") && path == wanted);
            if wanted.iter().any(|it| names(it)) {
                breaches.push(format!("src/{} names {path}", source.name));
            }
        }
    }
    assert!(breaches.is_empty(), "{what}:\n{}", breaches.join("\n"));
}

fn in_folder(folders: &'static [&str]) -> impl Fn(&Source) -> bool {
    move |source| folders.contains(&source.folder())
}

#[test]
fn a_folder_uses_only_folders_to_its_right() {
    let place = |folder: &str| ORDER.iter().position(|known| *known == folder);
    let mut breaches = Vec::new();
    for source in sources() {
        let Some(own) = place(source.folder()) else { continue };
        for path in source.paths() {
            let Some(rest) = path.strip_prefix("crate::") else { continue };
            let other = rest.split("::").next().unwrap_or_default();
            match place(other) {
                Some(other) if other >= own => {}
                Some(_) => breaches.push(format!("src/{} uses {path}", source.name)),
                None => breaches.push(format!("src/{} names {path}, which is no folder of the map", source.name)),
            }
        }
    }
    assert!(breaches.is_empty(), "left uses right, never the other way:\n{}", breaches.join("\n"));
}

#[test]
fn every_folder_stands_on_the_map() {
    for entry in std::fs::read_dir(root()).expect("src") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        assert!(
            ORDER.contains(&name.as_str()) || ["lib.rs", "main.rs"].contains(&name.as_str()),
            "src/{name} is not in design.md section 3"
        );
    }
}

#[test]
fn only_the_front_ends_know_a_window() {
    let crates = ["egui", "eframe", "egui_extras", "egui_kittest", "rfd", "winit", "arboard"];
    check_absent("a window", &crates, in_folder(&["gui"]));
    check_absent("clap", &["clap"], in_folder(&["cli"]));
}

#[test]
fn only_files_and_the_front_ends_touch_the_world() {
    let world = [
        "std::fs",
        "std::env",
        "std::time",
        "std::thread",
        "std::net",
        "std::process",
        "std::io::stdin",
        "std::io::stdout",
        "std::io::stderr",
        "chrono::Local",
        "chrono::Utc",
        "Local::now",
        "Utc::now",
        "tempfile",
        "directories",
        "rand",
        "getrandom",
        "fs::read",
        "fs::write",
        "fs::File",
        "thread::spawn",
        "env::var",
        "SystemTime::now",
        "Instant::now",
    ];
    check_absent(
        "disk, environment, clock, randomness, threads",
        &world,
        in_folder(&["files", "gui", "cli", "main.rs"]),
    );
}

#[test]
fn threads_of_the_core_belong_to_the_book() {
    check_absent("rayon", &["rayon"], in_folder(&["book", "files", "gui", "cli"]));
}

#[test]
fn printpdf_is_named_in_one_file() {
    let named: Vec<String> = sources()
        .into_iter()
        .filter(|source| source.paths().iter().any(|path| path.starts_with("printpdf::")))
        .map(|source| source.name)
        .collect();
    assert_eq!(named.len(), 1, "{named:?}");
    assert!(named[0].starts_with("memo/pdf/"), "{named:?}");
}

#[test]
fn file_formats_are_named_in_files_only() {
    check_absent("RON", &["ron"], in_folder(&["files"]));
    check_absent("a file's own types", &["zip", "csv"], in_folder(&["files"]));
    check_absent("serde", &["serde"], in_folder(&["files"]));
    check_absent("JSON", &["serde_json"], in_folder(&["files", "cli"]));
}

#[test]
fn nothing_in_the_program_panics_on_purpose_or_silences_a_lint() {
    let mut breaches = Vec::new();
    for source in sources() {
        let code: String = tokens(&source.code).join(" ");
        for (written, shown) in [
            (". unwrap ( )", ".unwrap()"),
            (". expect (", ".expect("),
            ("# [ allow", "#[allow"),
            ("# ! [ allow", "#![allow"),
            ("panic ! (", "panic!"),
            ("unreachable ! (", "unreachable!"),
            ("todo ! (", "todo!"),
            ("unimplemented ! (", "unimplemented!"),
            ("dbg ! (", "dbg!"),
        ] {
            if code.contains(written) {
                breaches.push(format!("src/{} has {shown}", source.name));
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

/// The score is exact: no floating point between answers and assessment. Statistics on claims are irrational by nature.
#[test]
fn the_core_has_no_floating_point() {
    let mut breaches = Vec::new();
    for source in
        sources().iter().filter(|it| ["questionnaire", "submission", "assessment", "book"].contains(&it.folder()))
    {
        if source.name.starts_with("book/backtest/") {
            continue;
        }
        for token in tokens(&source.code).iter().filter(|token| ["f32", "f64"].contains(&token.as_str())) {
            breaches.push(format!("src/{} has {token}", source.name));
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

/// The readers above can fail: they see what they are for.
#[test]
fn the_reader_of_this_test_sees_paths() {
    let source = |name: &str, text: &str| {
        let (code, modules) = without_tests(&without_texts(text));
        (Source { name: name.to_owned(), code }, modules)
    };
    let (read, modules) = source(
        "memo/layout/flow.rs",
        r##"
        // use std::fs;
        use crate::{files::Problem, memo::{self as m, wording::*}};
        use super::super::wording;
        /* use egui::Ui; */
        #[cfg(test)]
        mod tests;
        #[cfg(test)]
        mod inline { use clap::Parser; fn f() { if true { } } }
        const TEXT: &str = "use rfd::FileDialog; \" ron::from_str";
        const RAW: &str = r#"use " printpdf::X"#;
        fn now<'a>(c: char) -> bool { std::time::Instant::now(); c == '"' || c == '\'' }
        "##,
    );
    let paths = read.paths();
    for path in ["crate::files::Problem", "crate::memo::self", "crate::memo::wording", "std::time::Instant::now"] {
        assert!(paths.contains(path), "{path}: {paths:?}");
    }
    for hidden in ["std::fs", "egui::Ui", "clap::Parser", "rfd::FileDialog", "ron::from_str", "printpdf::X"] {
        assert!(!paths.contains(hidden), "{hidden}");
    }
    assert_eq!(modules, ["tests"]);
    assert_eq!(read.resolve("super::super::wording::X"), "crate::memo::wording::X");
    assert_eq!(read.resolve("self::X"), "crate::memo::layout::flow::X");
    let all = sources();
    assert!(
        all.len() > 50 && all.iter().all(|source| !source.name.contains("tests")),
        "tests are left out, code is not"
    );
    let folders: BTreeMap<&str, usize> = all.iter().fold(BTreeMap::new(), |mut counts, source| {
        *counts.entry(source.folder()).or_insert(0) += 1;
        counts
    });
    assert!(folders.get("assessment").is_some_and(|count| *count >= 5), "{folders:?}");
}

/// A property test that fails must not leave a folder of seeds at the top level.
#[test]
fn no_property_test_writes_into_the_checkout() {
    let checkout = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "tests"] {
        rust_files(&checkout.join(folder), &mut files);
    }
    let block = ["proptest! ", "{\n"].concat();
    let mut found = 0;
    for path in files {
        let text = std::fs::read_to_string(&path).expect("reads");
        let blocks = text.matches(&block).count();
        found += blocks;
        let told = text.contains("failure_persistence: None");
        assert!(blocks == 0 || told, "{}: add failure_persistence: None to its ProptestConfig", path.display());
    }
    assert!(found > 10, "the blocks are no longer found");
    assert!(!checkout.join("proptest-regressions").exists(), "remove it; keep the failing case as a test of its own");
}

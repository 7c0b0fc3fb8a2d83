//! Golden files: compared as they are, rewritten when `SECURABLE_ACCEPT=1` says so.

use std::path::PathBuf;

/// Holds `shown` against `tests/golden/NAME`. `says` becomes the first line of the file: what it shows.
pub fn check_golden(name: &str, says: &str, shown: &str) {
    assert!(!says.contains('\n'), "one sentence");
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests", "golden", name].iter().collect();
    let wanted = format!("{says}\n\n{}\n", shown.trim_end());
    if std::env::var("SECURABLE_ACCEPT").is_ok_and(|accept| accept == "1") {
        std::fs::write(&path, wanted).expect("the golden file can be written");
        return;
    }
    let on_file = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    if on_file == wanted {
        return;
    }
    let line = on_file.lines().zip(wanted.lines()).position(|(a, b)| a != b);
    let line = line.unwrap_or_else(|| on_file.lines().count().min(wanted.lines().count()));
    panic!(
        "{} differs from line {} on.\n  on file: {}\n  now:     {}\nAccept the new text with SECURABLE_ACCEPT=1 and \
         review the diff.",
        path.display(),
        line + 1,
        on_file.lines().nth(line).unwrap_or("(nothing)"),
        wanted.lines().nth(line).unwrap_or("(nothing)"),
    );
}

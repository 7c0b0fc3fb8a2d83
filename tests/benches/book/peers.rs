//! The same columns worked on by other programs.

use securable::book::{Book, CellState, Scoring};
use securable::questionnaire::AnswerKind;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

pub struct Peer {
    pub name: &'static str,
    script: &'static str,
}

/// Reads columns and formulas; `check` holds the results against ours.
const READ: &str = r#"
import sys, time, pathlib, numpy
folder = pathlib.Path(sys.argv[1])
columns = {path.stem: numpy.fromfile(path, dtype=path.suffix[1:]) for path in folder.glob("*.*") if path.suffix in (".uint8", ".int32")}
ours = {path.stem: numpy.fromfile(path, dtype="int32") for path in folder.glob("*.ours")}
lines = [line.split("\t") for line in (folder / "formulas").read_text().splitlines()]
results = ("weighted", "applicable", "tier", "band")
def check(theirs, seconds):
    for name in results:
        differ = int((numpy.asarray(theirs[name]) != ours[name]).sum())
        if differ: sys.exit(f"{name} differs in {differ} rows")
    print(seconds)
"#;

pub const DUCKDB: Peer = Peer {
    name: "DuckDB",
    script: r#"
import duckdb
db = duckdb.connect()
db.execute("create table book as select * from columns")
db.execute("create macro B(x) as cast(x as integer)")
db.execute("create macro IFF(c, a, b) as case when c then a else b end")
def sql(line):
    if len(line) == 3: return f"{line[2]} as {line[1]}"
    *cases, rest = line[3].split()
    whens = " ".join(f"when {option} then {value}" for option, value in enumerate(cases))
    return f"case {line[2]} >> 2 {whens} else {rest} end as {line[1]}"
query = "book"
for layer in "123456":
    query = f"(select *, {', '.join(sql(line) for line in lines if line[0] == layer)} from {query})"
start = time.perf_counter()
db.execute(f"create temp table scored as select {', '.join(results)} from {query}")
seconds = time.perf_counter() - start
check(db.execute("select * from scored").fetchnumpy(), seconds)
"#,
};

pub const NUMPY: Peer = Peer {
    name: "NumPy",
    script: r#"
import functools
def python(text):
    for word, other in ((" AND ", " & "), (" OR ", " | "), ("NOT ", "~"), ("<>", "!=")): text = text.replace(word, other)
    return compile(text, text, "eval")
names = dict(columns)
names.update(
    B=lambda x: numpy.asarray(x).astype(numpy.int32), IFF=lambda c, a, b: numpy.where(c, numpy.int32(a) if isinstance(a, int) else a, b),
    LEAST=lambda *of: functools.reduce(numpy.minimum, of), GREATEST=lambda *of: functools.reduce(numpy.maximum, of))
def table(text):
    *cases, rest = [int(value) for value in text.split()]
    values = numpy.full(256, rest, dtype=numpy.int32)
    for option, value in enumerate(cases): values[4 * option:4 * option + 4] = value
    return values
steps = [(line[1], python(line[2]), None) if len(line) == 3 else (line[1], line[2], table(line[3])) for line in lines]
start = time.perf_counter()
for name, what, values in steps:
    names[name] = eval(what, names) if values is None else values[names[what]]
seconds = time.perf_counter() - start
check(names, seconds)
"#,
};

/// Writes the columns and our results, one file each.
pub fn export(folder: &Path, book: &Book, scoring: &Scoring) -> Result<(), Box<dyn Error>> {
    let questionnaire = book.questionnaire();
    for ix in questionnaire.places() {
        let question = questionnaire.question(ix);
        let cells = (0..book.rows()).map(|row| book.cell(row, ix));
        let (kind, bytes): (&str, Vec<u8>) = if question.kind == AnswerKind::Multi {
            let bits = cells.map(|cell| match cell.state {
                CellState::Options(options) => options.0,
                _ => 0,
            });
            ("int32", bits.flat_map(u32::to_le_bytes).collect())
        } else {
            let code = cells.map(|cell| match cell.state {
                CellState::Options(options) => options.0.trailing_zeros() as u8 * 4 + cell.grade,
                CellState::NotApplicable => 130,
                _ => 128,
            });
            ("uint8", code.collect())
        };
        fs::write(folder.join(format!("{}.{kind}", question.id)), bytes)?;
    }
    let ours = |name: &str, of: &dyn Fn(usize) -> i64| {
        let bytes = (0..book.rows()).flat_map(|row| (of(row) as i32).to_le_bytes());
        fs::write(folder.join(format!("{name}.ours")), bytes.collect::<Vec<u8>>())
    };
    ours("weighted", &|row| scoring.score_units(row).0)?;
    ours("applicable", &|row| scoring.score_units(row).1)?;
    ours("tier", &|row| scoring.tier(row).0.into())?;
    ours("band", &|row| scoring.band_before_floors(row).0.into())?;
    Ok(())
}

/// How long the other program took; `None` where it is not installed.
///
/// # Errors
/// It failed, or its results are not ours.
pub fn run(peer: &Peer, folder: &Path, formulas: &str) -> Result<Option<Duration>, Box<dyn Error>> {
    fs::write(folder.join("formulas"), formulas)?;
    let script = format!("{READ}{}", peer.script);
    let Ok(output) = Command::new("python3").args(["-c", &script]).arg(folder).output() else { return Ok(None) };
    let said = String::from_utf8_lossy(&output.stderr);
    if said.contains("ModuleNotFoundError") {
        return Ok(None);
    }
    let seconds: f64 = String::from_utf8(output.stdout)?
        .trim()
        .parse()
        .map_err(|_| format!("{} does not agree or failed: {said}", peer.name))?;
    Ok(Some(Duration::from_secs_f64(seconds)))
}

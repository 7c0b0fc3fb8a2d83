//! A list of 1,000,000 devices: read, mapped, merged and surveyed with the wall by month, beside DuckDB and Polars
//! reading the same file into a table and grouping it. `cargo bench --bench devices [-- ROWS]`.
//!
//! Targets on two cores: below 3 seconds, below 1 GB.

use chrono::NaiveDate;
use securable::files::{ImportOptions, Unwatched, csv_from_devices, devices_from_csv, read_devices};
use securable::inventory::{DeviceList, References, Survey, Term, survey};
use std::error::Error;
use std::fmt::Write as _;
use std::io::{BufWriter, Write, stdout};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

const ROWS: u64 = 1_000_000;
/// Devices whose support ends before this day are counted by all, to see that they read the same.
const DAY: &str = "2027-01-01";

const DUCKDB: &str = r#"
import sys, time, duckdb
start = time.perf_counter()
table = duckdb.connect()
table.execute("create table devices as select * from read_csv(?, header = true)", [sys.argv[1]])
end = 'cast("End of security support" as date)'
wall = table.execute(f"select date_trunc('month', {end}) as month, count(*) from devices group by month order by month").fetchall()
seconds = time.perf_counter() - start
past = table.execute(f"select count(*) from devices where {end} < cast(? as date)", [sys.argv[2]]).fetchone()[0]
print(seconds, past)
"#;

const POLARS: &str = r#"
import sys, time, datetime, polars
start = time.perf_counter()
devices = polars.read_csv(sys.argv[1], try_parse_dates=True)
end = polars.col("End of security support")
wall = devices.group_by(end.dt.truncate("1mo")).len().sort("End of security support")
seconds = time.perf_counter() - start
past = devices.filter(end < datetime.date.fromisoformat(sys.argv[2])).height
print(seconds, past)
"#;

fn main() -> Result<(), Box<dyn Error>> {
    let rows = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(ROWS);
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("devices.csv");
    generate(&path, rows)?;
    let mut out = stdout();
    writeln!(out, "{rows} devices, {} MB of CSV", std::fs::metadata(&path)?.len() / 1_000_000)?;

    let start = Instant::now();
    let imported = read_devices(&path, &ImportOptions::default(), &Unwatched)?;
    let import = start.elapsed();
    let list = DeviceList { table: Arc::new(imported.inventory.devices), ..DeviceList::default() };
    let devices = &*list.table;
    let inception: NaiveDate = DAY.parse()?;
    let Survey { support, .. } = survey(&list, &References::default(), Some(Term::new(inception, None)));
    let ours = start.elapsed();
    let support = support.ok_or("a term was given")?;
    let [at_inception, ..] = support.at;
    let past = at_inception.past;
    writeln!(out, "import         {import:>10.2?}   {} devices", devices.count())?;
    writeln!(out, "import + wall  {ours:>10.2?}   {} months, {past} past support on {DAY}", support.wall.len())?;
    if let Some(peak) = peak_mb() {
        writeln!(out, "peak memory    {peak:>7} MB")?;
    }
    for (name, script) in [("DuckDB", DUCKDB), ("Polars", POLARS)] {
        match peer(script, &path)? {
            None => writeln!(out, "{name:<14} skipped: python3 cannot import it")?,
            Some((seconds, theirs)) => {
                assert_eq!(theirs, past, "{name} counts other devices as past support");
                let ratio = ours.as_secs_f64() / seconds.as_secs_f64();
                writeln!(out, "{name:<14} {seconds:>10.2?}   ours takes {ratio:.1} times as long")?;
            }
        }
    }

    let start = Instant::now();
    let bytes = csv_from_devices(devices);
    writeln!(out, "write our CSV  {:>10.2?}   {} MB", start.elapsed(), bytes.len() / 1_000_000)?;
    let start = Instant::now();
    let again = devices_from_csv(&bytes)?;
    writeln!(out, "read our CSV   {:>10.2?}   {} devices", start.elapsed(), again.count())?;
    Ok(())
}

/// Seconds and the devices past support, as another program has them; `None` where it is not installed.
fn peer(script: &str, path: &Path) -> Result<Option<(Duration, u64)>, Box<dyn Error>> {
    let Ok(output) = Command::new("python3").args(["-c", script]).arg(path).arg(DAY).output() else { return Ok(None) };
    let said = String::from_utf8_lossy(&output.stderr);
    if said.contains("ModuleNotFoundError") {
        return Ok(None);
    }
    let text = String::from_utf8(output.stdout)?;
    let (seconds, past) = text.trim().split_once(' ').ok_or_else(|| format!("the other program failed: {said}"))?;
    Ok(Some((Duration::from_secs_f64(seconds.parse()?), past.parse()?)))
}

/// The most memory this process has held, where the system tells.
fn peak_mb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok().map(|kb| kb / 1000)
}

/// The same list for the same number of rows.
fn generate(path: &Path, rows: u64) -> Result<(), Box<dyn Error>> {
    const MODELS: [(&str, &str, &str); 12] = [
        ("Axis", "P3245", "Camera"),
        ("Axis", "M3106", "Camera"),
        ("Hikvision", "DS-2CD2143", "Camera"),
        ("Hikvision", "DS-7608NI", "NVR"),
        ("HP", "LaserJet M404", "Printer"),
        ("Cisco", "ISR4331/K9", "Router"),
        ("Cisco", "Catalyst 9200", "Switch"),
        ("Siemens", "S7-1200", "PLC"),
        ("Siemens", "Desigo PXC", "Building control"),
        ("Zebra", "ZT411", "Printer"),
        ("Philips", "IntelliVue MX450", "Medical"),
        ("Honeywell", "PRO3200", "Access control"),
    ];
    let mut state = 7_u64;
    let mut random = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut file = BufWriter::new(std::fs::File::create(path)?);
    writeln!(
        file,
        "Device ID,Name,Vendor,Model,Type,Firmware version,MAC address,IP address,VLAN,Site,End of security support,Last seen"
    )?;
    let mut line = String::new();
    for row in 0..rows {
        let (vendor, model, kind) = MODELS[random(12) as usize];
        let (a, b, c) = (row >> 16 & 255, row >> 8 & 255, row & 255);
        line.clear();
        write!(line, "DEV-{row:07},device-{row:07}.example,{vendor},{model} {},{kind},", random(40))?;
        write!(line, "{}.{}.{},", random(12), random(20), random(100))?;
        write!(line, "00:40:8C:{a:02X}:{b:02X}:{c:02X},10.{a}.{b}.{c},{},Site {:03},", random(400), row / 2500)?;
        if random(10) >= 3 {
            write!(line, "20{}-{:02}-{:02}", 24 + random(8), 1 + random(12), 1 + random(28))?;
        }
        writeln!(line, ",2026-{:02}-{:02}T{:02}:{:02}:00Z", 1 + random(11), 1 + random(28), random(24), random(60))?;
        file.write_all(line.as_bytes())?;
    }
    Ok(file.flush()?)
}

//! The real files under `../shared/data`, where they are: each imports or is refused with a sentence.

use super::*;
use std::path::PathBuf;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else if path
            .extension()
            .is_some_and(|ending| ["xml", "json", "csv", "txt"].iter().any(|known| ending == *known))
        {
            found.push(path);
        }
    }
}

#[test]
fn the_shared_files_import_or_are_refused_with_a_sentence() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let mut found = Vec::new();
    for folder in ["nmap-xml", "cyclonedx", "export-samples", "iot-lab-inventories"] {
        files(&data.join(folder), &mut found);
    }
    if found.is_empty() {
        use std::io::Write as _;
        writeln!(std::io::stderr(), "skipped: ../shared/data is not there").expect("stderr is open");
        return;
    }
    found.sort();
    for path in found {
        let name = path.strip_prefix(&data).expect("under it").display().to_string();
        match read_devices(&path, &ImportOptions::default(), &Unwatched) {
            Ok(imported) => {
                let report = &imported.inventory.report;
                let count = imported.inventory.devices.count();
                println!(
                    "{name}: {} read {} counted {} merged {} dropped {} devices {count}",
                    imported.format,
                    report.rows_read,
                    report.rows_counted,
                    report.merged.len(),
                    report.rows_dropped()
                );
                if report.rows_read == 256 {
                    assert!((2..=4).contains(&count), "{name} holds 2 to 4 devices");
                }
                same_back(&imported.inventory.devices);
            }
            Err(error) => {
                println!("{name}: {error}");
                assert!(error.to_string().contains("No device was imported"), "{error}");
                assert!(!name.starts_with("nmap-xml/full") && !name.ends_with("nozomi_assets_sample.json"), "{error}");
            }
        }
    }
}

fn same_back(devices: &Devices) {
    let bytes = csv_from_devices(devices);
    let again = devices_from_csv(&bytes).expect("reads back");
    assert_eq!(csv_from_devices(&again), bytes);
}

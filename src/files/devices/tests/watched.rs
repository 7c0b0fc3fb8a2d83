//! An import tells how far it is and can be stopped, whatever the format.

use super::*;
use crate::files::FileErrorKind;
use std::cell::{Cell, RefCell};

/// Stops after a number of questions.
struct Patience {
    left: Cell<u32>,
    told: RefCell<Vec<(u64, u64)>>,
}

impl Patience {
    fn of(questions: u32) -> Self {
        Self { left: Cell::new(questions), told: RefCell::default() }
    }
}

impl Watch for Patience {
    fn part(&self, done: u64, of: u64) {
        self.told.borrow_mut().push((done, of));
    }
    fn is_stopped(&self) -> bool {
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        left == 0
    }
}

fn lists() -> Vec<(&'static str, Vec<u8>)> {
    let csv = format!("Vendor,Model\n{}", "Axis,P1\n".repeat(9000));
    let lines = "{\"vendor\":\"Axis\",\"model\":\"P1\"}\n".repeat(9000);
    let host = "<host><status state=\"up\"/><address addr=\"10.0.0.1\" addrtype=\"ipv4\"/></host>";
    let part = "{\"type\":\"device\",\"name\":\"P1\"}";
    let rows: String = (1..9000)
        .map(|row| {
            let cells = if row == 1 { ["Vendor", "Model"] } else { ["Axis", "P1"] };
            format!(
                "<row r=\"{row}\"><c r=\"A{row}\" t=\"str\"><v>{}</v></c><c r=\"B{row}\" t=\"str\"><v>{}</v></c></row>",
                cells[0], cells[1]
            )
        })
        .collect();
    let ods_rows = workbooks::ODS_ROWS.to_owned()
        + &"<table:table-row><table:table-cell><text:p>Axis</text:p></table:table-cell></table:table-row>".repeat(9000);
    vec![
        ("CSV", csv.into_bytes()),
        ("JSON Lines", lines.into_bytes()),
        ("nmap XML", format!("<nmaprun>{}</nmaprun>", host.repeat(9000)).into_bytes()),
        (
            "CycloneDX JSON",
            format!("{{\"bomFormat\":\"CycloneDX\",\"components\":[{}]}}", vec![part; 9000].join(",")).into_bytes(),
        ),
        ("XLSX", workbooks::xlsx(&[("List", &rows)])),
        ("ODS", workbooks::ods(&ods_rows)),
    ]
}

#[test]
fn every_format_tells_how_far_it_is_and_can_be_stopped() {
    for (format, bytes) in lists() {
        let read = |watch: &Patience| devices_from_bytes(&bytes, Path::new("list"), &ImportOptions::default(), watch);
        let patient = Patience::of(u32::MAX);
        assert_eq!(read(&patient).expect("imports").format, format);
        let told = patient.told.into_inner();
        assert!(told.len() >= 4, "{format} told {told:?}");
        assert!(
            told.windows(2).all(|pair| pair[0].0 < pair[1].0) && told.iter().all(|(done, of)| done <= of),
            "{told:?}"
        );
        let asked = u32::MAX - patient.left.get();
        for questions in [0, 1, asked / 2, asked - 1] {
            let error = read(&Patience::of(questions)).expect_err("is stopped");
            assert_eq!(error.kind(), FileErrorKind::Stopped, "{format} after {questions} of {asked}");
            assert_eq!(
                error.to_string(),
                "The import was stopped before its end. No device was imported. Start it again to have the list. (list)"
            );
        }
    }
}

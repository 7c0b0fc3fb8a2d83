//! Small files of every format, cut, flipped and doubled: never a panic, never a long wait.

use super::*;
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// A reading of a few kilobytes that takes longer has gone astray.
const MOST: Duration = Duration::from_secs(5);

const SHEET: &str = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>Model</t></is></c><c r=\"C1\" t=\"str\"><v>End of support</v></c></row>\
    <row r=\"2\" spans=\"1:3\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"B2\"><v>3245</v></c><c r=\"C2\" s=\"1\"><v>46112</v></c></row>\
    <row r=\"3\"><c r=\"A3\" t=\"e\"><v>#N/A</v></c><c r=\"B3\" t=\"b\"><f>1+1</f><v>1</v></c><c r=\"AB3\" t=\"d\"><v>2027-03-31</v></c></row>";

/// What is mutated, and how the file is made of it.
const FIXTURES: [(&str, &str); 9] = [
    ("csv", "Vendor;Model;\"Serial No\";End of support\nAxis;P1;\"a\"\"b\";2027-03\nMüller;\"P;2\";;tba\n"),
    ("csv", "Network,,Device\nIP,MAC,Name\n10.0.0.1,00:40:8c:00:00:01,cam\n"),
    (
        "csv",
        "[{\"vendor\":\"Axis\",\"model\":\"P1\",\"ip\":[\"10.0.0.1\",\"10.0.0.2\"],\"n\":{\"mac\":\"0:1:2:3:4:5\"}},{\"vendor\":null}]",
    ),
    (
        "csv",
        "{\"total\":1,\"assets\":[{\"vendor\":\"Axis\",\"seen\":1620000000,\"c\":[[\"mac\",\"aa:bb:cc:dd:ee:ff\"]]}]}",
    ),
    (
        "csv",
        "<nmaprun start=\"1\"><host endtime=\"1399586400\"><status state=\"up\"/><address addr=\"10.0.0.5\" addrtype=\"ipv4\"/><ports><port protocol=\"tcp\" portid=\"80\"><state state=\"open\"/><service devicetype=\"webcam\"><cpe>cpe:/h:a</cpe></service></port></ports></host></nmaprun>",
    ),
    (
        "csv",
        "{\"bomFormat\":\"CycloneDX\",\"components\":[{\"type\":\"device\",\"name\":\"P1\",\"properties\":[{\"name\":\"cdx:device:quantity\",\"value\":\"8\"}],\"components\":[{\"type\":\"firmware\",\"version\":\"1\"}]}]}",
    ),
    (
        "csv",
        "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"><components><component type=\"device\" bom-ref=\"c\"><name>P&#51;</name><properties><property name=\"q\">3</property></properties></component></components></bom>",
    ),
    ("xlsx", SHEET),
    ("ods", workbooks::ODS_ROWS),
];

#[derive(Clone, Debug)]
enum Mutation {
    Cut(usize),
    Flip(usize, u8),
    Double(usize, usize),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    prop_oneof![
        1 => any::<usize>().prop_map(Mutation::Cut),
        4 => (any::<usize>(), any::<u8>()).prop_map(|(at, to)| Mutation::Flip(at, to)),
        // What means something to one of the formats.
        4 => (any::<usize>(), prop::sample::select(b"\"<>&;,{}[]\n\r\0=:/9-".to_vec())).prop_map(|(at, to)| Mutation::Flip(at, to)),
        2 => (any::<usize>(), any::<usize>()).prop_map(|(from, to)| Mutation::Double(from, to)),
    ]
}

fn mutated(mut bytes: Vec<u8>, mutations: &[Mutation]) -> Vec<u8> {
    for mutation in mutations {
        let len = bytes.len().max(1);
        match *mutation {
            Mutation::Cut(at) => bytes.truncate(at % len),
            Mutation::Flip(at, to) => {
                if let Some(byte) = bytes.get_mut(at % len) {
                    *byte = to;
                }
            }
            Mutation::Double(from, to) => {
                let (from, to) = ((from % len).min(to % len), (from % len).max(to % len));
                let part = bytes.get(from..to).unwrap_or_default().to_vec();
                bytes.splice(to.min(bytes.len())..to.min(bytes.len()), part);
            }
        }
    }
    bytes
}

fn read_both_ways(bytes: &[u8]) {
    let start = Instant::now();
    drop(import_with(bytes, &ImportOptions::default()));
    let options = options(&[("column 2", "model"), ("Vendor", "vendor")]);
    drop(preview_devices(bytes, Path::new("list"), &options));
    assert!(start.elapsed() < MOST, "{:?} for {} bytes", start.elapsed(), bytes.len());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 300, ..ProptestConfig::default() })]
    #[test]
    fn files_that_were_tampered_with_import_or_are_refused(mutations in prop::collection::vec(mutation(), 1..5)) {
        for (kind, content) in FIXTURES {
            let content = mutated(content.as_bytes().to_vec(), &mutations);
            match kind {
                // Inside the archive, so that its check sums hold.
                "xlsx" => read_both_ways(&workbooks::xlsx(&[("List", &String::from_utf8_lossy(&content))])),
                "ods" => read_both_ways(&workbooks::ods(&String::from_utf8_lossy(&content))),
                _ => read_both_ways(&content),
            }
        }
        for archive in [workbooks::xlsx(&[("List", SHEET)]), workbooks::ods(workbooks::ODS_ROWS)] {
            read_both_ways(&mutated(archive, &mutations));
        }
    }
}

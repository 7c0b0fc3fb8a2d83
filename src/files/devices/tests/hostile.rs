//! Files made to do harm, and files that arrive broken: a sentence, bounded memory, no panic.

use super::*;

#[test]
fn what_is_no_list_is_named() {
    for (bytes, says) in [
        (&b""[..], "is empty"),
        (b"  \n\n ", "nothing but blanks"),
        (b"%PDF-1.7 ...", "PDF"),
        (&[0xd0, 0xcf, 0x11, 0xe0, 0, 0], ".xls"),
        (b"<html><body>list</body></html>", "web page"),
        (b"<inventory><device/></inventory>", "<inventory>"),
        (b"PK\x03\x04 broken", "cut off or damaged"),
        (b"Vendor,Model\nAxis,P\x003245\n", "NUL byte in line 2"),
        (b"\x01\x02\x03\x80\x81\x82\x05\x06", "no text"),
        (b"one two three\nfour five six\n", "--map"),
    ] {
        let sentence = refused(bytes);
        assert!(sentence.contains(says), "{sentence}");
    }
}

#[test]
fn entities_are_never_resolved() {
    let secret = std::env::temp_dir().join("securable-entity-probe.txt");
    std::fs::write(&secret, "TOP SECRET").expect("writes");
    let probes = [
        format!("<!DOCTYPE nmaprun [<!ENTITY x SYSTEM \"file://{}\">]><nmaprun><host><address addr=\"&x;\"/></host></nmaprun>", secret.display()),
        "<!DOCTYPE bom [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"><components><component type=\"device\"><name>&b;</name></component></components></bom>".to_owned(),
        "<nmaprun><host><address addr=\"&lol;\" addrtype=\"ipv4\"/></host></nmaprun>".to_owned(),
        "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"><components><component type=\"device\"><name>&lol;</name></component></components></bom>".to_owned(),
    ];
    for probe in probes {
        let sentence = refused(probe.as_bytes());
        assert!(sentence.contains("entit") && !sentence.contains("TOP SECRET"), "{sentence}");
    }
}

#[test]
fn what_breaks_off_is_refused() {
    for (bytes, says) in [
        (&b"<nmaprun><host><status state=\"up\"/><address addr=\"10.0.0.1\"/></host>"[..], "breaks off"),
        (b"<nmaprun><host></nmaprun>", "does not read in line 1"),
        (b"[{\"vendor\":\"Axis\",\"model\":\"P1\"},{\"vendor\":", "breaks off"),
        (b"{\"vendor\":\"Axis\",\"model\":\"P1\"}\n{\"vendor\":", "breaks off"),
        (b"{\"bomFormat\":\"CycloneDX\",\"components\":[{\"type\":\"device\"", "breaks off"),
        (b"Vendor,Model\nAxis,\"P1\nAxis,P2\nAxis,P3\n", "opens in line 2"),
    ] {
        let sentence = refused(bytes);
        assert!(sentence.contains(says), "{sentence}");
    }
}

#[test]
fn deep_nesting_is_refused() {
    let json = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(refused(json.as_bytes()).contains("nests too deeply"));
    let member = format!("[{{\"vendor\":\"a\",\"model\":{}1{}}}]", "{\"a\":".repeat(500), "}".repeat(500));
    assert!(refused(member.as_bytes()).contains("nests too deeply"));
    let xml = format!("<nmaprun>{}", "<a>".repeat(100_000));
    assert!(refused(xml.as_bytes()).contains("nests more than"));
}

#[test]
fn a_line_of_ten_megabytes_costs_one_cell() {
    let mut list = b"Vendor,Model\nAxis,P1\nAxis,".to_vec();
    list.resize(list.len() + 10_000_000, b'x');
    list.extend_from_slice(b"\nAxis,P3\n");
    let imported = import(&list);
    assert_eq!(imported.inventory.devices.len(), 3);
    assert_eq!(imported.inventory.devices.text(1, Field::Model).len(), 200);
    assert_eq!(imported.inventory.report.unusable.len(), 1);
    let commas = format!("Vendor,Model\n{}\n", ",".repeat(10_000_000));
    assert_eq!(import(commas.as_bytes()).inventory.report.dropped[&DropReason::Blank], [2]);
    let wide = format!("Vendor{}\nAxis\n", ",Model".repeat(5000));
    assert!(refused(wide.as_bytes()).contains("columns"));
}

#[test]
fn every_prefix_of_a_file_imports_or_is_refused() {
    let whole = b"Vendor;Model;\"Serial No\";End of support\nAxis;P1;\"a\"\"b\";2027-03\nM\xc3\xbcller;\"P;2\";;tba\n";
    for end in 0..=whole.len() {
        drop(devices_from_bytes(&whole[..end], Path::new("list"), &ImportOptions::default(), &Unwatched));
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, cases: 200, ..proptest::prelude::ProptestConfig::default() })]
    #[test]
    fn any_bytes_import_or_are_refused(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
        drop(devices_from_bytes(&bytes, Path::new("list"), &ImportOptions::default(), &Unwatched));
        for start in [&b"Vendor,Model\n"[..], b"[{\"vendor\":", b"<nmaprun>", b"PK\x03\x04", b"{\"bomFormat\":\"CycloneDX\","] {
            let mut file = start.to_vec();
            file.extend_from_slice(&bytes);
            drop(devices_from_bytes(&file, Path::new("list"), &ImportOptions::default(), &Unwatched));
        }
    }
}

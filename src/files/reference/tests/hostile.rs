//! Files made to do harm, or harmed: a sentence, never a panic, and bounded memory.

use super::*;
use ReferenceKind::{KnownExploited, Support};
use proptest::prelude::*;

const BOTH: [ReferenceKind; 2] = [KnownExploited, Support];

#[test]
fn harmed_files_are_refused() {
    let whole = kev(&["CVE-2026-0001|D-Link|DIR-859|x|Known"]);
    let cut = &whole[..whole.len() - 40];
    let sentence = refused(KnownExploited, cut.as_bytes(), "kev.json");
    assert!(sentence.contains("breaks off"), "{sentence}");
    let deep = "[".repeat(200_000);
    for kind in BOTH {
        for bytes in [
            b"".as_slice(),
            b"\0\0\0\0",
            b"vendor,model,kind,date\nAxis,P3\x00245,end of support,2027-03-31\n",
            b"\xff\xfe\x00",
            b"{\"vulnerabilities\":3}",
            b"{\"vulnerabilities\":[]}",
            b"{\"vulnerabilities\":[3],\"catalogVersion\":\"2026.01.01\"}",
            b"{\"catalogVersion\":\"2026.99.99\",\"vulnerabilities\":[{}]}",
            b"<html><body>Sign in</body></html>",
            deep.as_bytes(),
        ] {
            refused(kind, bytes, "file.json");
        }
    }
    assert!(refused(Support, deep.as_bytes(), "list.json").contains("nests too deeply"));
    let nested = format!("{{\"x\":{deep}");
    refused(KnownExploited, nested.as_bytes(), "kev.json");
}

#[test]
fn huge_numbers_and_long_lines_are_read_or_refused() {
    let text =
        kev(&["CVE-2026-0001|D-Link|DIR-859|x|Known"]).replacen("\"count\":1", "\"count\":18446744073709551615", 1);
    assert_eq!(catalogue_of(&load(KnownExploited, text.as_bytes(), "kev.json")).entries.len(), 1);
    let text = text.replacen("18446744073709551615", "1e999", 1);
    refused(KnownExploited, text.as_bytes(), "kev.json");
    let long = "x".repeat(10 * 1024 * 1024);
    let text = kev(&[&format!("CVE-2026-0001|D-Link|{long}|x|Known")]);
    let loaded = load(KnownExploited, text.as_bytes(), "kev.json");
    assert_eq!(catalogue_of(&loaded).entries[0].product.len(), MOST_TEXT);
    let text = format!(
        "vendor,model,kind,date\nAxis,{long},end of support,2027-03-31\n{long}\nAxis,P3245,end of support,99999999999999999999\n"
    );
    let loaded = load(Support, text.as_bytes(), "own.csv");
    assert_eq!(list_of(&loaded).entries.len(), 1);
    assert!(loaded.notices.iter().all(|notice| notice.text.len() < 4 * MOST_TEXT), "long cells are cut");
    assert_eq!(loaded.notices.len(), 2);
}

#[test]
fn a_file_of_empty_entries_is_stopped() {
    let text =
        format!("{{\"catalogVersion\":\"2026.01.01\",\"vulnerabilities\":[{}{{}}]}}", "{},".repeat(MOST_ENTRIES));
    assert!(refused(KnownExploited, text.as_bytes(), "kev.json").contains("more than 500000 entries"));
    let lines = "vendor,model,kind,date\n".to_owned() + &"a,b,,\n".repeat(3 * MOST_LISTED);
    let error = reference_from_bytes(Support, lines.as_bytes(), "own.csv").expect_err("is refused");
    assert_eq!(error.problems().len(), MOST_LISTED);
    let much = vec![b' '; usize::try_from(MOST_REFERENCE_BYTES).expect("fits") + 1];
    assert!(refused(Support, &much, "own.csv").contains("larger than 64 MiB"));
}

#[test]
fn an_unclosed_quote_takes_the_rest_and_is_listed() {
    let text = "vendor,model,kind,date\nAxis,P3245,end of support,2027-03-31\n\"Axis,P3246,end of support,2027-03-31\nAxis,P3247,end of support,2027-03-31\n";
    let loaded = load(Support, text.as_bytes(), "own.csv");
    assert_eq!(lines(&loaded), ["2: Axis | P3245 | end_of_support 2027-03-31"]);
    assert_eq!(notices(&loaded).len(), 1, "{:?}", notices(&loaded));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever stands in a file: a value or a sentence.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for kind in BOTH {
            if let Err(error) = reference_from_bytes(kind, &bytes, "file") {
                prop_assert!(error.to_string().contains(NOT_TAKEN));
            }
        }
    }

    /// A good file with a few bytes changed: likewise.
    #[test]
    fn changed_files_are_read_or_refused(place in any::<prop::sample::Index>(), byte: u8, cut in any::<prop::sample::Index>()) {
        let core = r#"{"$schema":"https://docs.oasis-open.org/openeox/v1.0/schema/core.json","end_of_life":"2028-11-25T10:00:00.000-20:30","end_of_security_support":"tba","last_updated":"2025-02-01T12:00:00Z"}"#;
        let files = [
            (KnownExploited, kev(&["CVE-2026-0001|D-Link|DIR-859|x|Known"])),
            (Support, "vendor,model,kind,date,source,checked\nAxis,P3245-V,end of support,2027-03-31,page,2026-10-01\n".to_owned()),
            (Support, format!(r#"{{"statements":[{{"core":{core},"product":{{"vendor_name":"Axis","product_name":"P3245-V"}}}}]}}"#)),
            (Support, r#"{"result":{"name":"fortios","releases":[{"name":"7.0","isEol":true,"eolFrom":"2025-09-30"}]}}"#.to_owned()),
        ];
        for (kind, text) in files {
            let mut bytes = text.into_bytes();
            let at = place.index(bytes.len());
            bytes[at] = byte;
            bytes.truncate(cut.index(bytes.len()) + 1);
            if let Err(error) = reference_from_bytes(kind, &bytes, "file") {
                prop_assert!(error.to_string().contains(NOT_TAKEN));
            }
        }
    }
}

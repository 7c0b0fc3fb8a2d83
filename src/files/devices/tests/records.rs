//! Cutting delimited text, beside the csv crate.

use super::super::records::{Start, each_lot, each_record};

type Cut = (Vec<(u32, Vec<String>)>, Option<u32>);

fn cut(text: &str, delimiter: u8) -> Cut {
    let mut records = Vec::new();
    let open = each_record(text, delimiter, |Start { line, .. }, cells| {
        records.push((line, cells.drain(..).map(std::borrow::Cow::into_owned).collect()));
        Ok::<(), ()>(())
    });
    (records, open.expect("nothing fails").map(|start| start.line))
}

fn by_csv(text: &str, delimiter: u8) -> Vec<Vec<String>> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.expect("reads").iter().map(str::to_owned).collect()).collect()
}

#[test]
fn lines_are_counted_and_open_quotes_told() {
    let (records, open) = cut("a,\"b\r\nc\"\r\n\r\n\rd,\"e\"\"f\ng\"h\ni,", b',');
    let lines: Vec<u32> = records.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [1, 5, 7]);
    assert_eq!(records[1].1, ["d", "e\"f\ng\"h".replace("g\"h", "gh").as_str()]);
    assert_eq!((records[2].1.as_slice(), open), (&["i".to_owned(), String::new()][..], None));
    assert_eq!(cut("a,b\nc,\"d\ne,f", b',').1, Some(2));
}

#[test]
fn lots_of_a_large_text_are_its_records() {
    let text = "Axis,\"P\"\"1\",\n\"a\nb\",c\n".repeat(70_000) + "last,\"open\n";
    assert!(text.len() > 1024 * 1024);
    let mut records = Vec::new();
    let open = each_lot(&text, b',', |lot| {
        records.extend(lot.iter().map(|it| (it.start.line, it.cells.iter().map(|cell| (*cell).to_owned()).collect())));
        Ok::<(), ()>(())
    });
    assert_eq!((records, open.expect("nothing fails").map(|start| start.line)), cut(&text, b','));
    let mut left = 3;
    let stopped = each_lot(&text, b',', |_| {
        left -= 1;
        if left == 0 { Err("enough") } else { Ok(()) }
    });
    assert_eq!(stopped, Err("enough"));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, cases: 2000, ..proptest::prelude::ProptestConfig::default() })]
    #[test]
    fn records_are_those_of_the_csv_crate(text in "[ab\",;\r\né]{0,24}") {
        for delimiter in [b',', b';'] {
            let ours: Vec<Vec<String>> = cut(&text, delimiter).0.into_iter().map(|(_, cells)| cells).collect();
            proptest::prop_assert_eq!(ours, by_csv(&text, delimiter));
        }
    }
}

//! What a person types into a cell.

use crate::inventory::{Cell, DateMark, DateRules, DeviceClass, Field};

fn read(field: Field, text: &str) -> Result<Cell, String> {
    Cell::read(field, text, DateRules::default())
}

fn check_refused(field: Field, text: &str, sentence: &str) {
    assert_eq!(read(field, text), Err(sentence.to_owned()));
}

#[test]
fn a_date_is_read_and_kept_as_written_where_that_says_more() {
    let plain = read(Field::EndOfSupport, " 2027-03-31 ").expect("reads");
    assert_eq!((plain.text.as_str(), plain.date.map(|(_, mark)| mark)), ("", Some(DateMark::Day)));
    let month = read(Field::EndOfSupport, "Dec 2027").expect("reads");
    assert_eq!(month.text, "Dec 2027");
    assert_eq!(month.date.map(|(date, mark)| (date.to_string(), mark)), Some(("2027-12-31".into(), DateMark::Month)));
    let announced = read(Field::EndOfSupport, "tba").expect("is no fault");
    assert_eq!((announced.text.as_str(), announced.date), ("tba", None));
}

#[test]
fn what_cannot_be_used_is_refused_with_the_way_to_write_it() {
    let mend = "; write year, month and day, such as 2027-03-31";
    check_refused(
        Field::EndOfSupport,
        "03/04/2026",
        &format!("\"03/04/2026\" can be read day first or month first{mend}"),
    );
    check_refused(Field::LastSeen, "soon", &format!("\"soon\" holds no date that is understood{mend}"));
    let quantity = "is no number of devices; write a whole number from 1 to 1,000,000";
    for text in ["0", "-3", "many", "1.5", "1000001", "99999999999"] {
        check_refused(Field::Quantity, text, &format!("\"{text}\" {quantity}"));
    }
    assert!(read(Field::Mac, "00:11:22").is_err());
    assert!(read(Field::Ip, "10.0.0.256").is_err());
    assert!(read(Field::LifetimeMonths, "seven").is_err());
    assert!(read(Field::Name, &"x".repeat(5_000)).is_err());
}

#[test]
fn addresses_take_their_plain_form_and_types_their_class() {
    assert_eq!(
        read(Field::Mac, "1a-2b-3c-4d-5e-6f, 0:1:2:3:4:5").expect("reads").text,
        "1A:2B:3C:4D:5E:6F; 00:01:02:03:04:05"
    );
    assert_eq!(read(Field::Ip, "10.0.0.1/24").expect("reads").text, "10.0.0.1");
    assert_eq!(read(Field::DeviceType, "IP camera").expect("reads").class, Some(DeviceClass::Camera));
    assert_eq!(read(Field::DeviceType, "gizmo").expect("reads").class, Some(DeviceClass::Unknown));
    assert_eq!(read(Field::Quantity, "1,200").expect("reads").quantity, Some(1200));
}

#[test]
fn a_blank_clears_everything_that_was_understood() {
    assert_eq!(read(Field::Name, " - ").expect("reads"), Cell::default());
    assert_eq!(read(Field::DeviceType, "").expect("reads").class, Some(DeviceClass::Unknown));
    assert_eq!(read(Field::Quantity, "").expect("reads").quantity, Some(1));
    assert_eq!(read(Field::EndOfSupport, "n/a").expect("reads"), Cell::default());
}

//! The writer held against its promises.

use super::pdf_from_document;
use crate::memo::sample;

/// Writes the sample to `SECURABLE_MEMO_OUT` when that is set, for eyes and outside tools.
#[test]
fn sample_is_written() {
    let bytes = pdf_from_document(&sample::memo()).expect("the sample can be written");
    if let Ok(path) = std::env::var("SECURABLE_MEMO_OUT") {
        std::fs::write(path, &bytes).expect("the given place can be written");
    }
    assert!(bytes.starts_with(b"%PDF-1.7"));
}

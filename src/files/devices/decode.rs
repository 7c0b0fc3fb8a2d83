//! Bytes to text: UTF-8, UTF-16 and Windows-1252, told by what stands there.

use super::Refusal;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// The text, without a byte order mark.
pub(super) fn text_from_bytes(bytes: &[u8]) -> Result<Cow<'_, str>, Refusal> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        return if encoding == UTF_8 { without_mark(rest) } else { wide(rest, encoding) };
    }
    match wide_by_zeros(bytes) {
        Some(encoding) => wide(bytes, encoding),
        None => without_mark(bytes),
    }
}

fn without_mark(bytes: &[u8]) -> Result<Cow<'_, str>, Refusal> {
    if bytes.contains(&0) {
        let place = bytes.iter().position(|byte| *byte == 0).unwrap_or(0);
        let line = 1 + bytes.iter().take(place).filter(|byte| **byte == b'\n').count();
        return Err(Refusal::new(
            format!("The file holds a NUL byte in line {line}, so it is not plain text"),
            "Export it again as CSV, or save it as \"CSV UTF-8\" in the spreadsheet",
        ));
    }
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(Cow::Borrowed(text)),
        Err(error) => error,
    };
    let controls = bytes.iter().filter(|byte| **byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')).count();
    if controls * 100 > bytes.len() {
        return Err(Refusal::new(
            "The file is no text and no known kind of workbook",
            "Export the list as CSV or XLSX",
        ));
    }
    // One bad byte in UTF-8 must not turn every other letter of the file into two.
    let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
    if error.error_len().is_none() || !good.is_ascii() {
        return Ok(String::from_utf8_lossy(bytes));
    }
    Ok(WINDOWS_1252.decode_without_bom_handling(bytes).0)
}

fn wide(bytes: &[u8], encoding: &'static Encoding) -> Result<Cow<'static, str>, Refusal> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    if text.contains('\0') {
        return Err(Refusal::new(
            "The file holds NUL characters, so it is not plain text",
            "Export it again as CSV, or save it as \"CSV UTF-8\" in the spreadsheet",
        ));
    }
    Ok(Cow::Owned(text.into_owned()))
}

/// UTF-16 without its mark: nearly every other byte of Western text is zero.
fn wide_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    if sample.len() < 8 {
        return None;
    }
    let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
    if odd * 10 > half * 7 && even * 20 < half {
        Some(UTF_16LE)
    } else if even * 10 > half * 7 && odd * 20 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

//! The order in which people expect names: `cam-2` before `cam-10`, `axis` beside `AXIS`.

use std::cmp::Ordering;

/// The text as bytes whose plain order is the natural one: letters folded, and every number led by its
/// count of digits.
fn encoded(text: &str) -> impl Iterator<Item = u8> + '_ {
    let bytes = text.as_bytes();
    let mut place = 0;
    // Digits of the number at hand that are still to come.
    let mut digits = 0;
    std::iter::from_fn(move || {
        let byte = *bytes.get(place)?;
        if !byte.is_ascii_digit() {
            place += 1;
            return Some(byte.to_ascii_lowercase());
        }
        if digits == 0 {
            let rest = bytes.get(place..).unwrap_or_default();
            let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let zeros = rest.iter().take(length - 1).take_while(|byte| **byte == b'0').count();
            place += zeros;
            digits = length - zeros;
            // Stays among the digits, so that letters still come after numbers.
            return Some(b'0' + u8::try_from(digits.min(9)).unwrap_or(9));
        }
        digits -= 1;
        place += 1;
        Some(byte)
    })
}

/// The first sixteen bytes of the encoding: decides almost always, and is compared in one step.
pub(super) fn head(text: &str) -> u128 {
    let mut bytes = [0; 16];
    for (slot, byte) in bytes.iter_mut().zip(encoded(text)) {
        *slot = byte;
    }
    u128::from_be_bytes(bytes)
}

/// The natural order; texts that differ only in case or leading zeros stand by their bytes.
pub(super) fn compare(a: &str, b: &str) -> Ordering {
    encoded(a).cmp(encoded(b)).then_with(|| a.cmp(b))
}

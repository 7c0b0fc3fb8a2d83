//! MAC and IP addresses as exports write them.

use core::net::IpAddr;

/// The parts of a cell that holds several values: `a, b`, `a; b`, one a line, or a JSON array.
pub(super) fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([',', ';', '\t', '\n', '\r', '|'])
        .map(|part| part.trim_matches(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '"' | '\'')))
        .filter(|part| !part.is_empty())
}

/// A MAC address of 48 bits: groups divided by `:`, `-` or `.`, leading zeros may be missing; or 12 digits.
pub(super) fn mac_from_text(text: &str) -> Option<u64> {
    let text = text.trim();
    let divider = text.bytes().find(|byte| matches!(byte, b':' | b'-' | b'.'));
    if divider.is_none() && text.len() != 12 {
        return None;
    }
    // By number of groups: digits that a group may have.
    let most = match divider.map(|divider| text.bytes().filter(|byte| *byte == divider).count() + 1) {
        None => 12,
        Some(6) => 2,
        // `00:11:22` is half an address.
        Some(3) if text.split([':', '-', '.']).any(|group| group.len() > 2) => 4,
        Some(_) => return None,
    };
    let (mut mac, mut group, mut digits) = (0_u64, 0_u64, 0_u32);
    for byte in text.bytes().map(Some).chain([None]) {
        match byte {
            Some(byte) if byte.is_ascii_hexdigit() && digits < most => {
                group = group << 4 | u64::from(char::from(byte).to_digit(16)?);
                digits += 1;
            }
            ends if ends == divider || ends.is_none() => {
                if digits == 0 {
                    return None;
                }
                mac = mac << (most * 4) | group;
                (group, digits) = (0, 0);
            }
            _ => return None,
        }
    }
    Some(mac)
}

/// `F8:DA:0C:7B:0A:8F`.
pub(super) fn text_from_mac(mac: u64) -> String {
    let mut text = String::with_capacity(17);
    for byte in mac.to_be_bytes().into_iter().skip(2) {
        if !text.is_empty() {
            text.push(':');
        }
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(digit), 16).unwrap_or('0').to_ascii_uppercase());
        }
    }
    text
}

/// Whether two devices cannot both carry it: burnt in by its maker, not local, group, blank or virtual-router.
pub(super) fn is_unique_mac(mac: u64) -> bool {
    let first = mac >> 40;
    first & 0b11 == 0 && mac != 0 && mac >> 8 != 0x00_00_5e_00_01 && mac >> 8 != 0x00_00_5e_00_02
}

/// An IPv4 or IPv6 address; a mask behind it is left off.
pub(super) fn ip_from_text(text: &str) -> Option<IpAddr> {
    let bare = text.split(['/', '%']).next().unwrap_or(text).trim();
    bare.parse().ok()
}

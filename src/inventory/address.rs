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
    let digits = |group: &str, most: usize| {
        let fits = !group.is_empty() && group.len() <= most && group.bytes().all(|byte| byte.is_ascii_hexdigit());
        fits.then(|| u64::from_str_radix(group, 16).ok()).flatten()
    };
    let Some(divider) = text.chars().find(|c| matches!(c, ':' | '-' | '.')) else {
        return (text.len() == 12).then(|| digits(text, 12)).flatten();
    };
    let groups: Vec<&str> = text.split(divider).collect();
    let (most, bits) = match groups.len() {
        6 => (2, 8),
        // `00:11:22` is half an address.
        3 if groups.iter().any(|group| group.len() > 2) => (4, 16),
        _ => return None,
    };
    groups.iter().try_fold(0_u64, |mac, group| Some(mac << bits | digits(group, most)?))
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

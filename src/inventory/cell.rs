//! What is done to the text of a cell before it is kept.

use super::address::parts;

/// Bytes of a cell that are kept whole.
pub(super) const MOST_CELL: usize = 4096;

/// Adds a part to a list: `a; b`.
pub(super) fn push_part(list: &mut String, part: &str) {
    if !list.is_empty() {
        list.push_str("; ");
    }
    list.push_str(part);
}

/// Parts of both lists, each once, as long as the cell may be.
pub(super) fn union_of_parts(a: &str, b: &str) -> String {
    let mut union = a.to_owned();
    for part in parts(b) {
        if !parts(a).any(|there| there == part) && union.len() + part.len() < MOST_CELL {
            push_part(&mut union, part);
        }
    }
    union
}

/// `Axis P3245-V` of Axis is `P3245-V`; `APIC-L3=` is `APIC-L3`.
pub(super) fn model_without_vendor<'a>(model: &'a str, vendor: &str) -> &'a str {
    let model = model.strip_suffix('=').filter(|rest| !rest.is_empty()).unwrap_or(model);
    if vendor.is_empty() || !model.get(..vendor.len()).is_some_and(|start| start.eq_ignore_ascii_case(vendor)) {
        return model;
    }
    match model.get(vendor.len()..) {
        Some(rest) if rest.starts_with([' ', '_', '-']) && rest.len() > 1 => rest.trim_start_matches([' ', '_', '-']),
        _ => model,
    }
}

//! A large table in pieces of whole records, so that several threads can read it.

/// Bytes of a piece; the last record of one may make it longer.
pub(super) const CHUNK: usize = 4 * 1024 * 1024;

/// Some whole records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chunk<'t> {
    /// From 0, in the order of the table.
    pub(super) place: usize,
    pub(super) text: &'t str,
    /// Lines of the file above the first one.
    pub(super) lines_before: u32,
    /// Bytes of the table up to its end.
    pub(super) end: usize,
}

/// Cuts a table behind line ends that stand outside quotes, as `devices::records` understands both.
#[derive(Debug)]
pub(super) struct Chunks<'t> {
    text: &'t str,
    delimiter: u8,
    size: usize,
    at: usize,
    lines: u32,
    place: usize,
}

impl<'t> Chunks<'t> {
    /// Pieces of at least `size` bytes, but for the last; `lines_before` stand above the text.
    pub(super) fn new(text: &'t str, delimiter: u8, size: usize, lines_before: u32) -> Self {
        Self { text, delimiter, size, at: 0, lines: lines_before, place: 0 }
    }

    /// The first line end outside quotes from `self.at + self.size` on, behind it; or the end of the text.
    fn end(&self) -> usize {
        let bytes = self.text.as_bytes();
        let aim = self.at.saturating_add(self.size).min(bytes.len());
        let mut at = self.at;
        // Up to the aim only quotes matter, and they are found faster than line ends.
        while let Some(quote) = place_of(bytes, at, aim, |rest| rest.iter().position(|byte| *byte == b'"')) {
            at = self.behind_quote(quote);
        }
        at = at.max(aim);
        let matters = |rest: &[u8]| rest.iter().position(|byte| matches!(byte, b'"' | b'\n' | b'\r'));
        while let Some(found) = place_of(bytes, at, bytes.len(), matters) {
            match (bytes.get(found), bytes.get(found + 1)) {
                (Some(b'"'), _) => at = self.behind_quote(found),
                (Some(b'\r'), Some(b'\n')) => return found + 2,
                _ => return found + 1,
            }
        }
        bytes.len()
    }

    /// Behind the quoted cell that begins at `quote`, or behind the quote where it is one inside a cell.
    fn behind_quote(&self, quote: usize) -> usize {
        let bytes = self.text.as_bytes();
        let before = quote.checked_sub(1).and_then(|place| bytes.get(place));
        let opens = before.is_none_or(|byte| *byte == self.delimiter || matches!(byte, b'\n' | b'\r'));
        if !opens {
            return quote + 1;
        }
        let mut at = quote + 1;
        while let Some(found) = self.text.get(at..).and_then(|rest| rest.find('"')) {
            at += found + 1;
            if bytes.get(at) != Some(&b'"') {
                return at;
            }
            at += 1;
        }
        bytes.len()
    }
}

fn place_of(bytes: &[u8], from: usize, to: usize, find: impl Fn(&[u8]) -> Option<usize>) -> Option<usize> {
    bytes.get(from..to).and_then(find).map(|place| from + place)
}

impl<'t> Iterator for Chunks<'t> {
    type Item = Chunk<'t>;

    fn next(&mut self) -> Option<Chunk<'t>> {
        if self.at >= self.text.len() {
            return None;
        }
        let end = self.end();
        let text = self.text.get(self.at..end).unwrap_or_default();
        let chunk = Chunk { place: self.place, text, lines_before: self.lines, end };
        self.lines = self.lines.saturating_add(line_ends(text.as_bytes()));
        self.at = end;
        self.place += 1;
        Some(chunk)
    }
}

/// Line ends in a text; `\r\n` is one.
fn line_ends(bytes: &[u8]) -> u32 {
    let feeds = bytes.iter().filter(|byte| **byte == b'\n').count();
    let returns = match bytes.contains(&b'\r') {
        false => 0,
        true => {
            let alone = |pair: &&[u8]| pair.first() == Some(&b'\r') && pair.get(1) != Some(&b'\n');
            bytes.windows(2).filter(alone).count() + usize::from(bytes.last() == Some(&b'\r'))
        }
    };
    u32::try_from(feeds + returns).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::devices::each_record;
    use proptest::prelude::*;

    type Records = Vec<(u32, Vec<String>)>;

    fn records(text: &str, lines_before: u32) -> Records {
        let mut records = Records::new();
        each_record(text, b',', |start, cells| {
            records.push((start.line + lines_before, cells.drain(..).map(|cell| cell.into_owned()).collect()));
            Ok::<(), ()>(())
        })
        .expect("nothing stops it");
        records
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// However a table is cut, its records and their lines are those of the table in one piece.
        #[test]
        fn pieces_hold_the_records_of_the_whole(
            parts in proptest::collection::vec(
                prop_oneof![
                    Just("\""), Just("\"\""), Just(","), Just("\n"), Just("\r\n"), Just("\r"), Just("a"), Just("bc;d"),
                    Just("é"), Just("\"x\ny\""), Just(",\"p,q\","),
                ],
                0..60,
            ),
            size in 1_usize..40,
        ) {
            let text = parts.concat();
            let pieces: Vec<Chunk> = Chunks::new(&text, b',', size, 3).collect();
            prop_assert_eq!(pieces.iter().map(|piece| piece.text).collect::<String>(), text.clone());
            let cut: Records = pieces.iter().flat_map(|piece| records(piece.text, piece.lines_before)).collect();
            prop_assert_eq!(cut, records(&text, 3));
        }
    }
}

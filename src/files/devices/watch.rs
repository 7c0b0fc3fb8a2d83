//! Following an import: how far it is, and whether somebody stopped it.

/// Follows an import. Asked on the thread that reads, often, so both are to be quick.
pub trait Watch {
    /// `done` of `of` parts of the work are behind; `done` only grows.
    fn part(&self, done: u64, of: u64);
    /// Whether the import is to end without a result.
    fn is_stopped(&self) -> bool;
}

/// Nobody looks on, nobody stops.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn part(&self, _: u64, _: u64) {}
    fn is_stopped(&self) -> bool {
        false
    }
}

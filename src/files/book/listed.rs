//! Problems of a book: the first ones in words, all of them counted.

use crate::files::problem::Problem;

/// More are counted, not listed.
const MOST: usize = 1000;

/// The first problems, and how many there are.
#[derive(Clone, Debug, Default)]
pub(super) struct Listed {
    pub(super) list: Vec<Problem>,
    pub(super) count: usize,
}

impl Listed {
    /// Whether a problem can still be put into words. Where it cannot, it is counted here.
    pub(super) fn has_room(&mut self) -> bool {
        let has_room = self.list.len() < MOST;
        self.count += usize::from(!has_room);
        has_room
    }

    /// To be called after [`Self::has_room`] where the words cost something.
    pub(super) fn add(&mut self, problem: Problem) {
        if self.has_room() {
            self.count += 1;
            self.list.push(problem);
        }
    }

    pub(super) fn append(&mut self, other: Self) {
        self.count += other.count;
        let room = MOST.saturating_sub(self.list.len());
        self.list.extend(other.list.into_iter().take(room));
    }
}

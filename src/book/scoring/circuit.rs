//! Conditions as word operations: one bit a row, 1024 rows at a time.

use foldhash::fast::RandomState;
use std::collections::HashMap;

/// Rows that are scored together; what they need stays in the nearest caches.
pub(in crate::book) const BLOCK: usize = 1024;
pub(super) const WORDS: usize = BLOCK / 64;

/// One bit for each row of a block. Bits past the last row mean nothing.
pub(in crate::book) type Plane = [u64; WORDS];

/// Place of a gate in its circuit; a gate reads only gates before it.
pub(super) type Node = u32;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Gate {
    Const(bool),
    /// Place of a leaf in the list of whoever builds the circuit.
    Leaf(u32),
    Not(Node),
    And(Node, Node),
    Or(Node, Node),
}

/// Gates, each once.
#[derive(Clone, Debug, Default)]
pub(super) struct Circuit {
    gates: Vec<Gate>,
    /// By gate: it hangs on the weights.
    moving: Vec<bool>,
    places: HashMap<Gate, Node, RandomState>,
}

impl Circuit {
    pub(super) fn len(&self) -> usize {
        self.gates.len()
    }

    pub(super) fn gate(&self, node: Node) -> &Gate {
        &self.gates[node as usize]
    }

    pub(super) fn is_moving(&self, node: Node) -> bool {
        self.moving[node as usize]
    }

    fn add(&mut self, gate: Gate, moving: bool) -> Node {
        if let Some(node) = self.places.get(&gate) {
            return *node;
        }
        let node = self.gates.len() as Node;
        self.gates.push(gate.clone());
        self.moving.push(moving);
        self.places.insert(gate, node);
        node
    }

    pub(super) fn constant(&mut self, value: bool) -> Node {
        self.add(Gate::Const(value), false)
    }

    pub(super) fn leaf(&mut self, place: u32, moving: bool) -> Node {
        self.add(Gate::Leaf(place), moving)
    }

    fn value(&self, node: Node) -> Option<bool> {
        match self.gate(node) {
            Gate::Const(value) => Some(*value),
            _ => None,
        }
    }

    pub(super) fn not(&mut self, of: Node) -> Node {
        match *self.gate(of) {
            Gate::Const(value) => self.constant(!value),
            Gate::Not(inner) => inner,
            _ => self.add(Gate::Not(of), self.is_moving(of)),
        }
    }

    pub(super) fn and(&mut self, a: Node, b: Node) -> Node {
        match (self.value(a), self.value(b)) {
            (Some(false), _) | (_, Some(true)) => a,
            (Some(true), _) | (_, Some(false)) => b,
            _ if a == b => a,
            _ => self.add(Gate::And(a.min(b), a.max(b)), self.is_moving(a) || self.is_moving(b)),
        }
    }

    pub(super) fn or(&mut self, a: Node, b: Node) -> Node {
        match (self.value(a), self.value(b)) {
            (Some(true), _) | (_, Some(false)) => a,
            (Some(false), _) | (_, Some(true)) => b,
            _ if a == b => a,
            _ => self.add(Gate::Or(a.min(b), a.max(b)), self.is_moving(a) || self.is_moving(b)),
        }
    }

    pub(super) fn and_not(&mut self, a: Node, b: Node) -> Node {
        let not = self.not(b);
        self.and(a, not)
    }

    pub(super) fn all(&mut self, of: &[Node]) -> Node {
        let start = self.constant(true);
        self.at_rest_first(of).into_iter().fold(start, |sum, node| self.and(sum, node))
    }

    pub(super) fn any(&mut self, of: &[Node]) -> Node {
        let start = self.constant(false);
        self.at_rest_first(of).into_iter().fold(start, |sum, node| self.or(sum, node))
    }

    /// What does not hang on the weights is joined first, so that a change of weight need not look at it again.
    fn at_rest_first(&self, of: &[Node]) -> Vec<Node> {
        let mut of = of.to_vec();
        of.sort_by_key(|node| self.is_moving(*node));
        of
    }

    /// `choice` decides between the two.
    pub(super) fn either(&mut self, choice: Node, yes: Node, no: Node) -> Node {
        if yes == no {
            return yes;
        }
        let yes = self.and(choice, yes);
        let no = self.and_not(no, choice);
        self.or(yes, no)
    }

    /// At least `wanted` of these.
    pub(super) fn at_least(&mut self, wanted: usize, of: &[Node]) -> Node {
        // `reached[k]`: k or more of those seen so far.
        let mut reached = vec![self.constant(true)];
        for node in of {
            if reached.len() <= wanted {
                let none = self.constant(false);
                reached.push(none);
            }
            for count in (1..reached.len()).rev() {
                let one_more = self.and(reached[count - 1], *node);
                reached[count] = self.or(reached[count], one_more);
            }
        }
        match reached.get(wanted) {
            Some(node) => *node,
            None => self.constant(false),
        }
    }

    /// Every gate that one of these hangs on, ascending, themselves included.
    pub(super) fn needed_by(&self, nodes: impl IntoIterator<Item = Node>) -> Vec<Node> {
        let mut needed = vec![false; self.len()];
        for node in nodes {
            needed[node as usize] = true;
        }
        let mut place = self.len();
        while place > 0 {
            place -= 1;
            if needed[place] {
                match self.gates[place] {
                    Gate::Const(_) | Gate::Leaf(_) => {}
                    Gate::Not(of) => needed[of as usize] = true,
                    Gate::And(a, b) | Gate::Or(a, b) => {
                        needed[a as usize] = true;
                        needed[b as usize] = true;
                    }
                }
            }
        }
        (0..self.len() as Node).filter(|node| needed[*node as usize]).collect()
    }

    /// Works out one gate that is no leaf from those before it.
    pub(super) fn work_out(&self, node: Node, values: &mut [Plane]) {
        let value = |node: Node| values[node as usize];
        let result = match *self.gate(node) {
            Gate::Const(value) => [if value { u64::MAX } else { 0 }; WORDS],
            Gate::Leaf(_) => return,
            Gate::Not(of) => value(of).map(|word| !word),
            Gate::And(a, b) => joined(&value(a), &value(b), |a, b| a & b),
            Gate::Or(a, b) => joined(&value(a), &value(b), |a, b| a | b),
        };
        values[node as usize] = result;
    }
}

fn joined(a: &Plane, b: &Plane, join: impl Fn(u64, u64) -> u64) -> Plane {
    let mut joined = [0; WORDS];
    for ((to, a), b) in joined.iter_mut().zip(a).zip(b) {
        *to = join(*a, *b);
    }
    joined
}

/// The plane of 0/1 bytes, one for each row; rows that are missing are 0.
pub(in crate::book) fn plane_of(flags: &[u8; BLOCK]) -> Plane {
    let mut plane = [0; WORDS];
    for (word, flags) in plane.iter_mut().zip(flags.as_chunks::<64>().0) {
        *word = pack(flags);
    }
    plane
}

/// Sixty-four bytes of 0 or 1 as bits, the first byte lowest.
#[inline]
pub(super) fn pack(flags: &[u8; 64]) -> u64 {
    let mut word = 0;
    for (place, eight) in flags.as_chunks::<8>().0.iter().enumerate() {
        // Every byte lands on its own bit of the highest byte.
        word |= u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56 << (8 * place);
    }
    word
}

/// Eight bits as eight bytes of 0 or 1, the lowest bit first.
#[inline]
pub(super) fn spread(bits: u8) -> u64 {
    let own_bit = (u64::from(bits) * 0x0101_0101_0101_0101) & 0x8040_2010_0804_0201;
    ((own_bit + 0x7f7f_7f7f_7f7f_7f7f) >> 7) & 0x0101_0101_0101_0101
}

/// Calls `visit` for every row of the plane that is set and below `rows`.
pub(super) fn each_row(plane: &Plane, rows: usize, mut visit: impl FnMut(usize)) {
    for (place, word) in plane.iter().enumerate() {
        let mut left = *word;
        while left != 0 {
            let row = place * 64 + left.trailing_zeros() as usize;
            if row >= rows {
                return;
            }
            visit(row);
            left &= left - 1;
        }
    }
}

//! The heaviest chain of matches that stand in the same order on both sides.

/// Tokens that are the same on both sides: `length` of them from `old` and from `new` on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) old: u32,
    pub(super) new: u32,
    pub(super) length: u32,
}

/// Which of `runs`, sorted by their place on the old side and there apart from each other, make the heaviest chain whose
/// places on the new side are in order and apart as well; weighed by length. Their indices in order.
pub(super) fn heaviest(runs: &[Run]) -> Vec<usize> {
    // Ranks of the ends on the new side, for a tree of prefix maxima over them.
    let mut ends: Vec<u32> = runs.iter().map(|run| run.new + run.length).collect();
    ends.sort_unstable();
    ends.dedup();
    let mut tree: Vec<(u64, u32)> = vec![(0, NOBODY); ends.len() + 1];
    let mut before = vec![NOBODY; runs.len()];
    for (index, run) in runs.iter().enumerate() {
        let mut best = (0, NOBODY);
        let mut rank = ends.partition_point(|&end| end <= run.new);
        while rank > 0 {
            if tree[rank].0 > best.0 {
                best = tree[rank];
            }
            rank &= rank - 1;
        }
        before[index] = best.1;
        let own = (best.0 + u64::from(run.length), index as u32);
        let mut rank = ends.partition_point(|&end| end < run.new + run.length) + 1;
        while rank < tree.len() {
            if own.0 > tree[rank].0 {
                tree[rank] = own;
            }
            rank += rank & rank.wrapping_neg();
        }
    }
    let mut best = (0, NOBODY);
    let mut rank = tree.len() - 1;
    while rank > 0 {
        if tree[rank].0 > best.0 {
            best = tree[rank];
        }
        rank &= rank - 1;
    }
    let mut chain = Vec::new();
    let mut at = best.1;
    while at != NOBODY {
        chain.push(at as usize);
        at = before[at as usize];
    }
    chain.reverse();
    chain
}

const NOBODY: u32 = u32::MAX;

#[cfg(test)]
mod tests {
    use super::{Run, heaviest};

    #[test]
    fn the_heavier_of_two_that_cross_stays() {
        let run = |old, new, length| Run { old, new, length };
        assert_eq!(heaviest(&[run(0, 10, 5), run(5, 0, 10), run(20, 20, 1)]), [1, 2]);
        assert_eq!(heaviest(&[run(0, 0, 2), run(2, 1, 3), run(5, 4, 2)]), [1, 2]);
        assert!(heaviest(&[]).is_empty());
    }
}

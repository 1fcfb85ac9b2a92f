//! Independent pieces of work, done on all processors.
//!
//! What comes out is what one processor would have made, in the same order: who did a piece, and when, is nowhere to be seen.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Does the same with each of these and gives back what came of each, in their order. Pieces are handed out `grain` at a
/// time: so many that they take some tenths of a millisecond, for with less to do a thread costs more than it does.
pub(crate) fn map<'t, T: Sync, R: Send>(
    all: &'t [T],
    grain: usize,
    work: impl Fn(&'t T) -> R + Sync,
) -> Vec<R> {
    map_with(all, grain, || (), |(), one| work(one))
}

/// The same with something that each processor `make`s for itself and uses again for every piece. What comes of a piece must
/// not depend on the pieces before it.
pub(crate) fn map_with<'t, T: Sync, W, R: Send>(
    all: &'t [T],
    grain: usize,
    make: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, &'t T) -> R + Sync,
) -> Vec<R> {
    let grain = grain.max(1);
    let helpers = match all.len().div_ceil(grain) {
        0 | 1 => 0,
        shares => thread::available_parallelism().map_or(1, NonZero::get).min(shares) - 1,
    };
    if helpers == 0 {
        let mut tools = make();
        return all.iter().map(|one| work(&mut tools, one)).collect();
    }
    let next = AtomicUsize::new(0);
    let share = || {
        let mut tools = make();
        let mut done: Vec<(usize, Vec<R>)> = Vec::new();
        loop {
            let from = next.fetch_add(grain, Ordering::Relaxed);
            let Some(pieces) = all.get(from..all.len().min(from + grain)).filter(|pieces| !pieces.is_empty())
            else {
                return done;
            };
            done.push((from, pieces.iter().map(|one| work(&mut tools, one)).collect()));
        }
    };
    let mut done = thread::scope(|scope| {
        // A system that has no thread to give leaves all of it to this one.
        let helping: Vec<_> =
            (0..helpers).map_while(|_| thread::Builder::new().spawn_scoped(scope, share).ok()).collect();
        let mut done = share();
        for helper in helping {
            done.extend(helper.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(from, _)| *from);
    done.into_iter().flat_map(|(_, pieces)| pieces).collect()
}

/// Does the same with two things at once.
pub(crate) fn both<'t, T: Sync + ?Sized, R: Send>(
    one: &'t T,
    other: &'t T,
    work: impl Fn(&'t T) -> R + Sync,
) -> (R, R) {
    thread::scope(|scope| {
        let helper = thread::Builder::new().spawn_scoped(scope, || work(one));
        let second = work(other);
        let first = match helper {
            Ok(helper) => helper.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            Err(_) => work(one),
        };
        (first, second)
    })
}

#[cfg(test)]
mod tests {
    use super::{map, map_with};

    #[test]
    fn what_comes_out_is_in_order_and_complete() {
        for count in [0, 1, 2, 7, 64, 1_000] {
            let all: Vec<usize> = (0..count).collect();
            for grain in [0, 1, 3, 64, 5_000] {
                assert_eq!(
                    map(&all, grain, |one| one * 3),
                    all.iter().map(|one| one * 3).collect::<Vec<_>>()
                );
            }
        }
    }

    #[test]
    fn each_processor_has_its_own_tools() {
        let all: Vec<u32> = (0..500).collect();
        let squares = map_with(&all, 1, Vec::new, |seen: &mut Vec<u32>, &one| {
            seen.push(one);
            assert!(seen.is_sorted(), "pieces are handed out in order");
            one * one
        });
        assert_eq!(squares, all.iter().map(|one| one * one).collect::<Vec<_>>());
    }

    #[test]
    #[should_panic(expected = "piece 300")]
    fn a_piece_that_panics_is_not_left_out() {
        let all: Vec<u32> = (0..500).collect();
        map(&all, 1, |&one| assert!(one != 300, "piece {one}"));
    }
}

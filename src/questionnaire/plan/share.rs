//! Weights shared out anew in whole tenths, so that a sum is kept exactly and what is held stays as it is.

/// A weight in tenths may be from here ..
const LEAST: u32 = 1;
/// .. to here.
const MOST: u32 = 1000;

/// New weights that add up to `total` tenths: those that are held stay, the others share the rest in proportion to
/// what they were, each from 0.1 to 100.0. Rounding gives to the largest remainders, earlier ones first, so a larger
/// weight never falls behind a smaller one. `None` where no such weights exist.
#[must_use]
pub fn share_out(weights: &[u16], held: &[bool], total: u32) -> Option<Vec<u16>> {
    let is_held = |place: usize| held.get(place).copied().unwrap_or(false);
    let kept: u32 = weights.iter().enumerate().filter(|(place, _)| is_held(*place)).map(|(_, it)| u32::from(*it)).sum();
    let mut free: Vec<usize> = (0..weights.len()).filter(|place| !is_held(*place)).collect();
    let mut rest = total.checked_sub(kept)?;
    let count = u32::try_from(free.len()).ok()?;
    if rest < count * LEAST || rest > count * MOST {
        return None;
    }
    let mut shared = weights.to_vec();
    // What is pressed against an end stays there, and the others share again.
    while !free.is_empty() {
        let parts: Vec<u32> = free.iter().filter_map(|place| weights.get(*place)).map(|it| u32::from(*it)).collect();
        let shares = in_proportion(rest, &parts);
        let fits = |share: &u32| (LEAST..=MOST).contains(share);
        let all_fit = shares.iter().all(fits);
        let mut still_free = Vec::new();
        for (place, share) in free.iter().zip(&shares) {
            if !all_fit && fits(share) {
                still_free.push(*place);
                continue;
            }
            let share = (*share).clamp(LEAST, MOST);
            rest = rest.saturating_sub(share);
            *shared.get_mut(*place)? = u16::try_from(share).ok()?;
        }
        free = still_free;
    }
    Some(shared)
}

/// Whole shares of `total` by largest remainder; parts of nothing count as the smallest part.
fn in_proportion(total: u32, parts: &[u32]) -> Vec<u32> {
    let part = |part: &u32| u64::from((*part).max(LEAST));
    let sum: u64 = parts.iter().map(part).sum::<u64>().max(1);
    let exact = |it: &u32| u64::from(total) * part(it);
    let mut shares: Vec<u32> = parts.iter().map(|it| (exact(it) / sum) as u32).collect();
    let left = total - shares.iter().sum::<u32>();
    let mut by_remainder: Vec<usize> = (0..parts.len()).collect();
    by_remainder.sort_by_key(|place| std::cmp::Reverse(parts.get(*place).map(|it| exact(it) % sum)));
    for place in by_remainder.into_iter().take(left as usize) {
        if let Some(share) = shares.get_mut(place) {
            *share += 1;
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn some_weights() -> impl Strategy<Value = (Vec<u16>, Vec<bool>, u32)> {
        proptest::collection::vec((1_u16..=1000, proptest::bool::weighted(0.3)), 1..60).prop_flat_map(|all| {
            let (weights, held): (Vec<u16>, Vec<bool>) = all.into_iter().unzip();
            let most = weights.len() as u32 * MOST;
            (Just(weights), Just(held), 0..=most)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_sum_is_kept_exactly_and_what_is_held_stays((weights, held, total) in some_weights()) {
            let kept: u32 = weights.iter().zip(&held).filter(|it| *it.1).map(|it| u32::from(*it.0)).sum();
            let free = held.iter().filter(|it| !**it).count() as u32;
            let can_be = total >= kept + free * LEAST && total <= kept + free * MOST;
            let shared = share_out(&weights, &held, total);
            prop_assert_eq!(shared.is_some(), can_be);
            if let Some(shared) = shared {
                prop_assert_eq!(shared.iter().map(|it| u32::from(*it)).sum::<u32>(), total);
                for (place, was) in weights.iter().enumerate() {
                    prop_assert!((1..=1000).contains(&shared[place]) );
                    prop_assert!(!held[place] || shared[place] == *was);
                }
            }
        }

        #[test]
        fn a_larger_weight_never_falls_behind_a_smaller_one((weights, held, total) in some_weights()) {
            if let Some(shared) = share_out(&weights, &held, total) {
                for a in (0..weights.len()).filter(|place| !held[*place]) {
                    for b in (0..weights.len()).filter(|place| !held[*place]) {
                        prop_assert!(weights[a] <= weights[b] || shared[a] >= shared[b]);
                    }
                }
            }
        }

        #[test]
        fn sharing_out_what_is_there_changes_nothing((weights, held, _) in some_weights()) {
            let sum = weights.iter().map(|it| u32::from(*it)).sum();
            prop_assert_eq!(share_out(&weights, &held, sum), Some(weights));
        }

        #[test]
        fn a_share_is_within_a_tenth_of_its_proportion(weights in proptest::collection::vec(20_u16..200, 1..50), percent in 80_u32..120) {
            let sum: u32 = weights.iter().map(|it| u32::from(*it)).sum();
            let total = sum * percent / 100;
            let shared = share_out(&weights, &[], total).expect("well inside the ends");
            for (was, now) in weights.iter().zip(shared) {
                let exact = f64::from(*was) * f64::from(total) / f64::from(sum);
                prop_assert!((f64::from(now) - exact).abs() < 1.0, "{} became {} and not {}", was, now, exact);
            }
        }
    }

    #[test]
    fn remainders_go_to_the_largest_and_then_to_the_first() {
        assert_eq!(share_out(&[10, 10, 10], &[], 31), Some(vec![11, 10, 10]));
        assert_eq!(share_out(&[50, 35, 15], &[true, false, false], 110), Some(vec![50, 42, 18]));
        assert_eq!(share_out(&[50, 35], &[true, true], 86), None, "nothing is free");
        assert_eq!(share_out(&[1, 1, 998], &[], 3), Some(vec![1, 1, 1]), "nothing falls below a tenth");
    }
}

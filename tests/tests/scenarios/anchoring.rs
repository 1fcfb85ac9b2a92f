//! A small form of the workloads that `cargo xtask bench --only anchoring` runs: seeded, so that it comes out alike
//! everywhere.

use vermilion_tests::anchoring::{RATES, Tally, Trial, WORKLOADS, Way, samples};

const ANNOTATIONS: usize = 200;

/// The tallies of all workloads at a rate, on both samples.
fn tallies(rate: f64) -> Vec<(&'static str, Tally)> {
    let tally = |workload| {
        let mut tally = Tally::default();
        for sample in samples() {
            let trial = Trial::new(&sample.text, workload, rate, ANNOTATIONS, 7);
            tally.add(Way::Vermilion.tally(&trial, ANNOTATIONS));
        }
        tally
    };
    WORKLOADS.iter().map(|workload| (workload.name, tally(workload))).collect()
}

#[test]
fn no_annotation_is_put_where_it_does_not_belong_and_nearly_all_are_found() {
    for (rate, least, most_wrong) in [(RATES[0], 0.985, 0.0), (RATES[1], 0.98, 0.0), (RATES[2], 0.95, 0.001)]
    {
        let mut all = Tally::default();
        for (name, tally) in tallies(rate) {
            assert_eq!(tally.all, 2 * ANNOTATIONS as u32);
            assert!(tally.right() >= least, "{name}, {rate}: {tally:?}");
            all.add(tally);
        }
        assert!(f64::from(all.wrong) <= most_wrong * f64::from(all.all), "{rate}: {all:?}");
    }
}

/// In this trial a paragraph and the copy right behind it end as what stands before them ends: to the comparison the end of the
/// one is that of the other.
#[test]
fn of_two_right_beside_each_other_none_is_taken_for_standing_where_the_other_does() {
    let [_, sample] = &samples()[..] else { panic!("two samples") };
    let workload = WORKLOADS.iter().find(|workload| workload.name.ends_with("both corrected"));
    let trial = Trial::new(&sample.text, workload.expect("it is one of them"), RATES[2], 1_000, 701);
    assert_eq!(Way::Vermilion.tally(&trial, 1_000).wrong, 0);
}

#[test]
fn the_trial_notices_a_way_that_guesses() {
    let [sample, _] = &samples()[..] else { panic!("two samples") };
    let trial = Trial::new(&sample.text, &WORKLOADS[7], RATES[0], ANNOTATIONS, 7);
    assert!(
        Way::Best.tally(&trial, ANNOTATIONS).wrong > 0,
        "the usual way gives a place to what was deleted"
    );
    assert!(Way::Offsets.tally(&trial, ANNOTATIONS).wrong > 40);
}

//! The plan that comes with the program as an example.

use super::*;
use crate::questionnaire::plan::{Status, WeightSum, lay};

const OT_HEAVY: &str = include_str!("../../../../questionnaires/plans/ot-heavy.ron");

/// Domain.md 8.2: I 14, D 20, G 13, C 12, E 15, F 9, J 8, H 5, B 4; kept off by default.
#[test]
fn the_example_is_the_ot_heavy_profile() {
    let plan = good(OT_HEAVY);
    assert_eq!(check(&CORE, &plan), []);
    assert_eq!((plan.status, plan.sum), (Status::InReview, WeightSum::Fixed), "sound, and not in use");
    let laid = lay(&CORE, &plan).expect("it fits");
    let mut sums = Vec::new();
    for (place, section) in laid.sections.iter().enumerate() {
        let of_section = laid.questions.iter().filter(|it| usize::from(it.section.0) == place);
        let sum: i64 = of_section.map(|it| it.weight.tenths()).sum();
        if sum > 0 {
            sums.push((section.id.as_str(), sum));
        }
    }
    assert_eq!(
        sums,
        [("B", 40), ("C", 120), ("D", 200), ("E", 150), ("F", 90), ("G", 130), ("H", 50), ("I", 140), ("J", 80)]
    );
}

#[test]
fn every_plan_in_the_folder_is_sound() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("questionnaires/plans");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).expect("the folder") {
        let plan = crate::files::read_plan(&entry.expect("an entry").path()).expect("it reads");
        assert_eq!(check(&CORE, &plan), []);
        count += 1;
    }
    assert!(count > 0);
}

//! The property that the fuzz target `lifecycle` holds. Behind the feature `testing`.

use wharf_aws::Timestamp;

use super::plan::{Candidate, plan};
use crate::ecr::lifecycle_policy::document::{LifecyclePolicy, StorageClass};

const DAY: i64 = 24 * 60 * 60;
const NOW: i64 = 400 * DAY;

/// Images of many ages, tags and states.
fn images() -> Vec<Candidate> {
    let at = |day: i64| Timestamp::from_seconds(day * DAY);
    let tags: [&[&str]; 4] = [&[], &["v1"], &["prod-1", "latest"], &["dev", "prod-2"]];
    let image = |number: i64| Candidate {
        digest: format!("sha256:{number:064}"),
        tags: tags[usize::try_from(number).unwrap_or(0) % tags.len()]
            .iter()
            .map(|&tag| tag.to_owned())
            .collect(),
        pushed_at: at(number * 33),
        pulled_at: (number % 3 == 0).then(|| at(number * 33 + 1)),
        activated_at: (number % 5 == 0).then(|| at(number * 33 + 2)),
        archived_at: (number % 4 == 3).then(|| at(number * 33 + 3)),
        class: if number % 4 == 3 {
            StorageClass::Archive
        } else {
            StorageClass::Standard
        },
    };
    (0..12).map(image).collect()
}

/// A document is refused in words, or read as rules of different priorities in their order; its plan marks each image at most
/// once, by a rule that is there, and says the same when it is asked again.
///
/// # Panics
/// Where that is not so.
pub fn fuzz_lifecycle(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let policy = match LifecyclePolicy::parse(text) {
        Ok(policy) => policy,
        Err(reason) => return assert!(!reason.is_empty(), "a refusal without a word"),
    };
    assert!(
        policy
            .rules
            .is_sorted_by(|one, other| one.priority < other.priority)
    );
    let (images, now) = (images(), Timestamp::from_seconds(NOW));
    let marks: Vec<(usize, usize)> = plan(&policy, &images, now)
        .iter()
        .map(|mark| (mark.image, mark.rule))
        .collect();
    let mut marked = vec![false; images.len()];
    for (image, rule) in &marks {
        assert!(*rule < policy.rules.len());
        assert!(!std::mem::replace(&mut marked[*image], true), "marked twice");
    }
    let again = plan(&policy, &images, now);
    assert!(again.iter().map(|mark| (mark.image, mark.rule)).eq(marks));
}

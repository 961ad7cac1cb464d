//! What a policy does to the images of a repository: a function of the policy, the images and the time.
//!
//! Rules are looked at in the order of their priorities. What a rule *sees* is out of reach for all rules after it, whether
//! the rule acts on it or not; yet later rules count it. The age of an image that was restored begins with its restoring.

use wharf_aws::Timestamp;

use crate::ecr::lifecycle_policy::document::{Count, LifecyclePolicy, Rule, StorageClass, TagSelection};

const DAY_MICROS: i64 = 24 * 60 * 60 * 1_000_000;

/// An image as the rules see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its digest.
    pub digest: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// When it was pushed.
    pub pushed_at: Timestamp,
    /// When it was last pulled, if ever.
    pub pulled_at: Option<Timestamp>,
    /// When it was last restored, if ever.
    pub activated_at: Option<Timestamp>,
    /// When it was archived; of an image that is archived now.
    pub archived_at: Option<Timestamp>,
    /// Where it is.
    pub class: StorageClass,
}

impl Candidate {
    /// When its age began.
    fn born_at(&self) -> Timestamp {
        self.activated_at.unwrap_or(self.pushed_at)
    }
}

/// An image that a rule acts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The image, by its place in the list.
    pub image: usize,
    /// The rule, by its place in the policy.
    pub rule: usize,
}

/// The images that the policy acts on, oldest first.
pub fn plan(policy: &LifecyclePolicy, images: &[Candidate], now: Timestamp) -> Vec<Mark> {
    let mut youngest_first: Vec<usize> = (0..images.len()).collect();
    youngest_first.sort_by(|one, other| {
        let (one, other) = (&images[*one], &images[*other]);
        (other.born_at(), &other.digest).cmp(&(one.born_at(), &one.digest))
    });
    let mut claimed = vec![false; images.len()];
    let mut acting: Vec<Option<usize>> = vec![None; images.len()];
    for (number, rule) in policy.rules.iter().enumerate() {
        let mut seen = 0;
        for &place in &youngest_first {
            let image = &images[place];
            if !sees(rule, image) {
                continue;
            }
            if !claimed[place] && acts(rule, image, seen, now) {
                acting[place] = Some(number);
            }
            claimed[place] = true;
            seen += 1;
        }
    }
    let marks = youngest_first.iter().rev().filter_map(|&image| {
        let rule = acting[image]?;
        Some(Mark { image, rule })
    });
    marks.collect()
}

fn sees(rule: &Rule, image: &Candidate) -> bool {
    rule.class == image.class
        && match &rule.tags {
            TagSelection::Any => true,
            TagSelection::Untagged => image.tags.is_empty(),
            TagSelection::Patterns(patterns) => patterns.iter().all(|pattern| {
                image
                    .tags
                    .iter()
                    .any(|tag| wharf_policy::wildcard::matches(pattern, tag))
            }),
            TagSelection::Prefixes(prefixes) => prefixes
                .iter()
                .all(|prefix| image.tags.iter().any(|tag| tag.starts_with(prefix))),
        }
}

/// Whether the rule acts on an image of which it has seen `younger` younger ones.
fn acts(rule: &Rule, image: &Candidate, younger: usize, now: Timestamp) -> bool {
    let older = |than: Option<Timestamp>, days: i64| {
        let age = than.map(|than| now.micros().saturating_sub(than.micros()));
        age.is_some_and(|age| age > days.saturating_mul(DAY_MICROS))
    };
    match rule.count {
        Count::MoreThan(most) => younger >= most,
        Count::SincePushed(days) => older(Some(image.born_at()), days),
        Count::SincePulled(days) => {
            let restored = image.activated_at;
            older(image.pulled_at.max(restored).or(Some(image.pushed_at)), days)
        }
        Count::SinceTransitioned(days) => older(image.archived_at, days),
    }
}

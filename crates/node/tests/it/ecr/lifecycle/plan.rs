//! The decision: the documented examples, and a literal transcription of the algorithm on random repositories.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};
use wharf_aws::Timestamp;
use wharf_node::ecr::lifecycle::plan::{Candidate, plan};
use wharf_node::ecr::lifecycle_policy::LifecyclePolicy;
use wharf_node::ecr::lifecycle_policy::document::{Action, Count, Rule, StorageClass, TagSelection};

use super::{policy, rule};

const DAY: i64 = 86_400_000_000;
const NOW: Timestamp = Timestamp::from_micros(1000 * DAY);

fn aged(days: i64) -> Timestamp {
    Timestamp::from_micros(NOW.micros() - days * DAY)
}

fn image(digest: &str, tags: &[&str], days: i64) -> Candidate {
    Candidate {
        digest: digest.to_owned(),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        pushed_at: aged(days),
        pulled_at: None,
        activated_at: None,
        archived_at: None,
        class: StorageClass::Standard,
    }
}

fn marked(rules: &[Value], images: &[Candidate]) -> Vec<String> {
    let policy = LifecyclePolicy::parse(&policy(rules)).unwrap();
    let marks = plan(&policy, images, NOW);
    marks
        .iter()
        .map(|mark| images[mark.image].digest.clone())
        .collect()
}

fn patterns(list: &[&str], count: i64) -> Value {
    json!({"tagStatus": "tagged", "tagPatternList": list, "countType": "imageCountMoreThan", "countNumber": count})
}

fn pushed(mut selection: Value, days: i64) -> Value {
    selection["countType"] = json!("sinceImagePushed");
    selection["countUnit"] = json!("days");
    selection["countNumber"] = json!(days);
    selection
}

#[test]
fn the_documented_examples() {
    let any = json!({"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 1});
    let untagged = pushed(json!({"tagStatus": "untagged"}), 1);
    let two = [
        image("A", &["beta-1", "prod-1"], 10),
        image("B", &["beta-2", "prod-2"], 9),
        image("C", &["beta-3"], 8),
    ];
    let both = [
        image("A", &["alpha-1"], 12),
        image("B", &["beta-1"], 11),
        image("C", &["alpha-2", "beta-2"], 10),
        image("D", &["alpha-3"], 4),
        image("E", &["beta-3"], 3),
        image("F", &["alpha-4", "beta-4"], 2),
    ];
    let three = [
        image("A", &["alpha-1", "beta-1", "gamma-1"], 10),
        image("B", &["alpha-2", "beta-2"], 9),
        image("C", &["alpha-3", "beta-3", "gamma-2"], 8),
    ];
    let all = [
        image("A", &["alpha-1"], 4),
        image("B", &["beta-1"], 3),
        image("C", &[], 2),
        image("D", &["alpha-2"], 1),
    ];
    let mut mixed = vec![
        image("A", &["alpha-1", "beta-1"], 4),
        image("B", &[], 3),
        image("C", &["alpha-2"], 2),
        image("D", &["git hash"], 1),
        image("E", &[], 1),
    ];
    mixed[4].pushed_at = Timestamp::from_micros(mixed[3].pushed_at.micros() + 1);
    let alpha_beta = json!({"tagStatus": "tagged", "tagPatternList": ["alpha*", "beta*"]});
    let table: [(&[Value], &[Candidate], &[&str]); 6] = [
        (
            &[rule(1, patterns(&["prod*"], 1)), rule(2, patterns(&["beta*"], 1))],
            &two,
            &["A"],
        ),
        (
            &[rule(1, patterns(&["beta*"], 1)), rule(2, patterns(&["prod*"], 1))],
            &two,
            &["A", "B"],
        ),
        (&[rule(1, pushed(alpha_beta, 5))], &both, &["C"]),
        (&[rule(1, patterns(&["alpha*", "beta*"], 1))], &three, &["A", "B"]),
        (&[rule(1, any.clone())], &all, &["A", "B", "C"]),
        (
            &[rule(1, patterns(&["alpha*"], 1)), rule(2, untagged), rule(3, any)],
            &mixed,
            &["A", "B", "D"],
        ),
    ];
    for (rules, images, expected) in table {
        assert_eq!(marked(rules, images), expected, "{rules:?}");
    }
}

#[test]
fn older_is_strict_and_counts_from_the_restoring() {
    let one_day = [rule(1, pushed(json!({"tagStatus": "any"}), 1))];
    assert_eq!(marked(&one_day, &[image("A", &[], 1)]), [""; 0]);
    let mut older = image("A", &[], 1);
    older.pushed_at = Timestamp::from_micros(older.pushed_at.micros() - 1);
    assert_eq!(marked(&one_day, std::slice::from_ref(&older)), ["A"]);
    older.activated_at = Some(aged(1));
    assert_eq!(marked(&one_day, &[older]), [""; 0]);
}

#[test]
fn what_was_not_pulled_and_what_was_archived() {
    let unused = json!({"rulePriority": 1, "selection": {"tagStatus": "any", "countType": "sinceImagePulled",
        "countUnit": "days", "countNumber": 30}, "action": {"type": "transition", "targetStorageClass": "archive"}});
    let old = json!({"tagStatus": "any", "storageClass": "archive", "countType": "sinceImageTransitioned",
        "countUnit": "days", "countNumber": 100});
    let rules = [unused, rule(2, old)];
    let mut pulled = image("pulled", &[], 90);
    pulled.pulled_at = Some(aged(10));
    let mut long_ago = image("long ago", &[], 90);
    long_ago.pulled_at = Some(aged(40));
    let mut restored = image("restored", &[], 90);
    restored.pulled_at = Some(aged(40));
    restored.activated_at = Some(aged(5));
    let mut archived = image("archived", &[], 300);
    archived.class = StorageClass::Archive;
    archived.archived_at = Some(aged(101));
    let mut recently = archived.clone();
    recently.digest = "recently".to_owned();
    recently.archived_at = Some(aged(99));
    let images = [
        image("never", &[], 31),
        pulled,
        long_ago,
        restored,
        archived,
        recently,
    ];
    assert_eq!(marked(&rules, &images), ["archived", "long ago", "never"]);
}

#[test]
fn a_star_in_a_prefix_is_a_star() {
    let mut selection = patterns(&[], 1);
    selection.as_object_mut().unwrap().remove("tagPatternList");
    selection["tagPrefixList"] = json!(["v*"]);
    assert_eq!(
        marked(
            &[rule(1, selection)],
            &[image("A", &["v1"], 2), image("B", &["v2"], 1)]
        ),
        [""; 0]
    );
}

/// The algorithm as the specification writes it down.
fn by_the_book(policy: &LifecyclePolicy, images: &[Candidate], now: Timestamp) -> Vec<(String, i64, Action)> {
    let mut claimed: BTreeMap<String, i64> = BTreeMap::new();
    let mut marks: BTreeMap<String, (i64, Action)> = BTreeMap::new();
    let born = |image: &Candidate| image.activated_at.unwrap_or(image.pushed_at).micros();
    let mut rules: Vec<&Rule> = policy.rules.iter().collect();
    rules.sort_by_key(|rule| rule.priority);
    for rule in rules {
        let mut seen: Vec<&Candidate> = images
            .iter()
            .filter(|image| image.class == rule.class)
            .filter(|image| match &rule.tags {
                TagSelection::Any => true,
                TagSelection::Untagged => image.tags.is_empty(),
                TagSelection::Prefixes(list) => list
                    .iter()
                    .all(|prefix| image.tags.iter().any(|tag| tag.starts_with(prefix))),
                TagSelection::Patterns(list) => list.iter().all(|pattern| {
                    let regex = regex::escape(pattern).replace("\\*", ".*");
                    let regex = regex::Regex::new(&format!("^{regex}$")).unwrap();
                    image.tags.iter().any(|tag| regex.is_match(tag))
                }),
            })
            .collect();
        seen.sort_by_key(|image| std::cmp::Reverse((born(image), image.digest.clone())));
        let days = |since: i64| (now.micros() - since) as f64 / DAY as f64;
        let candidates: Vec<&Candidate> = match rule.count {
            Count::MoreThan(n) => seen.iter().skip(n).copied().collect(),
            Count::SincePushed(d) => seen
                .iter()
                .filter(|i| days(born(i)) > d as f64)
                .copied()
                .collect(),
            Count::SincePulled(d) => {
                let last = |i: &Candidate| {
                    let restored = i.activated_at.map(Timestamp::micros);
                    match (i.pulled_at.map(Timestamp::micros), restored) {
                        (None, None) => i.pushed_at.micros(),
                        (pulled, restored) => pulled.unwrap_or(i64::MIN).max(restored.unwrap_or(i64::MIN)),
                    }
                };
                seen.iter()
                    .filter(|i| days(last(i)) > d as f64)
                    .copied()
                    .collect()
            }
            Count::SinceTransitioned(d) => {
                let archived = |i: &Candidate| i.archived_at.is_some_and(|at| days(at.micros()) > d as f64);
                seen.iter().filter(|i| archived(i)).copied().collect()
            }
        };
        for image in candidates {
            if !claimed.contains_key(&image.digest) {
                marks.insert(image.digest.clone(), (rule.priority, rule.action));
            }
        }
        for image in seen {
            claimed.entry(image.digest.clone()).or_insert(rule.priority);
        }
    }
    let mut oldest: Vec<&Candidate> = images
        .iter()
        .filter(|image| marks.contains_key(&image.digest))
        .collect();
    oldest.sort_by_key(|image| (born(image), image.digest.clone()));
    oldest
        .iter()
        .map(|image| {
            let (priority, action) = marks[&image.digest];
            (image.digest.clone(), priority, action)
        })
        .collect()
}

fn any_selection() -> impl Strategy<Value = (TagSelection, Count, Action, StorageClass)> {
    let word = prop::sample::select(vec!["a", "b", "a*", "*b", "a*b", "*", "v1*", "v"]);
    let list = prop::collection::vec(word.prop_map(str::to_owned), 1..3);
    let tags = prop_oneof![
        Just(TagSelection::Any),
        Just(TagSelection::Untagged),
        list.clone().prop_map(TagSelection::Patterns),
        list.prop_map(TagSelection::Prefixes),
    ];
    let count = prop_oneof![
        (1usize..4).prop_map(|n| (Count::MoreThan(n), Action::Expire, StorageClass::Standard)),
        (1i64..6).prop_map(|d| (Count::SincePushed(d), Action::Archive, StorageClass::Standard)),
        (1i64..6).prop_map(|d| (Count::SincePulled(d), Action::Archive, StorageClass::Standard)),
        (1i64..6).prop_map(|d| (Count::SinceTransitioned(d), Action::Expire, StorageClass::Archive)),
    ];
    (tags, count).prop_map(|(tags, (count, action, class))| (tags, count, action, class))
}

fn any_image() -> impl Strategy<Value = Candidate> {
    let tag = prop::sample::select(vec!["a", "b", "ab", "a1b", "v1", "v1.2", "x"]);
    let moment = || prop::option::of(0i64..20);
    (
        prop::collection::btree_set(tag, 0..3),
        0i64..20,
        moment(),
        moment(),
        moment(),
    )
        .prop_map(|(tags, pushed, pulled, activated, archived)| {
            // Half days, so that ages meet the rules' days exactly and nearly.
            let at = |halves: i64| Timestamp::from_micros(NOW.micros() - halves * DAY / 2);
            Candidate {
                digest: String::new(),
                tags: tags.into_iter().map(str::to_owned).collect(),
                pushed_at: at(pushed),
                pulled_at: pulled.map(at),
                activated_at: activated.map(at),
                archived_at: archived.map(at),
                class: if archived.is_some() {
                    StorageClass::Archive
                } else {
                    StorageClass::Standard
                },
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.max(2000)))]

    #[test]
    fn the_plan_is_the_books(
        rules in prop::collection::vec(any_selection(), 1..5),
        mut images in prop::collection::vec(any_image(), 0..12),
    ) {
        for (number, image) in images.iter_mut().enumerate() {
            image.digest = format!("d{number:02}");
        }
        let rules = rules.into_iter().enumerate().map(|(number, (tags, count, action, class))| Rule {
            priority: number as i64 + 1, description: None, class, tags, count, action,
        });
        let policy = LifecyclePolicy { rules: rules.collect() };
        let found: Vec<_> = plan(&policy, &images, NOW)
            .iter()
            .map(|mark| {
                let rule = &policy.rules[mark.rule];
                (images[mark.image].digest.clone(), rule.priority, rule.action)
            })
            .collect();
        prop_assert_eq!(found, by_the_book(&policy, &images, NOW));
    }

    #[test]
    fn any_document_is_read_or_refused(text in "\\PC{0,200}") {
        let _ = LifecyclePolicy::parse(&text);
    }
}

/// A hundred thousand images and as many rules as there can be: a plan that looked at each pair of them would take minutes.
#[test]
fn a_large_repository_is_planned() {
    let images: Vec<Candidate> = (0..100_000)
        .map(|number| {
            let tag = format!("team{}-{number}", number % 97);
            image(&format!("sha256:{number:064x}"), &[&tag], number % 400)
        })
        .collect();
    let rules: Vec<Value> = (1..=50)
        .map(|n| rule(n, patterns(&[&format!("team{n}-*")], 100)))
        .collect();
    let policy = LifecyclePolicy::parse(&policy(&rules)).unwrap();
    assert!(plan(&policy, &images, NOW).len() > 40_000);
}

//! What advice says of a candidate is true of the file that it writes for it: as many registries, as many copies.

use std::collections::BTreeSet;
use std::hash::{BuildHasher as _, RandomState};

use wharf_topology::advise::{Candidate, Facts, Prices, Spread, advise, written};
use wharf_topology::desired::{Desired, Ids};
use wharf_topology::testing::{Draw, organization_file};
use wharf_topology::{Company, Environment, Topology, file};

/// Each is written six times, which takes its time.
const COMPANIES: usize = 40;

/// The candidate has as many registries as an export of its company, and they hold all images as often: production's of what is
/// promoted a share.
pub(crate) fn counts_what_is_written(company: &Company, candidate: &Candidate, told: &str) {
    assert!(matches!(candidate.spread, Spread::None | Spread::Replication));
    let registries = Desired::of(company, &Ids::assumed(company)).registries;
    let is_production =
        |account: usize| company.accounts[account].environment == Some(Environment::Production);
    let before = registries
        .iter()
        .filter(|registry| !is_production(registry.account));
    let before: BTreeSet<&str> = before
        .flat_map(|registry| &registry.repositories)
        .map(|held| held.name.as_str())
        .collect();
    let is_promoted = matches!(
        company.topology,
        Topology::Split | Topology::Replicated | Topology::PerAccount
    );
    let mut images = 0.0;
    for registry in &registries {
        for held in &registry.repositories {
            let is_share =
                is_promoted && is_production(registry.account) && before.contains(held.name.as_str());
            images += if is_share { company.volumes.promoted } else { 1.0 };
        }
    }
    let all = f64::from(u32::try_from(company.repositories.len().max(1)).unwrap());
    let copies = candidate.copies - images / all;
    // Without repositories there is nothing to count.
    assert!(
        company.repositories.is_empty() || copies.abs() < 1e-5,
        "{images} of {all}: {candidate:?}: {told}"
    );
    assert_eq!(
        Ok(candidate.registries),
        u64::try_from(registries.len()),
        "{candidate:?}: {told}"
    );
}

/// A random company whose accounts work in unlike Regions, of which the topology is to be found.
fn facts(draw: &mut Draw) -> String {
    let mut text = String::new();
    let mut is_account = false;
    for line in organization_file(draw.number()).lines() {
        if !line.starts_with(' ') {
            is_account = line == "accounts:";
        }
        let regions = draw.one_of(&["us-east-1", "eu-west-1", "eu-west-1, us-east-1"]);
        match line {
            // What registers nothing needs no proof here.
            "assertions:" => break,
            line if line.starts_with("topology:") && draw.percent(70) => continue,
            line if is_account
                && line.starts_with("  ")
                && !line.contains("regions:")
                && draw.percent(50) =>
            {
                let empty = line.contains("{  }");
                let comma = if empty { "" } else { "," };
                text.push_str(&line.replace(" }", &format!("{comma} regions: [{regions}] }}")));
            }
            line => text.push_str(line),
        }
        text.push('\n');
    }
    // Then every Region has its copies, which can be counted.
    text.push_str("requirements: { region_failure: true");
    if draw.percent(40) {
        text.push_str(", production_independent: true");
    }
    text.push_str(" }\n");
    text
}

/// Every candidate of every company, written.
#[test]
fn advice_counts_what_is_written() {
    let seed = RandomState::new().hash_one("written");
    let mut draw = Draw::new(seed);
    let mut compared = [0; 6];
    for _ in 0..COMPANIES {
        let text = facts(&mut draw);
        let draft = file::draft(&text).unwrap_or_else(|problems| panic!("{problems:?}\n{text}"));
        let advice = advise(&Facts::of(&draft.company), &Prices::default());
        for (at, topology) in Topology::ALL.into_iter().enumerate() {
            let mut candidates = advice.candidates.iter();
            let candidate = candidates.find(|one| {
                one.layout == topology && matches!(one.spread, Spread::None | Spread::Replication)
            });
            let candidate = candidate.unwrap();
            let Ok(edited) = written(&text, &draft, topology) else {
                continue;
            };
            let told = format!("seed {seed}, {topology}:\n{}", edited.text());
            let company = file::read(&edited.text()).unwrap();
            counts_what_is_written(&company, candidate, &told);
            // What is written is not written again.
            let again = written(&edited.text(), &file::draft(&edited.text()).unwrap(), topology);
            assert!(again.is_ok_and(|again| again.is_same()), "{told}");
            compared[at] += 1;
        }
    }
    assert!(compared.iter().all(|count| *count > 5), "{compared:?}");
}

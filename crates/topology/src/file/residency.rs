//! `requirements.residency`: the only Regions of all images, or of those that a pattern, a unit or an account names.

use std::collections::BTreeSet;

use serde_saphyr::Location;
use wharf_aws::Region;

use super::problems::Problems;
use super::residency_shape::Said;
use super::shape::Text;
use crate::company::{Company, Residency, Resident};

/// The residencies, and where each stands in the file.
pub(super) fn residency(
    problems: &mut Problems,
    written: &Said,
    (units, accounts): (&[String], &[String]),
) -> (Vec<Residency>, Vec<Location>) {
    let (mut residencies, mut places) = (Vec::new(), Vec::new());
    for (of, texts) in &written.0 {
        let regions = problems.regions(texts);
        let Some(place) = of.as_ref().or(texts.first()).map(|text| text.referenced) else {
            continue;
        };
        if texts.is_empty() {
            problems.at(
                place,
                "these images could be stored nowhere: name the Regions, [eu-central-1]",
            );
        }
        let resident = match of {
            None => Some(Resident::All),
            Some(of) => resident(problems, of, (units, accounts)),
        };
        if let Some(of) = resident {
            residencies.push(Residency { of, regions });
            places.push(place);
        }
    }
    (residencies, places)
}

fn resident(
    problems: &mut Problems,
    of: &Text,
    (units, accounts): (&[String], &[String]),
) -> Option<Resident> {
    let named = |name: &str| Text {
        value: name.trim().to_owned(),
        referenced: of.referenced,
        defined: of.defined,
    };
    if let Some(name) = of.value.strip_prefix("unit ") {
        return Some(Resident::Unit(problems.index(units, &named(name), "unit")));
    }
    if let Some(name) = of.value.strip_prefix("account ") {
        return Some(Resident::Account(problems.index(
            accounts,
            &named(name),
            "account",
        )));
    }
    problems.pattern(of).map(Resident::Pattern)
}

/// No registry that the file asks for holds images where they must not be.
pub(super) fn is_kept(problems: &mut Problems, company: &Company, places: &[Location]) {
    let all = company.residency.iter().zip(places);
    for (residency, place) in all.filter(|(residency, _)| residency.of == Resident::All) {
        let of_accounts = company.accounts.iter().flat_map(|account| &account.regions);
        let used = of_accounts.chain(&company.regions);
        let outside = used.filter(|region| !residency.regions.contains(region));
        let outside: BTreeSet<&str> = outside.map(Region::as_str).collect();
        for region in outside {
            problems.at(
                *place,
                format!("images must not be stored in {region}, where registries are asked for"),
            );
        }
    }
    for misplaced in company.misplaced() {
        let residency = &company.residency[misplaced.residency];
        if residency.of != Resident::All {
            problems.at(places[misplaced.residency], company.says_misplaced(&misplaced));
        }
    }
}

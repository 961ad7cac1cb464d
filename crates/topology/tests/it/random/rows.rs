//! What services need to pull, beside what every pull needs, and from where: read once more from the guides of AWS.

use std::collections::BTreeSet;

use wharf_aws::Region;
use wharf_policy::PrincipalKind;
use wharf_topology::{Company, Purpose};

use super::principals::{Is, Who};
use super::truth::World;

const LOOK_FOR_LAYERS: &str = "ecr:BatchCheckLayerAvailability";

/// What the service needs that a principal is, or that takes its role.
pub(super) fn row(company: &Company, who: &Who) -> Vec<&'static str> {
    if who.principal.kind == PrincipalKind::Service {
        return match who.principal.arn.as_str() {
            "lambda.amazonaws.com" => Vec::new(),
            _ => vec![LOOK_FOR_LAYERS],
        };
    }
    let Is::Role(role) = &who.is else {
        return Vec::new();
    };
    let mut consumers = company.consumers.iter();
    let Some(consumer) = consumers.find(|one| one.service.is_none() && one.name == *role) else {
        return Vec::new();
    };
    let is_taken_by = |name: &str| consumer.trust.iter().any(|trusted| trusted == name);
    let mut needs = Vec::new();
    if consumer
        .trust
        .iter()
        .any(|trusted| trusted.ends_with(".amazonaws.com"))
    {
        needs.push(LOOK_FOR_LAYERS);
    }
    if is_taken_by("build.apprunner.amazonaws.com") {
        needs.push("ecr:DescribeImages");
    }
    needs
}

impl World<'_> {
    /// Of some registries those in the Regions of a service that pulls from no other: none when a Region has none of them, and after `in` when
    /// no Region has one.
    pub(super) fn in_own_regions(&self, who: usize, places: &[usize], is_in: bool) -> Option<Vec<usize>> {
        let accounts = self.company.accounts.iter().enumerate();
        let mut own: BTreeSet<&Region> = BTreeSet::new();
        for (at, account) in accounts {
            let is_its = match self.principals[who].serves {
                Some(serves) => serves == at,
                None => matches!(account.purpose, Purpose::Workload | Purpose::Build),
            };
            own.extend(account.regions.iter().filter(|_| is_its));
        }
        if own.is_empty() {
            return Some(places.to_vec());
        }
        let region = |at: &usize| &self.registries[*at].region;
        let has = |own: &&Region| places.iter().any(|at| region(at) == *own);
        let is_enough = if is_in {
            own.iter().any(has)
        } else {
            own.iter().all(has)
        };
        let near = places.iter().copied().filter(|at| own.contains(region(at)));
        is_enough.then(|| near.collect())
    }
}

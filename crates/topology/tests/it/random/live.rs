//! Endpoints that were changed: accounts are moved, roles come and go, templates and repositories too. What `check` says of a snapshot of
//! them is what is true of that snapshot.

use std::collections::{BTreeMap, BTreeSet};

use wharf_policy::{Principal, Source};
use wharf_topology::access::{AccessModel, Snapshot, check};
use wharf_topology::desired::{Desired, Ids};
use wharf_topology::testing::{Draw, organization_file};
use wharf_topology::{Action, Assertion, Builder, Company, Party, file};

use super::by_hand::ByHand;
use super::changed::{KINDS, Kind, ROGUE};
use super::principals::{Is, everything, is_of, source};
use super::truth::{Truth, World};
use super::words::pushes;
use super::{COMPANIES, count, seed, truth_of};

/// What a registry has.
pub(super) struct Live {
    pub(super) names: BTreeSet<String>,
    templates: BTreeSet<String>,
    own: BTreeMap<String, Source>,
}

impl<'a> World<'a> {
    /// What a snapshot says.
    fn of_snapshot(company: &'a Company, snapshot: &Snapshot) -> World<'a> {
        let mut world = World::of(company, &ByHand::default());
        for (at, account) in snapshot.accounts.iter().enumerate() {
            let line: Vec<&str> = account.path.split('/').collect();
            let units = 0..world.ids.units.len();
            let is_in = |unit: &usize| line.contains(&world.ids.units[*unit].as_str());
            // The last of them, for each is in those before it.
            let place = |unit: &usize| line.iter().position(|id| *id == world.ids.units[*unit]);
            world.units[at] = units.filter(is_in).max_by_key(place);
            for who in &mut world.principals {
                if who.account == Some(at) {
                    who.keys.insert("aws:PrincipalOrgPaths", [account.path.clone()]);
                }
                if who.serves == Some(at) {
                    who.keys.insert("aws:SourceOrgPaths", [account.path.clone()]);
                    if let Some(beside) = &mut who.beside {
                        beside
                            .keys
                            .insert("aws:PrincipalOrgPaths", [account.path.clone()]);
                    }
                }
            }
        }
        let other = |at: usize| {
            let mut all = world.principals.iter();
            let found = all.find(|who| who.account == Some(at) && is_of(who, "another-role"));
            found.unwrap().clone()
        };
        let mut roles = Vec::new();
        for (at, account) in snapshot.accounts.iter().enumerate() {
            for role in &account.principals {
                let name = role.arn.rsplit('/').next().unwrap();
                let builders = company.builders.iter().map(|one| &one.name);
                let mut named = builders.chain(company.consumers.iter().map(|one| &one.name));
                let mut who = other(at);
                who.is = match named.any(|known| known == name) {
                    true => Is::Role(name.to_owned()),
                    false => Is::Other,
                };
                who.principal = Principal::role_session(&world.ids.accounts[at], &role.arn, "", "session");
                who.keys.insert("aws:PrincipalArn", [role.arn.clone()]);
                who.identity = role.policies.iter().map(|one| source(&one.document)).collect();
                roles.push(who);
            }
        }
        // A role that is gone can be made again where a policy names it, and then it is no builder's.
        let policies: Vec<String> = snapshot
            .registries
            .iter()
            .filter_map(|one| Some(one.policy.as_ref()?.to_string()))
            .collect();
        let is_there = |arn: &str| {
            let mut all = snapshot.accounts.iter().flat_map(|account| &account.principals);
            all.any(|one| one.arn == arn)
        };
        world.principals.retain_mut(|who| {
            if who.account.is_none() || !matches!(who.is, Is::Role(_)) {
                return true;
            }
            let arn = who.principal.role_arn.clone().unwrap();
            who.is = Is::Other;
            who.identity = vec![source(&everything())];
            !is_there(&arn) && policies.iter().any(|text| text.contains(&format!("{arn}\"")))
        });
        for (at, id) in world.ids.accounts.clone().iter().enumerate() {
            let arn = format!("arn:aws:iam::{id}:role/{ROGUE}");
            if !is_there(&arn) && policies.iter().any(|text| text.contains(&arn)) {
                let mut all = world.principals.iter();
                let other = all.find(|who| who.account == Some(at) && is_of(who, "another-role"));
                let mut who = other.unwrap().clone();
                who.principal = Principal::role_session(id, &arn, "", "session");
                who.keys.insert("aws:PrincipalArn", [arn]);
                world.principals.push(who);
            }
        }
        world.known = world.principals.len()..world.principals.len() + roles.len();
        world.principals.extend(roles);
        for (registry, live) in world.registries.iter_mut().zip(&snapshot.registries) {
            registry.policy = live.policy.iter().map(source).collect();
            let own = live.repositories.iter();
            let own = own.filter_map(|(name, own)| Some((name.clone(), source(own.policy.as_ref()?))));
            registry.live = Some(Live {
                names: live.names.clone(),
                templates: live.templates.clone().unwrap(),
                own: own.collect(),
            });
        }
        let mut names: BTreeSet<String> = world.names.drain(..).collect();
        for registry in &snapshot.registries {
            names.extend(registry.names.iter().cloned());
        }
        names.extend(["red/zz", "blue/zz", "green/zz"].map(str::to_owned));
        world.names = names.into_iter().collect();
        world
    }

    pub(super) fn is_live(&self) -> bool {
        self.registries.iter().any(|registry| registry.live.is_some())
    }

    pub(super) fn is_found(&self, at: usize, name: usize) -> bool {
        let live = self.registries[at].live.as_ref();
        live.is_some_and(|live| live.names.contains(&self.names[name]))
    }

    /// Whether a principal whose policies are known may make and push it.
    pub(super) fn is_made_by_hand(&self, at: usize, name: &str) -> bool {
        let mut makers = self.known.clone();
        makers.any(|who| {
            let mut makes = ["ecr:CreateRepository", "ecr:PutImage"].iter();
            makes.all(|operation| self.allows(who, operation, at, name))
        })
    }

    /// Whether it is there, or comes to be there by a push alone.
    pub(super) fn is_present(&self, at: usize, name: usize) -> bool {
        let Some(live) = &self.registries[at].live else {
            return true;
        };
        let text = &self.names[name];
        let is_of = |prefix: &String| prefix == "ROOT" || text.starts_with(&format!("{prefix}/"));
        self.is_found(at, name) || live.templates.iter().any(is_of) && self.is_made_by_hand(at, text)
    }

    /// The registries that have a name: by the file, else those where it is.
    pub(super) fn held(&self, name: usize, possible: &[usize]) -> Vec<usize> {
        let mut listed = self.company.repositories.iter();
        let is_listed = listed.any(|one| one.name == self.names[name]);
        let places = possible.iter().copied();
        let placed: Vec<usize> = places.filter(|at| self.is_placed(*at, name)).collect();
        if !placed.is_empty() && (is_listed || !self.is_live()) {
            return placed;
        }
        let places = possible.iter().copied();
        places.filter(|at| self.is_present(*at, name)).collect()
    }

    /// Where a builder is meant to do it.
    pub(super) fn meant(
        &self,
        builder: &Builder,
        action: Action,
        name: usize,
        possible: &[usize],
    ) -> Vec<usize> {
        let pushed = |places: Vec<usize>| -> Vec<usize> {
            let places = places.into_iter();
            places
                .filter(|at| pushes(self.company, builder, self.registries[*at].account))
                .collect()
        };
        let own = pushed(self.held(name, possible));
        match own.is_empty() && action == Action::Push {
            true => pushed(
                possible
                    .iter()
                    .copied()
                    .filter(|at| self.is_present(*at, name))
                    .collect(),
            ),
            false => own,
        }
    }

    pub(super) fn own_policy(&self, at: usize, name: &str) -> Option<Source> {
        self.registries[at].live.as_ref()?.own.get(name).cloned()
    }

    /// Whether a role is missing that a builder pushes with, or that a consumer has.
    pub(super) fn lacks_a_role(
        &self,
        assertion: &Assertion,
        names: &[usize],
        possible: &BTreeMap<usize, Vec<usize>>,
    ) -> bool {
        let has = |account: usize, role: &str| {
            let mut all = self.principals.iter();
            all.any(|who| who.account == Some(account) && who.is == Is::Role(role.to_owned()))
        };
        assertion.parties.iter().any(|party| match party {
            Party::Builder(at) => {
                let builder = &self.company.builders[*at];
                assertion.actions.iter().any(|action| {
                    names.iter().any(|name| {
                        let meant = self.meant(builder, *action, *name, &possible[name]);
                        let registries = meant.into_iter().map(|at| self.registries[at].account);
                        let mut homes = registries.map(|registry| builder.account.unwrap_or(registry));
                        homes.any(|home| !has(home, &builder.name))
                    })
                })
            }
            Party::Consumer(at) if self.company.consumers[*at].service.is_none() => {
                let consumer = &self.company.consumers[*at];
                let accounts = self.company.consumer_accounts(consumer);
                accounts.into_iter().any(|account| !has(account, &consumer.name))
            }
            _ => false,
        })
    }
}

/// Assertions that changes make true or false.
fn assertions(company: &Company, draw: &mut Draw) -> Vec<String> {
    let mut account = || company.accounts[draw.below(company.accounts.len())].name.clone();
    let mut all = vec![
        format!("account {} may not pull red/new", account()),
        format!("account {} may not pull strange", account()),
        format!("account {} may pull blue/new", account()),
    ];
    for unit in &company.units {
        all.push(format!("unit {} may pull base", unit.name));
    }
    for builder in &company.builders {
        let names = ["red/new", "blue/new", "green/zz"];
        all.push(format!("{} may push {}", builder.name, draw.one_of(&names)));
    }
    for consumer in &company.consumers {
        all.push(format!(
            "{} may pull {}",
            consumer.name,
            draw.one_of(&["strange", "base"])
        ));
    }
    all
}

#[test]
fn changed_endpoints_are_judged_as_by_definition() {
    let seed = seed();
    let mut draw = Draw::new(seed);
    let mut differences = Vec::new();
    // How many changes of a kind changed what is true of an assertion, and how many there were.
    let mut counts: BTreeMap<Kind, (usize, usize)> = BTreeMap::new();
    for turn in 0..count(COMPANIES) {
        let read = |text: &str| file::read(text).unwrap_or_else(|problems| panic!("{problems:?}\n{text}"));
        let mut text = organization_file(draw.number());
        for assertion in assertions(&read(&text), &mut draw) {
            text.push_str(&format!("  - {assertion}\n"));
        }
        let company = read(&text);
        let ids = Ids::assumed(&company);
        let mut snapshot = Snapshot::of_applied(&company, &ids, &Desired::of(&company, &ids));
        if snapshot.registries.is_empty() {
            continue;
        }
        let truths = |snapshot: &Snapshot| -> Vec<Truth> {
            let mut world = World::of_snapshot(&company, snapshot);
            let assertions = company.assertions.iter();
            assertions.map(|assertion| world.decide(assertion)).collect()
        };
        let before = truths(&snapshot);
        let mut kinds = vec![KINDS[turn % KINDS.len()]];
        if draw.percent(30) {
            kinds.push(draw.one_of(&KINDS));
        }
        for kind in &kinds {
            kind.change(&company, &mut snapshot, &mut draw);
        }
        let after = truths(&snapshot);
        let (changed, all) = counts.entry(kinds[0]).or_default();
        *changed += usize::from(before != after);
        *all += 1;
        let model = AccessModel::from_snapshot(&company, &snapshot);
        for (assertion, truth) in company.assertions.iter().zip(after) {
            let verdict = check(&company, &model, assertion);
            if truth_of(&verdict) != Some(truth) {
                differences.push(format!(
                    "{kinds:?} {}: said {verdict:?}, is {truth:?}\n{text}{}",
                    assertion.text,
                    serde_json::to_string(&snapshot).unwrap()
                ));
            }
        }
    }
    let counted: Vec<String> = counts
        .iter()
        .map(|(kind, (changed, all))| format!("{kind:?} {changed} of {all}"))
        .collect();
    println!(
        "seed {seed}: endpoints that were changed, and of how many that changed what is true: {}; {} differences",
        counted.join(", "),
        differences.len()
    );
    assert!(
        differences.is_empty(),
        "PROPTEST_RNG_SEED={seed}: {} differences, the first: {}",
        differences.len(),
        differences[0]
    );
    assert!(
        counts.values().all(|(changed, _)| *changed > 0),
        "seed {seed}: {counted:?}"
    );
}

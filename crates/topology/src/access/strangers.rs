//! The principals of accounts that the file does not have: of outsiders, of accounts and organizations that policies name, of the management
//! account, and of accounts to come.
//!
//! What an account to come can do counts where it may not: `may` is said of those that are there.

use std::collections::BTreeSet;

use wharf_aws::AccountId;
use wharf_policy::Principal;

use super::made_up::{self, OTHER};
use super::named::{Named, NamedIn};
use super::principals::PrincipalClasses;
use super::snapshot::Snapshot;
use crate::desired::role_arn;
use crate::pattern::Pattern;
use crate::rule::Rule;

/// The id of outsiders' accounts, unless it is one of the file's.
const OUTSIDE: u64 = 999_999_999_999;
/// The id of an account to come.
pub(super) const TO_COME: u64 = 888_888_888_888;
/// The organization of outsiders where policies ask whether they have one.
const ELSEWHERE: &str = "o-elsewhere00";

/// An account that the file does not have.
#[derive(Clone)]
struct Home {
    id: AccountId,
    /// What it is called after `in`.
    name: String,
    /// Its organization, and its place there.
    place: Option<(String, String)>,
    is_inside: bool,
    units: Vec<usize>,
    is_to_come: bool,
    /// The account of the file whose service control policies it has, and of how many levels.
    levels: Option<(usize, usize)>,
}

impl PrincipalClasses<'_> {
    /// The id of an account that is neither the file's nor named by a policy.
    pub(super) fn free_id(&self, wanted: u64, named: &Named) -> Option<AccountId> {
        let is_taken = |id: &AccountId| self.accounts.contains(id) || named.accounts.contains(id);
        made_up::free_id(wanted, |id| Rule::OutsidersIdIsFree.holds(is_taken(id)))
    }

    /// All of them.
    pub(super) fn strangers(&mut self, snapshot: &Snapshot, named: &Named) {
        let outside = self.free_id(OUTSIDE, named);
        self.outside = outside.map(|id| id.to_string()).unwrap_or_default();
        if let Some(id) = outside {
            let name = "an account of outsiders".to_owned();
            self.others_of(&Home::outside(id, name), "an outsider", named, false);
        }
        self.management(snapshot, named);
        for home in self.named_outside(named) {
            let label = format!("any other principal of {}", home.name);
            self.others_of(&home, &label, named, true);
        }
        if Rule::AccountsComeToUnits.holds(true) {
            for home in self.homes_to_come(snapshot, named) {
                let label = format!("any other principal of {}", home.name);
                self.others_of(&home, &label, named, true);
            }
        }
    }

    /// A principal that no policy names, and each that policies tell from it.
    fn others_of(&mut self, home: &Home, label: &str, named: &Named, is_made_up: bool) {
        let id = home.id;
        let own = named.within(&id);
        let other = Principal::role_session(&id, &role_arn(&id, OTHER), "", "session");
        self.add_of(home, label.to_owned(), other, is_made_up);
        if made_up::is_root_apart(&own) {
            let label = format!("the root user of {}", home.name);
            self.add_of(home, label, Principal::root(&id), true);
        }
        for told in self.told_apart(&id, &home.name, &own, &BTreeSet::new()) {
            self.add_of(home, told.label, told.principal, true);
        }
        for (role, session) in named.sessions_in(&id) {
            let label = format!("session {session} of role {role} in {}", home.name);
            let principal = Principal::role_session(&id, &role_arn(&id, role), "", session);
            self.add_of(home, label, principal, true);
        }
    }

    fn add_of(&mut self, home: &Home, label: String, principal: Principal, is_made_up: bool) {
        let who = self.add(label, None, principal);
        who.is_made_up = is_made_up;
        who.is_to_come = home.is_to_come;
        who.inside = home.is_inside;
        who.units.clone_from(&home.units);
        who.levels = home.levels;
        if let Some((organization, path)) = &home.place {
            who.keys.insert("aws:PrincipalOrgID", [organization.clone()]);
            who.keys.insert("aws:PrincipalOrgPaths", [path.clone()]);
        }
    }

    /// The management account, where the file does not say it.
    fn management(&mut self, snapshot: &Snapshot, named: &Named) {
        let mut accounts = snapshot.accounts.iter();
        let is_known = accounts.any(|account| account.service_control.is_none());
        let Some(id) = self
            .free_id(0, named)
            .or_else(|| self.free_id(OUTSIDE - 10, named))
        else {
            return;
        };
        if is_known {
            return;
        }
        let home = Home {
            place: Some((self.organization.to_owned(), root(snapshot))),
            is_inside: true,
            ..Home::outside(id, "the management account".to_owned())
        };
        self.others_of(&home, "any principal of the management account", named, false);
    }

    /// Accounts that policies name, and accounts of organizations that policies tell from others.
    fn named_outside(&mut self, named: &Named) -> Vec<Home> {
        let is_own = |id: &&AccountId| self.accounts.contains(id);
        let mut ids: Vec<AccountId> = named.accounts.iter().filter(|id| !is_own(id)).copied().collect();
        let taken: BTreeSet<AccountId> = self.accounts.iter().chain(&ids).copied().collect();
        match made_up::ids(&named.account_patterns, &taken) {
            Some(more) => ids.extend(more),
            None => self.is_too_much("the patterns of accounts are too many"),
        }
        ids.retain(|_| Rule::NamedAccountsAreAsked.holds(true));
        let own = self.organization;
        let covers_own = |text: &&String| *text == own;
        let mut organizations: BTreeSet<String> = named
            .organizations
            .iter()
            .filter(|text| !covers_own(text))
            .map(|text| made_up::instance(text))
            .collect();
        if !organizations.is_empty() || named.tells_absence {
            organizations.insert(ELSEWHERE.to_owned());
        }
        organizations.retain(|_| Rule::NamedAccountsAreAsked.holds(true));
        let mut places: BTreeSet<(String, String)> = organizations
            .iter()
            .map(|organization| (organization.clone(), format!("{organization}/r-else/")))
            .collect();
        for path in &named.paths {
            let path = format!("{}/", made_up::instance(path).trim_end_matches('/'));
            let (organization, _) = path.split_once('/').unwrap_or_default();
            if organizations.contains(organization) {
                places.insert((organization.to_owned(), path));
            }
        }
        let mut homes: Vec<Home> = ids
            .iter()
            .map(|id| Home::outside(*id, format!("account {id}")))
            .collect();
        let elsewhere = self.free_id(OUTSIDE - 2, named);
        for place in places {
            for id in ids.iter().copied().chain(elsewhere) {
                let name = match Some(id) == elsewhere {
                    true => format!("an account in {}", place.1),
                    false => format!("account {id} in {}", place.1),
                };
                homes.push(Home {
                    place: Some(place.clone()),
                    ..Home::outside(id, name)
                });
            }
        }
        homes
    }

    /// Accounts that the organization gets, or has although the file does not say them: in each unit, at the root, and where policies let
    /// any place in.
    fn homes_to_come(&mut self, snapshot: &Snapshot, named: &Named) -> Vec<Home> {
        let root = root(snapshot);
        let mut places = vec![(root.clone(), "an account to come".to_owned(), Vec::new())];
        for (at, unit) in self.company.units.iter().enumerate() {
            if let Some(path) = self.path_of(at, snapshot, &root) {
                let name = format!("an account to come in {}", unit.name);
                places.push((path, name, self.line(at)));
            }
        }
        for pattern in &named.paths {
            let path = format!("{}/", made_up::instance(pattern).trim_end_matches('/'));
            let covers = |path: &String| Pattern(pattern.clone()).covers(path);
            let is_known = places.iter().any(|(known, _, _)| covers(known) || *known == path);
            if path.starts_with(&root) && !is_known {
                let within = places.iter().filter(|(known, _, _)| path.starts_with(known));
                let units = within.max_by_key(|(known, _, _)| known.len());
                let units = units.map(|(_, _, units)| units.clone()).unwrap_or_default();
                places.push((path.clone(), format!("an account to come in {path}"), units));
            }
        }
        // What policies name may be one of the organization's, the management account included.
        let named_ids: Vec<AccountId> = named
            .accounts
            .iter()
            .filter(|id| !self.accounts.contains(id))
            .copied()
            .collect();
        let id = self.free_id(TO_COME, named);
        let mut homes = Vec::new();
        for (path, name, units) in places {
            let place = Some((self.organization.to_owned(), path.clone()));
            homes.extend(id.map(|id| Home {
                place: place.clone(),
                is_inside: true,
                units: units.clone(),
                is_to_come: true,
                levels: levels(snapshot, &path),
                ..Home::outside(id, name.clone())
            }));
            homes.extend(named_ids.iter().map(|id| Home {
                place: place.clone(),
                is_inside: true,
                units: units.clone(),
                is_to_come: true,
                ..Home::outside(*id, format!("account {id} as {name}"))
            }));
        }
        homes
    }

    /// A unit and those above it.
    fn line(&self, unit: usize) -> Vec<usize> {
        let units = 0..self.company.units.len();
        units
            .filter(|above| self.company.is_within(Some(unit), *above))
            .collect()
    }

    /// The path of a unit; of one that has no account none, where a snapshot does not say what units are called.
    fn path_of(&self, unit: usize, snapshot: &Snapshot, root: &str) -> Option<String> {
        if snapshot.units.is_empty() {
            let mut accounts = self.company.accounts.iter();
            let at = accounts.position(|account| account.unit == Some(unit))?;
            return Some(snapshot.accounts.get(at)?.path.clone());
        }
        let mut line = Vec::new();
        let mut at = Some(unit);
        while let Some(unit) = at {
            line.push(snapshot.units.get(unit)?.as_str());
            at = self.company.units[unit].parent;
        }
        line.reverse();
        Some(format!("{root}{}/", line.join("/")))
    }
}

impl Home {
    /// One of no organization.
    fn outside(id: AccountId, name: String) -> Home {
        Home {
            id,
            name,
            place: None,
            is_inside: false,
            units: Vec::new(),
            is_to_come: false,
            levels: None,
        }
    }
}

impl NamedIn {
    /// Those of the single ones that are roles or users.
    pub(super) fn roles_and_users(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.single.iter().filter_map(|name| {
            let (kind, name) = name.split_once('/')?;
            let kind = ["role", "user"].into_iter().find(|known| *known == kind)?;
            Some((kind, name))
        })
    }
}

/// The root of the tree, as paths have it.
pub(super) fn root(snapshot: &Snapshot) -> String {
    let path = snapshot
        .accounts
        .first()
        .map_or("", |account| account.path.as_str());
    let root: Vec<&str> = path.splitn(3, '/').take(2).collect();
    root.join("/") + "/"
}

/// Where service control policies of a place are found: of an account there, or of the nearest that has some of its levels.
fn levels(snapshot: &Snapshot, path: &str) -> Option<(usize, usize)> {
    let depth = |path: &str| {
        path.split('/')
            .filter(|part| !part.is_empty())
            .count()
            .saturating_sub(1)
    };
    let shared = |other: &str| {
        let same = path.split('/').zip(other.split('/'));
        let same = same.take_while(|(own, other)| own == other && !own.is_empty());
        same.count().saturating_sub(1)
    };
    let accounts = snapshot.accounts.iter().enumerate();
    let bound = accounts.filter(|(_, account)| account.service_control.is_some());
    let (at, account) = bound.max_by_key(|(_, account)| shared(&account.path))?;
    Some((at, shared(&account.path).min(depth(path))))
}

//! The services that pull as themselves, each for the accounts that it acts for.

use std::collections::BTreeSet;

use wharf_aws::AccountId;
use wharf_policy::Principal;

use super::made_up::{self, OTHER, principal};
use super::named::Named;
use super::principals::{PrincipalClass, PrincipalClasses};
use super::snapshot::Snapshot;
use super::strangers::{TO_COME, root};
use crate::service;

impl PrincipalClasses<'_> {
    /// A principal of an account that a service acts for, which must be let in besides; of one that the file does not have where it is none.
    fn beside(&mut self, account: Option<usize>, snapshot: &Snapshot) -> Option<Box<PrincipalClass>> {
        let session = |id: &AccountId| principal(id, "role", OTHER);
        match account {
            Some(at) => {
                let principal = session(self.accounts.get(at)?);
                self.add(String::new(), Some((at, snapshot.accounts.get(at)?)), principal);
            }
            None => {
                let id = made_up::free_id(TO_COME, |id| self.accounts.contains(id))?;
                let organization = self.organization.to_owned();
                let who = self.add(String::new(), None, session(&id));
                who.inside = true;
                who.keys.insert("aws:PrincipalOrgID", [organization]);
                who.keys.insert("aws:PrincipalOrgPaths", [root(snapshot)]);
            }
        }
        self.all.pop().map(Box::new)
    }

    /// The services that the file lets in: for the accounts that it says, for all others, and for strangers. Those that only a policy names,
    /// for all of these.
    pub(super) fn services(&mut self, snapshot: &Snapshot, named: &Named) {
        let mut asked: BTreeSet<&str> = BTreeSet::new();
        let company = self.company;
        for consumer in &company.consumers {
            let Some(service) = &consumer.service else {
                continue;
            };
            let accounts = company.consumer_accounts(consumer);
            if accounts.is_empty() {
                self.service(service, None, snapshot).role = Some(consumer.name.clone());
            }
            for at in accounts {
                self.service(service, Some(at), snapshot).role = Some(consumer.name.clone());
            }
            if asked.insert(service) {
                let same = company
                    .consumers
                    .iter()
                    .filter(|one| one.service.as_ref() == Some(service));
                let known: Vec<Vec<usize>> = same.map(|one| company.consumer_accounts(one)).collect();
                let is_other =
                    |at: &usize| known.iter().all(|known| !known.is_empty() && !known.contains(at));
                for at in (0..company.accounts.len()).filter(is_other) {
                    self.service(service, Some(at), snapshot);
                }
                self.stranger(service);
            }
        }
        for service in &named.services {
            let is_asked = asked.contains(service.as_str());
            if !is_asked {
                for at in 0..company.accounts.len() {
                    self.service(service, Some(at), snapshot).is_made_up = true;
                }
                self.stranger(service).is_made_up = true;
            }
            self.named_strangers(service, named);
            self.named_sources(service, is_asked, snapshot, named);
        }
    }

    /// A service that acts for accounts and organizations of others that policies name.
    fn named_strangers(&mut self, service: &str, named: &Named) {
        let mut ids = named.served.clone();
        let mut taken: BTreeSet<AccountId> = self.accounts.iter().copied().collect();
        ids.retain(|id| !taken.contains(id));
        taken.extend(&ids);
        match made_up::ids(&named.served_patterns, &taken) {
            Some(made_up) => ids.extend(made_up),
            None => self.is_too_much("the patterns of accounts that services act for, which are too many"),
        }
        for id in ids {
            let who = self.stranger(service);
            who.label = format!("service {service} for account {id}");
            who.is_made_up = true;
            who.acts_for(service, id.as_str());
        }
        let own = self.organization;
        let places = named.served_places.iter();
        for (organization, path) in places.filter(|(organization, _)| organization != own) {
            let organization = made_up::instance(organization);
            let who = self.stranger(service);
            who.label = format!("service {service} for an account in {organization}");
            who.is_made_up = true;
            who.keys.insert("aws:SourceOrgID", [organization]);
            if let Some(path) = path {
                let path = format!("{}/", made_up::instance(path).trim_end_matches('/'));
                who.keys.insert("aws:SourceOrgPaths", [path]);
            }
        }
    }

    /// A service that acts for what policies name by its ARN, which need not be called as this service's own are.
    fn named_sources(&mut self, service: &str, is_asked: bool, snapshot: &Snapshot, named: &Named) {
        for arn in &named.sources {
            let account = arn.split(':').nth(4).unwrap_or_default();
            let id = account.parse::<AccountId>().ok();
            let at = id.and_then(|id| self.accounts.iter().position(|own| *own == id));
            let who = match (at, id) {
                // For these the file's own are asked about.
                (Some(_), _) if is_asked => continue,
                (Some(at), _) => self.service(service, Some(at), snapshot),
                (None, Some(id)) => {
                    let who = self.stranger(service);
                    who.label = format!("service {service} for account {id}");
                    who.acts_for(service, id.as_str());
                    who
                }
                (None, None) => self.stranger(service),
            };
            who.is_made_up = true;
            who.source_arn = Some(made_up::instance(arn));
        }
    }

    /// A service that acts for an account, for one of the organization when `None`.
    fn service(&mut self, service: &str, account: Option<usize>, snapshot: &Snapshot) -> &mut PrincipalClass {
        let label = match account {
            Some(at) => format!("service {service} for {}", self.company.accounts[at].name),
            None => format!("service {service}"),
        };
        let organization = self.organization.to_owned();
        let known =
            account.and_then(|at| Some((*self.accounts.get(at)?, snapshot.accounts.get(at)?.path.clone())));
        let row = service::known(service);
        let beside = row.filter(|row| row.with_account);
        let beside = beside.and_then(|_| self.beside(account, snapshot));
        let who = self.add(label, None, Principal::service(service));
        who.inside = true;
        who.service = Some(service.to_owned());
        who.needs = row.map(|row| row.needs.to_vec()).unwrap_or_default();
        who.beside = beside;
        who.serves = account;
        who.is_regional = service::is_regional(service);
        who.identity = Vec::new();
        who.keys.insert("aws:PrincipalIsAWSService", ["true".to_owned()]);
        who.keys.insert("aws:SourceOrgID", [organization]);
        if let Some((id, path)) = known {
            who.acts_for(service, id.as_str());
            who.keys.insert("aws:SourceOrgPaths", [path]);
        }
        who
    }

    /// A service that acts for an account of others.
    fn stranger(&mut self, service: &str) -> &mut PrincipalClass {
        let label = format!("service {service} for an outsider");
        let outside = self.outside.clone();
        let who = self.add(label, None, Principal::service(service));
        who.service = Some(service.to_owned());
        who.identity = Vec::new();
        let row = service::known(service);
        who.needs = row.map(|row| row.needs.to_vec()).unwrap_or_default();
        who.keys.insert("aws:PrincipalIsAWSService", ["true".to_owned()]);
        who.acts_for(service, &outside);
        who
    }
}

impl PrincipalClass {
    fn acts_for(&mut self, service: &str, account: &str) {
        self.keys.insert("aws:SourceAccount", [account.to_owned()]);
        let arn = service::known(service).and_then(|service| service.source_arn);
        // A function's or project's name can be any.
        self.source_arn = arn.map(|arn| arn.replace("ACCOUNT", account).replace('*', OTHER));
    }
}

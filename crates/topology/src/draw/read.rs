//! A company and who reaches what in it, as what a picture says.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Flow, Inner, Kind, Lane, Layer, Node, NodeKind, Part, Picture, Registry, Role, Stage};
use super::reach::{Mover, Reach, Reached};
use super::words;
use crate::company::{Builder, Company, Purpose, Topology};
use crate::pattern::Pattern;

/// So many registries are not told one by one where all are meant.
const MANY: usize = 6;

/// The picture of a company, every account in a box of its own.
pub(super) fn picture(company: &Company, reach: &Reach) -> Picture {
    let mut reading = Reading {
        company,
        holders: company.registry_accounts(),
        reach,
        nodes: Vec::new(),
        outside: BTreeMap::new(),
        flows: BTreeSet::new(),
    };
    reading.accounts();
    reading.roles();
    for ((mover, pushes, registry), reached) in &reach.by {
        match mover {
            Mover::Builder(at) if *pushes => reading.pushes(&company.builders[*at], *registry, reached),
            // A builder that pushes also pulls what is there already.
            Mover::Builder(_) => {}
            mover => reading.others(mover, *pushes, *registry, reached),
        }
    }
    let (mut nodes, mut flows) = (reading.nodes, reading.flows.into_iter().collect::<Vec<Flow>>());
    tell_all(&mut nodes, &mut flows);
    let lanes = company.units.iter();
    let mut picture = Picture {
        title: words::title(company),
        subtitle: words::subtitle(company),
        description: String::new(),
        organization: company.name.clone(),
        lanes: lanes
            .map(|unit| Lane {
                name: unit.name.clone(),
                parent: unit.parent,
                alike: Vec::new(),
            })
            .collect(),
        nodes,
        flows,
        note: words::note(company, reach),
    };
    picture.description = words::description(&picture);
    picture
}

/// Where an account's builds go to all other registries, and these are many, it is said in its box: so many lines would tell nothing.
fn tell_all(nodes: &mut [Node], flows: &mut Vec<Flow>) {
    let holders = nodes.iter().filter(|node| !node.registries.is_empty()).count();
    let mut ways: BTreeMap<(usize, Kind, String, Vec<String>), usize> = BTreeMap::new();
    let way = |flow: &Flow| (flow.from, flow.kind, flow.what.clone(), flow.who.clone());
    for flow in flows.iter().filter(|flow| flow.kind != Kind::Pull) {
        *ways.entry(way(flow)).or_default() += 1;
    }
    ways.retain(|(from, ..), count| {
        let others = holders - usize::from(!nodes[*from].registries.is_empty());
        *count == others && others >= MANY
    });
    flows.retain(|flow| !ways.contains_key(&way(flow)));
    for ((from, kind, what, who), count) in ways {
        let mut inner = nodes[from].inner.iter_mut();
        let own = inner.find(|own| (own.kind, &own.what, &own.who) == (kind, &what, &who));
        match own {
            Some(own) => own.what = format!("{what} to all {} registries", count + 1),
            None => nodes[from].inner.push(Inner {
                kind,
                what: format!("{what} to all {count} other registries"),
                who,
            }),
        }
    }
}

struct Reading<'a> {
    company: &'a Company,
    holders: Vec<usize>,
    reach: &'a Reach,
    nodes: Vec<Node>,
    /// The boxes of those outside of the organization, by kind and name.
    outside: BTreeMap<(NodeKind, String), usize>,
    flows: BTreeSet<Flow>,
}

impl Reading<'_> {
    fn accounts(&mut self) {
        let company = self.company;
        for (at, account) in company.accounts.iter().enumerate() {
            let holds = self.holders.contains(&at);
            let stage = Stage::of(account.environment);
            let layer = match (holds, account.purpose) {
                (true, _) if company.topology == Topology::PerAccount => Layer::Stage(stage),
                (true, _) => Layer::Registry,
                (false, Purpose::Build) => Layer::Build,
                (false, _) => Layer::Workload,
            };
            let names: Vec<String> = company
                .repositories_in(at)
                .map(|repository| match repository.immutable {
                    true => format!("{} immutable", repository.name),
                    false => repository.name.clone(),
                })
                .collect();
            let regions = account.regions.iter().map(ToString::to_string);
            let registries = regions.clone().map(|region| Registry {
                region,
                holds: words::counted(names.len(), "repository", "repositories"),
                filled_by: None,
            });
            self.nodes.push(Node {
                name: account.name.clone(),
                id: account.id.as_ref().map(ToString::to_string).unwrap_or_default(),
                kind: NodeKind::Account,
                layer,
                lane: account.unit,
                stage,
                regions: match account.regions == company.regions || holds {
                    true => Vec::new(),
                    false => regions.clone().collect(),
                },
                serves: Vec::new(),
                roles: Vec::new(),
                registries: if holds { registries.collect() } else { Vec::new() },
                contents: if holds { names } else { Vec::new() },
                inner: Vec::new(),
                members: Vec::new(),
            });
        }
    }

    /// Who builds, promotes and runs where, as the file says.
    fn roles(&mut self) {
        let company = self.company;
        for builder in &company.builders {
            let part = match company
                .pushes_to(builder)
                .iter()
                .any(|registry| self.promotes(builder, *registry))
            {
                true => Part::Promotes,
                false => Part::Builds,
            };
            let mut takers: Vec<usize> = company.pushes_to(builder).into_iter().collect();
            takers = takers
                .into_iter()
                .flat_map(|registry| self.takers(builder, registry))
                .collect();
            if takers.is_empty() {
                takers.clone_from(&builder.trust);
            }
            takers.sort_unstable();
            takers.dedup();
            for taker in takers {
                self.nodes[taker].roles.push(Role {
                    part,
                    name: builder.name.clone(),
                });
            }
        }
        for consumer in &company.consumers {
            let role = Role {
                part: Part::Runs,
                name: consumer.name.clone(),
            };
            if let Some(service) = &consumer.service {
                let at = self.outsider(NodeKind::Service, service, Layer::Receiver);
                self.nodes[at].roles.push(role);
                continue;
            }
            for account in company.consumer_accounts(consumer) {
                self.nodes[account].roles.push(role.clone());
            }
        }
    }

    /// The boxes of those who take a builder's role: accounts, the issuer of its tokens, or the role's own account.
    fn takers(&mut self, builder: &Builder, registry: usize) -> Vec<usize> {
        let mut takers = builder.trust.clone();
        if let Some(oidc) = &builder.oidc {
            let issuer = oidc.issuer.trim_start_matches("https://").to_owned();
            takers.push(self.outsider(NodeKind::Identity, &issuer, Layer::Source));
        }
        if takers.is_empty() {
            takers.push(self.company.builder_account(builder, registry));
        }
        takers
    }

    fn outsider(&mut self, kind: NodeKind, name: &str, layer: Layer) -> usize {
        let nodes = &mut self.nodes;
        *self.outside.entry((kind, name.to_owned())).or_insert_with(|| {
            nodes.push(Node {
                name: name.to_owned(),
                id: String::new(),
                kind,
                layer,
                lane: None,
                stage: Stage::Other,
                regions: Vec::new(),
                serves: Vec::new(),
                roles: Vec::new(),
                registries: Vec::new(),
                contents: Vec::new(),
                inner: Vec::new(),
                members: Vec::new(),
            });
            nodes.len() - 1
        })
    }

    /// Whether what a builder pushes to a registry was somewhere before.
    fn promotes(&self, builder: &Builder, registry: usize) -> bool {
        let pushed = self.company.pushes_to(builder);
        let is_production =
            |at: &usize| Stage::of(self.company.accounts[*at].environment) == Stage::Production;
        let mut holding = builder.trust.iter().filter(|taker| self.holders.contains(taker));
        !builder.pull.is_empty()
            || holding.any(|taker| *taker != registry && !pushed.contains(taker))
            || (self.company.topology == Topology::Split && pushed.iter().all(is_production))
    }

    fn pushes(&mut self, builder: &Builder, registry: usize, reached: &Reached) {
        let own: Vec<&Pattern> = builder.push.iter().collect();
        let what = self.reach.what(reached, registry, &own);
        let kind = match self.promotes(builder, registry) {
            true => Kind::Promote,
            false => Kind::Push,
        };
        if kind == Kind::Promote && !builder.pull.is_empty() {
            let pulled: Vec<String> = builder.pull.iter().map(ToString::to_string).collect();
            self.nodes[registry].inner.push(Inner {
                kind,
                what: format!("{} → {}", words::some(&pulled), words::some(&what)),
                who: Vec::new(),
            });
        }
        for taker in self.takers(builder, registry) {
            if taker == registry {
                let inner = &mut self.nodes[registry].inner;
                if builder.pull.is_empty() {
                    inner.push(Inner {
                        kind,
                        what: words::some(&what),
                        who: vec![builder.name.clone()],
                    });
                }
                continue;
            }
            self.flow(
                kind,
                (taker, registry),
                reached,
                &what,
                vec![builder.name.clone()],
            );
        }
    }

    /// What is reached by those who are no builders.
    fn others(&mut self, mover: &Mover, pushes: bool, registry: usize, reached: &Reached) {
        let company = self.company;
        let consumers = company.consumers.iter();
        let own: Vec<&Pattern> = consumers
            .filter(|consumer| reached.roles.contains(&consumer.name))
            .flat_map(|consumer| &consumer.pull)
            .collect();
        let what = self.reach.what(reached, registry, &own);
        let who: Vec<String> = reached.roles.iter().cloned().collect();
        let other = match mover {
            Mover::Account(account) if *account == registry => {
                // An account's administrators may use its own registry: worth saying only of those who were meant to.
                if !pushes && !who.is_empty() {
                    self.nodes[registry].inner.push(Inner {
                        kind: Kind::Pull,
                        what: words::some(&what),
                        who,
                    });
                }
                return;
            }
            Mover::Account(account) => *account,
            Mover::Service(name) => {
                let service = self.outsider(NodeKind::Service, name, Layer::Receiver);
                let served = reached.serves.iter().map(|at| company.accounts[*at].name.clone());
                for account in served {
                    if !self.nodes[service].serves.contains(&account) {
                        self.nodes[service].serves.push(account);
                    }
                }
                service
            }
            Mover::Management => self.outsider(NodeKind::Account, "management", Layer::Workload),
            Mover::Stranger(name) => self.outsider(NodeKind::Stranger, name, Layer::Receiver),
            Mover::Builder(_) => return,
        };
        match pushes {
            true => self.flow(Kind::Push, (other, registry), reached, &what, who),
            false => self.flow(Kind::Pull, (registry, other), reached, &what, who),
        }
    }

    fn flow(
        &mut self,
        kind: Kind,
        (from, to): (usize, usize),
        reached: &Reached,
        what: &[String],
        who: Vec<String>,
    ) {
        let registry = if kind == Kind::Pull { from } else { to };
        let all = self.reach.all.get(&registry);
        let everywhere = all.is_none_or(|all| all.regions == reached.regions);
        let mut shown = words::some(what);
        if !everywhere {
            let regions: Vec<String> = reached.regions.iter().cloned().collect();
            shown = format!("{shown} in {}", words::some(&regions));
        }
        let (mover, registry) = match kind {
            Kind::Pull => (&self.nodes[to], &self.nodes[from]),
            _ => (&self.nodes[from], &self.nodes[to]),
        };
        let serves = reached.serves.iter();
        let serves: Vec<&str> = serves
            .map(|at| self.company.accounts[*at].name.as_str())
            .collect();
        let mover = match serves[..] {
            [] => mover.name.clone(),
            _ => format!("{} for {}", mover.name, serves.join(", ")),
        };
        let sentence = words::sentence(kind, &mover, &who, what, &registry.name, &reached.regions);
        self.flows.insert(Flow {
            kind,
            from,
            to,
            what: shown,
            who,
            sentence,
        });
    }
}

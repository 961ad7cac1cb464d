//! Places of which there are so many in all, and so many for each client: connections, and requests under way.
//!
//! Two clients could hold all places with half of them each. So when all are taken, a client that holds few displaces what the client
//! with the most holds, as long as that one would still not hold fewer: first what is idle, then a request whose caller is not proved,
//! then one whose body trickles, then an answer of which nothing is taken. What is displaced has a moment to end; how many may be ending at a time is bounded too.
//! Clients of one site of IPv6 are counted together then: one who has the site could be thousands, each of which holds few.
//! Only a place that is asked for when all are taken costs a look at what the others hold. Any other costs one look for its client.

mod occupants;

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;
use tokio::time::Instant;

use crate::bound::Bound;
use crate::client::Client;
use occupants::{Chain, Occupants};

/// One in so many of all places may be ending beyond them; as many again only by being cut off.
const ENDING: usize = 64;
/// But so many at least.
const LEAST_ENDING: usize = 2;

/// Why a place may be given to another client, the first reason first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Excuse {
    /// No request is under way.
    Idle,
    /// It is not known whose the request is.
    Unproved,
    /// The client sends the body of its request more slowly than it may.
    Trickling,
    /// The client takes nothing of its answer.
    Stalled,
}

/// What holds a place that may be given to another client.
pub(crate) trait Occupant: Send + Sync {
    /// Why it may lose its place, and since when that is so; none while it may not.
    fn excuse(&self) -> Option<(Excuse, Instant)>;
    /// Tells it that its place is another's for this reason: it has a moment to end, or none.
    fn give_way(&self, excuse: Excuse, at_once: bool);
}

/// Places of which there are so many in all, and so many for each client.
pub(crate) struct Slots {
    pub(crate) most: Bound,
    pub(crate) most_each: Bound,
    most_ending: usize,
    taken: Arc<Mutex<Taken>>,
}

#[derive(Default)]
struct Taken {
    all: usize,
    /// What lost its place, and has not ended.
    ending: usize,
    by_client: HashMap<Client, Holder>,
    occupants: Occupants,
}

/// What one client holds.
#[derive(Default)]
struct Holder {
    places: usize,
    /// Those of its places that may be given to another client.
    occupants: Chain,
}

/// A place that is taken until this is dropped.
pub(crate) struct Slot {
    client: Client,
    /// Its row among the occupants, if it may be given to another client.
    row: Option<usize>,
    /// How many places were taken with it.
    pub(crate) all: usize,
    taken: Arc<Mutex<Taken>>,
}

impl Slots {
    /// So many in all, and so many for each client.
    pub(crate) fn new(most: usize, most_each: usize) -> Slots {
        Slots {
            most: Bound::new(most),
            most_each: Bound::new(most_each),
            most_ending: (most / ENDING).max(LEAST_ENDING),
            taken: Arc::default(),
        }
    }

    /// A place for the client; none beyond a bound. One without an occupant is kept until it ends, and may be had although the client
    /// holds more than those that it displaces: it is of a client who speaks for many, or of a bound within which nothing gives way.
    pub(crate) fn take(&self, client: Client, occupant: Option<Arc<dyn Occupant>>) -> Option<Slot> {
        let mut taken = self.taken.lock();
        if taken.all >= self.most.get() {
            let own = taken.held(&client);
            if own >= self.most_each.get() {
                return None;
            }
            let would = match occupant {
                Some(_) => [own + 1, taken.held_beside(&client) + 1],
                None => [1, 1],
            };
            taken.make_room(&client, would, self.most_ending)?;
        }
        let row = taken.enter(&client, occupant, self.most_each.get())?;
        let all = taken.all;
        drop(taken);
        Some(Slot {
            client,
            row,
            all,
            taken: Arc::clone(&self.taken),
        })
    }
}

impl Taken {
    /// Enters a place of the client, if it holds fewer than it may; its row, if it may be given to another client.
    fn enter(
        &mut self,
        client: &Client,
        occupant: Option<Arc<dyn Occupant>>,
        most_each: usize,
    ) -> Option<Option<usize>> {
        // One that is made here holds nothing, and so fewer.
        let holder = self.by_client.entry(client.clone()).or_default();
        if holder.places >= most_each {
            return None;
        }
        self.all += 1;
        holder.places += 1;
        Some(occupant.map(|occupant| self.occupants.enter(&mut holder.occupants, occupant)))
    }

    /// The places of the client.
    fn held(&self, client: &Client) -> usize {
        self.by_client.get(client).map_or(0, |holder| holder.places)
    }

    /// The places of the client, with those of its site.
    fn held_beside(&self, client: &Client) -> usize {
        match client.site() {
            None => self.held(client),
            site => {
                let beside = self.by_client.iter().filter(|(other, _)| other.site() == site);
                beside.map(|(_, holder)| holder.places).sum()
            }
        }
    }

    /// Gives a place to the client, which would then hold so many, and so many with its site: the place of a client whose site holds
    /// more, or of one of its own site that by itself holds more.
    fn make_room(&mut self, to: &Client, [would, site_would]: [usize; 2], most_ending: usize) -> Option<()> {
        if self.ending >= 2 * most_ending {
            return None;
        }
        let mut by_site: HashMap<u128, usize> = HashMap::new();
        for (client, holder) in &self.by_client {
            if let Some(site) = client.site() {
                *by_site.entry(site).or_default() += holder.occupants.len();
            }
        }
        let holders = self.by_client.iter_mut().filter_map(|(client, holder)| {
            let own = holder.occupants.len();
            let with_site = client.site().map_or(own, |site| by_site[&site]);
            let is_beside = client.site().is_some() && client.site() == to.site();
            let holds_more = match is_beside {
                true => own > would,
                false => with_site > site_would,
            };
            (own > 0 && holds_more).then_some(((with_site, own), holder))
        });
        let mut holders: Vec<_> = holders.collect();
        holders.sort_unstable_by_key(|(held, _)| Reverse(*held));
        let occupants = &mut self.occupants;
        let mut holders = holders.into_iter();
        let (excuse, occupant) = holders.find_map(|(_, holder)| holder.lose(occupants))?;
        let at_once = excuse != Excuse::Idle || self.ending >= most_ending;
        self.all -= 1;
        self.ending += 1;
        occupant.give_way(excuse, at_once);
        Some(())
    }

    fn leave(&mut self, client: &Client, row: Option<usize>) {
        let is_displaced = row.is_some_and(|row| self.occupants.has_lost(row));
        match is_displaced {
            true => self.ending -= 1,
            false => self.all -= 1,
        }
        // One that lost its place may be the last that its client had, or may have outlived all others.
        if let Some(holder) = self.by_client.get_mut(client) {
            if !is_displaced {
                holder.places -= 1;
                if let Some(row) = row {
                    self.occupants.lose(&mut holder.occupants, row);
                }
            }
            if holder.places == 0 {
                self.by_client.remove(client);
            }
        }
        if let Some(row) = row {
            self.occupants.leave(row);
        }
    }
}

impl Holder {
    /// Loses the place that has the best reason to be another's, and says which and why.
    fn lose(&mut self, occupants: &mut Occupants) -> Option<(Excuse, Arc<dyn Occupant>)> {
        let excused = occupants.of(&self.occupants).filter_map(|(row, occupant)| {
            let (excuse, since) = occupant.excuse()?;
            Some((excuse, since, row))
        });
        let (excuse, _, row) = excused.min()?;
        self.places -= 1;
        let occupant = occupants.lose(&mut self.occupants, row);
        occupant.map(|occupant| (excuse, occupant))
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.taken.lock().leave(&self.client, self.row);
    }
}

#[cfg(test)]
mod tests;

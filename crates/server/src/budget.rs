//! Memory for bodies that are collected: how much they have in all, and how much those of one client.
//!
//! What has arrived is charged, piece by piece; what a body announces costs nothing. When there is no more, the body gives way
//! that belongs to the client who holds the most, or that comes too slowly; the one that asks is refused when it is that itself. A
//! body that is all there gives way to none: it is read within a moment.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::Notify;
use tokio::time::Instant;

use crate::client::Client;

/// Bytes of a body that are not charged. Most requests are shorter: they take no lock, and are served while larger ones wait.
const SMALL: usize = 16 * 1024;
/// A body that comes more slowly than this after its first moment gives way.
const MOMENT: Duration = Duration::from_secs(1);
const BYTES_A_SECOND: u64 = 64 * 1024;

/// A budget of a process.
#[derive(Clone)]
pub(crate) struct Budget {
    most: usize,
    most_each: usize,
    held: Arc<Mutex<Held>>,
}

#[derive(Default)]
struct Held {
    used: usize,
    by_client: HashMap<Client, usize>,
    last: u64,
    bodies: HashMap<u64, Body>,
}

/// What one body holds.
struct Body {
    clients: Arc<[Client]>,
    begun: Instant,
    charged: usize,
    is_whole: bool,
    gave_way: Arc<Notify>,
}

/// The share of one body, given back when it is dropped.
pub(crate) struct Share {
    budget: Budget,
    clients: Arc<[Client]>,
    begun: Instant,
    /// Its number, once it is charged for something.
    body: Option<(u64, Arc<Notify>)>,
}

/// There is no room for the body.
#[derive(Debug)]
pub(crate) struct UsedUp;

impl Budget {
    /// So many bytes in all, and so many for each client.
    pub(crate) fn new(most: usize, most_each: usize) -> Budget {
        Budget {
            most,
            most_each,
            held: Arc::default(),
        }
    }

    /// The share of a body that begins, which counts for each of these.
    pub(crate) fn share(&self, clients: impl IntoIterator<Item = Client>) -> Share {
        Share {
            budget: self.clone(),
            clients: clients.into_iter().collect(),
            begun: Instant::now(),
            body: None,
        }
    }
}

impl Share {
    /// Takes room for the bytes of a body that are there by now.
    pub(crate) fn charge(&mut self, length: usize) -> Result<(), UsedUp> {
        let length = length.saturating_sub(SMALL);
        if length == 0 {
            return Ok(());
        }
        let Budget { most, most_each, .. } = self.budget;
        let mut held = self.budget.held.lock();
        let (id, _) = *self
            .body
            .get_or_insert_with(|| held.enter(&self.clients, self.begun));
        let charged = held.bodies.get(&id).ok_or(UsedUp)?.charged;
        let more = length.saturating_sub(charged);
        for client in self.clients.iter() {
            while held.of(client) + more > most_each {
                held.make_room(Some(client), (id, more))?;
            }
        }
        while held.used + more > most {
            held.make_room(None, (id, more))?;
        }
        held.add(id, more);
        Ok(())
    }

    /// Says that the body is all there: it gives way no more.
    pub(crate) fn complete(&mut self) -> Result<(), UsedUp> {
        let Some((id, _)) = &self.body else { return Ok(()) };
        let mut held = self.budget.held.lock();
        held.bodies.get_mut(id).ok_or(UsedUp)?.is_whole = true;
        Ok(())
    }

    /// Waits until the body has to give way to another.
    pub(crate) async fn gave_way(&self) {
        match &self.body {
            Some((_, gave_way)) => gave_way.notified().await,
            None => std::future::pending().await,
        }
    }
}

impl Held {
    fn enter(&mut self, clients: &Arc<[Client]>, begun: Instant) -> (u64, Arc<Notify>) {
        self.last += 1;
        let gave_way = Arc::<Notify>::default();
        let body = Body {
            clients: Arc::clone(clients),
            begun,
            charged: 0,
            is_whole: false,
            gave_way: Arc::clone(&gave_way),
        };
        self.bodies.insert(self.last, body);
        (self.last, gave_way)
    }

    /// What the bodies of a client hold.
    fn of(&self, client: &Client) -> usize {
        self.by_client.get(client).copied().unwrap_or_default()
    }

    fn add(&mut self, id: u64, more: usize) {
        let Some(body) = self.bodies.get_mut(&id) else {
            return;
        };
        body.charged += more;
        self.used += more;
        for client in body.clients.iter() {
            *self.by_client.entry(client.clone()).or_default() += more;
        }
    }

    fn remove(&mut self, id: u64) {
        let Some(body) = self.bodies.remove(&id) else {
            return;
        };
        self.used -= body.charged;
        for client in body.clients.iter() {
            if let Some(held) = self.by_client.get_mut(client) {
                *held -= body.charged;
                if *held == 0 {
                    self.by_client.remove(client);
                }
            }
        }
        body.gave_way.notify_one();
    }

    /// Ends one body for the sake of another, among those of a client or among all.
    fn make_room(&mut self, of: Option<&Client>, (asking, more): (u64, usize)) -> Result<(), UsedUp> {
        let weights = self.weights(of);
        let weight = |body: &Body| weights.get(&body.clients).copied().unwrap_or_default();
        let asks = self.bodies.get(&asking).ok_or(UsedUp)?;
        let (own, now) = (weight(asks) + more, Instant::now());
        let own_slowness = asks.slowness(now);
        let found = self
            .bodies
            .iter()
            .filter(|(id, body)| **id != asking && body.charged > 0 && !body.is_whole)
            .filter(|(_, body)| of.is_none_or(|client| body.clients.contains(client)))
            .filter_map(|(id, body)| {
                let (larger, slowness) = (Some(weight(body)).filter(|held| *held > own), body.slowness(now));
                let gives_way = larger.is_some() || body.is_late(now) && slowness > own_slowness;
                gives_way.then_some((larger, slowness, *id))
            });
        let (_, _, id) = found.max().ok_or(UsedUp)?;
        self.remove(id);
        Ok(())
    }

    /// By whom bodies are compared: among all, by what the larger of their clients holds, so that no client holds much of it by
    /// having many others; among those of one client, by what all bodies of just these clients hold.
    fn weights(&self, of: Option<&Client>) -> HashMap<Arc<[Client]>, usize> {
        let mut weights = HashMap::new();
        for body in self.bodies.values() {
            let weight: &mut usize = weights.entry(Arc::clone(&body.clients)).or_default();
            match of {
                Some(_) => *weight += body.charged,
                None => {
                    *weight = body
                        .clients
                        .iter()
                        .map(|client| self.of(client))
                        .max()
                        .unwrap_or(0)
                }
            }
        }
        weights
    }
}

impl Body {
    /// Whether it is after its time.
    fn is_late(&self, now: Instant) -> bool {
        let due = MOMENT + Duration::from_secs((SMALL + self.charged) as u64 / BYTES_A_SECOND);
        now > self.begun + due
    }

    /// How long a byte took.
    fn slowness(&self, now: Instant) -> u128 {
        now.duration_since(self.begun).as_nanos() / (SMALL + self.charged) as u128
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        if let Some((id, _)) = self.body {
            self.budget.held.lock().remove(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: usize = 1024 * 1024;
    /// What one body may have here, all of it charged.
    const LARGE: usize = 2 * MIB + SMALL;

    fn budget() -> Budget {
        Budget::new(8 * MIB, 2 * MIB)
    }

    fn key(name: &str) -> Client {
        Client::Key(name.to_owned())
    }

    fn signed(budget: &Budget, address: &str, name: &str) -> Share {
        budget.share([Client::at(address.parse().unwrap()), key(name)])
    }

    async fn has_given_way(share: &Share) -> bool {
        tokio::time::timeout(Duration::ZERO, share.gave_way())
            .await
            .is_ok()
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_has_a_share_of_what_arrives_and_others_have_theirs() {
        let budget = budget();
        // One key, from an address for each of its bodies.
        let mut shares: Vec<Share> = (0..20)
            .map(|number| signed(&budget, &format!("10.0.0.{number}"), "known"))
            .collect();
        let refused = shares.iter_mut().filter_map(|share| share.charge(MIB).err());
        assert_eq!(refused.count(), 18);
        // One address, with a key for each of its bodies, and none.
        let mut others: Vec<Share> = (0..20)
            .map(|number| signed(&budget, "10.1.0.0", &number.to_string()))
            .collect();
        others.push(budget.share([Client::at("10.1.0.0".parse().unwrap()), Client::Unsigned]));
        let refused = others.iter_mut().filter_map(|share| share.charge(MIB).err());
        assert_eq!(refused.count(), 19);
        // All that is not signed, from an address for each.
        let mut unsigned: Vec<Share> = (0..200_u8)
            .map(|number| budget.share([Client::Address([10, 2, 0, number].into()), Client::Unsigned]))
            .collect();
        let accepted = unsigned
            .iter_mut()
            .filter_map(|share| share.charge(96 * 1024).ok());
        assert_eq!(accepted.count(), 2 * MIB / (80 * 1024));
        let mut tenant = signed(&budget, "10.3.0.0", "tenant");
        tenant.charge(LARGE).unwrap();
        tenant.charge(SMALL).unwrap();
        assert!(tenant.charge(LARGE + 1).is_err(), "more than a share");
        drop((shares, others, unsigned, tenant));
        let held = budget.held.lock();
        assert_eq!((held.used, held.bodies.len(), held.by_client.len()), (0, 0, 0));
    }

    #[tokio::test(start_paused = true)]
    async fn whose_key_it_is_gets_its_share_back_from_those_who_know_its_name() {
        let budget = budget();
        let mut stranger = signed(&budget, "10.0.0.1", "known");
        stranger.charge(LARGE).unwrap();
        let mut owner = signed(&budget, "10.0.0.2", "known");
        owner.charge(MIB).unwrap();
        assert!(has_given_way(&stranger).await);
        assert!(stranger.charge(LARGE).is_err(), "it is over");
        // And behind one address the other keys get theirs.
        let mut behind = signed(&budget, "10.0.0.2", "other");
        behind.charge(LARGE - MIB).unwrap();
        assert!(!has_given_way(&owner).await);
        let more = behind.charge(LARGE - MIB + SMALL + 1);
        assert!(more.is_err(), "it holds more than the owner");
    }

    #[tokio::test(start_paused = true)]
    async fn the_largest_gives_way_when_all_is_used_up() {
        let budget = budget();
        let mut large: Vec<Share> = (0..4)
            .map(|number| signed(&budget, &format!("10.0.0.{number}"), &format!("key{number}")))
            .collect();
        for share in &mut large {
            share.charge(LARGE).unwrap();
        }
        large[1].complete().unwrap();
        let mut small = signed(&budget, "10.1.0.0", "small");
        small.charge(MIB).unwrap();
        let mut gave_way = Vec::new();
        for share in &large {
            gave_way.push(has_given_way(share).await);
        }
        assert_eq!(gave_way.iter().filter(|gave_way| **gave_way).count(), 1);
        assert!(!gave_way[1], "it is all there");
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_body_gives_way_to_another_of_its_client_and_a_quick_one_does_not() {
        let budget = budget();
        let mut slow = signed(&budget, "10.0.0.1", "known");
        slow.charge(SMALL + MIB).unwrap();
        tokio::time::advance(Duration::from_secs(30)).await;
        let mut quick = signed(&budget, "10.0.0.1", "known");
        quick.charge(SMALL + MIB).unwrap();
        let mut next = signed(&budget, "10.0.0.1", "known");
        next.charge(SMALL + MIB).unwrap();
        assert!(has_given_way(&slow).await && !has_given_way(&quick).await);
        let mut more = signed(&budget, "10.0.0.1", "known");
        assert!(more.charge(SMALL + MIB).is_err());
    }
}

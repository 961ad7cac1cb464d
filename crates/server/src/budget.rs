//! Memory for bodies that are collected, and for answers: how much they have in all, and how much those of one client.
//!
//! What has arrived is charged, piece by piece; what a body announces costs nothing. When there is no more, the body gives way
//! that belongs to the client who holds the most, or that comes too slowly; the one that asks is refused when it is that itself. A
//! body that is all there gives way to none: it is read within a moment. Nor does an answer: one that finds no room is refused.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::Notify;
use tokio::time::Instant;

use crate::client::Client;

/// Bytes of a body that are not charged. Most requests are shorter: they take no lock, and are served while larger ones wait.
const SMALL: usize = 16 * 1024;
/// The same of an answer.
const SMALL_ANSWER: usize = 64 * 1024;
/// A body that comes more slowly than this after its first moment gives way.
const MOMENT: Duration = Duration::from_secs(1);
const BYTES_A_SECOND: u64 = 64 * 1024;

/// A budget of a process.
#[derive(Clone)]
pub(crate) struct Budget {
    most: usize,
    most_each: usize,
    /// Bytes of each that are not charged.
    free: usize,
    /// Whether what has its room keeps it when another asks for some.
    is_firm: bool,
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
            free: SMALL,
            is_firm: false,
            held: Arc::default(),
        }
    }

    /// The same for answers.
    pub(crate) fn of_answers(most: usize, most_each: usize) -> Budget {
        Budget {
            free: SMALL_ANSWER,
            is_firm: true,
            ..Budget::new(most, most_each)
        }
    }

    /// The same for heads of requests, of which it is not known whose they are: none gives way, as a connection that waits for its rest cannot be told.
    pub(crate) fn of_heads(most: usize, most_each: usize) -> Budget {
        Budget {
            is_firm: true,
            ..Budget::new(most, most_each)
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
        let Budget {
            most,
            most_each,
            free,
            is_firm,
            ..
        } = self.budget;
        let length = length.saturating_sub(free);
        if length == 0 {
            return Ok(());
        }
        let mut held = self.budget.held.lock();
        let (id, _) = *self
            .body
            .get_or_insert_with(|| held.enter(&self.clients, self.begun));
        let charged = held.bodies.get(&id).ok_or(UsedUp)?.charged;
        let more = length.saturating_sub(charged);
        if more == 0 {
            // What has its room keeps it, however little others left since.
            return Ok(());
        }
        for client in self.clients.iter() {
            // Where nothing gives way, each client leaves the next one half of what there still is.
            let left = most - (held.used - held.of(client));
            let most_each = match is_firm {
                true => most_each.min(left / 2),
                false => most_each,
            };
            while held.of(client) + more > most_each {
                held.make_room(Some(client), (id, more), is_firm)?;
            }
        }
        while held.used + more > most {
            held.make_room(None, (id, more), is_firm)?;
        }
        held.add(id, more);
        Ok(())
    }

    /// Gives back what is beyond so many bytes.
    pub(crate) fn keep(&mut self, length: usize) {
        if let Some((id, _)) = &self.body {
            let length = length.saturating_sub(self.budget.free);
            self.budget.held.lock().keep(*id, length);
        }
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
        self.give_back(&body.clients, body.charged);
        body.gave_way.notify_one();
    }

    fn keep(&mut self, id: u64, length: usize) {
        let Some(body) = self.bodies.get_mut(&id) else {
            return;
        };
        let less = body.charged.saturating_sub(length);
        body.charged -= less;
        let clients = Arc::clone(&body.clients);
        self.give_back(&clients, less);
    }

    fn give_back(&mut self, clients: &[Client], less: usize) {
        self.used -= less;
        for client in clients {
            if let Some(held) = self.by_client.get_mut(client) {
                *held -= less;
                if *held == 0 {
                    self.by_client.remove(client);
                }
            }
        }
    }

    /// Ends one body for the sake of another, among those of a client or among all.
    fn make_room(
        &mut self,
        of: Option<&Client>,
        (asking, more): (u64, usize),
        is_firm: bool,
    ) -> Result<(), UsedUp> {
        if is_firm {
            return Err(UsedUp);
        }
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
mod tests;

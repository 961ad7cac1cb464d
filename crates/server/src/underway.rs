//! What a connection has under way, so that it can be closed when there is nothing, or when its place is another client's; and what
//! is known of a request, which keeps its places until the last byte of its answer has gone (`outgoing`).

use std::sync::atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock, Weak};

use parking_lot::Mutex;
use tokio::sync::Notify;
use tokio::time::Instant;

use crate::answer_room::AnswerRoom;
use crate::bounds;
use crate::budget::Share;
use crate::callers::CallerSlot;
use crate::pace::Pace;
use crate::slots::{Excuse, Occupant, Slot};
use crate::streams::{Progress, UNREAD};

/// What a connection does.
pub(crate) struct Activity {
    requests: AtomicUsize,
    /// Those of them whose callers are proved.
    pub(crate) proved: AtomicUsize,
    /// When a request last began that is the only one, or one ended.
    since: Mutex<Instant>,
    /// Whether the socket has not taken all that it was given, or reads what is thrown away.
    is_socket_busy: AtomicBool,
    /// When it last became so.
    busy_since: Mutex<Instant>,
    has_streams: AtomicBool,
    /// Whether a body was not read to its end: its connection ends with the answer.
    is_unread: AtomicBool,
    /// How fast the body of the last request that had one comes.
    receiving: Mutex<Weak<Pace>>,
    changed: Notify,
    /// Whether it has no moment to end.
    is_cut: AtomicBool,
    told: Notify,
}

impl Default for Activity {
    fn default() -> Activity {
        let now = Instant::now();
        Activity {
            requests: AtomicUsize::new(0),
            proved: AtomicUsize::new(0),
            since: Mutex::new(now),
            is_socket_busy: AtomicBool::new(false),
            busy_since: Mutex::new(now),
            has_streams: AtomicBool::new(false),
            is_unread: AtomicBool::new(false),
            receiving: Mutex::default(),
            changed: Notify::new(),
            is_cut: AtomicBool::new(false),
            told: Notify::new(),
        }
    }
}

impl Activity {
    /// Says whether the socket has something to do.
    pub(crate) fn set_socket_busy(&self, is_busy: bool) {
        if self.is_socket_busy.swap(is_busy, Ordering::Relaxed) != is_busy {
            if is_busy {
                *self.busy_since.lock() = Instant::now();
            }
            self.changed.notify_one();
        }
    }

    /// Whether no request is under way, as far as the connection knows: half of a head is none.
    pub(crate) fn is_idle(&self) -> bool {
        self.requests.load(Ordering::Acquire) == 0 && !self.is_socket_busy.load(Ordering::Relaxed)
    }

    /// Since when the client takes nothing of what it asked for, where that is too long for a node without a free place.
    fn unread_since(&self) -> Option<Instant> {
        let is_busy = self.is_socket_busy.load(Ordering::Relaxed);
        let since = *self.busy_since.lock();
        (is_busy && since.elapsed() >= UNREAD).then_some(since)
    }

    /// Since when the body of its only request trickles. One with several is used, or has more places of requests than of connections,
    /// which it loses one by one.
    fn trickles_since(&self) -> Option<Instant> {
        let pace = match self.requests.load(Ordering::Acquire) {
            1 => self.receiving.lock().upgrade(),
            _ => None,
        };
        pace?.trickles_since()
    }

    /// Waits until the connection has to make room for another client's.
    pub(crate) async fn displaced(&self) {
        self.told.notified().await;
    }

    /// Ends the connection, which has a moment for that, or none.
    fn end(&self, at_once: bool) {
        self.is_cut.fetch_or(at_once, Ordering::Release);
        self.told.notify_one();
    }

    /// Whether it then has no moment to end.
    pub(crate) fn is_cut(&self) -> bool {
        self.is_cut.load(Ordering::Acquire)
    }

    /// Says that the client speaks HTTP/2.
    pub(crate) fn set_streams(&self) {
        self.has_streams.store(true, Ordering::Relaxed);
    }

    /// Whether the client speaks HTTP/2.
    pub(crate) fn has_streams(&self) -> bool {
        self.has_streams.load(Ordering::Relaxed)
    }

    /// Whether the client may still send a body that is not read.
    pub(crate) fn is_unread(&self) -> bool {
        self.is_unread.load(Ordering::Relaxed)
    }

    /// Waits until no request is under way.
    pub(crate) async fn idle(&self) {
        loop {
            let changed = self.changed.notified();
            if self.is_idle() {
                return;
            }
            changed.await;
        }
    }
}

impl Occupant for Activity {
    fn excuse(&self) -> Option<(Excuse, Instant)> {
        let since = *self.since.lock();
        if self.is_idle() {
            return Some((Excuse::Idle, since));
        }
        if self.proved.load(Ordering::Acquire) == 0 {
            return Some((Excuse::Unproved, since));
        }
        if let Some(since) = self.trickles_since() {
            return Some((Excuse::Trickling, since));
        }
        Some((Excuse::Stalled, self.unread_since()?))
    }

    fn give_way(&self, _excuse: Excuse, at_once: bool) {
        metrics::counter!("wharf_refused_connections_total").increment(1);
        self.end(at_once);
    }
}

/// It is not known whose the request is.
const NEW: u8 = 0;
/// It is known.
const PROVED: u8 = 1;
/// Its place became another's before it was known.
const LOST: u8 = 2;
/// Its last byte has gone.
const ENDED: u8 = 3;

/// What is known of a request, of which the bounds may have to give the place to another client's.
pub(crate) struct Standing {
    activity: Arc<Activity>,
    /// How many handles of the request there are ([`Underway`]).
    handles: AtomicUsize,
    began: Instant,
    /// Where it stands ([`NEW`], [`PROVED`], [`LOST`] or [`ENDED`]), in one: who proves it and who takes its place may come at once.
    stage: AtomicU8,
    /// The bound within which it has a place at its address.
    bound: OnceLock<&'static str>,
    told: Notify,
    is_told: AtomicBool,
    /// How fast its body comes, if it has one.
    pace: OnceLock<Arc<Pace>>,
    /// How far the answer has come, once there is one: on a stream, or by itself on the connection.
    answer: OnceLock<Option<Arc<Progress>>>,
    places: Mutex<Places>,
    /// The room of the answer in memory, once it is known whose it is.
    room: OnceLock<Arc<AnswerRoom>>,
}

/// The places that a request keeps. Most have one for its address and one for whose it is: these need no memory of their own.
#[derive(Default)]
struct Places {
    first: [Option<Slot>; 2],
    more: Vec<Slot>,
    caller: Option<CallerSlot>,
}

impl Standing {
    /// Says within which bound it asks for a place at its address: if that becomes another's, it is counted there.
    pub(crate) fn asks_within(&self, bound: &'static str) {
        let _ = self.bound.set(bound);
    }

    /// Waits until the request has to make room for another client's; not at all once it was told so.
    pub(crate) async fn displaced(&self) {
        let told = self.told.notified();
        if !self.is_told.load(Ordering::Acquire) {
            told.await;
        }
    }

    /// Ends the answer.
    fn give_up(&self) {
        match self.answer.get() {
            // There is none: who reads the body is told. A caller who is proved learns it by the body itself.
            None => {
                if let (PROVED, Some(pace)) = (self.stage.load(Ordering::Acquire), self.pace.get()) {
                    pace.give_way();
                }
            }
            Some(Some(progress)) => progress.give_up(),
            // With HTTP/1 an answer ends early only with its connection.
            Some(None) => self.activity.end(true),
        }
    }

    /// Whether the body ended early because the place is another client's.
    pub(crate) fn has_given_way(&self) -> bool {
        self.pace.get().is_some_and(|pace| pace.has_given_way())
    }

    /// Says that there is an answer from now on, and whether it is the refusal of one that had to make room.
    pub(crate) fn answers(&self, progress: Option<Arc<Progress>>, is_refusal: bool) {
        let is_alone = progress.is_none();
        let _ = self.answer.set(progress);
        let goes_on = self.stage.load(Ordering::Acquire) == PROVED && !self.has_given_way();
        if goes_on || !self.is_told.load(Ordering::Acquire) {
            return;
        }
        if is_alone && is_refusal && !self.activity.is_socket_busy.load(Ordering::Relaxed) {
            // A client that still sends would never read it if the connection were reset.
            self.activity.end(false);
        } else {
            self.give_up();
        }
    }

    /// Says that the last byte of the answer has gone, and gives back the places.
    fn end(&self) {
        let activity = &self.activity;
        // In this order the connection is never found to be idle since its request began, nor to have one without a caller.
        *activity.since.lock() = Instant::now();
        activity.requests.fetch_sub(1, Ordering::Release);
        if self.stage.swap(ENDED, Ordering::AcqRel) == PROVED {
            activity.proved.fetch_sub(1, Ordering::Release);
        }
        activity.changed.notify_one();
        let places = std::mem::take(&mut *self.places.lock());
        drop(places);
    }
}

impl Occupant for Standing {
    fn excuse(&self) -> Option<(Excuse, Instant)> {
        match self.stage.load(Ordering::Acquire) {
            PROVED => {}
            // It gives its places back at this moment.
            ENDED => return None,
            _ => return Some((Excuse::Unproved, self.began)),
        }
        let unread = match self.answer.get() {
            None => return Some((Excuse::Trickling, self.pace.get()?.trickles_since()?)),
            Some(Some(progress)) => progress.unread_since(),
            Some(None) => self.activity.unread_since(),
        };
        Some((Excuse::Stalled, unread?))
    }

    fn give_way(&self, excuse: Excuse, _at_once: bool) {
        let stage = match excuse {
            Excuse::Unproved => self
                .stage
                .compare_exchange(NEW, LOST, Ordering::AcqRel, Ordering::Acquire),
            _ => Ok(self.stage.load(Ordering::Acquire)),
        };
        // One that was proved since its excuse was asked for goes on, beyond the bound until it ends.
        if matches!(stage, Err(_) | Ok(ENDED)) {
            return;
        }
        if let Some(bound) = self.bound.get() {
            bounds::refused(bound);
        }
        self.is_told.store(true, Ordering::Release);
        self.told.notify_one();
        self.give_up();
    }
}

/// A request from its head to the last byte of its answer: it ends with the last of these handles. The bounds, which may know it for a
/// moment longer, have none.
pub(crate) struct Underway(Arc<Standing>);

impl Underway {
    /// A request that begins.
    pub(crate) fn new(activity: &Arc<Activity>) -> Underway {
        let began = Instant::now();
        if activity.requests.fetch_add(1, Ordering::Relaxed) == 0 {
            *activity.since.lock() = began;
        }
        Underway(Arc::new(Standing {
            activity: Arc::clone(activity),
            handles: AtomicUsize::new(1),
            began,
            stage: AtomicU8::new(NEW),
            bound: OnceLock::new(),
            told: Notify::new(),
            is_told: AtomicBool::new(false),
            pace: OnceLock::new(),
            answer: OnceLock::new(),
            places: Mutex::default(),
            room: OnceLock::new(),
        }))
    }

    /// When it began.
    pub(crate) fn began(&self) -> Instant {
        self.0.began
    }

    /// What the bounds know of it.
    pub(crate) fn standing(&self) -> &Arc<Standing> {
        &self.0
    }

    /// Says that it has a body: how fast that comes.
    pub(crate) fn receives(&self) -> Arc<Pace> {
        let pace = self.0.pace.get_or_init(Arc::default);
        *self.0.activity.receiving.lock() = Arc::downgrade(pace);
        Arc::clone(pace)
    }

    /// Says that its body was not read to its end, so that the connection ends with the answer.
    pub(crate) fn leaves_unread(&self) {
        self.0.activity.is_unread.store(true, Ordering::Relaxed);
    }

    /// Says that it is known whose it is: it loses its place no more, but for a body that trickles or an answer that is not read. False
    /// where the place is another's already.
    pub(crate) fn prove(&self) -> bool {
        let standing = &self.0;
        let stage = standing
            .stage
            .compare_exchange(NEW, PROVED, Ordering::AcqRel, Ordering::Acquire);
        if stage.is_ok() {
            standing.activity.proved.fetch_add(1, Ordering::Relaxed);
        }
        matches!(stage, Ok(_) | Err(PROVED))
    }

    /// The room of the answer, which has this share.
    pub(crate) fn answer_room(&self, share: impl FnOnce() -> Share) -> Arc<AnswerRoom> {
        let room = self.0.room.get_or_init(|| Arc::new(AnswerRoom::new(share())));
        Arc::clone(room)
    }

    /// Keeps room for an answer that was made, until its last byte has gone; false when there is none.
    pub(crate) fn settle(&self, length: usize) -> bool {
        self.0.room.get().is_none_or(|room| room.settle(length))
    }

    /// Keeps a place until the request ends.
    pub(crate) fn keep(&self, slot: Slot) {
        let mut places = self.0.places.lock();
        match places.first.iter_mut().find(|place| place.is_none()) {
            Some(place) => *place = Some(slot),
            None => places.more.push(slot),
        }
    }

    /// Keeps the caller's place until then.
    pub(crate) fn keep_for_caller(&self, slot: CallerSlot) {
        self.0.places.lock().caller = Some(slot);
    }
}

impl Clone for Underway {
    fn clone(&self) -> Underway {
        self.0.handles.fetch_add(1, Ordering::Relaxed);
        Underway(Arc::clone(&self.0))
    }
}

impl Drop for Underway {
    fn drop(&mut self) {
        if self.0.handles.fetch_sub(1, Ordering::AcqRel) == 1 {
            self.0.end();
        }
    }
}

#[cfg(test)]
mod tests;

//! Who gets a place when all are taken, and whose it is.

use std::time::Duration;

use super::*;

/// Holds a place, with a reason to lose it; notes whether it was told, and whether it had a moment.
struct Fake {
    excuse: Mutex<Option<(Excuse, Instant)>>,
    told: Mutex<Option<bool>>,
}

impl Occupant for Fake {
    fn excuse(&self) -> Option<(Excuse, Instant)> {
        *self.excuse.lock()
    }

    fn give_way(&self, _excuse: Excuse, at_once: bool) {
        *self.told.lock() = Some(at_once);
    }
}

fn client(text: &str) -> Client {
    Client::at(text.parse().unwrap())
}

/// A place of a client with a reason that is so many seconds old.
fn take(slots: &Slots, of: &str, excuse: Option<(Excuse, u64)>) -> Option<(Slot, Arc<Fake>)> {
    let now = Instant::now();
    let fake = Arc::new(Fake {
        excuse: Mutex::new(excuse.map(|(excuse, age)| (excuse, now - Duration::from_secs(age)))),
        told: Mutex::default(),
    });
    let slot = slots.take(client(of), Some(Arc::<Fake>::clone(&fake)))?;
    Some((slot, fake))
}

fn told(held: &[(Slot, Arc<Fake>)]) -> Vec<Option<bool>> {
    held.iter().map(|(_, fake)| *fake.told.lock()).collect()
}

fn counts(slots: &Slots) -> (usize, usize, usize) {
    let taken = slots.taken.lock();
    (taken.all, taken.ending, taken.by_client.len())
}

#[test]
fn one_client_leaves_places_to_others() {
    let slots = Slots::new(3, 2);
    let held: Vec<_> = (0..3).map(|_| slots.take(client("10.0.0.1"), None)).collect();
    assert_eq!(held.iter().flatten().count(), 2);
    let other = slots.take(client("10.0.0.2"), None);
    assert!(other.is_some() && slots.take(client("10.0.0.2"), None).is_none());
    drop(held);
    assert!(slots.take(client("10.0.0.2"), None).is_some());
    drop(other);
    assert_eq!(counts(&slots), (0, 0, 0));
}

#[test]
fn two_clients_leave_places_to_others() {
    let slots = Slots::new(12, 6);
    let idle = |age| Some((Excuse::Idle, age));
    let mut held: Vec<_> = ["10.0.0.1", "10.0.0.2"]
        .into_iter()
        .flat_map(|of| (0..6).map(move |age| (of, age)))
        .map(|(of, age)| take(&slots, of, idle(age)).unwrap())
        .collect();
    for _ in 0..4 {
        held.push(take(&slots, "10.0.0.3", idle(0)).unwrap());
        let (gone, left): (Vec<_>, Vec<_>) =
            held.into_iter().partition(|(_, fake)| fake.told.lock().is_some());
        assert_eq!(told(&gone), [Some(false)]);
        held = left;
        drop(gone);
        assert_eq!(counts(&slots), (12, 0, 3));
    }
    // Four each: with a fifth it would hold more than the others.
    assert!(take(&slots, "10.0.0.3", idle(0)).is_none());
    let holds = |of: &str| slots.taken.lock().by_client[&client(of)].places;
    assert_eq!(
        [holds("10.0.0.1"), holds("10.0.0.2"), holds("10.0.0.3")],
        [4, 4, 4]
    );
    drop(held);
    assert_eq!(counts(&slots), (0, 0, 0));
}

#[test]
fn what_is_idle_goes_first_and_what_is_used_never() {
    let slots = Slots::new(5, 5);
    let held: Vec<_> = [
        None,
        Some((Excuse::Stalled, 90)),
        Some((Excuse::Unproved, 80)),
        Some((Excuse::Idle, 1)),
        Some((Excuse::Idle, 2)),
    ]
    .into_iter()
    .map(|excuse| take(&slots, "10.0.0.1", excuse).unwrap())
    .collect();
    let mut others = Vec::new();
    for (of, displaced) in [("10.0.0.2", 4), ("10.0.0.3", 3), ("10.0.0.4", 2), ("10.0.0.5", 1)] {
        assert_eq!(told(&held)[displaced], None);
        others.extend(take(&slots, of, None));
        assert!(told(&held)[displaced].is_some(), "{of}");
    }
    assert_eq!(told(&held)[0], None);
    assert_eq!(counts(&slots), (5, 4, 5));
    // Four are ending: that is all that may.
    assert!(take(&slots, "10.0.0.6", None).is_none());
    drop(held);
    assert_eq!(counts(&slots), (4, 0, 4));
}

#[test]
fn a_body_that_trickles_goes_after_the_unproved_and_before_an_answer_that_is_not_read() {
    let slots = Slots::new(4, 4);
    let held: Vec<_> = [
        (Excuse::Stalled, 90),
        (Excuse::Trickling, 10),
        (Excuse::Trickling, 20),
        (Excuse::Unproved, 1),
    ]
    .into_iter()
    .map(|excuse| take(&slots, "10.0.0.1", Some(excuse)).unwrap())
    .collect();
    let mut others = Vec::new();
    for (of, displaced) in [("10.0.0.2", 3), ("10.0.0.3", 2), ("10.0.0.4", 1)] {
        assert_eq!(told(&held)[displaced], None);
        others.extend(take(&slots, of, None));
        assert_eq!(told(&held)[displaced], Some(true), "{of}: it has no moment");
    }
    assert_eq!((told(&held)[0], others.len()), (None, 3));
}

#[test]
fn when_too_many_are_ending_the_next_have_no_moment() {
    let slots = Slots::new(6, 6);
    let held: Vec<_> = (0..6)
        .map(|age| take(&slots, "10.0.0.1", Some((Excuse::Idle, age))).unwrap())
        .collect();
    let _others: Vec<_> = (2..6)
        .map(|last| take(&slots, &format!("10.0.0.{last}"), None).unwrap())
        .collect();
    assert_eq!(
        told(&held),
        [None, None, Some(true), Some(true), Some(false), Some(false)]
    );
}

#[test]
fn a_client_that_speaks_for_many_loses_nothing_and_has_its_share() {
    let slots = Slots::new(8, 4);
    let idle = Some((Excuse::Idle, 1));
    let mut proxied: Vec<_> = (0..3)
        .map(|_| slots.take(client("10.0.0.1"), None).unwrap())
        .collect();
    let held: Vec<_> = ["10.0.0.2", "10.0.0.2", "10.0.0.2", "10.0.0.3", "10.0.0.3"]
        .into_iter()
        .map(|of| take(&slots, of, idle).unwrap())
        .collect();
    // It holds as many as the largest of the others, and gets one more; not beyond its share.
    proxied.extend(slots.take(client("10.0.0.1"), None));
    assert_eq!(proxied.len(), 4);
    assert!(slots.take(client("10.0.0.1"), None).is_none());
    assert_eq!(told(&held).iter().flatten().count(), 1);
    // The others hold two each, and leave one to another client.
    assert!(take(&slots, "10.0.0.4", idle).is_some());
    assert_eq!(told(&held).iter().flatten().count(), 2);
}

#[test]
fn who_has_many_networks_of_ipv6_is_one_who_holds_much() {
    let slots = Slots::new(8, 8);
    let idle = Some((Excuse::Idle, 1));
    let few = ["10.0.0.2"; 3].map(|of| take(&slots, of, idle).unwrap());
    let [first, second] = ["2001:db8:0:1::1", "2001:db8:0:2::1"];
    let many = [first, first, first, second, second].map(|of| take(&slots, of, idle).unwrap());
    let lost = |held: &[(Slot, Arc<Fake>)]| told(held).iter().flatten().count();
    // Another network of the site gets a place of the site's, not of others, who hold fewer.
    let another = take(&slots, "2001:db8:0:3::1", idle);
    assert!(another.is_some());
    assert_eq!((lost(&many[..3]), lost(&many[3..]), lost(&few)), (1, 0, 0));
    assert!(take(&slots, "2001:db8:0:3::1", idle).is_none());
    // Others get places of the site, however few each of its networks holds.
    let _others = ["10.0.0.3", "2001:db8:1::1"].map(|of| take(&slots, of, idle).unwrap());
    assert_eq!((lost(&many), lost(&few)), (3, 0));
}

#[test]
fn what_ends_leaves_its_row_to_another() {
    let slots = Slots::new(8, 8);
    let idle = Some((Excuse::Idle, 1));
    for _ in 0..3 {
        let [first, middle, last] = [(); 3].map(|()| take(&slots, "10.0.0.1", idle).unwrap());
        let other = take(&slots, "10.0.0.2", idle).unwrap();
        drop(middle);
        let again = take(&slots, "10.0.0.1", idle).unwrap();
        let holds = |of: &str| {
            let taken = slots.taken.lock();
            taken
                .occupants
                .of(&taken.by_client[&client(of)].occupants)
                .count()
        };
        assert_eq!([holds("10.0.0.1"), holds("10.0.0.2")], [3, 1]);
        drop(last);
        drop(first);
        assert_eq!([holds("10.0.0.1"), holds("10.0.0.2")], [1, 1]);
        drop((other, again));
        assert_eq!(counts(&slots), (0, 0, 0));
    }
    assert_eq!(slots.taken.lock().occupants.length(), 4);
}

//! What a request is worth while others want its place.

use std::task::{Context, Waker};

use futures_util::FutureExt as _;
use metrics_exporter_prometheus::PrometheusBuilder;

use super::*;
use crate::client::Client;
use crate::slots::Slots;

#[test]
fn a_request_ends_with_the_last_piece_of_its_answer() {
    let (slots, activity) = (Slots::new(3, 3), Arc::<Activity>::default());
    let request = Underway::new(&activity);
    let take = || slots.take(Client::Unsigned, Some(Arc::<Standing>::clone(request.standing())));
    for slot in [take(), take(), take()] {
        request.keep(slot.unwrap());
    }
    let (piece, standing) = (request.clone(), Arc::downgrade(request.standing()));
    drop(request);
    assert!(!activity.is_idle() && slots.take(Client::Unsigned, None).is_none());
    drop(piece);
    assert!(activity.is_idle() && slots.take(Client::Unsigned, None).is_some());
    assert!(standing.upgrade().is_none(), "the bounds keep nothing of it");
}
use crate::pace::SPARE;

#[test]
fn what_had_to_make_room_is_proved_no_more() {
    let activity = Arc::<Activity>::default();
    let [stays, goes] = [Underway::new(&activity), Underway::new(&activity)];
    assert!(stays.prove());
    goes.standing().give_way(Excuse::Unproved, true);
    assert!(!goes.prove(), "it would go on without a place");
    // It was proved after the bounds had asked: it is told nothing.
    stays.standing().give_way(Excuse::Unproved, true);
    assert!(stays.prove() && stays.standing().displaced().now_or_never().is_none());
    let over = Arc::clone(stays.standing());
    drop(stays);
    assert!(over.excuse().is_none(), "it gives its places back");
    let excuse = goes.standing().excuse().map(|(excuse, _)| excuse);
    assert_eq!(excuse, Some(Excuse::Unproved));
}

#[test]
fn what_had_to_make_room_is_counted_within_its_own_bound() {
    let recorder = PrometheusBuilder::new().build_recorder();
    metrics::with_local_recorder(&recorder, || {
        for bound in ["looks", "requests", "looks"] {
            let underway = Underway::new(&Arc::<Activity>::default());
            underway.standing().asks_within(bound);
            underway.standing().give_way(Excuse::Unproved, true);
        }
    });
    let shown = recorder.handle().render();
    for line in [
        "wharf_refused_requests_total{bound=\"looks\"} 2",
        "wharf_refused_requests_total{bound=\"requests\"} 1",
    ] {
        assert!(shown.lines().any(|shown| shown == line), "{shown}");
    }
}

#[tokio::test]
async fn who_asks_again_is_told_again() {
    let underway = Underway::new(&Arc::<Activity>::default());
    let standing = underway.standing();
    assert!(standing.displaced().now_or_never().is_none());
    standing.give_way(Excuse::Unproved, true);
    for _ in 0..2 {
        assert!(standing.displaced().now_or_never().is_some());
    }
}

#[tokio::test(start_paused = true)]
async fn a_body_that_trickles_is_an_excuse_until_there_is_an_answer() {
    let activity = Arc::<Activity>::default();
    let underway = Underway::new(&activity);
    let pace = underway.receives();
    assert!(underway.prove());
    let excuses = || {
        let (request, connection) = (underway.standing().excuse(), activity.excuse());
        [request, connection].map(|excuse| excuse.map(|(excuse, _)| excuse))
    };
    pace.wait(0);
    assert_eq!(excuses(), [None, None]);
    tokio::time::advance(SPARE).await;
    assert_eq!(excuses(), [Some(Excuse::Trickling); 2]);
    // Beside another request the connection is used.
    let other = Underway::new(&activity);
    assert!(other.prove());
    assert_eq!(excuses(), [Some(Excuse::Trickling), None]);
    drop(other);
    underway.standing().give_way(Excuse::Trickling, true);
    let mut context = Context::from_waker(Waker::noop());
    assert!(pace.told(&mut context).is_some() && underway.standing().has_given_way());
    pace.came();
    assert_eq!(excuses(), [None, None]);
}

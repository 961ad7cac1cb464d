//! Who gets a thread while stores hang.

use super::*;

/// The threads that a store can have now, as one takes them whose disk hangs.
fn hang(threads: &Threads) -> Vec<Place> {
    std::iter::from_fn(|| threads.0.take(false)).collect()
}

fn stores(count: usize) -> (SharedThreads, Vec<Threads>) {
    let shared = SharedThreads::default();
    let stores = (0..count).map(|_| Threads::of(&shared)).collect();
    (shared, stores)
}

#[test]
fn however_many_stores_hang_each_other_has_threads() {
    for count in 1..=ALL / LEAST {
        let (shared, stores) = stores(count);
        let mut held = Vec::new();
        for store in &stores {
            // What has begun leaves one to calls.
            let begun: Vec<Place> = std::iter::from_fn(|| store.0.take(true)).collect();
            assert!(!begun.is_empty(), "of {count}");
            assert!(store.0.take(false).is_some(), "of {count}");
            drop(begun);
            let all = hang(store);
            assert!((LEAST..=MOST).contains(&all.len()), "{} of {count}", all.len());
            held.push(all);
        }
        assert!(shared.0.taken.lock().all <= ALL);
        drop(held);
        // In turns.
        let mut held: Vec<Vec<Place>> = stores.iter().map(|_| Vec::new()).collect();
        for _ in 0..MOST {
            for (store, held) in stores.iter().zip(&mut held) {
                held.extend(store.0.take(false));
            }
        }
        assert!(held.iter().all(|held| held.len() >= LEAST), "of {count}");
        assert!(shared.0.taken.lock().all <= ALL);
    }
}

#[test]
fn what_the_stores_have_is_bounded_though_each_comes_after_the_others_hang() {
    let shared = SharedThreads::default();
    let hung: Vec<_> = (0..2 * ALL)
        .map(|_| {
            let store = Threads::of(&shared);
            let held = hang(&store);
            (store, held)
        })
        .collect();
    assert_eq!(shared.0.taken.lock().all, ALL);
    drop(hung);
    let taken = shared.0.taken.lock();
    assert_eq!((taken.stores, taken.all, taken.beyond), (0, 0, 0));
}

#[test]
fn a_store_alone_has_the_most_and_a_closed_one_counts_until_its_last_thread() {
    let (_shared, mut stores) = stores(20);
    let last = stores.remove(0);
    let few = hang(&last).len();
    assert!(few < MOST);
    let held = stores[0].0.take(false);
    drop(stores);
    assert_eq!(last.0.shared.0.taken.lock().stores, 2);
    drop(held);
    let all = hang(&last);
    assert_eq!(all.len(), MOST);
}

#[tokio::test(start_paused = true)]
async fn a_store_that_hangs_refuses_calls_and_goes_on_when_it_answers() {
    let (_shared, stores) = stores(2);
    let (hung, other) = (&stores[0], &stores[1]);
    let held = hang(hung);
    let refused = hung.run(|| Ok(())).await.unwrap_err();
    assert!(refused.is_transient(), "{refused:?}");
    assert!(other.run(|| Ok(())).await.is_ok());

    // What has begun goes on when the storage answers again.
    let begun = hung.start(&Handle::current(), || 7);
    tokio::time::sleep(2 * PATIENCE).await;
    assert!(!begun.is_finished());
    drop(held);
    assert_eq!(begun.await.unwrap(), 7);
    assert!(hung.run(|| Ok(())).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn who_reads_a_long_file_waits_as_long_as_others_get_on() {
    let threads = Threads::default();
    let mut turns = Vec::new();
    for _ in 0..READERS {
        turns.push(threads.turn_to_read().await.unwrap());
    }
    let waits = threads.clone();
    let next = tokio::spawn(async move { waits.turn_to_read().await });
    for _ in 0..10 {
        tokio::time::sleep(PATIENCE / 2).await;
        turns[0].run(|| Ok(())).await.unwrap();
    }
    assert!(!next.is_finished());
    drop(turns.pop());
    let _next = next.await.unwrap().unwrap();

    // Now all who have a turn hang.
    let refused = threads.turn_to_read().await.err();
    assert!(refused.is_some_and(|error| error.is_transient()));
}

#[tokio::test]
async fn what_has_begun_leaves_threads_to_calls() {
    let threads = Threads::default();
    let (release, released) = std::sync::mpsc::channel::<()>();
    let released = Arc::new(std::sync::Mutex::new(released));
    let begun: Vec<_> = (0..2 * MOST)
        .map(|_| {
            let released = Arc::clone(&released);
            threads.start(&Handle::current(), move || {
                let _ = released.lock().unwrap().recv();
            })
        })
        .collect();
    assert!(threads.run(|| Ok(())).await.is_ok());
    drop(release);
    for job in begun {
        job.await.unwrap();
    }
}

//! A ground that is made up, and what a space does over it.

use super::*;

/// A ground with so many bytes, of which a reserve takes ten and gives up two at once.
#[derive(Default)]
struct Bytes {
    free: Mutex<u64>,
    kept: Mutex<u64>,
    is_read_only: AtomicBool,
}

impl Ground for Bytes {
    fn look(&self, _: bool, refill: bool) -> Option<Closed> {
        let place = "here".to_owned();
        if self.is_read_only.load(Ordering::Relaxed) {
            return Some(Closed::ReadOnlyDisk { place });
        }
        let (mut free, mut kept) = (self.free.lock(), self.kept.lock());
        if refill {
            let more = (10 - *kept).min(*free);
            (*free, *kept) = (*free - more, *kept + more);
        }
        let missing = 11_u64.saturating_sub(*free + *kept);
        (missing > 0).then_some(Closed::NoSpace { place, missing })
    }

    fn give_up(&self, everywhere: bool, refusals: u32) {
        let (mut free, mut kept) = (self.free.lock(), self.kept.lock());
        if everywhere {
            *free += std::mem::take(&mut *kept);
            return;
        }
        let part = (2_u64 << refusals).saturating_sub(*free).min(*kept);
        (*free, *kept) = (*free + part, *kept - part);
    }
}

fn refused<T>(outcome: Result<T, Unavailable>) -> Unavailable {
    outcome.map(drop).expect_err("refused")
}

#[tokio::test]
async fn the_reserve_is_for_what_frees_space_and_made_again_after_it() {
    let ground = Arc::new(Bytes::default());
    *ground.free.lock() = 100;
    let space = Space::over(Arc::<Bytes>::clone(&ground), Intake::default(), false);
    space.look().await;
    assert!(space.closed().is_none() && space.admit(Room::More).await.is_ok());
    assert_eq!(*ground.kept.lock(), 10);

    *ground.free.lock() = 0;
    // It is seen before anything is done.
    let held = space.admit(Room::Frees).await.unwrap();
    assert_eq!((*ground.free.lock(), *ground.kept.lock()), (2, 8));
    assert!(space.intake().is_stopped(), "nothing else takes it");
    assert!(matches!(
        refused(space.admit(Room::More).await),
        Unavailable::Full
    ));
    assert!(space.admit(Room::Nothing).await.unwrap().is_none());
    assert_eq!(space.closed().unwrap().reason(), "no space");
    *ground.free.lock() -= 1;
    space.look().await;
    assert_eq!((*ground.free.lock(), *ground.kept.lock()), (2, 7), "it is used");
    *ground.free.lock() -= 1;
    drop(held);
    space.look().await;
    space.look().await;
    assert_eq!(*ground.kept.lock(), 8);
    assert_eq!(
        space.closed().unwrap().to_string(),
        "no space: 3 bytes are missing in here"
    );
    *ground.free.lock() += 50;
    space.look().await;
    assert!(space.closed().is_none() && !space.intake().is_stopped());
    assert_eq!(*ground.kept.lock(), 10);
}

#[tokio::test]
async fn the_reserve_is_kept_while_others_may_take_space() {
    let ground = Arc::new(Bytes::default());
    *ground.free.lock() = 12;
    let space = Space::over(Arc::<Bytes>::clone(&ground), Intake::default(), false);
    space.look().await;
    let _held = space.hold().await;
    assert_eq!((*ground.free.lock(), *ground.kept.lock()), (2, 10));
    assert!(!space.intake().is_stopped());
    // What is under way gets it as soon as nothing else does.
    *ground.free.lock() = 0;
    space.look().await;
    assert_eq!((*ground.free.lock(), *ground.kept.lock()), (2, 8));
    assert!(space.intake().is_stopped());
}

#[tokio::test]
async fn what_another_program_takes_of_the_reserve_is_a_part_of_it() {
    let ground = Arc::new(Bytes::default());
    *ground.free.lock() = 20;
    let space = Space::over(Arc::<Bytes>::clone(&ground), Intake::default(), false);
    space.look().await;
    *ground.free.lock() = 0;
    let held = space.hold().await;
    assert_eq!(
        std::mem::take(&mut *ground.free.lock()),
        2,
        "another program takes it"
    );
    // The operation finds nothing left; the next one has more.
    space.note_freeing(true);
    drop(held);
    let held = space.hold().await;
    assert_eq!((*ground.free.lock(), *ground.kept.lock()), (4, 4));
    space.note_freeing(false);
    drop(held);
    *ground.free.lock() = 0;
    let _held = space.hold().await;
    assert_eq!((*ground.free.lock(), *ground.kept.lock()), (2, 2));
}

#[tokio::test]
async fn the_reserve_is_given_up_too_where_a_quota_is_used_up() {
    let ground = Arc::new(Bytes::default());
    *ground.free.lock() = 100;
    let space = Space::over(Arc::<Bytes>::clone(&ground), Intake::default(), false);
    space.look().await;
    space.note(Some(&Unavailable::Full));
    let held = space.hold().await;
    assert_eq!(*ground.kept.lock(), 0);
    assert!(space.intake().is_stopped());
    space.note(Some(&Unavailable::Full));
    drop(held);
    for _ in 0..2 {
        space.look().await;
    }
    assert_eq!(*ground.kept.lock(), 10);
    assert!(!space.intake().is_stopped());
    // What was refused meanwhile was refused by the node.
    let _held = space.hold().await;
    assert_eq!(*ground.kept.lock(), 10);
}

/// A disk that does not answer until it is let go.
struct Hung {
    looks: AtomicU64,
    gate: Mutex<std::sync::mpsc::Receiver<()>>,
}

impl Ground for Hung {
    fn look(&self, _: bool, _: bool) -> Option<Closed> {
        self.looks.fetch_add(1, Ordering::SeqCst);
        let _ = self.gate.lock().recv();
        None
    }

    fn give_up(&self, _: bool, _: u32) {}
}

#[tokio::test]
async fn a_disk_that_hangs_takes_one_thread() {
    let (hangs, gate) = std::sync::mpsc::channel();
    let ground = Arc::new(Hung {
        looks: AtomicU64::new(0),
        gate: Mutex::new(gate),
    });
    let space = Arc::new(Space::over(Arc::<Hung>::clone(&ground), Intake::default(), false));
    // Their callers have gone away.
    for _ in 0..8 {
        let gone = tokio::time::timeout(Duration::from_millis(1), space.hold()).await;
        assert!(gone.is_err());
    }
    while ground.looks.load(Ordering::SeqCst) == 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(ground.looks.load(Ordering::SeqCst), 1);
    // Those that wait then share one look.
    let mut waiting = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let space = Arc::clone(&space);
        waiting.spawn(async move { space.look().await });
    }
    tokio::task::yield_now().await;
    drop(hangs);
    waiting.join_all().await;
    assert_eq!(ground.looks.load(Ordering::SeqCst), 2);
}

/// A ground that takes no more files, whether the reserve was given up.
#[derive(Default)]
struct NoFiles(AtomicBool);

impl Ground for NoFiles {
    fn look(&self, _: bool, _: bool) -> Option<Closed> {
        let place = "here".to_owned();
        Some(Closed::NoFiles { place, missing: 3 })
    }

    fn give_up(&self, _: bool, _: u32) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[tokio::test]
async fn the_reserve_is_given_up_too_where_files_are_missing() {
    let ground = Arc::new(NoFiles::default());
    let space = Space::over(Arc::<NoFiles>::clone(&ground), Intake::default(), false);
    space.look().await;
    assert!(!ground.0.load(Ordering::Relaxed), "nothing uses it");
    let _held = space.admit(Room::Frees).await.unwrap();
    assert!(ground.0.load(Ordering::Relaxed));
    assert!(matches!(
        refused(space.admit(Room::More).await),
        Unavailable::Full
    ));
}

#[tokio::test]
async fn a_read_only_disk_takes_nothing_and_gives_nothing_up() {
    let ground = Arc::new(Bytes::default());
    ground.is_read_only.store(true, Ordering::Relaxed);
    let space = Space::over(ground, Intake::default(), false);
    space.look().await;
    for room in [Room::More, Room::Frees] {
        assert!(matches!(refused(space.admit(room).await), Unavailable::ReadOnly));
    }
    assert!(space.admit(Room::Nothing).await.is_ok());
}

#[tokio::test]
async fn a_store_without_space_elsewhere_is_told_until_a_change_is_taken() {
    let space = Space::default();
    space.note(Some(&Unavailable::Internal(String::new())));
    assert!(!space.was_refused());
    space.note(Some(&Unavailable::Full));
    assert!(
        space.was_refused() && space.admit(Room::More).await.is_ok(),
        "it is tried again"
    );
    space.note(None);
    assert!(!space.was_refused());
}

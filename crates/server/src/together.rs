//! Answers that those share who ask for them at the same time, so that asking costs no password and yet little.
//!
//! Each answer is made after it was asked for: who asks while one is made waits for the next one, with all others who do.

use std::future::Future;
use std::sync::Arc;

use parking_lot::Mutex;

/// An answer that is made once for all who wait for it.
pub(crate) struct Together<T> {
    /// One is made at a time.
    turn: Arc<tokio::sync::Mutex<()>>,
    made: Arc<Mutex<Made<T>>>,
}

struct Made<T> {
    /// How many were begun.
    begun: u64,
    /// The last one, with its number.
    last: Option<(u64, T)>,
}

impl<T> Clone for Together<T> {
    fn clone(&self) -> Together<T> {
        Together {
            turn: Arc::clone(&self.turn),
            made: Arc::clone(&self.made),
        }
    }
}

impl<T> Default for Together<T> {
    fn default() -> Together<T> {
        Together {
            turn: Arc::default(),
            made: Arc::new(Mutex::new(Made { begun: 0, last: None })),
        }
    }
}

impl<T: Clone + Send + 'static> Together<T> {
    /// The answer that `make` gives, or that another one gave who began after this was asked; nothing where making it panicked.
    pub(crate) async fn get(&self, make: impl Future<Output = T> + Send + 'static) -> Option<T> {
        let asked = self.made.lock().begun;
        let turn = Arc::clone(&self.turn).lock_owned().await;
        let number = {
            let mut made = self.made.lock();
            if let Some((number, answer)) = &made.last
                && *number > asked
            {
                return Some(answer.clone());
            }
            made.last = None;
            made.begun += 1;
            made.begun
        };
        let made = Arc::clone(&self.made);
        // It goes on when who asked goes away: else the next one would be made beside it.
        let answer = tokio::spawn(async move {
            let answer = make.await;
            made.lock().last = Some((number, answer.clone()));
            drop(turn);
            answer
        });
        answer.await.ok()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use tokio::sync::Semaphore;

    use super::*;

    /// Something that is asked for by many, and is made when it is let.
    #[derive(Default)]
    struct Asked {
        together: Together<u32>,
        begun: Arc<AtomicU32>,
        let_through: Arc<Gate>,
    }

    struct Gate(Semaphore);

    impl Default for Gate {
        fn default() -> Gate {
            Gate(Semaphore::new(0))
        }
    }

    impl Asked {
        /// Asks, and says when that is so.
        async fn ask(&self) -> tokio::task::JoinHandle<Option<u32>> {
            let (together, begun) = (self.together.clone(), Arc::clone(&self.begun));
            let gate = Arc::clone(&self.let_through);
            let asks = tokio::spawn(async move {
                let make = async move {
                    let number = begun.fetch_add(1, Ordering::SeqCst) + 1;
                    gate.0.acquire().await.unwrap().forget();
                    number
                };
                together.get(make).await
            });
            // On one thread all that can go on does.
            for _ in 0..10 {
                tokio::task::yield_now().await;
            }
            asks
        }
    }

    #[tokio::test]
    async fn those_who_wait_share_one_that_is_made_after_they_asked() {
        let asked = Asked::default();
        let first = asked.ask().await;
        let mut waiting = Vec::new();
        for _ in 0..100 {
            waiting.push(asked.ask().await);
        }
        assert_eq!(asked.begun.load(Ordering::SeqCst), 1);
        asked.let_through.0.add_permits(2);
        assert_eq!(first.await.unwrap(), Some(1));
        for waiting in waiting {
            assert_eq!(waiting.await.unwrap(), Some(2));
        }
        let later = asked.ask().await;
        asked.let_through.0.add_permits(1);
        assert_eq!(later.await.unwrap(), Some(3));
    }

    #[tokio::test]
    async fn one_who_goes_away_is_no_reason_to_make_it_twice_at_a_time() {
        let asked = Asked::default();
        asked.ask().await.abort();
        let other = asked.ask().await;
        assert_eq!(asked.begun.load(Ordering::SeqCst), 1);
        asked.let_through.0.add_permits(2);
        assert_eq!(other.await.unwrap(), Some(2));
    }
}

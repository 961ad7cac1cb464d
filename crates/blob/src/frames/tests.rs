//! Frames that are cold and warm, cut and left.

use futures_util::TryStreamExt;
use rustix::fs::{Advice, fadvise};

use super::*;
use crate::read_memory::{ReadMemory, SHORTEST};

fn file(content: &[u8]) -> File {
    let file = tempfile::tempfile().unwrap();
    file.write_all_at(content, 0).unwrap();
    file
}

/// Has the kernel forget what it holds of the file (not on every filesystem).
fn forget(file: &File) {
    file.sync_all().unwrap();
    fadvise(file, 0, None, Advice::DontNeed).unwrap();
}

#[tokio::test]
async fn cold_and_warm_streams_give_the_same() {
    let content: Vec<u8> = (0..5_000_000_u32)
        .map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    let file = Arc::new(file(&content));
    for range in [
        0..5_000_000,
        1..4_999_999,
        70_001..1_048_577,
        4_999_999..5_000_000,
        3..3,
    ] {
        for cold in [true, false] {
            if cold {
                forget(&file);
            }
            let frames: Vec<Bytes> = Frames::new(Arc::clone(&file), range.clone(), None, Threads::default())
                .try_collect()
                .await
                .unwrap();
            assert!(
                frames
                    .iter()
                    .all(|frame| !frame.is_empty() && frame.len() as u64 <= READ)
            );
            let (start, end) = (
                usize::try_from(range.start).unwrap(),
                usize::try_from(range.end).unwrap(),
            );
            assert!(frames.concat() == content[start..end], "{range:?}, cold: {cold}");
        }
    }
}

/// Windows are addresses of pieces that follow each other, and what they stand for was read in.
#[tokio::test]
async fn windows_stand_for_the_file() {
    let (file, windows) = (Arc::new(file(&[7; 9_000_000])), Windows::default());
    for cold in [true, false] {
        if cold {
            forget(&file);
        }
        let mut frames = Frames::new(
            Arc::clone(&file),
            100_001..9_000_000,
            Some(windows.clone()),
            Threads::default(),
        );
        let mut at = 100_001;
        while let Some(frame) = frames.try_next().await.unwrap() {
            let found = windows.find(&frame).map(|piece| piece.offset);
            assert_eq!(found, Some(at), "cold: {cold}");
            let part = windows.find(&frame[1000..2000]).map(|piece| piece.offset);
            assert_eq!(part, Some(at + 1000), "cold: {cold}");
            let piece = at..at + frame.len() as u64;
            assert!(Window::map(&file, &piece).unwrap().is_resident(), "{piece:?}");
            at = piece.end;
        }
        assert_eq!(at, 9_000_000);
    }
}

#[test]
fn what_was_read_in_is_resident() {
    let file = Arc::new(file(&[7; 3_000_000]));
    forget(&file);
    let piece = 100_000..1_048_576;
    let loaded = load(&file, &piece).unwrap();
    assert!(loaded.bytes == vec![7; 948_576]);
    assert!(Window::map(&file, &piece).unwrap().is_resident());
    assert!(load_window(&file, &piece, &Windows::default()).unwrap().resident);
}

#[tokio::test]
async fn frames_grow() {
    let frames = Frames::new(
        Arc::new(file(&[7; 1_000_000])),
        0..1_000_000,
        None,
        Threads::default(),
    );
    let frames: Vec<Bytes> = frames.try_collect().await.unwrap();
    let lengths: Vec<u64> = frames.iter().map(|frame| frame.len() as u64).collect();
    let rest = 1_000_000 - 3 * READ;
    assert_eq!(lengths, [READ / 4, READ / 4, READ / 2, READ, READ, rest]);
}

#[tokio::test]
async fn frames_are_as_short_as_the_share_of_their_stream() {
    let content: Vec<u8> = (0..1_000_000_u32).map(|at| (at % 251) as u8).collect();
    let file = Arc::new(file(&content));
    let memory = ReadMemory::new(1024 * 1024);
    for cold in [true, false] {
        if cold {
            forget(&file);
        }
        let frames = Frames::new(Arc::clone(&file), 5..1_000_000, None, Threads::default());
        let frames: Vec<Bytes> = frames.within(Some(memory.share())).try_collect().await.unwrap();
        assert!(frames.iter().all(|frame| frame.len() as u64 <= SHORTEST));
        assert!(frames.concat() == content[5..], "cold: {cold}");
        assert_eq!(memory.held(), 0, "what was read ahead was asked for");
    }
}

/// A blob that is shorter than it should be is an error, not a crash, and the stream ends there.
#[tokio::test]
async fn beyond_the_end_is_an_error() {
    for (windows, whole) in [(None, 5 * READ), (Some(Windows::default()), 0)] {
        let mut frames = Frames::new(
            Arc::new(file(&[7; 1_500_000])),
            0..4_000_000,
            windows,
            Threads::default(),
        );
        let mut read = 0;
        let error = loop {
            match frames.try_next().await {
                Ok(frame) => read += frame.unwrap().len() as u64,
                Err(error) => break error,
            }
        };
        assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
        assert_eq!(read, whole);
        assert!(matches!(frames.try_next().await, Ok(None)));
    }
}

#[tokio::test]
async fn a_reader_that_goes_away_leaves_nothing_that_waits() {
    let (file, threads) = (Arc::new(file(&[7; 1_000_000])), Threads::default());
    let (release, released) = std::sync::mpsc::channel::<()>();
    let released = Arc::new(std::sync::Mutex::new(released));
    let busy: Vec<_> = (0..100)
        .map(|_| {
            let released = Arc::clone(&released);
            threads.start(&Handle::current(), move || {
                let _ = released.lock().unwrap().recv();
            })
        })
        .collect();
    let mut frames = Frames::new(Arc::clone(&file), 0..1_000_000, None, threads);
    frames.load_ahead(0..1_000_000);
    tokio::task::yield_now().await;
    assert_eq!(Arc::strong_count(&file), 3, "it waits for a thread");
    drop(frames);
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert_eq!(Arc::strong_count(&file), 1);
    drop(release);
    for job in busy {
        job.await.unwrap();
    }
}

/// What a reader holds stays as it was read, however the file is changed behind our back.
#[tokio::test]
async fn a_file_that_is_cut_while_it_is_read() {
    let file = Arc::new(file(&[7; 1_000_000]));
    let mut frames = Frames::new(Arc::clone(&file), 0..1_000_000, None, Threads::default());
    let first = frames.try_next().await.unwrap().unwrap();
    file.set_len(0).unwrap();
    assert!(first == vec![7; first.len()]);
    let error = frames.try_next().await.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
    assert!(matches!(frames.try_next().await, Ok(None)));
}

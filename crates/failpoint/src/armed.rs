//! The registry behind the macro when fail points are compiled in.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use parking_lot::Mutex;

/// What the code at a fail point has to do when [`pass`] comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Outcome {
    /// Go on.
    Continue,
    /// Return an error with this text.
    Fail(String),
}

#[derive(Debug, Clone)]
enum Action {
    Abort,
    Error(String),
    Sleep(Duration),
    Fill(PathBuf),
}

#[derive(Debug)]
struct Armed {
    action: Action,
    /// The pass, counted from the arming, at which to act; `None`: at every one.
    only_at: Option<u64>,
    passes: u64,
}

#[derive(Debug)]
struct Registry {
    armed: BTreeMap<String, Armed>,
    passed: BTreeMap<&'static str, u64>,
}

static REGISTRY: Mutex<Registry> = Mutex::new(Registry {
    armed: BTreeMap::new(),
    passed: BTreeMap::new(),
});

/// Arms the points named in `spec`: `name=action` or `name=action@n` (only at the n-th pass from now), several with
/// `,` between them.
///
/// Actions: `abort` (the process dies as by `kill -9`), `error` or `error:text` (the point returns its error),
/// `sleep:milliseconds` (blocks the thread), `fill:path` (writes to that file until its disk takes no more: for a disk of the
/// test's own), `off` (disarms).
///
/// # Panics
/// When `spec` is malformed.
pub fn arm(spec: &str) {
    for entry in spec.split(',').map(str::trim).filter(|entry| !entry.is_empty()) {
        let Some((name, armed)) = parse(entry) else {
            panic!("malformed fail point {entry:?}")
        };
        let mut registry = REGISTRY.lock();
        match armed {
            Some(armed) => registry.armed.insert(name.to_owned(), armed),
            None => registry.armed.remove(name),
        };
    }
}

/// One entry: the name, and what to do there (`None`: disarm). `None` altogether when malformed.
fn parse(entry: &str) -> Option<(&str, Option<Armed>)> {
    let (name, rest) = entry.split_once('=')?;
    let (action, only_at) = match rest.rsplit_once('@') {
        Some((action, pass)) => (action, Some(pass.parse().ok().filter(|pass| *pass > 0)?)),
        None => (rest, None),
    };
    let (verb, argument) = action.split_once(':').unwrap_or((action, ""));
    let action = match verb {
        "abort" => Action::Abort,
        "error" => Action::Error(argument.to_owned()),
        "sleep" => Action::Sleep(Duration::from_millis(argument.parse().ok()?)),
        "fill" if !argument.is_empty() => Action::Fill(PathBuf::from(argument)),
        "off" => return Some((name, None)),
        _ => return None,
    };
    (!name.is_empty()).then_some((
        name,
        Some(Armed {
            action,
            only_at,
            passes: 0,
        }),
    ))
}

/// Every fail point passed so far in this process, in order of name.
#[must_use]
pub fn names() -> Vec<&'static str> {
    REGISTRY.lock().passed.keys().copied().collect()
}

/// How often a fail point was passed so far in this process. A pass counts before the point acts.
#[must_use]
pub fn passes(name: &str) -> u64 {
    REGISTRY.lock().passed.get(name).copied().unwrap_or_default()
}

/// Passes the point `name`: what [`fail_point!`](crate::fail_point) expands to.
pub fn pass(name: &'static str) -> Outcome {
    let action = {
        let mut registry = REGISTRY.lock();
        *registry.passed.entry(name).or_default() += 1;
        registry.armed.get_mut(name).and_then(|armed| {
            armed.passes += 1;
            armed
                .only_at
                .is_none_or(|pass| pass == armed.passes)
                .then(|| armed.action.clone())
        })
    };
    match action {
        None => Outcome::Continue,
        Some(Action::Error(message)) => Outcome::Fail(message),
        Some(Action::Sleep(time)) => {
            std::thread::sleep(time);
            Outcome::Continue
        }
        Some(Action::Fill(path)) => {
            fill(&path);
            Outcome::Continue
        }
        Some(Action::Abort) => die(),
    }
}

/// Appends to a file until nothing more can be, by pieces that become as small as a page.
fn fill(path: &Path) {
    let mut file = OpenOptions::new().create(true).append(true).open(path).ok();
    for size in [256 * 1024, 4096] {
        let piece = vec![1; size];
        while file.as_mut().is_some_and(|file| file.write_all(&piece).is_ok()) {}
    }
}

/// Dies at once: no destructors, no flushing, no handlers.
fn die() -> ! {
    let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
    std::process::abort()
}

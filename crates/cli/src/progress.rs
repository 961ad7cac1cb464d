//! How far a command is that takes long, for the person who waits: on standard error, and only where that is a terminal. A terminal
//! that takes control sequences has one line that is written again and again; another one has a line from time to time.

use std::fmt::Write as _;
use std::future::Future;
use std::io::{self, IsTerminal as _};
use std::pin::pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustix::termios::tcgetwinsize;
use tokio::time::Instant;

use crate::{Environment, output};

/// What takes less shows nothing.
const QUIET: Duration = Duration::from_secs(2);
/// The pause between two writings of the line.
const REDRAW: Duration = Duration::from_millis(250);
/// The pause between two lines on a terminal that takes no control sequences.
const LINE: Duration = Duration::from_secs(10);
/// Columns of a terminal that does not say how many it has.
const COLUMNS: usize = 80;

/// How it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Screen {
    /// Not at all: what is there is no terminal.
    None,
    /// Line by line, as `NO_COLOR` and `TERM=dumb` want it.
    Lines,
    /// On one line.
    Redrawn,
}

/// How far a command is.
pub(crate) struct Progress {
    screen: Screen,
    begun: Instant,
    state: Mutex<State>,
}

/// What is known of it.
#[derive(Default)]
struct State {
    /// What is being done: `verifying us-east-1 (1 of 2)`.
    what: String,
    /// What is counted: `images`.
    unit: &'static str,
    things: Count,
    bytes: Count,
    /// When this began, after the beginning of the command.
    since: Duration,
    is_shown: bool,
}

/// So many of so many.
#[derive(Clone, Copy, Default)]
struct Count {
    done: u64,
    /// Zero where it is not known.
    of: u64,
}

impl Progress {
    /// Of a command that begins now.
    pub(crate) fn new(environment: &Environment) -> Progress {
        Progress {
            screen: screen(io::stderr().is_terminal(), environment),
            begun: Instant::now(),
            state: Mutex::default(),
        }
    }

    /// Whether it is shown to a person: what is only asked for the sake of progress is not asked otherwise.
    pub(crate) fn is_shown(&self) -> bool {
        self.screen != Screen::None
    }

    /// Begins to count anew: what is being done, and in which unit it is counted.
    pub(crate) fn begin(&self, what: impl Into<String>, unit: &'static str) {
        let mut state = self.state();
        *state = State {
            what: what.into(),
            unit,
            since: self.begun.elapsed(),
            is_shown: state.is_shown,
            ..State::default()
        };
    }

    /// So many things of so many; of zero where it is not known of how many.
    pub(crate) fn things(&self, done: usize, of: usize) {
        self.state().things = Count {
            done: done as u64,
            of: of as u64,
        };
    }

    /// So many bytes of so many; of zero where it is not known of how many.
    pub(crate) fn bytes(&self, done: u64, of: u64) {
        self.state().bytes = Count { done, of };
    }

    /// Does work, and shows how far it is.
    pub(crate) async fn beside<T>(&self, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        let outcome = loop {
            tokio::select! {
                biased;
                outcome = &mut work => break outcome,
                () = self.tick() => {}
            }
        };
        output::clear();
        outcome
    }

    /// Waits until it is time to show how far it is, and shows it.
    async fn tick(&self) {
        let pause = match self.screen {
            Screen::None => return std::future::pending().await,
            Screen::Lines => LINE,
            Screen::Redrawn if self.state().is_shown => REDRAW,
            Screen::Redrawn => QUIET,
        };
        tokio::time::sleep(pause).await;
        let text = {
            let mut state = self.state();
            state.is_shown = true;
            line(&state, self.begun.elapsed())
        };
        let text = output::one_line(&text);
        match self.screen {
            Screen::Redrawn => output::redraw(&text.chars().take(columns()).collect::<String>()),
            _ => output::note(&text),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn screen(is_terminal: bool, environment: &Environment) -> Screen {
    let is_plain = environment.get("NO_COLOR").is_some()
        || environment.get("TERM").is_none_or(|terminal| terminal == "dumb");
    match is_terminal {
        false => Screen::None,
        true if is_plain => Screen::Lines,
        true => Screen::Redrawn,
    }
}

/// How many characters fit on a line; a full one would go on on the next.
fn columns() -> usize {
    let size = tcgetwinsize(io::stderr());
    let columns = size.map_or(0, |size| usize::from(size.ws_col));
    match columns {
        0 => COLUMNS - 1,
        columns => columns - 1,
    }
}

/// `verifying us-east-1: 12 of 40 blobs, 1.2 GB of 3.4 GB, 310.0 MB/s, 0:07 left`
fn line(state: &State, elapsed: Duration) -> String {
    let elapsed = elapsed.saturating_sub(state.since);
    let mut said = Vec::new();
    let Count { done, of } = state.things;
    match of {
        0 if done == 0 => {}
        0 => said.push(format!("{done} {}", state.unit)),
        _ => said.push(format!("{} of {of} {}", done.min(of), state.unit)),
    }
    let Count { done, of } = state.bytes;
    if done > 0 || of > 0 {
        said.push(match of {
            0 => size(done),
            _ => format!("{} of {}", size(done.min(of)), size(of)),
        });
        let milliseconds = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX).max(1);
        said.push(format!("{}/s", size(done.saturating_mul(1_000) / milliseconds)));
    }
    match left(state, elapsed) {
        Some(left) => said.push(format!("{} left", clock(left))),
        None => said.push(clock(elapsed)),
    }
    let mut text = state.what.clone();
    let _ = write!(text, ": {}", said.join(", "));
    text
}

/// How long the rest takes at the pace of what is done: by bytes where they are known.
fn left(state: &State, elapsed: Duration) -> Option<Duration> {
    let counts = [state.bytes, state.things];
    let Count { done, of } = counts.into_iter().find(|count| count.of > 0 && count.done > 0)?;
    let rest = of.saturating_sub(done) as f64 / done as f64;
    Duration::try_from_secs_f64(elapsed.as_secs_f64() * rest).ok()
}

/// `1:02:03`, `2:03`
fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

/// Bytes as people read them, in thousands.
fn size(bytes: u64) -> String {
    let mut amount = bytes as f64;
    for unit in ["B", "kB", "MB", "GB"] {
        if amount < 1_000.0 {
            return match unit {
                "B" => format!("{bytes} B"),
                _ => format!("{amount:.1} {unit}"),
            };
        }
        amount /= 1_000.0;
    }
    format!("{amount:.1} TB")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(things: (u64, u64), bytes: (u64, u64)) -> State {
        let count = |(done, of)| Count { done, of };
        State {
            what: "copying".to_owned(),
            unit: "layers",
            things: count(things),
            bytes: count(bytes),
            ..State::default()
        }
    }

    #[test]
    fn a_line_says_how_much_how_fast_and_how_long_still() {
        let ten = Duration::from_secs(10);
        for (things, bytes, said) in [
            ((0, 0), (0, 0), "copying: 0:10"),
            ((3, 0), (0, 0), "copying: 3 layers, 0:10"),
            ((1, 4), (0, 0), "copying: 1 of 4 layers, 0:30 left"),
            ((9, 4), (0, 0), "copying: 4 of 4 layers, 0:00 left"),
            ((0, 0), (20_000_000, 0), "copying: 20.0 MB, 2.0 MB/s, 0:10"),
            (
                (1, 2),
                (500, 7_200_500),
                "copying: 1 of 2 layers, 500 B of 7.2 MB, 50 B/s, 40:00:00 left",
            ),
        ] {
            assert_eq!(line(&state(things, bytes), ten), said);
        }
    }

    #[test]
    fn what_begins_later_has_its_own_pace() {
        let mut later = state((1, 2), (0, 0));
        later.since = Duration::from_secs(60);
        assert_eq!(
            line(&later, Duration::from_secs(65)),
            "copying: 1 of 2 layers, 0:05 left"
        );
    }

    #[test]
    fn control_sequences_go_only_to_a_terminal_that_takes_them() {
        let of = |is_terminal, variables: &[(&str, &str)]| {
            let environment = match variables {
                [one] => Environment::from([*one]),
                [one, other] => Environment::from([*one, *other]),
                _ => Environment::default(),
            };
            screen(is_terminal, &environment)
        };
        let terminal = ("TERM", "xterm-256color");
        assert_eq!(of(true, &[terminal]), Screen::Redrawn);
        assert_eq!(of(true, &[terminal, ("NO_COLOR", "1")]), Screen::Lines);
        assert_eq!(of(true, &[terminal, ("NO_COLOR", "")]), Screen::Redrawn);
        assert_eq!(of(true, &[("TERM", "dumb")]), Screen::Lines);
        assert_eq!(of(true, &[]), Screen::Lines);
        assert_eq!(of(false, &[terminal]), Screen::None);
    }
}

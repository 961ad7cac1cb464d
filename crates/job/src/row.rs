//! A row of the table, as people and the supervisor see it.

use std::time::Duration;

use wharf_sql::{Error, Scope};

/// When a row is due that is dead or cancelled.
pub const NEVER: i64 = i64::MAX;
/// A lease that ends later than this from now was taken while the clock was ahead.
pub(crate) const LONGEST_LEASE: Duration = Duration::from_secs(10 * 60);

/// A time as rows have it.
pub(crate) fn micros(time: Duration) -> i64 {
    i64::try_from(time.as_micros()).unwrap_or(i64::MAX)
}

/// Names a row.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Id {
    /// Account and Region; the account is empty for what concerns the whole Region.
    pub scope: Scope,
    /// The job's name.
    pub job: String,
    /// What it is about; empty for what concerns the whole Region.
    pub key: String,
}

/// `region/job`, or `region/job/account/key`.
impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.scope.second(), self.job)?;
        if self.scope.first().is_empty() && self.key.is_empty() {
            return Ok(());
        }
        write!(f, "/{}/{}", self.scope.first(), self.key)
    }
}

impl std::str::FromStr for Id {
    type Err = ();

    fn from_str(text: &str) -> Result<Id, ()> {
        let parts: Vec<&str> = text.splitn(4, '/').collect();
        let (region, job, account, key) = match parts[..] {
            [region, job] => (region, job, "", ""),
            [region, job, account, key] => (region, job, account, key),
            _ => return Err(()),
        };
        if region.is_empty() || job.is_empty() {
            return Err(());
        }
        Ok(Id {
            scope: Scope::new(account, region),
            job: job.to_owned(),
            key: key.to_owned(),
        })
    }
}

/// How a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// It failed as often as it may.
    Dead,
    /// It failed, and is tried again.
    Failed,
    /// Its step is under way, if the lease has not run out.
    Running,
    /// It waits for its time.
    Waiting,
    /// It was cancelled.
    Cancelled,
}

impl State {
    /// Every state, those first that people look for first.
    pub const ALL: [State; 5] = [
        State::Dead,
        State::Failed,
        State::Running,
        State::Waiting,
        State::Cancelled,
    ];

    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            State::Dead => "dead",
            State::Failed => "failed",
            State::Running => "running",
            State::Waiting => "waiting",
            State::Cancelled => "cancelled",
        }
    }

    pub(crate) fn parse(text: &str) -> Result<State, Error> {
        let found = State::ALL.into_iter().find(|state| state.as_str() == text);
        found.ok_or_else(|| Error::Corrupt("jobs.state".to_owned()))
    }
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The row's id.
    pub id: Id,
    /// Where its effects go, when that is bounded; else empty.
    pub destination: String,
    /// How it stands.
    pub state: State,
    /// When it is due, in microseconds; of a running one, when its lease runs out.
    pub due_at: i64,
    /// Until when it is held.
    pub leased_until: i64,
    /// The number of the last lease. It counts on from the time at which the row was put, in microseconds, so that it differs
    /// from those of a row of the same name that was there before, and the holder of that one cannot write as the holder of this.
    pub fence: i64,
    /// Attempts that were begun since the last one that ended well.
    pub attempts: i64,
    /// How often it was asked for again.
    pub wanted: i64,
    /// When it was put.
    pub created_at: i64,
    /// Why the last attempt failed.
    pub last_error: Option<String>,
    /// How far the job has come, in its own words.
    pub progress: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_as_they_are_written() {
        for text in ["r/collection", "r/delivery/1111/hook/stream", "r/policy/1111/x"] {
            assert_eq!(text.parse::<Id>().unwrap().to_string(), text);
        }
        for text in ["", "r", "r/", "/job", "r/job/account"] {
            assert_eq!(text.parse::<Id>(), Err(()), "{text}");
        }
    }
}

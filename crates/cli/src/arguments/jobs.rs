//! `wharf jobs`.

use clap::{Subcommand, ValueEnum};
use wharf_aws::Region;

use super::Format;
use crate::config::flags::PlaceFlags;

/// `wharf jobs`.
#[derive(Debug, Subcommand)]
pub(crate) enum Jobs {
    /// List jobs: dead ones first, then failed, running, waiting and cancelled ones.
    #[command(after_help = "\
A job that is due again and again has a row in every Region, named REGION/JOB; one that is about something, such as a repository's
lifecycle policy, is named REGION/JOB/ACCOUNT/KEY and goes when it is done.
  waiting    its time has not come, or every place is taken; the column DUE says when it is due
  running    a node is at it; if the node dies, another one begins anew when the lease is over
  failed     the last attempt failed, and the next one comes at the time in DUE
  dead       every attempt failed; it is due again when it is retried, or when there is new work for it
  cancelled  an operator cancelled it; it is never due until it is retried
Works with or without a running server.")]
    List {
        /// Only of this Region.
        #[arg(long, value_parser = Region::spelled)]
        region: Option<Region>,
        /// Only of this name, such as event-delivery, lifecycle-policy or collection.
        #[arg(long, value_name = "NAME")]
        job: Option<String>,
        /// Only in this state.
        #[arg(long, value_enum)]
        state: Option<JobState>,
        /// At most this many; 0 for all [default: 200 for people, all for programs].
        #[arg(long, value_name = "NUMBER")]
        limit: Option<usize>,
        /// A table for people, or one JSON object on a line.
        #[arg(long, value_enum, default_value_t)]
        format: Format,
        #[command(flatten)]
        place: PlaceFlags,
    },
    /// Show one job: when it is due, how often it was tried, how far it has come, and why it failed.
    Show {
        /// Its name, as `wharf jobs list` shows it.
        #[arg(value_name = "JOB")]
        job: String,
        /// For people or for programs.
        #[arg(long, value_enum, default_value_t)]
        format: Format,
        #[command(flatten)]
        place: PlaceFlags,
    },
    /// Make dead, failed, waiting and cancelled jobs due now, and give them all their attempts again.
    #[command(after_help = "\
A running server begins within half a second; without one they wait for its start. A job that is running is refused.")]
    Retry(NamedJobs),
    /// Cancel jobs: they are not due until they are retried, and a step that is under way writes nothing more.
    #[command(after_help = "\
What the job is about stays as it is: a cancelled delivery keeps its events, a cancelled policy is kept but not carried out.")]
    Cancel(NamedJobs),
}

/// `wharf jobs retry` and `wharf jobs cancel`.
#[derive(Debug, clap::Args)]
pub(crate) struct NamedJobs {
    /// Their names, as `wharf jobs list` shows them.
    #[arg(value_name = "JOB", required = true)]
    pub(crate) jobs: Vec<String>,
    /// A line for people, or one JSON object on a line.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) place: PlaceFlags,
}

/// How a job stands.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum JobState {
    /// Every attempt failed.
    Dead,
    /// The last attempt failed, and another one comes.
    Failed,
    /// A node is at it.
    Running,
    /// It waits for its time.
    Waiting,
    /// An operator cancelled it.
    Cancelled,
}

impl JobState {
    /// The word of the API.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            JobState::Dead => "DEAD",
            JobState::Failed => "FAILED",
            JobState::Running => "RUNNING",
            JobState::Waiting => "WAITING",
            JobState::Cancelled => "CANCELLED",
        }
    }
}

//! The table of families: everything that a process counts. To add one, add a row here; a test compares the table with what code counts.
//!
//! Names follow Prometheus' conventions (*Metric and label naming*): base units at the end, `_total` for counters. Values of labels are
//! words of ours, Regions that are served and accounts that there are, never what a client invents.

/// A family of metrics.
#[derive(Debug)]
pub struct Family {
    /// Its name.
    pub name: &'static str,
    /// What kind it is.
    pub kind: Kind,
    /// What it says, for people.
    pub help: &'static str,
    /// The names of its labels.
    pub labels: &'static [&'static str],
    /// Whether it tells of single accounts: then it is not for everyone who reaches the node.
    pub of_accounts: bool,
    /// The values of the labels of those series that are there from the start, with zero.
    pub(super) first: &'static [&'static [&'static str]],
}

/// The kind of a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It only grows while the process lives.
    Counter,
    /// The same in fractions, which the recorder has for gauges only.
    CounterOfFractions,
    /// It comes and goes.
    Gauge,
    /// How often something took how long.
    Histogram,
}

impl Kind {
    /// The word of the exposition format.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Counter | Kind::CounterOfFractions => "counter",
            Kind::Gauge => "gauge",
            Kind::Histogram => "histogram",
        }
    }
}

/// The one series of a family without labels.
const ALONE: &[&[&str]] = &[&[]];

impl Family {
    const fn new(name: &'static str, kind: Kind, help: &'static str) -> Family {
        Family {
            name,
            kind,
            help,
            labels: &[],
            of_accounts: false,
            first: ALONE,
        }
    }

    const fn counter(name: &'static str, help: &'static str) -> Family {
        Family::new(name, Kind::Counter, help)
    }

    const fn gauge(name: &'static str, help: &'static str) -> Family {
        Family::new(name, Kind::Gauge, help)
    }

    const fn histogram(name: &'static str, help: &'static str) -> Family {
        Family::new(name, Kind::Histogram, help)
    }

    /// Its labels. Series come when there is something to say.
    const fn by(mut self, labels: &'static [&'static str]) -> Family {
        self.labels = labels;
        self.first = &[];
        self
    }

    /// The series that are there from the start: an increase from nothing is not seen by Prometheus.
    const fn with(mut self, first: &'static [&'static [&'static str]]) -> Family {
        self.first = first;
        self
    }

    /// Nothing is said until there is something to say: zero would be wrong.
    const fn when_known(mut self) -> Family {
        self.first = &[];
        self
    }

    const fn of_accounts(mut self) -> Family {
        self.of_accounts = true;
        self
    }
}

const JOB: &[&str] = &["job", "region"];
const OWNER: &[&str] = &["owner", "region"];
const TRAFFIC: &[&str] = &["owner", "account", "region"];

/// Every family, in the order in which `/metrics` shows them.
pub const FAMILIES: &[Family] = &[
    Family::gauge(
        "wharf_build_info",
        "Which program this is and where it keeps metadata; always 1.",
    )
    .by(&["version", "revision", "engine"]),
    Family::counter("wharf_http_requests_total", "Requests that were answered.").by(&["protocol", "status"]),
    Family::histogram(
        "wharf_http_request_seconds",
        "How long it took until an answer began.",
    )
    .by(&["protocol"]),
    Family::counter(
        "wharf_refused_connections_total",
        "Connections that were closed because there were too many, of one client or of all, or no more files could be opened.",
    ),
    Family::counter(
        "wharf_refused_requests_total",
        "Requests that were refused, or ended for another client's, because a client, a principal, an account, all clients, the memory of heads, of bodies or of answers, or the files of the process were at their bound.",
    )
    .by(&["bound"])
    .with(&[&["requests"], &["principal"], &["account"], &["memory"], &["answers"], &["files"], &["looks"], &["heads"]]),
    Family::counter(
        "wharf_stalled_streams_total",
        "Answers over HTTP/2 that were cut off because the client took nothing of them.",
    ),
    Family::counter(
        "wharf_refused_sign_ins_total",
        "Signatures, authorization tokens and identity tokens that were refused, by the code of the refusal.",
    )
    .by(&["reason"])
    .with(&[
        &["IncompleteSignatureException"],
        &["UnrecognizedClientException"],
        &["ExpiredTokenException"],
        &["InvalidSignatureException"],
        &["InvalidAuthorizationToken"],
        &["ExpiredAuthorizationToken"],
        &["AuthorizationTokenOfOtherRegion"],
        &["InvalidIdentityToken"],
        &["IDPRejectedClaim"],
        &["IDPCommunicationError"],
        &["AccessDenied"],
        &["ValidationError"],
    ]),
    Family::counter(
        "wharf_unreadable_records_total",
        "How often a sealed record, such as the secret of an access key, did not open when it was needed.",
    ),
    Family::counter("wharf_operations_total", "Operations that were asked for by callers who were proved.")
        .by(&["service", "operation", "outcome"]),
    Family::counter(
        "wharf_contradicted_rows_total",
        "Operations that demanded a permission that their row in the table does not say: a mistake in the program.",
    )
    .by(&["service", "operation"]),
    Family::counter(
        "wharf_computed_apart_total",
        "Long computations that were moved off the threads that answer.",
    )
    .by(&["what"]),
    Family::counter(
        "wharf_lost_audit_records_total",
        "Audit records that were not kept: left out because there was no space, or not written to their file.",
    )
    .by(&["reason"])
    .with(&[&["no_space"], &["not_written"]]),
    Family::gauge(
        "wharf_certificate_expiration_timestamp_seconds",
        "When the served certificate ends, or the first one of its chain; with TLS development, when the authority ends.",
    )
    .when_known(),
    Family::counter(
        "wharf_refused_certificates_total",
        "How often changed files of a certificate were not taken, so that the old one is served on.",
    ),
    Family::gauge(
        "wharf_read_only",
        "1 while the node takes no changes: by its settings, without space, or on a read-only disk.",
    ),
    Family::gauge(
        "wharf_space_missing_bytes",
        "How much must become free before changes are taken again.",
    ),
    Family::gauge(
        "wharf_space_missing_files",
        "How many files must become free before changes are taken again.",
    ),
    Family::gauge(
        "wharf_disk_free_bytes",
        "What the node can still write on the filesystem of the data folder, and of each Region that has one of its own.",
    )
    .by(&["place"]),
    Family::gauge(
        "wharf_disk_silent",
        "1 while the disk of the Region's folder does not answer, neither with a result nor with an error; else 0.",
    )
    .by(&["place"]),
    Family::gauge("wharf_disk_size_bytes", "How large that filesystem is.").by(&["place"]),
    Family::gauge(
        "wharf_disk_free_files",
        "How many files can still be made there; 0 also where the filesystem does not count them.",
    )
    .by(&["place"]),
    Family::gauge(
        "wharf_jobs_due",
        "Rows whose time has come and that no node holds, counted up to 10,000; of the whole database.",
    )
    .by(JOB),
    Family::gauge(
        "wharf_jobs_oldest_seconds",
        "How long the oldest row whose time has come has been due.",
    )
    .by(JOB),
    Family::gauge(
        "wharf_jobs_failed",
        "Rows that failed and are tried again, counted up to 10,000; of the whole database.",
    )
    .by(JOB),
    Family::gauge(
        "wharf_jobs_dead",
        "Dead letters: rows that failed as often as they may, counted up to 10,000; of the whole database.",
    )
    .by(JOB),
    Family::gauge("wharf_jobs_running", "Steps under way in this process.").by(JOB),
    Family::counter("wharf_job_steps_total", "Steps of this process that ended.").by(&["job", "region", "outcome"]),
    Family::histogram("wharf_job_step_seconds", "How long steps took.").by(JOB),
    Family::counter("wharf_job_panics_total", "Steps that panicked.").by(&["job"]),
    Family::counter(
        "wharf_task_panics_total",
        "Tasks of the process, such as flushes of its memory, that panicked and began anew.",
    )
    .by(&["task"]),
    Family::counter(
        "wharf_supervisor_panics_total",
        "How often what looks for jobs panicked and began anew.",
    ),
    Family::gauge(
        "wharf_regions_not_open",
        "Regions whose store does not open; each is tried again, and the log says why.",
    ),
    Family::counter("wharf_deliveries_total", "Events that were posted to webhooks, by what came of it.")
        .by(&["outcome"])
        .with(&[&["delivered"], &["put_off"], &["dead"]]),
    Family::gauge(
        "wharf_event_dead_letters",
        "Dead letters: events that their webhook refused for a day, counted up to 10,000; of the whole database.",
    )
    .by(&["region"]),
    Family::counter(
        "wharf_lifecycle_images_total",
        "Images that lifecycle policies acted on, by what was to be done and what came of it.",
    )
    .by(&["action", "outcome"])
    .with(&[
        &["expire", "done"],
        &["expire", "changed"],
        &["expire", "referenced"],
        &["expire", "too-many-referrers"],
        &["archive", "done"],
        &["archive", "changed"],
        &["archive", "referenced"],
        &["archive", "too-many-referrers"],
    ]),
    Family::counter(
        "wharf_collected_bytes_total",
        "Bytes that nothing referred to and that this process removed for good, by itself or for `wharf collect`.",
    ),
    Family::counter("wharf_collected_blobs_total", "The blobs that had these bytes."),
    Family::gauge(
        "wharf_collection_stopped",
        "1 where a collection found more than it may remove without an operator.",
    )
    .by(&["region"]),
    Family::counter(
        "wharf_damaged_blobs_total",
        "Blobs that were found missing, short or altered.",
    ),
    Family::gauge(
        "wharf_damaged_layers",
        "Blobs that are damaged now, counted up to 10,000; of the whole database.",
    )
    .by(&["region"]),
    Family::gauge(
        "wharf_damaged_manifests",
        "Manifests that are missing or altered now, those of deleted images that can be restored too, counted up to 1,000; of the whole database.",
    )
    .by(&["region"]),
    Family::counter(
        "wharf_damaged_manifests_total",
        "Manifests that were found missing or altered.",
    ),
    Family::gauge(
        "wharf_usage_logical_bytes",
        "What the repositories of an account hold, each counted by itself: what Amazon ECR bills.",
    )
    .by(OWNER)
    .of_accounts(),
    Family::gauge(
        "wharf_usage_stored_bytes",
        "An account's part of the layers on the disk, where the same bytes are there once.",
    )
    .by(OWNER)
    .of_accounts(),
    Family::gauge("wharf_usage_images", "Images of an account.").by(OWNER).of_accounts(),
    Family::gauge("wharf_usage_repositories", "Repositories of an account.")
        .by(OWNER)
        .of_accounts(),
    Family::counter(
        "wharf_usage_requests_total",
        "Calls of ECR's API and of the registry protocol, by the account that owns the registry and the one that asks.",
    )
    .by(TRAFFIC)
    .of_accounts(),
    Family::counter(
        "wharf_usage_pulled_bytes_total",
        "Manifests and layers that went to clients, by the account that owns the registry and the one that asks.",
    )
    .by(TRAFFIC)
    .of_accounts(),
    Family::new(
        "process_cpu_seconds_total",
        Kind::CounterOfFractions,
        "Time that the process used of all cores.",
    )
    .when_known(),
    Family::gauge("process_resident_memory_bytes", "Memory that the process has in RAM.").when_known(),
    Family::gauge("process_virtual_memory_bytes", "Addresses that the process has reserved.").when_known(),
    Family::gauge("process_open_fds", "Files and sockets that the process has open.").when_known(),
    Family::gauge("process_max_fds", "How many it may have open.").when_known(),
    Family::gauge("process_start_time_seconds", "When the process began, since 1970.").when_known(),
];

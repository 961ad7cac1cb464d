//! `cargo xtask bench`: Wharf beside Debian's docker-registry, and nginx as the limit for downloads, on the same
//! machine in the same run. Machines are noisy and differ: read the ratios, not the figures.
//!
//! Absent: TLS (its cost is the cipher's and the same for all), latency percentiles, load from other machines.

mod content;
mod http;
mod measure;
mod median;
mod options;
mod peer;
mod process;
mod registry;
mod report;

use anyhow::{Context as _, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::program;
use crate::test::install;
use options::Options;
pub use options::USAGE;
use peer::{Distribution, Nginx, Peer, Wharf};
use report::Report;

/// How many registries take part; nginx comes after them.
const REGISTRIES: usize = 2;
/// The repository with many tags.
const LARGE: &str = "bench/large";

/// A group's name on the command line, and what it does.
type Group = (&'static str, fn(&mut Bench) -> anyhow::Result<()>);

/// In the order in which they run: the last one reports the memory that all of them took.
const GROUPS: &[Group] = &[
    ("decision", measure::decision::run),
    ("download", measure::download::run),
    ("manifest", measure::manifest::run),
    ("push", measure::push::single),
    ("parallel", measure::push::parallel),
    ("tag-put", measure::tags::put),
    ("tag-list", measure::tags::list),
    ("image-list", measure::images::list),
    ("collection", measure::collection::run),
    ("sealed", measure::sealed::run),
    ("start", measure::start::run),
];

/// One run: the contestants and what was found so far.
struct Bench {
    options: Options,
    work: PathBuf,
    /// The binary under test; none when the rival measures itself.
    binary: Option<PathBuf>,
    /// Wharf first.
    registries: Vec<Box<dyn Peer>>,
    nginx: Nginx,
    report: Report,
    filled: bool,
}

pub fn run(arguments: &[String]) -> anyhow::Result<()> {
    let options = Options::parse(arguments)?;
    install::for_bench()?;
    warn_if_busy();
    let work = options
        .work
        .clone()
        .map_or_else(|| Ok(crate::test::target()?.join("bench")), anyhow::Ok)?;
    let work = work.join(std::process::id().to_string());
    std::fs::create_dir_all(&work)?;
    let work = work.canonicalize()?;
    let outcome = measure_all(options, &work);
    // The logs matter only when something went wrong.
    match &outcome {
        Ok(()) => std::fs::remove_dir_all(&work)?,
        Err(_) => eprintln!("stores and logs are kept in {}", work.display()),
    }
    outcome
}

fn measure_all(options: Options, work: &Path) -> anyhow::Result<()> {
    let binary = match (options.noise, &options.wharf) {
        (true, _) => None,
        (false, Some(path)) => Some(path.canonicalize()?),
        (false, None) => Some(build()?),
    };
    let subject: Box<dyn Peer> = match &binary {
        None => Box::new(Distribution::new("docker-registry again", &work.join("again"))?),
        Some(binary) => Box::new(Wharf::new(binary.clone(), &work.join("wharf"))?),
    };
    let rival: Box<dyn Peer> = match &options.baseline {
        Some(path) => {
            let binary = path.canonicalize()?;
            Box::new(Wharf::named("wharf before", binary, &work.join("before"))?)
        }
        None => Box::new(Distribution::new(
            "docker-registry",
            &work.join("docker-registry"),
        )?),
    };
    let mut registries: Vec<Box<dyn Peer>> = vec![subject, rival];
    for peer in &mut registries {
        peer.start()
            .with_context(|| format!("starting {}", peer.name()))?;
    }
    let nginx = Nginx::start(&work.join("nginx"))?;
    let report = Report::new(registries[0].name(), registries[1].name());
    let mut bench = Bench {
        options,
        work: work.to_owned(),
        binary,
        registries,
        nginx,
        report,
        filled: false,
    };
    bench.measure()?;
    bench.publish()
}

impl Bench {
    fn measure(&mut self) -> anyhow::Result<()> {
        for (group, run) in GROUPS {
            if self.options.wants(group) {
                eprintln!("{group}");
                run(self).with_context(|| format!("measuring {group}"))?;
            }
        }
        Ok(())
    }

    /// Fills the large repository of every contestant, once.
    fn fill_large(&mut self) -> anyhow::Result<()> {
        if self.filled {
            return Ok(());
        }
        self.filled = true;
        for peer in &self.registries {
            let begun = std::time::Instant::now();
            peer.create_repository(LARGE)?;
            peer.fill(LARGE, self.options.tags)?;
            let seconds = begun.elapsed().as_secs_f64();
            eprintln!("  {}: {} tags in {seconds:.1} s", peer.name(), self.options.tags);
        }
        Ok(())
    }

    fn publish(&self) -> anyhow::Result<()> {
        let head = format!("{}; {} rounds, medians\n", machine(), self.options.rounds);
        if self.options.json {
            println!("{:#}", self.report.json(head.trim_end()));
        } else {
            println!("\n{head}\n{}", self.report.text());
        }
        if let Some(path) = &self.options.markdown {
            std::fs::write(path, format!("{head}\n{}", self.report.markdown()))?;
        }
        let missed = self.report.missed();
        ensure!(
            !self.options.check || missed.is_empty(),
            "bars missed: {}",
            missed.join("; ")
        );
        Ok(())
    }
}

fn build() -> anyhow::Result<PathBuf> {
    eprintln!("building the release binary");
    let arguments = [
        "build",
        "--release",
        "--locked",
        "--quiet",
        "--package",
        "wharf-cli",
    ];
    ensure!(
        program::status(Command::new("cargo").args(arguments))?.success(),
        "the release build failed"
    );
    Ok(crate::test::target()?.join("release/wharf"))
}

fn warn_if_busy() {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load: f64 = load
        .split(' ')
        .next()
        .and_then(|text| text.parse().ok())
        .unwrap_or(0.0);
    if load > 0.5 {
        eprintln!("warning: the machine is busy (load {load}); ratios will wobble (--noise shows how much)");
    }
}

/// Processor, cores, kernel.
fn machine() -> String {
    let cpuinfo = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpuinfo
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .unwrap_or("unknown processor");
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let kernel = std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    format!(
        "{}, {cores} cores, Linux {}",
        model.trim_start_matches(['\t', ' ', ':']),
        kernel.trim()
    )
}

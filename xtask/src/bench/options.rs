//! The command line of `cargo xtask bench`.

use anyhow::ensure;
use std::path::PathBuf;

use crate::command_line::Words;

/// What to measure, how large and how often.
pub struct Options {
    /// The binary under test; built in release mode when not given.
    pub wharf: Option<PathBuf>,
    /// Another build of Wharf that takes docker-registry's place: what a change costs.
    pub baseline: Option<PathBuf>,
    /// Folder for the stores and logs; its file system is what gets measured.
    pub work: Option<PathBuf>,
    /// Groups to run; empty means all.
    pub only: Vec<String>,
    /// How often each contestant runs each measure.
    pub rounds: usize,
    /// Size of the large blob in MiB.
    pub size: usize,
    /// How many tags the large repository holds.
    pub tags: usize,
    /// Seconds of load for the manifest row.
    pub seconds: u64,
    /// Seconds of load with collection, and as many without.
    pub load: u64,
    /// docker-registry on both sides: every ratio that is not near 1 is noise.
    pub noise: bool,
    /// Exit with an error when a bar is missed.
    pub check: bool,
    /// Print JSON instead of text.
    pub json: bool,
    /// Also write the table as Markdown.
    pub markdown: Option<PathBuf>,
}

/// What `--help` prints.
pub const USAGE: &str = "\
usage: cargo xtask bench [options]

  --wharf PATH      binary to measure (default: builds target/release/wharf)
  --baseline PATH   an older build of Wharf in docker-registry's place; ratios then say what changed
  --only GROUP      decision, download, manifest, push, parallel, tag-put, tag-list,
                    image-list, collection, sealed, start; may be repeated
  --rounds N        rounds per measure, medians are printed (default 5)
  --size MIB        size of the large blob (default 256)
  --tags N          tags in the large repository (default 100000)
  --seconds N       load time of one manifest round (default 5)
  --load N          seconds of pushes with collection, and as many without (default 60)
  --work DIR        folder for stores and logs (default: target/bench)
  --noise           docker-registry on both sides: shows how much ratios mean on this machine
  --check           fail when a bar is missed
  --markdown FILE   also write the table for docs/explanation/performance.md
  --json            print JSON";

impl Options {
    /// Reads the arguments after `bench`.
    pub fn parse(arguments: &[String]) -> anyhow::Result<Options> {
        let mut options = Options {
            wharf: None,
            baseline: None,
            work: None,
            only: Vec::new(),
            rounds: 5,
            size: 256,
            tags: 100_000,
            seconds: 5,
            load: 60,
            noise: false,
            check: false,
            json: false,
            markdown: None,
        };
        let mut words = Words::new(arguments, USAGE);
        while let Some(option) = words.option() {
            match option {
                "--wharf" => options.wharf = Some(words.value()?),
                "--baseline" => options.baseline = Some(words.value()?),
                "--work" => options.work = Some(words.value()?),
                "--only" => options.only.push(words.value()?),
                "--rounds" => options.rounds = words.value()?,
                "--size" => options.size = words.value()?,
                "--tags" => options.tags = words.value()?,
                "--seconds" => options.seconds = words.value()?,
                "--load" => options.load = words.value()?,
                "--markdown" => options.markdown = Some(words.value()?),
                "--noise" => options.noise = true,
                "--check" => options.check = true,
                "--json" => options.json = true,
                _ => return Err(words.unknown()),
            }
        }
        for group in &options.only {
            ensure!(
                super::GROUPS.iter().any(|(name, _)| name == group),
                "unknown group {group}\n\n{USAGE}"
            );
        }
        ensure!(
            options.rounds > 0 && options.size > 0,
            "--rounds and --size must be at least 1"
        );
        ensure!(
            options.tags >= 1_000,
            "--tags must be at least 1000: a page holds that many"
        );
        Ok(options)
    }

    /// Whether a group was asked for.
    pub fn wants(&self, group: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|name| name == group)
    }

    /// Size of the large blob in bytes.
    pub fn bytes(&self) -> usize {
        self.size << 20
    }
}

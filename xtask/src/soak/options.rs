//! The command line of `cargo xtask soak` and `cargo xtask torture`.

use anyhow::{bail, ensure};
use std::path::PathBuf;

use super::Campaign;
use super::parts::Part;
use crate::command_line::Words;

/// For how long, from which seed, and what.
pub struct Options {
    /// Minutes for all parts together; each has the same share.
    pub minutes: u64,
    /// The first round's seed; the next rounds count on from it.
    pub seed: Option<u64>,
    /// Rounds of each part, however long they take; none when the time decides.
    pub rounds: Option<u64>,
    /// Parts to run; empty means all.
    pub only: Vec<String>,
    /// Also write the table as Markdown.
    pub markdown: Option<PathBuf>,
}

/// What is said of a campaign's command line.
fn usage(campaign: &Campaign) -> String {
    format!(
        "\
usage: cargo xtask {} [options] [PART…]

  --minutes N       time for all parts together (default {}), without building; a round that has begun is ended
  --seed N          seed of the first round, above 0 (default: from the clock); the next rounds count on from it
  --rounds N        so many rounds of each part instead; what the message about a failure asks for
  --markdown FILE   also write the table for {}

{} A failure is printed with the command that repeats it, kept in target/{0}, and the other parts go on; a part ends after
three.",
        campaign.name, campaign.minutes, campaign.page, campaign.about
    )
}

/// What `--help` prints: the parts, too.
pub fn help(campaign: &Campaign) -> String {
    let parts = campaign.parts.iter();
    let parts = parts.map(|part| format!("\n  {:<10} {}", part.name, part.about));
    format!("{}\n{}", usage(campaign), parts.collect::<String>())
}

impl Options {
    /// Reads the arguments after the campaign's name.
    pub fn parse(campaign: &Campaign, arguments: &[String]) -> anyhow::Result<Options> {
        let (usage, parts) = (usage(campaign), campaign.parts);
        let mut options = Options {
            minutes: campaign.minutes,
            seed: None,
            rounds: None,
            only: Vec::new(),
            markdown: None,
        };
        let mut words = Words::new(arguments, &usage);
        while let Some(argument) = words.option() {
            match argument {
                "--minutes" => options.minutes = words.value()?,
                "--seed" => options.seed = Some(words.value()?),
                "--rounds" => options.rounds = Some(words.value()?),
                "--markdown" => options.markdown = Some(words.value()?),
                name if parts.iter().any(|part| part.name == name) => options.only.push(name.to_owned()),
                other => {
                    let names: Vec<&str> = parts.iter().map(|part| part.name).collect();
                    bail!(
                        "unknown argument {other}\n\n{usage}\n\nparts: {}",
                        names.join(", ")
                    );
                }
            }
        }
        ensure!(
            options.minutes > 0 && options.rounds != Some(0) && options.seed != Some(0),
            "--minutes, --seed and --rounds must be at least 1"
        );
        Ok(options)
    }

    /// The parts that were asked for.
    pub fn parts(&self, campaign: &Campaign) -> Vec<&'static Part> {
        let parts = campaign.parts.iter();
        parts
            .filter(|part| self.only.is_empty() || self.only.iter().any(|name| name == part.name))
            .collect()
    }
}

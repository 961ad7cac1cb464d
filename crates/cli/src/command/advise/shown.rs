//! The advice as text and as Markdown: the sentence, what to write in the file, whether the file says otherwise, then why.

use std::fmt::Write as _;

use wharf_topology::advise::{Advice, Assumption, Candidate, Prices, name};

use crate::output;

/// What is said besides the candidates.
pub(super) struct Said<'a> {
    pub(super) sentence: String,
    /// What concerns the file; nothing where facts are only supposed.
    pub(super) file: Option<File>,
    pub(super) assumptions: Vec<Assumption>,
    pub(super) prices: &'a Prices,
}

/// What the answer means for the file.
pub(super) struct File {
    /// The difference, empty when there is none; nothing when there is no answer.
    pub(super) written: Option<String>,
    pub(super) says: String,
    pub(super) moving: Vec<String>,
}

fn row(candidate: &Candidate) -> [String; 7] {
    let verdict = match candidate.misses.is_empty() {
        true => candidate.score.to_string(),
        false => "no".to_owned(),
    };
    [
        name(candidate),
        verdict,
        candidate.registries.to_string(),
        format!("{:.2}", candidate.copies),
        format!("{:.2}", candidate.cost.total()),
        candidate.lag.to_owned(),
        candidate
            .misses
            .first()
            .cloned()
            .or_else(|| broken(candidate))
            .unwrap_or_default(),
    ]
}

/// What the file asserts and would not hold.
fn broken(candidate: &Candidate) -> Option<String> {
    let quoted: Vec<String> = candidate.refuted.iter().map(|text| format!("`{text}`")).collect();
    (!quoted.is_empty()).then(|| format!("the file asserts {}", quoted.join(", ")))
}

const HEAD: [&str; 7] = [
    "candidate",
    "score",
    "registries",
    "copies",
    "$ a month",
    "deploys wait",
    "misses",
];

pub(super) fn text(said: &Said<'_>, advice: &Advice) -> String {
    let mut rows = vec![HEAD.map(str::to_owned)];
    rows.extend(advice.candidates.iter().map(row));
    let mut text = format!("{}\n", said.sentence);
    if said.file.is_some()
        && let Some(best) = advice.candidates.first()
    {
        for built in &best.built {
            let _ = writeln!(text, "How: {built}.");
        }
    }
    if let Some(file) = &said.file {
        match file.written.as_deref() {
            None => text.push('\n'),
            Some("") => text.push_str("\nNothing is to be written in the file.\n"),
            Some(written) => {
                let _ = writeln!(
                    text,
                    "\nTo be written in the file (--write does it):\n\n{}\n",
                    written.trim_end()
                );
            }
        }
        let _ = writeln!(text, "{}", file.says);
        if !file.moving.is_empty() {
            text.push_str(
                "\nImages that have to move (docs/how-to/move-between-topologies.md has the steps):\n",
            );
            for line in &file.moving {
                let _ = writeln!(text, "  {line}");
            }
        }
    }
    let _ = write!(text, "\n{}", output::table(&rows));
    if !said.assumptions.is_empty() {
        text.push_str(
            "\nThe money assumes, because the file does not say it (the same keys under `volumes` replace it):\n",
        );
        let rows = said.assumptions.iter();
        let rows = rows.map(|one| [format!("  {}", one.key), one.value.clone(), one.from.to_owned()]);
        text.push_str(&output::table(&rows.collect::<Vec<_>>()));
    }
    for candidate in &advice.candidates {
        let _ = write!(text, "\n{}\n", name(candidate));
        for criterion in &candidate.criteria {
            let _ = writeln!(
                text,
                "  {:+} {}: {}",
                criterion.points, criterion.name, criterion.reason
            );
        }
        for missed in &candidate.misses {
            let _ = writeln!(text, "  misses: {missed}");
        }
        if let Some(broken) = broken(candidate) {
            let _ = writeln!(text, "  would not hold: {broken}");
        }
        for failure in &candidate.failures {
            let _ = writeln!(text, "  failure: {failure}");
        }
        for built in &candidate.built {
            let _ = writeln!(text, "  how: {built}");
        }
        let cost = &candidate.cost;
        let _ = writeln!(
            text,
            "  ${:.2} a month: storage {:.2}, replication {:.2}, pulls across Regions {:.2}, endpoints {:.2}, scans {:.2}",
            cost.total(),
            cost.storage,
            cost.replication,
            cost.pulls,
            cost.endpoints,
            cost.scans
        );
    }
    text.push('\n');
    for turn in turns(advice) {
        let _ = writeln!(text, "{turn}");
    }
    let _ = writeln!(
        text,
        "Prices of {}; --prices FILE replaces them.",
        said.prices.date
    );
    text
}

/// Where the answer turns, below and above what the company is.
fn turns(advice: &Advice) -> Vec<String> {
    let below = advice.scales.iter().filter_map(|scale| {
        let part = scale.part()?;
        let before = scale.parts.iter().rev().find(|other| other.from < part.from)?;
        Some(format!(
            "Below {} {} the answer is {}.",
            part.from, scale.what, before.answer
        ))
    });
    let above = advice
        .changes
        .iter()
        .map(|turn| format!("From {} {} on the answer is {}.", turn.from, turn.what, turn.to));
    below.chain(above).collect()
}

pub(super) fn markdown(said: &Said<'_>, advice: &Advice) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let mut text = format!("{}\n\n", said.sentence);
    if let Some(file) = &said.file {
        if let Some(written) = file.written.as_deref().filter(|written| !written.is_empty()) {
            let _ = write!(text, "```diff\n{}\n```\n\n", written.trim_end());
        }
        let _ = write!(text, "{}\n\n", file.says);
        for line in &file.moving {
            let _ = writeln!(text, "- Images move {line}");
        }
        if !file.moving.is_empty() {
            text.push('\n');
        }
    }
    text.push_str(&line(&HEAD.map(str::to_owned)));
    text.push_str("|---|---|---|---|---|---|---|\n");
    for candidate in &advice.candidates {
        text.push_str(&line(&row(candidate)));
    }
    text.push('\n');
    for candidate in &advice.candidates {
        for built in &candidate.built {
            let _ = writeln!(text, "- How {} is built: {built}.", name(candidate));
        }
    }
    for turn in turns(advice) {
        let _ = writeln!(text, "- {turn}");
    }
    if !said.assumptions.is_empty() {
        let all = said.assumptions.iter();
        let all = all.map(|one| format!("{} {} ({})", one.key, one.value, one.from));
        let _ = writeln!(text, "- Assumed: {}.", all.collect::<Vec<String>>().join("; "));
    }
    let _ = writeln!(text, "- Prices of {}.", said.prices.date);
    text
}

/// Why a candidate is not the answer.
pub(super) fn why_not(candidate: &Candidate, best: &Candidate) -> String {
    if name(candidate) == name(best) {
        return format!("{} is the answer", name(candidate));
    }
    let mut text = String::new();
    for missed in &candidate.misses {
        let _ = writeln!(text, "{} misses a requirement: {missed}", name(candidate));
    }
    if let Some(broken) = broken(candidate) {
        let _ = writeln!(text, "{} does not do what is asserted: {broken}", name(candidate));
    }
    let _ = writeln!(
        text,
        "{} comes to {} {} and ${:.2} a month, {} to {} and ${:.2}:",
        name(candidate),
        candidate.score,
        if candidate.score == 1 { "point" } else { "points" },
        candidate.cost.total(),
        name(best),
        best.score,
        best.cost.total()
    );
    for criterion in &candidate.criteria {
        let other = best.criteria.iter().find(|known| known.name == criterion.name);
        let other = other.map_or(0, |known| known.points);
        if criterion.points < other {
            let _ = writeln!(
                text,
                "  {}: {} ({:+} against {other:+})",
                criterion.name, criterion.reason, criterion.points
            );
        }
    }
    text
}

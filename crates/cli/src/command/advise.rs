//! `wharf advise`: how many registries, where, and why.

use std::fmt::Write as _;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use serde_json::json;
use wharf_topology::advise::{Advice, Candidate, Facts, Prices, advise, name, sentence};
use wharf_topology::desired::Ids;
use wharf_topology::draw;
use wharf_topology::limits::{self, Finding};

use super::organization_file;
use crate::arguments::{Advise, AdviseFormat};
use crate::exit::Usage;
use crate::{files, output};

pub(crate) fn run(arguments: &Advise) -> anyhow::Result<ExitCode> {
    let company = organization_file::read(&arguments.file)?;
    let prices = prices(arguments)?;
    let facts = Facts::of(&company);
    let advice = advise(&facts, &prices);
    let Some(best) = advice.candidates.first() else {
        bail!("there are no candidates");
    };
    let sentence = sentence(&company, &Ids::assumed(&company), best);
    if let Some(wanted) = &arguments.why_not {
        // By its whole name, or by that of its layout.
        let named = |of: fn(&Candidate) -> String| advice.candidates.iter().find(|one| of(one) == *wanted);
        let found = named(name).or_else(|| named(|candidate| candidate.name.to_owned()));
        let Some(found) = found else {
            let known: Vec<String> = advice.candidates.iter().map(name).collect();
            let said = format!("there is no candidate {wanted}; there are: {}", known.join(", "));
            return Err(Usage(said).into());
        };
        output::print(&why_not(found, best));
        return Ok(ExitCode::SUCCESS);
    }
    let over = limits::findings(&company, &Ids::assumed(&company));
    match arguments.format {
        AdviseFormat::Json => {
            let answer = json!({"answer": best.name, "sentence": sentence, "candidates": advice.candidates,
                "changes": advice.changes, "prices": prices, "limits": over});
            output::json(&answer)?;
        }
        AdviseFormat::Text => output::print(&(text(&sentence, &advice, &prices) + &limits_of(&over, ""))),
        AdviseFormat::Markdown => {
            output::print(&(markdown(&sentence, &advice, &prices) + &limits_of(&over, "- ")));
        }
        AdviseFormat::Html => {
            let said = format!("{sentence} {}", limits_of(&over, ""));
            let theme = draw::Theme::Auto;
            output::exact(&draw::advice(&company, said.trim(), &advice, &prices, theme));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// What the file asks for that is more than AWS takes.
fn limits_of(over: &[Finding], before: &str) -> String {
    let line = |finding: &Finding| {
        format!(
            "{before}Too much in line {}: {}: {}.\n",
            finding.line, finding.message, finding.remedy
        )
    };
    over.iter().map(line).collect()
}

fn prices(arguments: &Advise) -> anyhow::Result<Prices> {
    let Some(file) = &arguments.prices else {
        return Ok(Prices::default());
    };
    let text = files::read_text(file).with_context(|| format!("{} cannot be read", file.display()))?;
    toml::from_str(&text).with_context(|| format!("{} has no prices", file.display()))
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
        candidate.misses.first().cloned().unwrap_or_default(),
    ]
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

fn text(sentence: &str, advice: &Advice, prices: &Prices) -> String {
    let mut rows = vec![HEAD.map(str::to_owned)];
    rows.extend(advice.candidates.iter().map(row));
    let mut text = format!("{sentence}\n\n{}", output::table(&rows));
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
        for failure in &candidate.failures {
            let _ = writeln!(text, "  failure: {failure}");
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
    for turn in &advice.changes {
        let _ = writeln!(
            text,
            "From {} {} on the answer is {}.",
            turn.from, turn.what, turn.to
        );
    }
    let _ = writeln!(text, "Prices of {}; --prices FILE replaces them.", prices.date);
    text
}

fn markdown(sentence: &str, advice: &Advice, prices: &Prices) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let mut text = format!("{sentence}\n\n{}", line(&HEAD.map(str::to_owned)));
    text.push_str("|---|---|---|---|---|---|---|\n");
    for candidate in &advice.candidates {
        text.push_str(&line(&row(candidate)));
    }
    text.push('\n');
    for turn in &advice.changes {
        let _ = writeln!(
            text,
            "- From {} {} on the answer is {}.",
            turn.from, turn.what, turn.to
        );
    }
    let _ = writeln!(text, "- Prices of {}.", prices.date);
    text
}

/// Why a candidate is not the answer.
fn why_not(candidate: &Candidate, best: &Candidate) -> String {
    if name(candidate) == name(best) {
        return format!("{} is the answer", name(candidate));
    }
    let mut text = String::new();
    for missed in &candidate.misses {
        let _ = writeln!(text, "{} misses a requirement: {missed}", name(candidate));
    }
    let _ = writeln!(
        text,
        "{} comes to {} points and ${:.2} a month, {} to {} and ${:.2}:",
        name(candidate),
        candidate.score,
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

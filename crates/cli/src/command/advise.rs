//! `wharf advise`: how many registries, where, and why; what to write in the file for it.

mod shown;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use serde_json::json;
use wharf_topology::advise::{
    Advice, Candidate, Facts, Prices, Refuted, Unwritten, advise, answer, assumptions, moving, name,
    scales_svg, sentence, suppose, written_for,
};
use wharf_topology::desired::Ids;
use wharf_topology::draw;
use wharf_topology::file::{self, Draft, Edited};
use wharf_topology::limits::{self, Finding};

use self::shown::{Said, markdown, text, why_not};
use super::organization_file;
use crate::arguments::{Advise, AdviseFormat};
use crate::exit::Usage;
use crate::{files, output};

pub(crate) fn run(arguments: &Advise) -> anyhow::Result<ExitCode> {
    let (draft, original) = organization_file::draft(&arguments.file)?;
    if let Some(warning) = draft.company.warning() {
        output::note(&warning);
    }
    let prices = prices(arguments)?;
    let facts = Facts::of_file(&original, &draft, &prices);
    let now = advise(&facts, &prices);
    let weighed = match &arguments.what_if {
        None => facts.clone(),
        Some(supposed) => suppose(&facts, supposed).map_err(Usage)?,
    };
    let advice = match &arguments.what_if {
        None => now.clone(),
        Some(_) => advise(&weighed, &prices),
    };
    let (Some(best), Some(best_now)) = (advice.candidates.first(), now.candidates.first()) else {
        bail!("there are no candidates");
    };
    if let Some(wanted) = &arguments.why_not {
        output::print(&why_not(named(&advice, wanted)?, best));
        return Ok(ExitCode::SUCCESS);
    }
    let (edited, refuted) = match best_now.misses.is_empty() {
        true => {
            let (edited, refuted) = written_for(&original, &draft, &facts, best_now.layout);
            (Some(edited), refuted)
        }
        false => (None, Refuted::default()),
    };
    let over = over(&draft, edited.as_ref());
    if arguments.write {
        let beside = no_longer(&refuted) + &limits_of(&over, " ");
        if !beside.is_empty() {
            output::note(beside.trim());
        }
        return write(&arguments.file, edited.as_ref());
    }
    let said = Said {
        sentence: match &arguments.what_if {
            None => sentence(&draft.company, best) + &but_for_a_limit(&advice, &facts, best),
            Some(supposed) => format!(
                "With {supposed} the answer is {}.\nNow it is {}.",
                answer(best),
                answer(best_now)
            ),
        },
        // What is supposed is not in the file yet.
        file: arguments.what_if.is_none().then(|| shown::File {
            written: edited.as_ref().map(|edited| to_write(&arguments.file, edited)),
            says: says(&draft, best) + pushes(&draft, edited.as_ref()) + &no_longer(&refuted),
            moving: match best.misses.is_empty() {
                true => moving(&draft, best.layout),
                false => Vec::new(),
            },
        }),
        assumptions: assumptions(&weighed),
        prices: &prices,
    };
    match arguments.format {
        AdviseFormat::Json => {
            let file = said.file.as_ref();
            let answer = json!({"answer": best.name, "sentence": said.sentence, "candidates": advice.candidates,
                "supposed": arguments.what_if,
                "fileSays": draft.topology.map(|topology| topology.as_str()),
                "write": file.and_then(|file| file.written.as_ref()),
                "refuted": refuted.lost.iter().chain(&refuted.still).collect::<Vec<&String>>(),
                "rewritten": refuted.rewritten,
                "moving": file.map(|file| &file.moving),
                "assumptions": said.assumptions,
                "changes": advice.changes, "scales": advice.scales, "prices": prices, "limits": over});
            output::json(&answer)?;
        }
        AdviseFormat::Text => output::print(&(text(&said, &advice) + &limits_of(&over, ""))),
        AdviseFormat::Markdown => output::print(&(markdown(&said, &advice) + &limits_of(&over, "- "))),
        AdviseFormat::Html => {
            let lines = limits_of(&over, "");
            let limits: Vec<String> = lines.lines().map(str::to_owned).collect();
            let file = said.file.as_ref();
            let meeting = draw::Meeting {
                company: &draft.company,
                facts: &weighed,
                sentence: &said.sentence,
                advice: &advice,
                prices: &prices,
                assumptions: &said.assumptions,
                written: file.and_then(|file| file.written.as_deref()),
                says: file.map_or("", |file| &file.says),
                moving: file.map_or(&[], |file| &file.moving),
                limits: &limits,
            };
            output::exact(&draw::advice(&meeting, draw::Theme::Auto));
        }
        AdviseFormat::Svg => output::exact(&scales_svg(&advice.scales)),
    }
    Ok(ExitCode::SUCCESS)
}

/// The candidate with more points than the answer that only a limit of AWS speaks against: the remedy may be less than the answer.
fn but_for_a_limit(advice: &Advice, facts: &Facts, best: &Candidate) -> String {
    let is_limited = |candidate: &&Candidate| {
        let trial = facts.trials.get(&candidate.layout);
        let over = trial.is_some_and(|trial| !trial.over.is_empty());
        over && candidate.misses.len() == 1 && candidate.score > best.score
    };
    let limited = advice.candidates.iter().find(is_limited);
    limited
        .filter(|_| best.misses.is_empty())
        .map_or_else(String::new, |candidate| {
            let missed = candidate.misses.concat();
            format!(
                "\nBut for a limit of AWS it would be {}: {missed}.",
                name(candidate)
            )
        })
}

/// What the file would ask for that is more than AWS takes, with what is to be written in it; where there is no answer, what it asks
/// for now.
fn over(draft: &Draft, edited: Option<&Result<Edited, Unwritten>>) -> Vec<Finding> {
    let written = match edited {
        Some(Ok(edited)) => file::read(&edited.text()).ok(),
        _ => None,
    };
    let company = written.as_ref().unwrap_or(&draft.company);
    limits::findings(company, &Ids::assumed(company))
}

/// What the file asks for that is more than AWS takes, a line for each.
fn limits_of(over: &[Finding], before: &str) -> String {
    let line = |finding: &Finding| {
        format!(
            "{before}Too much in line {}: {}: {}.\n",
            finding.line, finding.message, finding.remedy
        )
    };
    over.iter().map(line).collect()
}

/// A candidate by its whole name, or by that of its layout.
fn named<'a>(advice: &'a Advice, wanted: &str) -> anyhow::Result<&'a Candidate> {
    let named = |of: fn(&Candidate) -> String| advice.candidates.iter().find(|one| of(one) == wanted);
    let found = named(name).or_else(|| named(|candidate| candidate.name.to_owned()));
    found.ok_or_else(|| {
        let known: Vec<String> = advice.candidates.iter().map(name).collect();
        let said = format!("there is no candidate {wanted}; there are: {}", known.join(", "));
        Usage(said).into()
    })
}

/// The difference that writing would make; empty when the file is right.
fn to_write(file: &Path, edited: &Result<Edited, Unwritten>) -> String {
    match edited {
        Ok(edited) if edited.is_same() => String::new(),
        // Ends of lines are seen by `patch`, not by people.
        Ok(edited) => edited.diff(&file.display().to_string()).replace('\r', ""),
        Err(unwritten) => unwritten.to_string(),
    }
}

/// A file without builders has registries that stay empty.
fn pushes(draft: &Draft, edited: Option<&Result<Edited, Unwritten>>) -> &'static str {
    let is_written = matches!(edited, Some(Ok(edited)) if edited.text().contains("builders:"));
    match draft.company.builders.is_empty() && !is_written {
        true => " It names no builder, so no role may push: say under `builders` which accounts build.",
        false => "",
    }
}

/// What becomes of the file's own assertions with the answer.
fn no_longer(refuted: &Refuted) -> String {
    let said = |texts: &[String], one: &str, several: &str, end: &str| {
        let quoted: Vec<String> = texts.iter().map(|text| format!("`{text}`")).collect();
        match quoted.len() {
            0 => String::new(),
            1 => format!(" {one}: {}{end}.", quoted[0]),
            _ => format!(" {several}: {}{end}.", quoted.join(", ")),
        }
    };
    let lost = said(
        &refuted.lost,
        "With the answer this assertion of the file does not hold",
        "With the answer these assertions of the file do not hold",
        " (`wharf check` says why)",
    );
    let still = said(
        &refuted.still,
        "This assertion of the file holds neither now nor with the answer",
        "These assertions of the file hold neither now nor with the answer",
        " (`wharf check` says why)",
    );
    let rewritten = said(
        &refuted.rewritten,
        "This assertion of the file is written otherwise, because with the answer it holds only so",
        "These assertions of the file are written otherwise, because with the answer they hold only so",
        "",
    );
    lost + &still + &rewritten
}

/// Whether the file says the same as the answer.
fn says(draft: &Draft, best: &Candidate) -> String {
    let lacks = draft.lacks.unwrap_or_default();
    match (draft.topology, draft.lacks) {
        (None, Some(_)) => {
            format!(
                "The file says no topology; without one it means {}: {lacks}.",
                draft.company.topology
            )
        }
        (None, None) if draft.company.topology == best.layout => {
            format!("The file says no topology, which means {}: the same.", best.name)
        }
        (None, None) => format!(
            "The file says no topology, which means {}: another answer.",
            draft.company.topology
        ),
        (Some(topology), None) if topology == best.layout => format!("The file says the same: {topology}."),
        (Some(topology), Some(_)) if topology == best.layout => {
            format!("The file says the same topology, {topology}, but {lacks}.")
        }
        (Some(topology), _) => {
            format!("The file says otherwise: {topology} (--why-not {topology} says why not).")
        }
    }
}

fn write(file: &Path, edited: Option<&Result<Edited, Unwritten>>) -> anyhow::Result<ExitCode> {
    if file == Path::new("-") {
        return Err(Usage("--write needs a file: standard input cannot be written to".to_owned()).into());
    }
    let edited = match edited {
        None => bail!("there is no answer to write: no candidate meets every requirement"),
        Some(Err(unwritten)) => bail!("{}: {unwritten}", file.display()),
        Some(Ok(edited)) => edited,
    };
    if edited.is_same() {
        output::print(&format!(
            "{} has what the answer needs: nothing is written",
            file.display()
        ));
        return Ok(ExitCode::SUCCESS);
    }
    // What a link leads to is written, not the link.
    let written = file
        .canonicalize()
        .and_then(|file| files::replace_text(&file, &edited.text()));
    written.with_context(|| format!("{} cannot be written", file.display()))?;
    output::print(&format!(
        "{}\n{1} is written. Next:\n  wharf check {1}\n  wharf up {1}",
        edited
            .diff(&file.display().to_string())
            .replace('\r', "")
            .trim_end(),
        file.display()
    ));
    Ok(ExitCode::SUCCESS)
}

fn prices(arguments: &Advise) -> anyhow::Result<Prices> {
    let Some(file) = &arguments.prices else {
        return Ok(Prices::default());
    };
    let text = files::read_text(file).with_context(|| format!("{} cannot be read", file.display()))?;
    toml::from_str(&text).with_context(|| format!("{} has no prices", file.display()))
}

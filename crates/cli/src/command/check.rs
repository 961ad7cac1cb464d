//! `wharf check`: the assertions of an organization file, proved or refuted.

use std::cell::Cell;
use std::fmt::Write as _;
use std::process::ExitCode;

use serde_json::{Value, json};
use wharf_topology::access::{AccessModel, Counterexample, Proof, Verdict};
use wharf_topology::desired::Ids;
use wharf_topology::limits::{self, Finding};
use wharf_topology::service::{OutOfReach, Reach, out_of_reach};
use wharf_topology::{Assertion, Company};

use super::operate::block_on;
use super::{access_model, organization_file};
use crate::arguments::{Check, CheckFormat, Target};
use crate::exit::DIFFERS;
use crate::interrupt::unless_interrupted;
use crate::progress::Progress;
use crate::{Environment, output};

pub(crate) fn run(arguments: &Check, environment: &Environment) -> anyhow::Result<ExitCode> {
    let company = organization_file::read(&arguments.file)?;
    if let Some(warning) = company.warning() {
        output::note(&warning);
    }
    let model = access_model::of(&company, &arguments.origin, environment)?;
    let verdicts = decided(&company, &model, environment)?;
    for assertion in &company.assertions {
        if let Some(note) = model.names_nothing(&company, assertion) {
            output::note(&format!(
                "{}:{}: {note}",
                arguments.file.display(),
                assertion.line
            ));
        }
    }
    let is_proved = |(_, verdict): &(&Assertion, Verdict)| matches!(verdict, Verdict::Proved { .. });
    let over = limits::findings(&company, &Ids::assumed(&company));
    let is_within = !over.iter().any(|finding| finding.stops);
    let fine = verdicts.iter().all(is_proved) && !(arguments.strict && verdicts.is_empty()) && is_within;
    if verdicts.is_empty() {
        output::note(&format!(
            "{} has no assertions, so nothing is proved: write some under `assertions:`, such as `ci may push *`",
            arguments.file.display()
        ));
    }
    let unreachable = match arguments.target {
        Target::Wharf => out_of_reach(&company),
        Target::Aws => Vec::new(),
    };
    match arguments.format {
        CheckFormat::Text if verdicts.is_empty() && over.is_empty() => {}
        CheckFormat::Text => {
            let file = arguments.file.display().to_string();
            output::print(&(for_people(&file, &verdicts) + &limits_for_people(&file, &over)));
        }
        CheckFormat::Json => {
            for (assertion, verdict) in &verdicts {
                output::print(&as_json(assertion, verdict).to_string());
            }
            for finding in &over {
                output::print(
                    &json!({"limit": finding.message, "line": finding.line, "remedy": finding.remedy,
                    "stops": finding.stops})
                    .to_string(),
                );
            }
            for service in &unreachable {
                output::print(&service_as_json(&company, service).to_string());
            }
        }
        CheckFormat::Junit => output::print(&junit(&company, &verdicts, &over)),
    }
    if !matches!(arguments.format, CheckFormat::Json) {
        for service in &unreachable {
            output::note(&shown_service(&company, service));
        }
    }
    Ok(if fine {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(DIFFERS)
    })
}

/// Decides all assertions, and shows how far it is.
fn decided<'a>(
    company: &'a Company,
    model: &AccessModel,
    environment: &Environment,
) -> anyhow::Result<Vec<(&'a Assertion, Verdict)>> {
    let progress = Progress::new(environment);
    let (principals, assertions) = (model.principals().len(), company.assertions.len());
    let done = Cell::new(0);
    let work = async {
        progress.begin("checking", "pairs of assertion and principal");
        let mut verdicts = Vec::new();
        for (at, assertion) in company.assertions.iter().enumerate() {
            done.set(at);
            let mut proof = Proof::new(company, model, assertion);
            let verdict = loop {
                if let Some(verdict) = proof.step() {
                    break verdict;
                }
                progress.things(at * principals + proof.asked(), assertions * principals);
                tokio::task::yield_now().await;
            };
            verdicts.push((assertion, verdict));
        }
        anyhow::Ok(verdicts)
    };
    let said = || {
        format!(
            "{} of {assertions} assertions were decided; nothing was printed",
            done.get()
        )
    };
    block_on(unless_interrupted(&progress, said, work))
}

fn for_people(file: &str, verdicts: &[(&Assertion, Verdict)]) -> String {
    let mut text = String::new();
    for (assertion, verdict) in verdicts {
        let word = match verdict {
            Verdict::Proved { .. } => "proved",
            Verdict::Refuted(_) | Verdict::Impossible(_) => "REFUTED",
            Verdict::Empty => "EMPTY",
            Verdict::Undecided(_) => "UNDECIDED",
        };
        let _ = writeln!(text, "{word:<9}  {}", assertion.text);
        if let Some(reason) = reason(verdict) {
            let _ = writeln!(
                text,
                "           {file}:{}: {}",
                assertion.line,
                reason.replace('\n', "\n           ")
            );
        }
    }
    text
}

/// What is more than AWS takes.
fn limits_for_people(file: &str, over: &[Finding]) -> String {
    let mut text = String::new();
    for finding in over {
        let word = if finding.stops { "TOO MUCH" } else { "much" };
        let _ = writeln!(
            text,
            "{word:<9}  {}\n           {file}:{}: {}",
            finding.message, finding.line, finding.remedy
        );
    }
    text
}

/// Why an assertion is not proved.
fn reason(verdict: &Verdict) -> Option<String> {
    match verdict {
        Verdict::Proved { .. } => None,
        Verdict::Refuted(found) => Some(shown(found)),
        Verdict::Impossible(reason) => Some(reason.clone()),
        Verdict::Empty => {
            Some("it is about no principal: the file has no such role, or the unit has no account".to_owned())
        }
        Verdict::Undecided(reason) => Some(format!("not decided: {reason}")),
    }
}

fn shown(found: &Counterexample) -> String {
    let can = if found.answer.can { "can" } else { "cannot" };
    let mut text = format!(
        "{} {can} {} {} in {}, {} ({})",
        found.who, found.action, found.repository, found.registry, found.region, found.answer.operation
    );
    for line in deciding(&found.answer) {
        let _ = write!(text, "\n  {line}");
    }
    text
}

/// The statements that decided an answer; what is missing when none did.
pub(super) fn deciding(answer: &wharf_topology::access::Answer) -> Vec<String> {
    let explanation = &answer.explanation;
    let effect = match explanation.decision {
        wharf_policy::Outcome::ExplicitlyDenied => "Deny",
        _ => "Allow",
    };
    let statements = explanation.statements.iter();
    let decisive = statements.filter(|statement| statement.applies && statement.effect == effect);
    let mut lines: Vec<String> = decisive
        .map(|statement| {
            let name = statement
                .sid
                .clone()
                .unwrap_or_else(|| format!("statement {}", statement.index + 1));
            let verb = if effect == "Deny" {
                "denied by"
            } else {
                "allowed by"
            };
            format!("{verb} {name} of {}", statement.policy)
        })
        .collect();
    if explanation.decision == wharf_policy::Outcome::ImplicitlyDenied {
        let side = explanation
            .side
            .map(|side| format!("{side:?}"))
            .unwrap_or_default();
        lines.push(format!("no {} policy allows it", side.to_lowercase()));
    }
    lines
}

/// That a service needs images elsewhere.
fn shown_service(company: &Company, found: &OutOfReach) -> String {
    let service = found.service;
    let cannot = match service.reach {
        Reach::OwnMachines => "on Fargate, unlike on machines of your own, cannot be pointed at Wharf",
        Reach::Anywhere | Reach::EcrOnly => "cannot be pointed at Wharf",
    };
    let mut text = format!(
        "{}: {} ({}) {cannot}",
        found.consumer, service.name, service.principal
    );
    text.push_str(": it needs a copy in Amazon ECR");
    if found.copies.is_empty() {
        return text;
    }
    for (account, region, names) in &found.copies {
        let _ = write!(
            text,
            "\n  of {} in {}, {region}",
            names.join(", "),
            company.accounts[*account].name
        );
    }
    text
}

fn service_as_json(company: &Company, found: &OutOfReach) -> Value {
    let copies = found.copies.iter().map(|(account, region, names)| {
        json!({"account": company.accounts[*account].name, "region": region, "repositories": names})
    });
    let reach = match found.service.reach {
        Reach::Anywhere => "anywhere",
        Reach::OwnMachines => "own machines",
        Reach::EcrOnly => "ECR only",
    };
    json!({"consumer": found.consumer, "service": found.service.principal, "reach": reach,
        "copies_in_ecr": copies.collect::<Vec<_>>()})
}

fn as_json(assertion: &Assertion, verdict: &Verdict) -> Value {
    let mut value = json!({"assertion": assertion.text, "line": assertion.line});
    match verdict {
        Verdict::Proved { questions } => {
            value["verdict"] = json!("proved");
            value["questions"] = json!(questions);
        }
        Verdict::Refuted(found) => {
            value["verdict"] = json!("refuted");
            value["counterexample"] = json!({"who": found.who, "action": found.action.as_str(),
                "repository": found.repository, "registry": found.registry, "region": found.region,
                "operation": found.answer.operation, "can": found.answer.can,
                "because": deciding(&found.answer)});
        }
        Verdict::Impossible(reason) => {
            value["verdict"] = json!("refuted");
            value["reason"] = json!(reason);
        }
        Verdict::Empty => value["verdict"] = json!("empty"),
        Verdict::Undecided(reason) => {
            value["verdict"] = json!("undecided");
            value["reason"] = json!(reason);
        }
    }
    value
}

/// The form that CI systems read.
fn junit(company: &Company, verdicts: &[(&Assertion, Verdict)], over: &[Finding]) -> String {
    let failures = verdicts
        .iter()
        .filter(|(_, verdict)| !matches!(verdict, Verdict::Proved { .. }))
        .count();
    let over: Vec<&Finding> = over.iter().filter(|finding| finding.stops).collect();
    let failures = failures + over.len();
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"{}\" tests=\"{}\" failures=\"{failures}\">\n",
        escaped(&company.name),
        verdicts.len() + over.len()
    );
    for (assertion, verdict) in verdicts {
        let _ = write!(
            text,
            "  <testcase classname=\"assertions\" name=\"{}\"",
            escaped(&assertion.text)
        );
        match reason(verdict) {
            None => text.push_str("/>\n"),
            Some(reason) => {
                let first = reason.lines().next().unwrap_or_default();
                let _ = write!(
                    text,
                    ">\n    <failure message=\"{}\">{}</failure>\n  </testcase>\n",
                    escaped(first),
                    escaped(&reason)
                );
            }
        }
    }
    for finding in over {
        let _ = write!(
            text,
            "  <testcase classname=\"limits\" name=\"{}\">\n    <failure message=\"{}\">line {}: {}</failure>\n  </testcase>\n",
            escaped(&finding.message),
            escaped(&finding.message),
            finding.line,
            escaped(&finding.remedy)
        );
    }
    text + "</testsuite>\n"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

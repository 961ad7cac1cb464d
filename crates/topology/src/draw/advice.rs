//! The page that is brought to the meeting: how many registries, the candidates side by side, what each costs, and why.

use std::fmt::Write as _;

use super::candidate;
use super::html::{small, whole};
use super::model::Theme;
use super::svg::escaped;
use super::words::counted;
use crate::advise::{Advice, Candidate, Cost, Prices, name};
use crate::company::Company;

/// What is paid for, with the class of its bar.
fn parts(cost: &Cost) -> [(&'static str, &'static str, f64); 5] {
    [
        ("storage", "storage", cost.storage),
        ("replication", "replicate", cost.replication),
        ("pulls across Regions", "pull", cost.pulls),
        ("endpoints", "endpoints", cost.endpoints),
        ("scans", "scans", cost.scans),
    ]
}

/// The page.
pub(super) fn page(
    company: &Company,
    sentence: &str,
    advice: &Advice,
    prices: &Prices,
    theme: Theme,
) -> String {
    let title = format!("How many registries does {} need?", company.name);
    let mut body = format!(
        "<h1>{}</h1>\n<p class=\"lead\">{}</p>\n<p class=\"soft\">{}</p>\n",
        escaped(&title),
        escaped(sentence),
        escaped(&facts(company)),
    );
    let dearest = advice
        .candidates
        .iter()
        .map(|one| one.cost.total())
        .fold(0.0, f64::max);
    body.push_str("<p class=\"key\">");
    for (part, class, _) in parts(&Cost::default()) {
        let _ = write!(body, "<span><i class=\"bar {class}\"></i>{part}</span>");
    }
    body.push_str("</p>\n<div class=\"candidates\">\n");
    for (at, one) in advice.candidates.iter().enumerate() {
        body.push_str(&card(company, one, at, dearest));
    }
    body.push_str("</div>\n");
    if !advice.changes.is_empty() {
        body.push_str("<h2>What would change the answer</h2>\n<ul>\n");
        for turn in &advice.changes {
            let _ = writeln!(
                body,
                "<li>From {} {} on the answer is {}.</li>",
                turn.from,
                turn.what,
                escaped(&turn.to)
            );
        }
        body.push_str("</ul>\n");
    }
    let _ = writeln!(
        body,
        "<p class=\"soft\">US dollars a month, at prices of {}.</p>",
        escaped(&prices.date)
    );
    whole(&title, theme, &body)
}

fn facts(company: &Company) -> String {
    let volumes = &company.volumes;
    format!(
        "{} · {} · {} · {} · {} images of {} GB kept, {} pushes and {} pulls a month",
        counted(company.accounts.len(), "account", "accounts"),
        counted(company.teams.len(), "team", "teams"),
        counted(company.repositories.len(), "repository", "repositories"),
        counted(company.regions.len(), "Region", "Regions"),
        volumes.images,
        volumes.image_gb,
        volumes.pushes,
        volumes.pulls,
    )
}

fn card(company: &Company, one: &Candidate, at: usize, dearest: f64) -> String {
    let verdict = match (at, one.misses.is_empty()) {
        (0, true) => "<b class=\"verdict answer\">the answer</b>".to_owned(),
        (_, true) => format!("<b class=\"verdict\">{} points</b>", one.score),
        (_, false) => "<b class=\"verdict misses\">misses a requirement</b>".to_owned(),
    };
    let mut text = format!(
        "<section class=\"candidate{}\"><h2>{}</h2>{verdict}\n<dl><div><dt>registries</dt><dd>{}</dd></div>\
         <div><dt>copies of every image</dt><dd>{:.2}</dd></div><div><dt>a deployment waits</dt><dd>{}</dd></div></dl>\n",
        if at == 0 { " first" } else { "" },
        escaped(&name(one)),
        one.registries,
        one.copies,
        escaped(one.lag),
    );
    text.push_str(&cost(&one.cost, dearest));
    match candidate::picture(company, one) {
        Some(picture) => text.push_str(&small(&picture, &format!("candidate-{at}"))),
        None => {
            text.push_str("<p class=\"soft\">The file has no accounts that it could be drawn with.</p>\n")
        }
    }
    text.push_str("<ul>");
    for missed in &one.misses {
        let _ = write!(text, "<li class=\"misses\">misses: {}</li>", escaped(missed));
    }
    for criterion in &one.criteria {
        let _ = write!(
            text,
            "<li><b>{:+}</b> {}: {}</li>",
            criterion.points,
            escaped(criterion.name),
            escaped(&criterion.reason)
        );
    }
    for failure in &one.failures {
        let _ = write!(text, "<li class=\"soft\">{}</li>", escaped(failure));
    }
    text + "</ul></section>\n"
}

/// A bar as long as the cost is beside the dearest candidate's.
fn cost(cost: &Cost, dearest: f64) -> String {
    let total = cost.total();
    let mut text = format!(
        "<p class=\"cost\"><b>${total:.2}</b> a month</p>\n<div class=\"bars\" role=\"img\" aria-label=\""
    );
    let said: Vec<String> = parts(cost)
        .iter()
        .map(|(part, _, dollars)| format!("{part} ${dollars:.2}"))
        .collect();
    let _ = write!(text, "{}\">", said.join(", "));
    for (part, class, dollars) in parts(cost) {
        let share = if dearest > 0.0 {
            100.0 * dollars / dearest
        } else {
            0.0
        };
        if share > 0.0 {
            let _ = write!(
                text,
                "<i class=\"bar {class}\" style=\"width:{share:.2}%\" title=\"{part} ${dollars:.2}\"></i>"
            );
        }
    }
    text + "</div>\n"
}

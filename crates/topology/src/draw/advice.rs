//! The page that is brought to the meeting: how many registries, the candidates side by side, what each costs, and why.

use std::fmt::Write as _;

use super::candidate;
use super::html::{pictures, small, whole};
use super::model::Theme;
use super::svg::escaped;
use super::words::counted;
use crate::advise::{Advice, Assumption, Candidate, Cost, Facts, Prices, name, scales_svg};
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

/// What the page says.
#[derive(Clone, Copy, Debug)]
pub struct Meeting<'a> {
    /// The company as its file has it.
    pub company: &'a Company,
    /// The facts that were weighed, also those that are only supposed.
    pub facts: &'a Facts,
    /// The answer in a sentence.
    pub sentence: &'a str,
    /// What was weighed.
    pub advice: &'a Advice,
    /// By which prices.
    pub prices: &'a Prices,
    /// The volumes among the facts that the file does not say.
    pub assumptions: &'a [Assumption],
    /// What to write in the file, as a difference; nothing where there is no answer, or where facts are only supposed.
    pub written: Option<&'a str>,
    /// Whether the file says the same.
    pub says: &'a str,
    /// Which images have to move.
    pub moving: &'a [String],
    /// What would be more than AWS takes.
    pub limits: &'a [String],
}

/// The page.
pub(super) fn page(meeting: &Meeting<'_>, theme: Theme) -> String {
    let (company, advice) = (meeting.company, meeting.advice);
    let title = format!("How many registries does {} need?", company.name);
    let mut body = format!("<h1>{}</h1>\n", escaped(&title));
    for line in meeting.sentence.lines() {
        let _ = writeln!(body, "<p class=\"lead\">{}</p>", marked(line));
    }
    let _ = writeln!(body, "<p class=\"soft\">{}</p>", escaped(&facts(meeting.facts)));
    list(&mut body, "misses", meeting.limits);
    assumed(&mut body, meeting.assumptions);
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
    to_write(&mut body, meeting);
    body.push_str("<h2>What would change the answer</h2>\n");
    let turns = advice.changes.iter().map(|turn| {
        let (from, what) = (turn.from, turn.what);
        format!("From {from} {what} on the answer is {}.", turn.to)
    });
    list(&mut body, "", &turns.collect::<Vec<String>>());
    let _ = writeln!(
        body,
        "<figure class=\"scales\">{}</figure>",
        scales_svg(&advice.scales)
    );
    let _ = writeln!(
        body,
        "<p class=\"soft\">US dollars a month, at prices of {}.</p>",
        escaped(&meeting.prices.date)
    );
    whole(&title, theme, &body)
}

fn facts(facts: &Facts) -> String {
    let volumes = &facts.volumes;
    let counted =
        |count: u64, one: &str, many: &str| counted(usize::try_from(count).unwrap_or(usize::MAX), one, many);
    format!(
        "{} · {} · {} · {} · {} images of {} GB kept, {} pushes and {} pulls a month",
        counted(facts.accounts, "account", "accounts"),
        counted(facts.teams, "team", "teams"),
        counted(facts.repositories, "repository", "repositories"),
        counted(facts.regions, "Region", "Regions"),
        volumes.images,
        volumes.image_gb,
        volumes.pushes,
        volumes.pulls,
    )
}

/// A list of sentences; none where there are none.
fn list(body: &mut String, class: &str, sentences: &[String]) {
    if sentences.is_empty() {
        return;
    }
    body.push_str("<ul>\n");
    for sentence in sentences {
        let _ = writeln!(body, "<li class=\"{class}\">{}</li>", marked(sentence));
    }
    body.push_str("</ul>\n");
}

/// What is not of the file stands in a table, so that the meeting can correct it.
fn assumed(body: &mut String, assumptions: &[Assumption]) {
    if assumptions.is_empty() {
        return;
    }
    body.push_str(
        "<h2>Assumed, because the file does not say it</h2>\n<table><thead><tr><th>under <code>volumes</code></th><th>value</th>\
         <th></th></tr></thead><tbody>\n",
    );
    for one in assumptions {
        let _ = writeln!(
            body,
            "<tr><td><code>{}</code></td><td>{}</td><td class=\"soft\">{}</td></tr>",
            one.key,
            escaped(&one.value),
            escaped(one.from)
        );
    }
    body.push_str("</tbody></table>\n");
}

/// What to write in the file, and what the answer means for it.
fn to_write(body: &mut String, meeting: &Meeting<'_>) {
    if meeting.written.is_none() && meeting.says.is_empty() {
        return;
    }
    body.push_str("<h2>What to write in the file</h2>\n");
    let _ = writeln!(body, "<p>{}</p>", marked(meeting.says.trim()));
    match meeting.written {
        None => {}
        Some("") => body.push_str("<p>Nothing.</p>\n"),
        Some(written) => {
            body.push_str("<pre class=\"diff\">");
            for line in written.trim_end().lines() {
                let class = match line.as_bytes().first() {
                    Some(b'+') => "added",
                    Some(b'-') => "gone",
                    _ => "kept",
                };
                let _ = writeln!(body, "<span class=\"{class}\">{}</span>", escaped(line));
            }
            body.push_str("</pre>\n<p class=\"soft\"><code>wharf advise --write</code> does it.</p>\n");
        }
    }
    if !meeting.moving.is_empty() {
        body.push_str("<h2>Images that have to move</h2>\n");
        list(body, "", meeting.moving);
    }
}

/// A text for a page: what stands in backticks is code.
fn marked(text: &str) -> String {
    let escaped = escaped(text);
    let mut parts = escaped.split('`');
    let mut marked = parts.next().unwrap_or_default().to_owned();
    while let Some(code) = parts.next() {
        match parts.next() {
            Some(after) => {
                let _ = write!(marked, "<code>{code}</code>{after}");
            }
            None => {
                let _ = write!(marked, "`{code}");
            }
        }
    }
    marked
}

/// A number of points.
fn points(score: i64) -> String {
    match score {
        1 => "1 point".to_owned(),
        score => format!("{score} points"),
    }
}

fn card(company: &Company, one: &Candidate, at: usize, dearest: f64) -> String {
    let is_answer = at == 0 && one.misses.is_empty();
    let verdict = match (is_answer, one.misses.is_empty()) {
        (true, _) => "<b class=\"verdict answer\">the answer</b>".to_owned(),
        (_, true) => format!("<b class=\"verdict\">{}</b>", points(one.score)),
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
    let id = format!("candidate-{at}");
    match candidate::picture(company, one) {
        // The first has the width of the page.
        Some(picture) if at == 0 => text.push_str(&pictures(&picture, &id)),
        Some(picture) => text.push_str(&small(&picture, &id)),
        None => {
            let _ = writeln!(
                text,
                "<p class=\"soft\">{}</p>",
                marked(candidate::undrawn(one.layout))
            );
        }
    }
    text.push_str("<ul>");
    for missed in &one.misses {
        let _ = write!(text, "<li class=\"misses\">misses: {}</li>", marked(missed));
    }
    for refuted in &one.refuted {
        let _ = write!(
            text,
            "<li class=\"misses\">would not hold: <code>{}</code></li>",
            escaped(refuted)
        );
    }
    for built in &one.built {
        let _ = write!(
            text,
            "<li class=\"built\"><b>How it is built:</b> {}</li>",
            marked(built)
        );
    }
    for criterion in &one.criteria {
        let _ = write!(
            text,
            "<li><b>{:+}</b> {}: {}</li>",
            criterion.points,
            escaped(criterion.name),
            marked(&criterion.reason)
        );
    }
    for failure in &one.failures {
        let _ = write!(text, "<li class=\"soft\">{}</li>", marked(failure));
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

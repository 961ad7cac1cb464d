//! Pictures of a company: accounts, registries, and arrows for who pushes and pulls, from the access that is computed
//! ([`summary`](crate::access::summary)), not from what was meant.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::access::{AccessModel, Group};
use crate::company::Company;

/// Pixels of a box.
const WIDTH: usize = 200;
const HEIGHT: usize = 64;
const GAP: usize = 40;

/// An arrow from an account to a registry's account.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Arrow {
    from: usize,
    to: usize,
    pushes: bool,
}

/// Who pushes to and pulls from whose registry, account by account.
fn arrows(company: &Company, groups: &[Group]) -> BTreeSet<Arrow> {
    // The principal that takes a builder's role pushes, not the account that the role is in.
    let takers = |label: &str| {
        let role = label
            .strip_prefix("role ")
            .and_then(|rest| rest.split_once(" in "))
            .map(|(role, _)| role);
        let builder = company
            .builders
            .iter()
            .find(|builder| Some(builder.name.as_str()) == role);
        builder
            .filter(|builder| !builder.trust.is_empty())
            .map(|builder| builder.trust.clone())
    };
    let account_of = |label: &str| {
        let name = label
            .rsplit_once(" in ")
            .or_else(|| label.rsplit_once(" of "))
            .map(|(_, name)| name);
        let mut accounts = company.accounts.iter();
        accounts.position(|account| Some(account.name.as_str()) == name)
    };
    let mut arrows = BTreeSet::new();
    for group in groups {
        let Some(to) = company
            .accounts
            .iter()
            .position(|account| account.name == group.registry)
        else {
            continue;
        };
        let accounts = group
            .who
            .iter()
            .flat_map(|who| takers(who).unwrap_or_else(|| account_of(who).into_iter().collect()));
        for from in accounts {
            for (pushes, action) in [(true, "push"), (false, "pull")] {
                if group.can.contains(&action) {
                    arrows.insert(Arrow { from, to, pushes });
                }
            }
        }
    }
    arrows
}

/// A Mermaid flow chart.
pub fn mermaid(company: &Company, model: &AccessModel, groups: &[Group]) -> String {
    let mut text = String::from("flowchart LR\n");
    let registries = company.registry_accounts();
    for (at, account) in company.accounts.iter().enumerate() {
        let (open, close) = if registries.contains(&at) {
            ("[(", ")]")
        } else {
            ("[", "]")
        };
        let _ = writeln!(
            text,
            "  a{at}{open}\"{} {}\"{close}",
            account.name, model.accounts[at]
        );
    }
    for arrow in arrows(company, groups) {
        let (line, word) = if arrow.pushes {
            ("==>", "push")
        } else {
            ("-->", "pull")
        };
        let (from, to) = if arrow.pushes {
            (arrow.from, arrow.to)
        } else {
            (arrow.to, arrow.from)
        };
        let _ = writeln!(text, "  a{from} {line}|{word}| a{to}");
    }
    text
}

/// An SVG: registries on the left, the other accounts on the right; images flow along the arrows.
pub fn svg(company: &Company, model: &AccessModel, groups: &[Group]) -> String {
    let registries = company.registry_accounts();
    let others: Vec<usize> = (0..company.accounts.len())
        .filter(|at| !registries.contains(at))
        .collect();
    let rows = registries.len().max(others.len()).max(1);
    let (width, height) = (2 * WIDTH + 5 * GAP, rows * (HEIGHT + GAP) + GAP);
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"sans-serif\" font-size=\"13\">\n<title>{}</title>\n<defs><marker id=\"tip\" markerWidth=\"10\" \
         markerHeight=\"8\" refX=\"9\" refY=\"4\" orient=\"auto\"><path d=\"M0 0 L10 4 L0 8 z\"/></marker></defs>\n",
        escaped(&format!("{}: {}", company.name, company.topology))
    );
    let place = |at: usize| -> (usize, usize) {
        let of = |list: &[usize], x: usize| {
            let row = list.iter().position(|known| *known == at)?;
            let space = height / list.len().max(1);
            Some((x, row * space + (space - HEIGHT) / 2))
        };
        of(&registries, GAP)
            .or_else(|| of(&others, WIDTH + 4 * GAP))
            .unwrap_or((0, 0))
    };
    let arrows = arrows(company, groups);
    for arrow in &arrows {
        let (from, to) = (place(arrow.from), place(arrow.to));
        // A registry that its own account uses: a mark on its box.
        if arrow.from == arrow.to {
            continue;
        }
        let shift = if arrow.pushes { 12 } else { 0 };
        let side = |(x, y): (usize, usize), other: (usize, usize)| {
            let x = if x < other.0 { x + WIDTH } else { x };
            (x, y + HEIGHT / 2 - 6 + shift)
        };
        let (account, registry) = (side(from, to), side(to, from));
        let (begin, end) = if arrow.pushes {
            (account, registry)
        } else {
            (registry, account)
        };
        let (color, word) = if arrow.pushes {
            ("#b5482a", "push")
        } else {
            ("#2a6db5", "pull")
        };
        let _ = writeln!(
            text,
            "<path d=\"M{} {} L{} {}\" stroke=\"{color}\" fill=\"none\" marker-end=\"url(#tip)\"><title>{} {word} {}</title></path>",
            begin.0,
            begin.1,
            end.0,
            end.1,
            escaped(&company.accounts[arrow.from].name),
            escaped(&company.accounts[arrow.to].name)
        );
    }
    for (at, account) in company.accounts.iter().enumerate() {
        let (x, y) = place(at);
        let fill = if registries.contains(&at) {
            "#fdf3e1"
        } else {
            "#eef3f8"
        };
        let own = arrows.iter().filter(|arrow| arrow.from == at && arrow.to == at);
        let own: Vec<&str> = own
            .map(|arrow| if arrow.pushes { "push" } else { "pull" })
            .collect();
        let _ = write!(
            text,
            "<g><rect x=\"{x}\" y=\"{y}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" rx=\"6\" fill=\"{fill}\" stroke=\"#445\"/>\
             <text x=\"{tx}\" y=\"{ty}\" font-weight=\"bold\">{name}</text><text x=\"{tx}\" y=\"{t2}\">{id}</text>",
            tx = x + 12,
            ty = y + 22,
            t2 = y + 40,
            name = escaped(&account.name),
            id = model.accounts[at],
        );
        if registries.contains(&at) {
            let count = company.repositories_in(at).count();
            let own = if own.is_empty() {
                String::new()
            } else {
                format!("; own: {}", own.join(", "))
            };
            let _ = write!(
                text,
                "<text x=\"{}\" y=\"{}\">registry, {count} repositories{own}</text>",
                x + 12,
                y + 57
            );
        }
        text.push_str("</g>\n");
    }
    text + "</svg>\n"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

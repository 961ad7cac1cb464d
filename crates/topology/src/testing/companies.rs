//! Random small companies: every topology, units in units, teams, services, guardrails, templates, promotion, and assertions of which some
//! are true, some are not, and some are about no principal.

use std::fmt::Write as _;

use super::Draw;

const NAMES: [&str; 8] = [
    "red/api",
    "red/web",
    "blue/api",
    "blue/job",
    "green/api",
    "prod/api",
    "base",
    "tools/lint",
];
const PATTERNS: [&str; 8] = [
    "*", "*", "red/*", "blue/*", "green/*", "prod/*", "*/api", "tools/*",
];
/// Names that no file lists; some of them under patterns, some under none.
const UNLISTED: [&str; 5] = ["red/new", "blue/new", "prod/new", "strange", "elsewhere/strange"];
const ENVIRONMENTS: [&str; 3] = ["development", "test", "production"];
/// Those with several registries more often, for their rules are more.
const TOPOLOGIES: [&str; 10] = [
    "shared",
    "dedicated",
    "per-account",
    "per-account",
    "per-unit",
    "per-unit",
    "per-unit",
    "split",
    "split",
    "replicated",
];
const ASSERTIONS: usize = 10;

/// An account, as far as what is drawn later depends on it.
struct Account {
    name: String,
    facts: Vec<String>,
    is_registry: bool,
}

struct Company {
    topology: &'static str,
    units: Vec<String>,
    accounts: Vec<Account>,
    repositories: Vec<String>,
    builders: Vec<String>,
    consumers: Vec<String>,
}

impl Company {
    fn account_names(&self) -> Vec<String> {
        self.accounts.iter().map(|account| account.name.clone()).collect()
    }

    fn registries(&self) -> Vec<String> {
        let registries = self.accounts.iter().filter(|account| account.is_registry);
        registries.map(|account| account.name.clone()).collect()
    }
}

/// The organization file of a random small company; the same one for the same seed.
pub fn organization_file(seed: u64) -> String {
    let mut draw = Draw::new(seed);
    let mut company = Company {
        topology: draw.one_of(&TOPOLOGIES),
        units: Vec::new(),
        accounts: Vec::new(),
        repositories: Vec::new(),
        builders: Vec::new(),
        consumers: Vec::new(),
    };
    let mut text = format!("organization: random-{seed:x}\ntopology: {}\n", company.topology);
    if draw.percent(15) {
        text.push_str("regions: [us-east-1, eu-west-1]\n");
    }
    units(&mut draw, &mut company, &mut text);
    accounts(&mut draw, &mut company, &mut text);
    teams(&mut draw, &company, &mut text);
    repositories(&mut draw, &mut company, &mut text);
    templates(&mut draw, &mut text);
    builders(&mut draw, &mut company, &mut text);
    consumers(&mut draw, &mut company, &mut text);
    guardrails(&mut draw, &mut text);
    text.push_str("assertions:\n");
    for _ in 0..ASSERTIONS {
        let assertion = assertion(&mut draw, &company);
        let _ = writeln!(text, "  - {assertion}");
    }
    text
}

/// Units, one of them without an account.
fn units(draw: &mut Draw, company: &mut Company, text: &mut String) {
    text.push_str("units:\n");
    let count = 2 + draw.below(2);
    for name in ["red", "blue", "green"].into_iter().take(count) {
        // Now and then in another.
        let parent = company.units.last().filter(|_| draw.percent(30));
        let _ = writeln!(text, "  {name}: {}", parent.map_or("", String::as_str));
        company.units.push(name.to_owned());
    }
    let parent = draw.one_of(&["", "red"]);
    let _ = writeln!(text, "  empty: {parent}");
}

fn accounts(draw: &mut Draw, company: &mut Company, text: &mut String) {
    let units = company.units.clone();
    let mut add = |draw: &mut Draw, name: &str, unit: Option<&str>, facts: &[&str], is_registry: bool| {
        let mut facts: Vec<String> = facts.iter().map(|fact| (*fact).to_owned()).collect();
        match unit {
            Some(unit) => facts.push(format!("unit: {unit}")),
            None if draw.percent(70) => facts.push(format!("unit: {}", draw.one_of(&units))),
            None => {}
        }
        // Some work where no registry may be.
        if !is_registry && draw.percent(15) {
            facts.push(format!(
                "regions: [{}]",
                draw.one_of(&["eu-west-1", "us-east-1, eu-west-1"])
            ));
        }
        company.accounts.push(Account {
            name: name.to_owned(),
            facts,
            is_registry,
        });
    };
    let registry = "purpose: registry";
    match company.topology {
        "shared" => add(draw, "dev", None, &[], true),
        "dedicated" | "replicated" => add(draw, "registry", None, &[], true),
        "per-account" => {
            add(draw, "dev", None, &[], true);
            if draw.percent(40) {
                add(draw, "registry", None, &[], false);
            }
        }
        "per-unit" => {
            for unit in &units {
                add(draw, &format!("{unit}-registry"), Some(unit), &[registry], true);
                add(
                    draw,
                    &format!("{unit}-prod"),
                    Some(unit),
                    &["environment: production"],
                    false,
                );
            }
        }
        _ => {
            add(draw, "registry", None, &[], true);
            add(
                draw,
                "prod-registry",
                None,
                &[registry, "environment: production"],
                true,
            );
        }
    }
    let is_per_account = company.topology == "per-account";
    if company.topology != "per-unit" {
        let has_copies = is_per_account || company.topology == "replicated";
        add(draw, "prod", None, &[], has_copies);
        for name in ["test", "batch"] {
            if draw.percent(40) {
                add(draw, name, None, &[], is_per_account);
            }
        }
    }
    if draw.percent(30) {
        add(draw, "build", None, &[], false);
    }
    text.push_str("accounts:\n");
    for account in &company.accounts {
        let _ = writeln!(text, "  {}: {{ {} }}", account.name, account.facts.join(", "));
    }
}

fn teams(draw: &mut Draw, company: &Company, text: &mut String) {
    text.push_str("teams:\n");
    for (name, pattern) in [
        ("r", "red/*"),
        ("b", "blue/*"),
        ("g", "green/*"),
        ("t", "tools/*"),
    ] {
        if !draw.percent(65) {
            continue;
        }
        let mut patterns = vec![pattern];
        if draw.percent(20) {
            patterns.push("prod/*");
        }
        let unit = match draw.percent(80) {
            // A team's patterns are mostly those of its unit.
            true if draw.percent(70) => company.units.iter().find(|unit| unit.starts_with(name)),
            true => company.units.get(draw.below(company.units.len())),
            false => None,
        };
        let unit = unit.map(|unit| format!("unit: {unit}, ")).unwrap_or_default();
        let _ = writeln!(text, "  {name}: {{ {unit}repositories: {} }}", list(&patterns));
    }
}

fn repositories(draw: &mut Draw, company: &mut Company, text: &mut String) {
    text.push_str("repositories:\n");
    company.repositories = draw.some_of(&NAMES, 6).into_iter().map(str::to_owned).collect();
    for name in &company.repositories {
        if draw.percent(30) {
            let registries = company.registries();
            // Now and then in no registry at all.
            let accounts = match draw.percent(85) {
                true => vec![draw.one_of(&registries)],
                false => draw.some_of(&company.account_names(), 2),
            };
            let _ = writeln!(text, "  - {{ name: {name}, accounts: {} }}", list(&accounts));
        } else {
            let _ = writeln!(text, "  - {name}");
        }
    }
}

fn templates(draw: &mut Draw, text: &mut String) {
    if !draw.percent(60) {
        return;
    }
    text.push_str("templates:\n");
    for prefix in draw.some_of(&["red", "blue", "prod", "ROOT"], 2) {
        let _ = writeln!(text, "  {prefix}:");
    }
}

fn builders(draw: &mut Draw, company: &mut Company, text: &mut String) {
    text.push_str("builders:\n");
    let accounts = company.account_names();
    for name in draw.some_of(&["ci", "promoter", "bot"], 3) {
        let mut facts = vec![format!("trust: [{}]", draw.one_of(&accounts))];
        facts.push(format!("push: {}", list(&draw.some_of(&PATTERNS, 2))));
        if name == "promoter" || draw.percent(15) {
            facts.push(format!("pull: {}", list(&draw.some_of(&PATTERNS, 2))));
        }
        if draw.percent(55) {
            facts.push(format!("environments: {}", list(&draw.some_of(&ENVIRONMENTS, 2))));
        }
        if draw.percent(35) {
            facts.push(format!("account: {}", draw.one_of(&accounts)));
        }
        let _ = writeln!(text, "  {name}: {{ {} }}", facts.join(", "));
        company.builders.push(name.to_owned());
    }
}

fn consumers(draw: &mut Draw, company: &mut Company, text: &mut String) {
    if draw.percent(25) {
        company.consumers.push("nodes".to_owned());
        return;
    }
    text.push_str("consumers:\n");
    let accounts = company.account_names();
    for name in draw.some_of(&["nodes", "fn", "idle", "tasks"], 3) {
        let mut facts = Vec::new();
        match name {
            "fn" => {
                let service = draw.one_of(&["lambda", "lambda", "lambda", "codebuild"]);
                facts.push(format!("service: {service}.amazonaws.com"));
                match draw.below(100) {
                    0..25 => facts.push(format!("accounts: {}", list(&draw.some_of(&accounts, 2)))),
                    25..40 => facts.push(format!("units: {}", list(&draw.some_of(&company.units, 2)))),
                    _ => {}
                }
            }
            "tasks" => {
                let takes: &[&str] = draw.one_of(&[
                    &["ecs-tasks.amazonaws.com"][..],
                    &["ecs-tasks.amazonaws.com", "ec2.amazonaws.com"],
                    &["build.apprunner.amazonaws.com"],
                ]);
                facts.push(format!("accounts: {}", list(&draw.some_of(&accounts, 2))));
                facts.push(format!("trust: {}", list(takes)));
            }
            "idle" => facts.push("units: [empty]".to_owned()),
            _ if draw.percent(50) => facts.push(format!("units: {}", list(&draw.some_of(&company.units, 2)))),
            _ => facts.push(format!("accounts: {}", list(&draw.some_of(&accounts, 3)))),
        }
        if draw.percent(60) {
            facts.push(format!("pull: {}", list(&draw.some_of(&PATTERNS, 2))));
        }
        let _ = writeln!(text, "  {name}: {{ {} }}", facts.join(", "));
        company.consumers.push(name.to_owned());
    }
}

fn guardrails(draw: &mut Draw, text: &mut String) {
    let all = ["perimeter", "approved-registries", "policy-edits", "regions"];
    match draw.below(4) {
        0 => {}
        1 | 2 => text.push_str("guardrails: []\n"),
        _ => {
            let _ = writeln!(text, "guardrails: {}", list(&draw.some_of(&all, 4)));
        }
    }
}

fn assertion(draw: &mut Draw, company: &Company) -> String {
    // Few of those that are drawn say of a service what it may do.
    if company.consumers.iter().any(|name| name == "fn") && draw.percent(8) {
        return format!("fn may pull {}", draw.one_of(&company.repositories));
    }
    let mut who = party(draw, company);
    // Builders are mostly asked about what they push, the others about what they pull.
    let is_builder = company.builders.contains(&who);
    if draw.percent(10) {
        who = format!("{who}, {}", party(draw, company));
    }
    let (only, not) = match draw.below(100) {
        0..20 => ("only ", ""),
        20..60 => ("", "not "),
        _ => ("", ""),
    };
    let action = match draw.below(100) {
        0..55 if is_builder => "push",
        0..55 => "pull",
        55..65 if is_builder => "pull",
        55..65 => "push",
        65..72 => "pull, push",
        72..82 => "delete",
        _ => "administer",
    };
    let pattern = match draw.below(100) {
        0..45 => draw.one_of(&company.repositories),
        45..70 => draw.one_of(&PATTERNS).to_owned(),
        70..90 => draw.one_of(&UNLISTED).to_owned(),
        _ => draw.one_of(&NAMES).to_owned(),
    };
    let place = match draw.below(100) {
        0..30 => format!(" in {}", draw.one_of(&company.registries())),
        30..36 => format!(" in {}", draw.one_of(&company.account_names())),
        _ => String::new(),
    };
    format!("{only}{who} may {not}{action} {pattern}{place}")
}

fn party(draw: &mut Draw, company: &Company) -> String {
    match draw.below(100) {
        0..24 => draw.one_of(&company.builders),
        24..38 => draw.one_of(&company.consumers),
        38..58 => format!("account {}", draw.one_of(&company.account_names())),
        58..68 => format!("unit {}", draw.one_of(&company.units)),
        68..92 => "unit empty".to_owned(),
        _ => "outsiders".to_owned(),
    }
}

fn list<T: AsRef<str>>(texts: &[T]) -> String {
    let quoted: Vec<String> = texts
        .iter()
        .map(|text| format!("\"{}\"", text.as_ref()))
        .collect();
    format!("[{}]", quoted.join(", "))
}

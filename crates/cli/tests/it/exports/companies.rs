//! Small companies drawn from a seed, of all topologies, with what makes exports hard: names that look alike, ids that are missing, several
//! Regions, builders elsewhere, services, a management account that is named, ids of others.

use std::fmt::Write as _;

/// Draws (xorshift64*).
pub(super) struct Draw(u64);

impl Draw {
    pub(super) fn of(seed: u64) -> Draw {
        Draw(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let drawn = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(drawn).unwrap() % limit
    }

    /// Once in so many times.
    fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn of_these<'a>(&mut self, these: &[&'a str]) -> &'a str {
        these[self.below(these.len())]
    }
}

/// The organization file of a company.
pub(super) fn company(draw: &mut Draw) -> String {
    let topology = draw.of_these(&[
        "dedicated",
        "shared",
        "per-account",
        "per-unit",
        "split",
        "replicated",
    ]);
    let mut file = format!("organization: acme-{}\ntopology: {topology}\n", draw.below(100));
    let regions = if draw.one_in(5) {
        "us-east-1, eu-west-1"
    } else {
        "us-east-1"
    };
    let _ = writeln!(file, "regions: [{regions}]");
    let units = match topology {
        "per-unit" => &["red", "blue_1"][..=draw.below(2)],
        _ => &["work", "prod-unit"][..draw.below(3)],
    };
    file.push_str("units:\n");
    for (at, unit) in units.iter().enumerate() {
        let parent = if at > 0 && draw.one_in(2) { units[0] } else { "" };
        let _ = writeln!(file, "  {unit}: {parent}");
    }
    let mut accounts = vec![
        ("dev".to_owned(), "environment: development".to_owned(), None),
        ("prod-1".to_owned(), "environment: production".to_owned(), None),
    ];
    if draw.one_in(2) {
        accounts.push(("prod_1".to_owned(), "environment: production".to_owned(), None));
    }
    match topology {
        "dedicated" | "replicated" => {
            accounts.push(("registry".to_owned(), "purpose: registry".to_owned(), None))
        }
        "split" => {
            accounts.push(("images".to_owned(), "purpose: registry".to_owned(), None));
            accounts.push((
                "images-prod".to_owned(),
                "purpose: registry, environment: production".to_owned(),
                None,
            ));
        }
        "per-unit" => {
            for (at, unit) in units.iter().enumerate() {
                accounts.push((
                    format!("{at}-{unit}"),
                    "purpose: registry".to_owned(),
                    Some(*unit),
                ));
            }
        }
        _ => {}
    }
    file.push_str("accounts:\n");
    if draw.one_in(4) {
        file.push_str("  boss: { purpose: management }\n");
    }
    for (at, (name, facts, unit)) in accounts.iter().enumerate() {
        let mut facts = vec![facts.clone()];
        match unit {
            Some(unit) => facts.push(format!("unit: {unit}")),
            None if !units.is_empty() && !draw.one_in(3) => {
                facts.push(format!("unit: {}", draw.of_these(units)))
            }
            None => {}
        }
        if draw.one_in(2) {
            facts.push(format!(
                "id: \"{}{at:02}\"",
                2_222_222_222_u64 + u64::try_from(draw.below(1_000_000)).unwrap()
            ));
        }
        let _ = writeln!(file, "  {name}: {{ {} }}", facts.join(", "));
    }
    let names = [
        "app/api",
        "app-api",
        "app_api",
        "app.api",
        "web",
        "shop/web/front",
        "900000000001/x",
    ];
    let repositories: Vec<&str> = names[draw.below(3)..]
        .iter()
        .copied()
        .take(1 + draw.below(4))
        .collect();
    let _ = writeln!(file, "repositories: [{}]", repositories.join(", "));
    if draw.one_in(3) {
        file.push_str("retention: { \"*\": { images: 10, untagged_days: 3 } }\n");
    }
    if draw.one_in(3) {
        file.push_str("templates: { app: , shop/web: { immutable: true } }\n");
    }
    let push = draw.of_these(&["\"*\"", "\"app*\"", "web, app/api"]);
    let elsewhere = if draw.one_in(3) { ", account: dev" } else { "" };
    let pull = if draw.one_in(3) { ", pull: [\"app/*\"]" } else { "" };
    let tokens = ", oidc: { issuer: \"https://token.actions.githubusercontent.com\", subjects: [\"repo:acme/it's:*\"] }";
    let tokens = if draw.one_in(3) { tokens } else { "" };
    let _ = writeln!(
        file,
        "builders:\n  ci: {{ trust: [dev], push: [{push}]{elsewhere}{pull}{tokens} }}"
    );
    let _ = writeln!(
        file,
        "consumers:\n  nodes: {{ accounts: [dev, prod-1], pull: [\"app*\", web] }}"
    );
    if draw.one_in(2) {
        file.push_str("  machines_1: { accounts: [prod-1], trust: [ec2.amazonaws.com] }\n");
    }
    if let Some(unit) = units.first().filter(|_| draw.one_in(2)) {
        let _ = writeln!(
            file,
            "  workers: {{ units: [{unit}], trust: [ecs-tasks.amazonaws.com, dev] }}"
        );
    }
    if draw.one_in(2) {
        file.push_str("  fn: { service: lambda.amazonaws.com, accounts: [prod-1] }\n");
    }
    let guardrails = draw.of_these(&["", "guardrails: []\n", "guardrails: [perimeter, regions]\n"]);
    // The first id that is assumed of an account, which is of another here.
    if !guardrails.contains("[]") && draw.one_in(3) {
        file.push_str("approved: [\"602401143452\", \"900000000001\"]\n");
    }
    file + guardrails
}

/// A company in which each of six accounts pulls names of its own, so long that one policy does not hold them; or, when less is asked for,
/// one of them only, and no image goes any more.
pub(super) fn parted(whole: bool) -> String {
    let mut file = String::from(
        "organization: acme\ntopology: dedicated\nguardrails: []\naccounts:\n  registry: { id: \"222222222222\", purpose: registry }\n  \
         dev: { id: \"333333333333\", environment: development }\n",
    );
    for at in 0..6 {
        let _ = writeln!(
            file,
            "  c{at}: {{ id: \"50000000000{at}\", environment: production }}"
        );
    }
    let name = |account: usize, at: usize| format!("c{account}-{at}{}/a", "x".repeat(220));
    file.push_str("repositories:\n");
    for account in 0..6 {
        for at in 0..8 {
            let _ = writeln!(file, "  - {}", name(account, at));
        }
    }
    if whole {
        file.push_str("retention: { \"*\": { images: 10 } }\n");
    }
    file.push_str("builders: { ci: { trust: [dev] } }\nconsumers:\n");
    for account in 0..if whole { 6 } else { 1 } {
        let names: Vec<String> = (0..8).map(|at| name(account, at)).collect();
        let _ = writeln!(
            file,
            "  k{account}: {{ accounts: [c{account}], pull: [{}] }}",
            names.join(", ")
        );
    }
    file
}

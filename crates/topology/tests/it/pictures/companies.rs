//! Companies to draw: described ones, and random ones from a seed.

use std::fmt::Write as _;

macro_rules! described {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../companies/", $name, ".yaml")))),*]
    };
}

/// Companies that were described to us, and some of the kinds that are hard to draw.
pub(super) const DESCRIBED: &[(&str, &str)] = described![
    "one-account",
    "two-accounts",
    "two-units",
    "two-residencies",
    "function",
    "split",
    "thirty-clients",
    "forty-accounts",
    "forty-unequal",
    "federation",
];

/// Numbers that follow from a seed.
struct Numbers(u64);

impl Numbers {
    /// One below a limit.
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit.max(1)
    }

    fn one_of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[usize::try_from(self.below(u64::try_from(all.len()).unwrap())).unwrap()]
    }
}

const TOPOLOGIES: [&str; 5] = ["dedicated", "shared", "split", "per-unit", "per-account"];
const ENVIRONMENTS: [&str; 3] = ["development", "test", "production"];
const REGIONS: [&str; 5] = [
    "us-east-1",
    "eu-central-1",
    "ap-southeast-2",
    "sa-east-1",
    "eu-west-3",
];
const NAMES: [&str; 8] = [
    "web",
    "ledger",
    "payments-and-settlement",
    "a",
    "data-platform-for-machine-learning-experiments",
    "shop",
    "WWWWMMMM",
    "iot_edge",
];

/// A company from a seed: of one to forty accounts, in up to six units, in up to four Regions.
pub(super) fn random(seed: u64) -> String {
    let mut numbers = Numbers(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let topology = TOPOLOGIES[usize::try_from(seed % 5).unwrap()];
    let units = 1 + numbers.below(6);
    let count = 1 + numbers.below(if seed.is_multiple_of(3) { 38 } else { 9 });
    let regions = 1 + usize::try_from(numbers.below(4)).unwrap();
    let mut text = format!(
        "organization: company-{seed}\ntopology: {topology}\nregions: [{}]\nunits:\n",
        REGIONS[..regions].join(", ")
    );
    for unit in 0..units {
        let parent = match unit > 0 && numbers.below(3) == 0 {
            true => format!(" unit-{}", numbers.below(unit)),
            false => String::new(),
        };
        let _ = writeln!(text, "  unit-{unit}:{parent}");
    }
    text.push_str("accounts:\n");
    let mut accounts: Vec<String> = Vec::new();
    let mut add = |text: &mut String, name: String, facts: String| {
        let _ = writeln!(text, "  {name}: {{ {facts} }}");
        accounts.push(name);
    };
    match topology {
        "dedicated" => add(
            &mut text,
            "registry".to_owned(),
            format!("unit: unit-{}", numbers.below(units)),
        ),
        "split" => {
            for environment in ["development", "production"] {
                let facts = format!("unit: unit-0, purpose: registry, environment: {environment}");
                add(&mut text, format!("registry-{environment}"), facts);
            }
        }
        "per-unit" => {
            for unit in 0..units {
                add(
                    &mut text,
                    format!("registry-{unit}"),
                    format!("unit: unit-{unit}, purpose: registry"),
                );
            }
        }
        _ => {}
    }
    for at in 0..count {
        let name = format!("{}-{at}", numbers.one_of(&NAMES));
        let environment = match (at, topology) {
            (0, "shared") => "development",
            _ => numbers.one_of(&ENVIRONMENTS),
        };
        let purpose = match at > 0 && numbers.below(8) == 0 {
            true => ", purpose: build",
            false => "",
        };
        let unit = match numbers.below(6) {
            0 => String::new(),
            _ => format!(", unit: unit-{}", numbers.below(units)),
        };
        let id = match numbers.below(2) {
            0 => String::new(),
            _ => format!(", id: \"{:012}\"", 100_000_000_000 + at),
        };
        add(
            &mut text,
            name,
            format!("environment: {environment}{purpose}{unit}{id}"),
        );
    }
    let repositories = 1 + numbers.below(9);
    text.push_str("repositories:\n");
    for at in 0..repositories {
        let _ = writeln!(text, "  - team-{}/service-{at}", at % 3);
    }
    let names: Vec<&str> = accounts.iter().map(String::as_str).collect();
    text.push_str("builders:\n");
    for at in 0..1 + numbers.below(3) {
        let trust = match numbers.below(4) {
            0 => "oidc: { issuer: \"https://token.example.com\", subjects: [\"repo:*\"] }".to_owned(),
            _ => format!("trust: [{}]", numbers.one_of(&names)),
        };
        let push = ["\"*\"", "\"team-0/*\"", "\"team-1/*\", \"team-2/service-2\""];
        let push = numbers.one_of(&push);
        let pull = match numbers.below(3) {
            0 => ", pull: [\"team-0/*\"]",
            _ => "",
        };
        let environments = match numbers.below(2) {
            0 => "",
            _ => ", environments: [test, production]",
        };
        let _ = writeln!(
            text,
            "  builder-{at}: {{ {trust}, push: [{push}]{pull}{environments} }}"
        );
    }
    text.push_str("consumers:\n");
    for at in 0..1 + numbers.below(4) {
        let pull = [
            "\"*\"",
            "\"team-0/*\"",
            "\"team-1/*\", \"team-2/*\", \"team-0/service-0\"",
        ];
        let pull = numbers.one_of(&pull);
        let place = match numbers.below(4) {
            0 => "service: lambda.amazonaws.com".to_owned(),
            1 => format!("units: [unit-{}]", numbers.below(units)),
            2 => format!("accounts: [{}]", numbers.one_of(&names)),
            _ => format!("accounts: [{}]", names.join(", ")),
        };
        let _ = writeln!(text, "  consumer-{at}: {{ {place}, pull: [{pull}] }}");
    }
    text
}

//! What a soak found: a row for each part.

use std::collections::BTreeMap;
use std::time::Duration;

use super::parts::Part;

/// All rounds of one part.
pub struct Row {
    pub part: &'static Part,
    pub first_seed: u64,
    pub rounds: u64,
    pub seconds: u64,
    /// Tests that were run, each as often as there were rounds.
    pub tests: u64,
    pub failures: u64,
    /// What the tests counted, such as deaths, by its name.
    pub counted: BTreeMap<String, u64>,
    /// What the tests of the last round said about it.
    pub notes: Vec<String>,
}

impl Row {
    pub fn new(part: &'static Part, first_seed: u64) -> Row {
        Row {
            part,
            first_seed,
            rounds: 0,
            seconds: 0,
            tests: 0,
            failures: 0,
            counted: BTreeMap::new(),
            notes: Vec::new(),
        }
    }

    /// Adds a round by what nextest and the tests printed.
    pub fn add(&mut self, printed: &str, time: Duration, passed: bool) {
        self.rounds += 1;
        self.seconds += time.as_secs();
        self.failures += u64::from(!passed);
        self.notes = notes(printed).map(str::to_owned).collect();
        for line in printed.lines().map(str::trim) {
            if let Some(summary) = line.strip_prefix("Summary [") {
                self.tests += number_before(summary, " tests run")
                    .or_else(|| number_before(summary, " test run"))
                    .unwrap_or(0);
            } else if let Some((number, what)) =
                line.strip_prefix("soak: ").and_then(|line| line.split_once(' '))
            {
                *self.counted.entry(what.to_owned()).or_default() += number.parse().unwrap_or(0);
            }
        }
    }

    /// What was counted, as a text.
    fn counts(&self) -> String {
        let mut counted: Vec<String> = Vec::new();
        if let Some(cases) = self.part.cases {
            counted.push(format!(
                "{} cases in each property test",
                u64::from(cases) * self.rounds
            ));
        }
        counted.extend(
            self.counted
                .iter()
                .map(|(what, number)| format!("{number} {what}")),
        );
        counted.join("; ")
    }

    /// Columns: part, seeds, rounds, time, tests, counted, failures.
    pub fn columns(&self) -> [String; 7] {
        [
            self.part.name.to_owned(),
            format!(
                "{}–{}",
                self.first_seed,
                self.first_seed + self.rounds.saturating_sub(1)
            ),
            self.rounds.to_string(),
            format!("{} s", self.seconds),
            self.tests.to_string(),
            self.counts(),
            self.failures.to_string(),
        ]
    }
}

/// The command that does a part again.
fn again(row: &Row) -> String {
    let (name, seed) = (row.part.name, row.first_seed);
    match row.part.is_one_round {
        true => format!(
            "cargo xtask torture --seed {seed} --minutes {} {name}",
            row.seconds.div_ceil(60)
        ),
        false => format!("cargo xtask torture --seed {seed} --rounds 1 {name}"),
    }
}

/// What was tried, how often, what happened, by which tests, and the command that does it again; as Markdown.
pub fn outcomes(rows: &[Row]) -> String {
    let mut text =
        "| what was tried | how often | what happened | tests | again |\n|---|---|---|---|---|\n".to_owned();
    for row in rows {
        let mut often = format!(
            "{} in {}",
            counted(row.tests, "test"),
            counted(row.rounds, "round")
        );
        if !row.counts().is_empty() {
            often = format!("{often}: {}", row.counts());
        }
        let mut happened = match row.failures {
            0 => "as it must".to_owned(),
            failures => format!("**{failures} rounds failed**"),
        };
        for note in &row.notes {
            happened = format!("{happened}; {note}");
        }
        let again = again(row);
        let (part, proof) = (row.part, proof(row.part));
        text.push_str(&format!(
            "| **{}**: {} | {often} | {happened} | {proof} | `{again}` |\n",
            part.name, part.about
        ));
    }
    text
}

fn counted(number: u64, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// The tests of a part, by their names' beginnings or pieces.
fn proof(part: &Part) -> String {
    let of_package = part.tests.iter().map(|tests| {
        let names = tests.names.iter();
        let names: Vec<&str> = names.map(|name| name.trim_matches(['^', ':'])).collect();
        let packages: Vec<&str> = tests
            .packages
            .iter()
            .map(|name| name.trim_start_matches("wharf-"))
            .collect();
        format!("{}: `{}`", packages.join(", "), names.join("`, `"))
    });
    of_package.collect::<Vec<_>>().join("; ")
}

/// What the tests of a round say about it, without the notes that the runtime adds to a panic that a test wants.
pub fn notes(printed: &str) -> impl Iterator<Item = &str> {
    printed
        .lines()
        .filter_map(|line| line.trim().strip_prefix("note: "))
        .filter(|note| !note.contains("RUST_BACKTRACE"))
}

/// The table, as Markdown.
pub fn table(rows: &[Row]) -> String {
    let mut text = "| part | seeds | rounds | time | tests run | counted | failed rounds |\n|---|---|---|---|---|---|---|\n".to_owned();
    for row in rows {
        text.push_str(&format!("| {} |\n", row.columns().join(" | ")));
    }
    text
}

/// The number that ends right before a text.
fn number_before(line: &str, text: &str) -> Option<u64> {
    line.split_once(text)?.0.rsplit(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::super::parts::PARTS;
    use super::*;

    #[test]
    fn rounds_add_up() {
        let mut row = Row::new(&PARTS[0], 7);
        let printed = "soak: 10 deaths\n    soak: 2 deaths\n     Summary [   3.1s] 12 tests run: 12 passed, 1 skipped\n";
        row.add(printed, Duration::from_secs(3), true);
        row.add(
            " Summary [ 1.0s] 1 test run: 0 passed, 1 failed",
            Duration::from_secs(1),
            false,
        );
        let columns = row.columns();
        assert_eq!(columns[1..5], ["7–8", "2", "4 s", "13"]);
        assert!(columns[5].ends_with("12 deaths"), "{}", columns[5]);
        assert_eq!(columns[6], "1");
    }

    #[test]
    fn a_row_says_what_happened_and_how_to_do_it_again() {
        let mut row = Row::new(&PARTS[3], 7);
        row.add(
            "Summary [ 1.0s] 2 tests run\nsoak: 3 deaths\nnote: said\nnote: run with `RUST_BACKTRACE=1`",
            Duration::from_secs(1),
            true,
        );
        let again = format!(
            "| `cargo xtask torture --seed 7 --rounds 1 {}` |\n",
            PARTS[3].name
        );
        let text = outcomes(&[row]);
        let line = text.lines().last().unwrap().to_owned() + "\n";
        assert!(line.ends_with(&again), "{line}");
        assert!(line.contains("; blob: `crash::a_kill"), "{line}");
        assert!(
            line.contains("| 2 tests in 1 round: 3 deaths | as it must; said |"),
            "{line}"
        );
    }
}

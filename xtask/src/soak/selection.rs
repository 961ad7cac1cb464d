//! Which tests a part selects: as nextest is asked for them, and as the suite has them.
//!
//! A test that is renamed would drop out of its part without a word, so each name of a part must select a test.

use anyhow::{Context as _, ensure};
use serde_json::Value;

use super::parts::{Part, Tests};
use crate::program;
use crate::test;

/// The filter expression of nextest.
pub fn filter(part: &Part) -> String {
    let all = |kind: &str, names: Vec<String>| {
        let terms: Vec<String> = names.iter().map(|name| format!("{kind}({name})")).collect();
        format!("({})", terms.join(" | "))
    };
    let tests = part.tests.iter().map(|tests| {
        let packages = tests.packages.iter().map(|name| (*name).to_owned());
        let names = tests.names.iter().map(|name| format!("/{name}/"));
        format!(
            "({} & {})",
            all("package", packages.collect()),
            all("test", names.collect())
        )
    });
    tests.collect::<Vec<_>>().join(" | ")
}

/// Builds the tests, and refuses parts with names that select none of them.
pub fn require_tests(parts: &[&Part]) -> anyhow::Result<()> {
    let mut command = test::nextest_command("list")?;
    let output = program::output(
        command
            .args(["--workspace", "--message-format", "json"])
            .stderr(std::process::Stdio::inherit()),
    )?;
    ensure!(output.status.success(), "the tests cannot be built or listed");
    let suite = read(&output.stdout).context("the list of tests")?;
    let lost = lost(parts, &suite);
    ensure!(
        lost.is_empty(),
        "no test is selected by {}: see xtask/src/soak/parts.rs and torture.rs",
        lost.join(", ")
    );
    Ok(())
}

/// A test's package and name.
type Listed = (String, String);

/// Reads the list of nextest (`rust-suites`, each with `package-name` and `testcases`).
fn read(list: &[u8]) -> anyhow::Result<Vec<Listed>> {
    let list: Value = serde_json::from_slice(list)?;
    let suites = list["rust-suites"].as_object().context("rust-suites")?;
    let mut found = Vec::new();
    for suite in suites.values() {
        let package = suite["package-name"].as_str().context("package-name")?;
        let tests = suite["testcases"].as_object().context("testcases")?;
        // A child of a test is ignored, and not run.
        let run = tests
            .iter()
            .filter(|(_, test)| test["ignored"] == Value::Bool(false));
        found.extend(run.map(|(name, _)| (package.to_owned(), name.clone())));
    }
    Ok(found)
}

/// The names of parts that select no test.
fn lost(parts: &[&Part], suite: &[Listed]) -> Vec<String> {
    let mut lost = Vec::new();
    for part in parts {
        for tests in part.tests {
            let selects = |name: &str| suite.iter().any(|test| is_selected(tests, name, test));
            let of_part = tests.names.iter().filter(|name| !selects(name));
            lost.extend(of_part.map(|name| format!("{} of {}", name, part.name)));
        }
    }
    lost
}

fn is_selected(tests: &Tests, name: &str, (package, test): &Listed) -> bool {
    tests.packages.contains(&package.as_str())
        && match name.strip_prefix('^') {
            Some(beginning) => test.starts_with(beginning),
            None => test.contains(name),
        }
}

#[cfg(test)]
mod tests {
    use super::super::CAMPAIGNS;
    use super::*;

    const PART: Part = Part {
        name: "races",
        about: "",
        tests: &[Tests {
            packages: &["one", "two"],
            names: &["^together::", "at_once"],
        }],
        cases: None,
        is_one_round: false,
        variables: &[],
    };

    #[test]
    fn a_part_is_asked_for_by_package_and_name() {
        assert_eq!(
            filter(&PART),
            "((package(one) | package(two)) & (test(/^together::/) | test(/at_once/)))"
        );
    }

    #[test]
    fn a_name_that_selects_nothing_is_told() {
        let list = |package: &str, name: &str, ignored: bool| {
            let tests = serde_json::json!({name: {"ignored": ignored}});
            let suite = serde_json::json!({"package-name": package, "testcases": tests});
            let list = serde_json::json!({"rust-suites": {"a": suite}}).to_string();
            read(list.as_bytes()).unwrap()
        };
        let of = |suite: &[Listed]| lost(&[&PART], suite);
        let mut suite = list("two", "together::many", false);
        assert_eq!(of(&suite), ["at_once of races"]);
        for no_help in [
            list("two", "all_at_once", true),
            list("three", "all_at_once", false),
            list("two", "not::together::at-once", false),
        ] {
            suite.extend(no_help);
            assert_eq!(of(&suite), ["at_once of races"]);
        }
        suite.extend(list("one", "all_at_once", false));
        assert_eq!(of(&suite), [""; 0]);
    }

    /// What is not plain text means another thing to nextest than to us.
    #[test]
    fn names_are_plain_text() {
        for name in CAMPAIGNS
            .iter()
            .flat_map(|campaign| campaign.parts)
            .flat_map(|part| part.tests)
            .flat_map(|tests| tests.names)
        {
            let text = name.strip_prefix('^').unwrap_or(name);
            let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_:".contains(&byte);
            assert!(!text.is_empty() && text.bytes().all(is_plain), "{name}");
        }
    }
}

//! Words that leave open who or what is meant. A sentence names the caller, the client, the row.

use super::Source;

/// In two parts, so that this file may stand among the files that it reads.
const VAGUE: [&[&str]; 4] = [
    &[concat!("no", "body")],
    &[concat!("who", "ever")],
    &[concat!("what", "ever")],
    &["by", concat!("th", "e"), "way"],
];
/// Where one of the words is the name of a user of Unix.
const USER_NAMES: [&str; 2] = ["crates/sql/src/testing/cluster.rs", "xtask/src/test/postgres.rs"];
/// What released versions wrote.
const DATA: &str = "crates/cli/tests/upgrade/";

/// Code, names of tests and documents, but not what is generated.
pub fn check(sources: &[Source]) -> Vec<String> {
    let written = sources
        .iter()
        .filter(|source| source.is_rust() || source.path.ends_with(".md"))
        .filter(|source| !source.is_generated() && !source.path.starts_with(DATA))
        .filter(|source| !USER_NAMES.contains(&source.path.as_str()));
    let mut complaints = Vec::new();
    for source in written {
        for (number, line) in source.text.lines().enumerate() {
            if let Some(vague) = vague(line) {
                complaints.push(format!(
                    "{}:{}: say which client, caller or thing is meant instead of `{}`",
                    source.path,
                    number + 1,
                    vague.join(" ")
                ));
            }
        }
    }
    complaints
}

/// The first of the words in a line, as a part of a name too.
fn vague(line: &str) -> Option<&'static [&'static str]> {
    let line = line.to_lowercase();
    let words: Vec<&str> = line
        .split(|character: char| !character.is_alphabetic())
        .filter(|word| !word.is_empty())
        .collect();
    VAGUE
        .into_iter()
        .find(|vague| words.windows(vague.len()).any(|found| found == *vague))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaints(path: &str, text: &str) -> usize {
        let source = Source {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        check(&[source]).len()
    }

    #[test]
    fn vague_words_are_found_in_prose_and_in_names() {
        for words in VAGUE {
            let (prose, name) = (words.join(" "), words.join("_"));
            assert_eq!(complaints("a.md", &format!("So says {prose}.")), 1, "{prose}");
            assert_eq!(complaints("a.rs", &format!("// {}", prose.to_uppercase())), 1);
            assert_eq!(complaints("a.rs", &format!("fn a_test_of_{name}() {{}}")), 1);
        }
    }

    #[test]
    fn other_words_users_and_data_may_stand() {
        assert_eq!(
            complaints("a.md", "The body is by the client; what ever was, who was"),
            0
        );
        let user = format!("\"{}\"", VAGUE[0].join(""));
        assert_eq!(complaints("a.rs", &user), 1);
        assert_eq!(complaints("a.py", &user), 0);
        assert_eq!(complaints(USER_NAMES[0], &user), 0);
        assert_eq!(complaints(&format!("{DATA}a.rs"), &user), 0);
        assert_eq!(complaints("a.rs", &format!("// Generated from x\n{user}")), 0);
    }
}

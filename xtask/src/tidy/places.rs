//! What a page or a comment points at is there: relative links of pages, and paths of files and folders in prose.
//!
//! A path is read from the project's folder (`docs/adr`), or from the folder of the crates when it begins with one of them
//! (`server/src/lib.rs`). Behind a placeholder (`docs/<page>`) nothing is checked.

use std::collections::BTreeSet;

use super::Source;

/// Folders of the project that prose names. What is in `fuzz` is partly made by the fuzzer.
const FOLDERS: [&str; 5] = ["api", "crates", "docs", "examples", "xtask"];
/// What released versions wrote.
const DATA: &str = "crates/cli/tests/upgrade/";

pub fn check(sources: &[Source]) -> Vec<String> {
    let places = places(sources);
    let mut complaints = Vec::new();
    for source in sources
        .iter()
        .filter(|source| !source.is_generated() && !source.path.starts_with(DATA))
    {
        let is_page = source.path.ends_with(".md");
        for (number, line) in source.text.lines().enumerate() {
            let mut complain = |what: &str| {
                complaints.push(format!("{}:{}: there is no {what}", source.path, number + 1));
            };
            if is_page {
                links(line)
                    .filter(|link| !leads(&source.path, link, &places))
                    .for_each(&mut complain);
            }
            if is_page || is_comment(source, line) {
                paths(line, &places)
                    .filter(|path| !stands(path, &places))
                    .for_each(complain);
            }
        }
    }
    complaints
}

/// Every file and every folder.
fn places(sources: &[Source]) -> BTreeSet<&str> {
    let mut places = BTreeSet::new();
    for source in sources {
        let mut path = source.path.as_str();
        while places.insert(path)
            && let Some((folder, _)) = path.rsplit_once('/')
        {
            path = folder;
        }
    }
    places
}

fn is_comment(source: &Source, line: &str) -> bool {
    let line = line.trim_start();
    (source.is_rust() && line.starts_with("//")) || (source.path.ends_with(".toml") && line.starts_with('#'))
}

/// The targets of a line's links, but for other sites and for places on the same page.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| {
        let target = rest.split([')', ' ']).next()?.split('#').next()?;
        (!target.is_empty() && !target.contains(':')).then_some(target)
    })
}

/// Whether a link of a page leads to a file or folder of the project.
fn leads(page: &str, link: &str, places: &BTreeSet<&str>) -> bool {
    let mut at: Vec<&str> = page.split('/').collect();
    at.pop();
    for step in link.split('/') {
        match step {
            "" | "." => {}
            ".." if at.is_empty() => return false,
            ".." => drop(at.pop()),
            name => at.push(name),
        }
    }
    at.is_empty() || places.contains(at.join("/").as_str())
}

/// What looks like a path of the project, up to a placeholder.
fn paths<'l>(line: &'l str, places: &BTreeSet<&str>) -> impl Iterator<Item = &'l str> {
    let is_part = |character: char| character.is_ascii_alphanumeric() || "_-./".contains(character);
    let ends = line.match_indices(move |character| !is_part(character));
    let ends = ends.map(|(at, end)| (at, end.len())).chain([(line.len(), 0)]);
    let words = ends.scan(0, |begin, (at, length)| {
        let word = &line[*begin..at];
        *begin = at + length;
        Some((word, &line[at..]))
    });
    words
        .filter_map(|(word, rest)| match rest.starts_with(['<', '{', '*', '…', '$']) {
            true => word.rsplit_once('/').map(|(folder, _)| folder),
            false => Some(word.trim_end_matches(['.', '/', '-'])),
        })
        .filter(|word| is_ours(word, places))
        .collect::<Vec<_>>()
        .into_iter()
}

fn is_ours(word: &str, places: &BTreeSet<&str>) -> bool {
    let mut parts = word.split('/');
    let (Some(first), Some(second)) = (parts.next(), parts.next()) else {
        return false;
    };
    FOLDERS.contains(&first)
        || (matches!(second, "src" | "tests") && places.contains(format!("crates/{first}").as_str()))
}

fn stands(path: &str, places: &BTreeSet<&str>) -> bool {
    places.contains(path) || places.contains(format!("crates/{path}").as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The complaints about a file, beside which there are a crate and a page.
    fn complaints(path: &str, text: &str) -> Vec<String> {
        let source = |path: &str, text: &str| Source {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        check(&[
            source("crates/x/src/lib.rs", ""),
            source("docs/how-to/begin.md", ""),
            source(path, text),
        ])
    }

    #[test]
    fn links_that_lead_nowhere_are_a_complaint() {
        for good in [
            "[begin](how-to/begin.md)",
            "[begin](./how-to/begin.md#first)",
            "[lib](../crates/x/src)",
            "[here](#place) [there](https://example.com/docs/none.md)",
        ] {
            assert_eq!(complaints("docs/page.md", good), Vec::<String>::new(), "{good}");
        }
        for bad in [
            "[begin](begin.md)",
            "two: [page](page.md) [gone](../crates/y)",
            "[out](../../docs)",
        ] {
            assert_eq!(complaints("docs/page.md", bad).len(), 1, "{bad}");
        }
        // A link in a comment is rustdoc's to follow.
        assert_eq!(
            complaints("crates/x/src/a.rs", "//! [a](b::c)"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn paths_in_pages_and_comments_stand() {
        for good in [
            "see crates/x/src/lib.rs, docs/how-to/ and `x/src/lib.rs`.",
            "crates/<crate>/src, crates/x/{src,tests}, docs/how-to/<page>.md, docs/…",
            "https://example.com/docs/none, ../docs/none, y/src/none.rs, target/debug",
        ] {
            assert_eq!(complaints("page.md", good), Vec::<String>::new(), "{good}");
        }
        let bad = "x/src/none.rs and `crates/y/src`; crates/x/none/<page>";
        assert_eq!(complaints("page.md", bad).len(), 3);
        assert_eq!(complaints("crates/x/src/a.rs", &format!("// {bad}")).len(), 3);
        assert_eq!(complaints("a.toml", &format!("# {bad}")).len(), 3);
        assert_eq!(
            complaints("crates/x/src/a.rs", "include!(\"docs/none\");").len(),
            0
        );
        assert_eq!(complaints(&format!("{DATA}a.md"), bad).len(), 0);
    }
}

//! What advice writes into files: everything that it does not change stays as it was written.

use wharf_topology::access::{AccessModel, Verdict, check};
use wharf_topology::advise::{Facts, Prices, advise, refuted, written};
use wharf_topology::desired::Ids;
use wharf_topology::{Topology, file};

/// The file with what its answer, or the topology that is named, needs.
fn write(text: &str, topology: Option<Topology>) -> String {
    let draft = file::draft(text).unwrap_or_else(|problems| panic!("{problems:?}: {text}"));
    let advice = advise(&Facts::of(&draft.company), &Prices::default());
    let topology = topology.unwrap_or(advice.candidates[0].layout);
    let edited = written(text, &draft, topology).unwrap_or_else(|error| panic!("{error}: {text}"));
    edited.text()
}

/// Comments, quotes, styles and ends of lines.
#[test]
fn what_is_not_changed_stays() {
    let rest = "builders: {ci: {trust: [dev]}}\nassertions: [nodes may pull *]\n";
    for (before, after) in [
        (
            "organization: a # ours\naccounts: { dev: '333333333333', prod: } # two\n",
            "organization: a # ours\ntopology: dedicated\naccounts: { registry: { purpose: registry }, dev: '333333333333', prod: } # two\n",
        ),
        (
            "# of a\norganization: a\naccounts: # all of them\n    # the first\n    dev: 333333333333\n    prod:\n",
            "# of a\norganization: a\ntopology: dedicated\naccounts: # all of them\n    registry: { purpose: registry }\n    # the first\n    dev: 333333333333\n    prod:\n",
        ),
        (
            "accounts:\r\n  dev:\r\n  prod:\r\norganization: a\r\n",
            "accounts:\r\n  registry: { purpose: registry }\r\n  dev:\r\n  prod:\r\norganization: a\r\n",
        ),
    ] {
        let found = write(&format!("{before}{rest}"), None);
        let found = found
            .replace("topology: dedicated\r\n", "")
            .replace("topology: dedicated\n", "");
        let after = after.replace("topology: dedicated\n", "");
        assert_eq!(found, format!("{after}{rest}"));
    }
    let whole = "{organization: a, accounts: {dev: , prod: }}\n";
    let found = write(whole, None);
    assert!(
        found.starts_with("{topology: dedicated, builders: { ci: "),
        "{found}"
    );
    let without_end = "accounts: {dev: , prod: }\norganization: a";
    assert!(
        write(without_end, None).contains("\norganization: a\n"),
        "the last line"
    );
    let marked = "\u{feff}organization: a\naccounts:\n  dev:\n  prod:";
    assert!(write(marked, None).starts_with("\u{feff}organization: a\ntopology: dedicated\n"));
}

/// What is written is not written again.
#[test]
fn written_files_need_no_more() {
    for text in [
        "organization: a\naccounts: { dev: '333333333333', prod: '555555555555' }\nrepositories: [web, api]\n",
        "organization: a\naccounts: { main: '333333333333' }\nrepositories: [web]\n",
        "organization: a\ntopology: shared\naccounts:\n  one:\n  two:\n  three: { environment: production }\n",
    ] {
        let once = write(text, None);
        assert_eq!(write(&once, None), once, "{text}");
    }
}

/// Assertions are written only if they hold, and those of the file that the answer refutes are told.
#[test]
fn assertions_are_decided_before_they_are_written() {
    let facts = "organization: a\ntopology: per-account\naccounts:\n  dev: { environment: development }\n  lab: { environment: test }\n  \
                 prod: { environment: production }\n";
    // The promoter has nothing to do with what is not in production.
    let text = format!("{facts}repositories: [web, {{ name: tools, accounts: [lab] }}]\n");
    let found = write(&text, Some(Topology::PerAccount));
    assert!(!found.contains("promoter may push *"), "{found}");
    assert!(found.contains("- outsiders may not pull *"), "{found}");
    let company = file::read(&found).unwrap();
    let model = AccessModel::of(&company, &Ids::assumed(&company));
    for assertion in &company.assertions {
        let verdict = check(&company, &model, assertion);
        assert!(
            matches!(verdict, Verdict::Proved { .. }),
            "{}: {verdict:?}",
            assertion.text
        );
    }
    // The second does not hold before either.
    let text = format!(
        "{facts}repositories: [web]\nbuilders: {{ ci: {{ trust: [dev] }} }}\n\
         assertions: [nodes may pull * in dev, outsiders may pull *, outsiders may not pull *]\n"
    );
    let text = text.replace("per-account", "shared");
    let draft = file::draft(&text).unwrap();
    let become_of = |topology| {
        let refuted = refuted(&draft, &written(&text, &draft, topology).unwrap());
        (refuted.lost, refuted.still, refuted.rewritten)
    };
    // Of an account without a registry nothing can be said: the same is said of those that have one.
    let (in_dev, still) = (
        vec!["nodes may pull * in dev".to_owned()],
        vec!["outsiders may pull *".to_owned()],
    );
    assert_eq!(become_of(Topology::Dedicated), (vec![], still.clone(), in_dev));
    assert_eq!(become_of(Topology::Shared), (vec![], still, vec![]));
}

/// Every topology can be written into a file of facts alone, and is what the file then says.
#[test]
fn every_topology_can_be_written() {
    let text = "organization: a\nunits: { red: , blue: }\naccounts:\n  red-dev: { unit: red, environment: development }\n  \
                red-prod: { unit: red, environment: production }\n  blue-prod: { unit: blue, environment: production }\n  \
                main:\nteams:\n  r: { unit: red, repositories: ['red/*'] }\n  b: { unit: blue, repositories: ['blue/*'] }\n\
                repositories: [red/api, blue/api]\n";
    for topology in Topology::ALL {
        let found = write(text, Some(topology));
        let company =
            file::read(&found).unwrap_or_else(|problems| panic!("{topology}: {problems:?}: {found}"));
        assert_eq!(company.topology, topology);
    }
}

/// The difference is one that `patch` takes: its lines and numbers are those of both texts.
#[test]
fn differences_can_be_applied() {
    let text = "organization: a\n# one\n# two\n# three\n# four\n# five\n# six\naccounts:\n  dev:\n  prod: # last\nrepositories: [web]";
    let draft = file::draft(text).unwrap();
    let edited = written(text, &draft, Topology::Dedicated).unwrap();
    let diff = edited.diff("company.yaml");
    let mut old: Vec<&str> = text.lines().collect();
    let mut shift = 0_i64;
    let mut lines = diff.lines().skip(2).peekable();
    while let Some(head) = lines.next() {
        let at: i64 = head.split(['-', ',']).nth(1).unwrap().parse().unwrap();
        let mut at = usize::try_from(at - 1 + shift).unwrap();
        while let Some(line) = lines.next_if(|line| !line.starts_with("@@")) {
            match line.split_at(1) {
                (" ", kept) => {
                    assert_eq!(old[at], kept, "{diff}");
                    at += 1;
                }
                ("-", gone) => {
                    assert_eq!(old.remove(at), gone, "{diff}");
                    shift -= 1;
                }
                ("+", new) => {
                    old.insert(at, new);
                    at += 1;
                    shift += 1;
                }
                _ => {}
            }
        }
    }
    assert_eq!(old.join("\n") + "\n", edited.text(), "{diff}");
    assert!(diff.matches("@@ -").count() >= 2, "{diff}");
}

/// What cannot be edited is said, to be written by hand.
#[test]
fn what_is_not_edited_is_said() {
    let text = "organization: a\naccounts: &all\n  dev:\n  prod:\n";
    let draft = file::draft(text).unwrap();
    match written(text, &draft, Topology::Dedicated) {
        Ok(edited) => assert!(file::read(&edited.text()).is_ok()),
        Err(error) => assert!(
            error
                .to_string()
                .contains("under accounts: registry: { purpose: registry }"),
            "{error}"
        ),
    }
}

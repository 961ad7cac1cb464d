//! From facts alone to a company that runs: advised, written, proved, applied, proved again from what is there, drawn.

use std::path::Path;

use super::Endpoint;
use crate::program::{Node, stdout, wharf};

/// The reader of the article: accounts and repositories.
const READER: &str = "# Ours.\norganization: small\naccounts: { dev: \"333333333333\", prod: \"555555555555\" } # two\nrepositories: [web, api]\n";

/// Production that pulls when everything that others share is gone.
const CUT_OFF: &str = "organization: cut\ntopology: shared\naccounts:\n  dev: \"333333333333\"\n  # serves\n  \
                       prod: \"555555555555\"\nrepositories: [web]\nrequirements: { production_independent: true }\n";

/// A registry to build to, and production's own, which promotion fills.
const REPLICATED: &str = "organization: twice\ntopology: replicated\naccounts: { registry: , dev: , prod: }\nrepositories: [web]\n\
                          builders:\n  ci: { trust: [dev], environments: [development, test] }\n  promoter: { trust: [dev], environments: [production] }\n\
                          assertions:\n  - ci may push * in registry\n  - promoter may push * in prod\n  - nodes may pull *\n  - account dev may not pull * in prod\n  \
                          - only ci, promoter may push *\n  - outsiders may not pull *\n";

fn from_facts(facts: &str, answer: &str, comment: &str) {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("company.yaml");
    std::fs::write(&file, facts).unwrap();
    let path = file.to_str().unwrap();
    let advice = stdout(&mut wharf(&["advise", path]));
    assert!(advice.starts_with(answer), "{advice}");
    stdout(&mut wharf(&["advise", path, "--write"]));
    let written = std::fs::read_to_string(&file).unwrap();
    assert!(written.contains(comment), "{written}");
    runs(path, home.path());
    // Nothing more is to be written.
    let said = stdout(&mut wharf(&["advise", path, "--write"]));
    assert!(said.contains("nothing is written"), "{said}");
}

fn runs(path: &str, home: &Path) {
    let proved = stdout(&mut wharf(&["check", path, "--strict"]));
    let node = Node::up(path, &home.join("data"), &[], &[("WHARF_LOG", "warn")]);
    let endpoint = Endpoint::of_node(&node);
    let (code, live) = endpoint.run(&["check", path, "--live"]);
    assert_eq!(code, Some(0), "{live}");
    assert_eq!(
        live.matches("proved ").count(),
        proved.matches("proved ").count(),
        "{live}"
    );
    endpoint.is_as(path);
    let picture = stdout(&mut wharf(&["draw", path]));
    assert!(picture.contains("registry"), "{picture}");
}

#[test]
fn the_readers_company_runs() {
    from_facts(
        READER,
        "One registry, in account `registry` (new), in us-east-1, because ",
        "} # two\n",
    );
}

#[test]
fn production_cut_off_runs() {
    let answer = "2 registries, in the accounts `registry` (new) and `registry-prod` (new), in us-east-1";
    from_facts(CUT_OFF, answer, "  # serves\n");
}

#[test]
fn a_replicated_company_runs() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("company.yaml");
    std::fs::write(&file, REPLICATED).unwrap();
    runs(file.to_str().unwrap(), home.path());
}

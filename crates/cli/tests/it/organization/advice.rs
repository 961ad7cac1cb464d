//! `wharf advise`: what it says, and what it writes.

use serde_json::Value;

use super::{example, ok, run};
use crate::program::wharf;

#[test]
fn advice_in_three_forms() {
    let file = example("dedicated");
    let text = ok(&["advise", &file]);
    assert!(
        text.starts_with("One registry, in account `registry` (222222222222), in us-east-1, because "),
        "{text}"
    );
    let json: Value = serde_json::from_str(&ok(&["advise", &file, "--format", "json"])).unwrap();
    assert_eq!(
        (
            json["answer"].as_str(),
            json["candidates"].as_array().unwrap().len()
        ),
        (Some("dedicated"), 6)
    );
    let markdown = ok(&["advise", &file, "--format", "markdown"]);
    assert!(markdown.contains("| dedicated | 6 |"), "{markdown}");
    let said = "this Wharf does not replicate";
    let regions = example("multi-region");
    for format in ["text", "markdown", "html"] {
        let told = ok(&["advise", &regions, "--format", format]);
        assert!(told.contains(said), "{format}: {told}");
    }
    let why = ok(&["advise", &file, "--why-not", "per-account"]);
    assert!(
        why.contains("misses a requirement") && why.contains("operations:"),
        "{why}"
    );
    let home = tempfile::tempdir().unwrap();
    let prices = home.path().join("prices.toml");
    std::fs::write(&prices, "date = \"today\"\nstorage_gb_month = 100.0\n").unwrap();
    let dear = ok(&[
        "advise",
        &file,
        "--prices",
        prices.to_str().unwrap(),
        "--format",
        "json",
    ]);
    let dear: Value = serde_json::from_str(&dear).unwrap();
    let storage = |advice: &Value| advice["candidates"][0]["cost"]["storage"].as_f64().unwrap();
    assert!((storage(&dear) / storage(&json) - 1_000.0).abs() < 0.01);
    std::fs::write(&prices, "storage = 1\n").unwrap();
    let (code, _, err) = run(&["advise", &file, "--prices", prices.to_str().unwrap()]);
    assert!(code == Some(1) && err.contains("unknown field"), "{err}");
}

/// Facts alone, and a file that says another topology: what to write, what is written, and who keeps what.
#[test]
fn advice_is_written() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("small.yaml");
    // An editor's byte-order mark stays.
    let facts = "\u{feff}# ours\norganization: small\naccounts: { dev: \"333333333333\", prod: }\nrepositories: [web, api]\n";
    std::fs::write(&file, facts).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
    let link = home.path().join("link.yaml");
    std::os::unix::fs::symlink(&file, &link).unwrap();
    let path = link.to_str().unwrap();
    let text = ok(&["advise", path]);
    let order = [
        "One registry, in account `registry` (new)",
        "+accounts: { registry: { purpose: registry }, dev: \"333333333333\", prod: }",
        "The file says no topology; without one it means dedicated: ",
        "candidate ",
        "The money assumes, because the file does not say it",
        "  networks ",
    ];
    let places: Vec<usize> = order
        .iter()
        .map(|part| text.find(part).unwrap_or_else(|| panic!("{part}: {text}")))
        .collect();
    assert!(places.is_sorted(), "{text}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), facts);
    for command in ["draw", "check"] {
        let (code, _, err) = run(&[command, path]);
        assert!(
            code == Some(1) && err.contains("; with --write it writes them into the file"),
            "{err}"
        );
    }
    let supposed = ok(&["advise", path, "--what-if", "teams=60,regions=3"]);
    assert!(
        supposed.starts_with("With teams=60,regions=3 the answer is per-account"),
        "{supposed}"
    );
    assert!(supposed.contains("\nNow it is dedicated, because"), "{supposed}");
    let page = |more: &[&str]| ok(&[&["advise", path, "--format", "html"], more].concat());
    let (now, then) = (page(&[]), page(&["--what-if", "teams=60,regions=3,image_gb=7"]));
    for said in [
        "Assumed, because the file does not say it",
        "+topology: dedicated</span>",
        "class=\"turns\"",
        "in account <code>registry</code> (new)",
    ] {
        assert!(now.contains(said), "{said}: {now}");
    }
    assert!(
        then.contains(" · 60 teams · ") && then.contains(" of 7 GB kept"),
        "{then}"
    );
    assert!(
        !then.contains("+topology") && !then.contains("<code>image_gb</code>"),
        "{then}"
    );
    let picture = ok(&["advise", path, "--format", "svg"]);
    assert!(
        picture.starts_with("<svg ") && picture.contains(">now 1</text>"),
        "{picture}"
    );
    let said = ok(&["advise", path, "--write"]);
    assert!(
        said.contains("+topology: dedicated") && said.contains("wharf check"),
        "{said}"
    );
    let written = std::fs::read_to_string(&file).unwrap();
    assert!(
        written.starts_with("\u{feff}# ours\norganization: small\ntopology: dedicated\n"),
        "{written}"
    );
    assert!(link.is_symlink());
    assert_eq!(
        std::fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o640
    );
    assert_eq!(ok(&["check", path]).matches("proved").count(), 4);
    for (arguments, code, said) in [
        (&["advise", "-", "--write"][..], 64, "standard input"),
        (&["advise", path, "--what-if", "team=1"], 64, "cannot be supposed"),
    ] {
        let mut command = wharf(arguments);
        let input = std::fs::File::open(&file).unwrap();
        let output = command.stdin(input).output().unwrap();
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            output.status.code() == Some(code) && complaint.contains(said),
            "{complaint}"
        );
    }
    std::fs::write(&file, written.replace("topology: dedicated", "topology: shared")).unwrap();
    let json: Value = serde_json::from_str(&ok(&["advise", path, "--format", "json"])).unwrap();
    assert_eq!(json["fileSays"], "shared");
    assert_eq!(
        json["moving"][0], "from `dev` to `registry`: web and api",
        "{json}"
    );
}

/// A registry whose policy AWS would refuse is told with the remedy, also where the file says another topology.
#[test]
fn a_limit_that_the_answer_would_meet_is_told() {
    let mut text =
        "organization: crowd\ntopology: replicated\naccounts:\n  registry: { purpose: registry }\n  build:\n"
            .to_owned();
    let all = |line: &dyn Fn(usize) -> String| (0..45).map(line).collect::<String>();
    text += &all(&|at| {
        format!(
            "  c-{at:02}: {{ environment: {} }}\n",
            if at == 0 { "production" } else { "test" }
        )
    });
    text += "repositories:\n";
    text += &all(&|at| format!("  - client-{at:02}/site\n"));
    text += "templates: { ROOT: {} }\nbuilders: { ci: { trust: [build] } }\nconsumers:\n";
    text += &all(&|at| {
        format!("  n{at:02}: {{ accounts: [c-{at:02}], pull: [\"client-{at:02}/*\", \"shared/*\"] }}\n")
    });
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("crowd.yaml");
    std::fs::write(&file, text).unwrap();
    let path = file.to_str().unwrap();
    let said = ok(&["advise", path]);
    // It is too much with each of them, so none is better for it.
    assert!(
        said.contains("Too much in line ")
            && said.contains("characters, and AWS takes 10,240: write one pattern"),
        "{said}"
    );
}

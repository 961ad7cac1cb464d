//! Where `aws` in a shell goes, and whose key it signs with.

use serde_json::Value;
use wharf_cli::Environment;
use wharf_cli::config::Tls;
use wharf_cli::doctor::Outcome;

use super::{Fake, of, subject};
use crate::aws::variables;
use crate::program::Node;

const ACCOUNT: &str = "111122223333";

/// What the doctor finds about where `aws` goes.
fn way(machine: &Fake, subject: &wharf_cli::doctor::Subject) -> (Outcome, String) {
    let findings = machine.examine(subject);
    let found = of(&findings, "aws").into_iter().max_by_key(|found| found.outcome);
    let found = found.unwrap();
    (found.outcome, format!("{} {:?}", found.found, found.todo))
}

#[test]
fn a_profile_leads_aws_here_or_elsewhere() {
    let mut machine = Fake::new();
    let subject = subject("wharf.test", &Tls::Off, None);
    let endpoint = &subject.node.endpoint;
    machine.write(
        "config",
        &format!(
            "[profile ci]\nendpoint_url = {endpoint}/\n[profile nodes]\nendpoint_url = {endpoint}\n\
             [profile other]\nendpoint_url = http://127.0.0.1:9\n[profile bare]\nregion = us-east-1\n"
        ),
    );
    let config = machine.folder.path().join("config").display().to_string();
    let at = |machine: &mut Fake, more: &[(&str, &str)]| {
        let mut variables = vec![("AWS_CONFIG_FILE", config.as_str())];
        variables.extend(more);
        variables.resize(3, ("UNUSED", ""));
        let variables: [(&str, &str); 3] = variables.try_into().unwrap();
        machine.environment = Environment::from(variables);
        way(machine, &subject)
    };
    let (outcome, said) = at(&mut machine, &[]);
    let expected =
        format!("goes to Amazon without --profile; it comes to {endpoint} with --profile ci, nodes");
    assert!(outcome == Outcome::Warn && said.contains(&expected), "{said}");
    assert!(said.contains("export AWS_PROFILE=ci"), "{said}");
    let (outcome, said) = at(&mut machine, &[("AWS_PROFILE", "ci")]);
    assert!(
        outcome == Outcome::Ok && said.contains("by the profile ci"),
        "{said}"
    );
    let (outcome, said) = at(&mut machine, &[("AWS_PROFILE", "other")]);
    assert!(
        outcome == Outcome::Warn && said.contains("of the profile other sends it elsewhere"),
        "{said}"
    );
    let (outcome, said) = at(&mut machine, &[("AWS_PROFILE", "bare")]);
    assert!(
        outcome == Outcome::Warn && said.contains("goes to Amazon with the profile bare"),
        "{said}"
    );
    // The variable comes first.
    let elsewhere = [("AWS_PROFILE", "ci"), ("AWS_ENDPOINT_URL", "http://127.0.0.1:9")];
    let (outcome, said) = at(&mut machine, &elsewhere);
    assert!(
        outcome == Outcome::Warn && said.contains("AWS_ENDPOINT_URL=http"),
        "{said}"
    );
}

#[test]
fn a_key_of_another_folder_is_told() {
    let (node, other) = (Node::start(&[], &[]), Node::start(&[], &[]));
    let key = |of: &Node| {
        let variables = variables(of, ACCOUNT);
        let mut doctor = node.wharf(&["doctor", "--format", "json"]);
        for (name, value) in variables.as_object().unwrap() {
            doctor.env(name, value.as_str().unwrap());
        }
        doctor.env("AWS_ENDPOINT_URL", node.json()["endpoint"].as_str().unwrap());
        let findings: Value = serde_json::from_slice(&doctor.output().unwrap().stdout).unwrap();
        let mut findings = findings.as_array().unwrap().clone();
        findings.retain(|finding| finding["check"] == "key");
        assert_eq!(findings.len(), 1, "{findings:?}");
        findings.remove(0)
    };
    let own = key(&node);
    assert_eq!(own["outcome"], "ok", "{own}");
    assert_eq!(
        own["found"],
        "AWS_ACCESS_KEY_ID is of arn:aws:iam::111122223333:root"
    );
    let strange = key(&other);
    assert_eq!(strange["outcome"], "fail", "{strange}");
    let found = strange["found"].as_str().unwrap();
    assert!(found.contains("InvalidClientTokenId"), "{found}");
    assert!(
        strange["todo"][0]
            .as_str()
            .unwrap()
            .contains("wharf env --account"),
        "{strange}"
    );
}

//! What `wharf up` says to type next, typed, at a first and at a second start: by a builder that an account may take, and by one that
//! only its issuer's tokens let in. skopeo stands in for docker.

use super::web_identity::Issuer;
use crate::aws::LEFT_OVER;
use crate::lab::{Image, Lab, layout};
use crate::program::{Node, eventually};

/// Starts a file twice. Each time the block that is shown is typed, as `changed` has it.
fn typed_at_two_starts(file: &str, flags: &[&str], accounts: &[&str], changed: impl Fn(&str) -> String) {
    let mut lab = Lab::up_file(file, flags, accounts);
    layout::write(&lab.path("image"), &Image::new(&[("bin/app", b"program")]), "v1");
    for tag in ["first", "second"] {
        let script = script(&lab, &changed(&block(&lab.node)), tag);
        let bash = lab.client("bash").args(["-c", &script]);
        let bash = LEFT_OVER
            .iter()
            .fold(bash, |bash, (name, value)| bash.env(name, value));
        bash.env("AWS_EC2_METADATA_DISABLED", "true").ok();
        if tag == "first" {
            lab.node.stop("TERM");
            let data = lab.node.data.clone();
            lab.node = Node::up(file, &data, flags, &[("WHARF_LOG", "warn")]);
        }
    }
}

/// The commands that a node shows once its file is applied.
fn block(node: &Node) -> String {
    eventually("the block is whole", || {
        node.stdout().contains("If a command fails")
    });
    let said = node.stdout();
    let (_, block) = said.split_once("In another shell:\n").unwrap();
    let lines = block.lines().take_while(|line| line.starts_with("  "));
    lines.map(|line| format!("{}\n", line.trim())).collect()
}

/// A block for a machine that has skopeo, and the names in `/etc/hosts` already.
fn script(lab: &Lab, block: &str, tag: &str) -> String {
    let image = lab.at("image:v1");
    let lines = block.lines().filter(|line| !line.contains("/etc/hosts"));
    let lines = lines.map(|line| match line.strip_prefix("docker tag IMAGE ") {
        Some(pushed) => {
            let (remote, _) = pushed.split_once(' ').unwrap();
            let flags = "--quiet --insecure-policy --dest-tls-verify=false";
            format!("skopeo copy {flags} oci:{image} docker://{remote}:{tag}\n")
        }
        None => line.replace("docker login", "skopeo login --tls-verify=false") + "\n",
    });
    format!("set -euo pipefail\n{}", lines.collect::<String>())
}

#[test]
fn a_builder_of_one_of_several_registries_takes_its_profile() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/per-account.yaml");
    let accounts = ["333333333333", "444444444444", "555555555555"];
    typed_at_two_starts(file, &[], &accounts, |block| {
        assert!(
            block.contains("\naws --profile ci --region us-east-1 ecr "),
            "{block}"
        );
        assert!(
            !block.contains("=TOKEN") && !block.contains("wharf login"),
            "{block}"
        );
        block.to_owned()
    });
}

#[test]
fn a_builder_that_only_tokens_let_in_pushes_with_one() {
    let issuer = Issuer::start();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("company.yaml");
    let text = format!(
        "organization: acme\naccounts: {{registry: \"222222222222\", dev: \"333333333333\"}}\nrepositories: [app]\n\
         builders: {{ci: {{oidc: {{issuer: \"{}\", subjects: [\"repo:octo/app:*\"]}}}}}}\n",
        issuer.url
    );
    std::fs::write(&file, text).unwrap();
    let certificate = issuer.certificate();
    let flags = ["--oidc-ca-file", certificate.to_str().unwrap()];
    typed_at_two_starts(file.to_str().unwrap(), &flags, &["222222222222"], |block| {
        assert!(
            !block.contains("\naws --profile") && block.contains("\naws --region us-east-1 ecr "),
            "{block}"
        );
        let login = "# wharf login --profile ci --issuer https://localhost:";
        assert!(block.contains(login), "{block}");
        let token = issuer.token("main");
        block.replace("_FILE=TOKEN", &format!("_FILE={}", token.display()))
    });
}

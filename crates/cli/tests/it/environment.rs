//! `wharf env`.

use std::process::Command;

use crate::program::{Node, failure, stdout};

#[test]
fn the_output_is_a_shell_script() {
    let node = Node::start(&["--zone", "registry.test"], &[]);
    let script = stdout(&mut node.wharf(&["env", "--account", "111122223333", "--region", "eu-west-1"]));
    let shell = format!(
        "{script}\necho \"$AWS_ENDPOINT_URL $AWS_REGION $AWS_DEFAULT_REGION $WHARF_REGISTRY \
         ${{AWS_SESSION_TOKEN-unset}} ${{AWS_CA_BUNDLE-unset}} ${{AWS_PROFILE-unset}} ${{#AWS_SECRET_ACCESS_KEY}}\""
    );
    let mut command = Command::new("sh");
    command
        .args(["-euc", &shell])
        .env_clear()
        .env("AWS_SESSION_TOKEN", "left over")
        .env("AWS_CA_BUNDLE", "left over")
        .env("AWS_PROFILE", "left over");
    let listen = node.listen();
    let port = listen.rsplit_once(':').unwrap().1;
    assert_eq!(
        stdout(&mut command).trim(),
        format!(
            "http://{listen} eu-west-1 eu-west-1 111122223333.dkr.ecr.eu-west-1.registry.test:{port} unset unset unset 40"
        )
    );
}

/// Programs that read `/etc/hosts` only do not find registries under `localhost`. The default one is named by the node's address.
#[test]
fn a_registry_that_is_not_found_is_told_with_what_adds_it() {
    let node = Node::start(&[], &[]);
    let said = |region: &str| {
        let mut env = node.wharf(&["env", "--account", "111122223333", "--region", region]);
        let output = env.output().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    assert_eq!(said("us-east-1"), "");
    let said = said("ap-southeast-3");
    assert!(
        said.contains(" 111122223333.dkr.ecr.ap-southeast-3.localhost, which WHARF_REGISTRY names")
            && said.trim_end().ends_with(" --region ap-southeast-3")
            && said.contains(" doctor --fix --data "),
        "{said}"
    );
}

/// By the services that a node serves: none is called elsewhere than where `wharf env` says.
#[test]
fn no_service_is_called_elsewhere() {
    let served = wharf_node::services().map(|service| service.name());
    // The registry protocol and the operator's operations are none of AWS's.
    let served = served.filter(|name| !["distribution", "wharf"].contains(name));
    let variables: Vec<String> = served
        .map(|name| format!("AWS_ENDPOINT_URL_{}", name.to_uppercase()))
        .collect();
    let node = Node::start(&[], &[]);
    let script = stdout(&mut node.wharf(&["env", "--account", "111122223333"]));
    let mut shell = Command::new("sh");
    shell.args(["-euc", &format!("{script}\nexport -p")]).env_clear();
    shell.envs(variables.iter().map(|name| (name, "https://elsewhere.example")));
    let left = stdout(&mut shell);
    assert!(variables.len() == 5 && !left.contains("elsewhere"), "{left}");
}

#[test]
fn json_is_flat_and_powershell_is_quoted() {
    let node = Node::start(&["--tls", "development"], &[]);
    let variables = crate::aws::variables(&node, "111122223333");
    let members = variables.as_object().unwrap();
    assert!(members.values().all(serde_json::Value::is_string));
    assert_eq!(
        variables["AWS_ENDPOINT_URL"],
        format!("https://{}", node.listen())
    );
    let bundle = variables["AWS_CA_BUNDLE"].as_str().unwrap();
    assert!(
        std::fs::read_to_string(bundle)
            .unwrap()
            .contains("BEGIN CERTIFICATE")
    );
    let mut command = node.wharf(&["env", "--account", "111122223333", "--format", "powershell"]);
    let script = stdout(&mut command);
    assert!(
        script.contains("$env:AWS_REGION = 'us-east-1'\n$env:AWS_DEFAULT_REGION"),
        "{script}"
    );
    assert!(node.stdout().contains("update-ca-certificates"));
}

#[test]
fn what_is_missing_is_said_with_the_command_that_makes_it() {
    let nowhere = tempfile::tempdir().unwrap();
    let mut command = crate::program::wharf(&["env", "--account", "111122223333", "--data"]);
    let said = failure(command.arg(nowhere.path()));
    assert!(said.contains("wharf serve --data"), "{said}");
    assert_eq!(
        std::fs::read_dir(nowhere.path()).unwrap().count(),
        0,
        "nothing is made by looking"
    );

    let mut node = Node::start(&[], &[]);
    let said = failure(&mut node.wharf(&["env", "--account", "999999999999"]));
    assert!(said.contains("wharf account create --id 999999999999"), "{said}");
    let id = crate::aws::variables(&node, "111122223333")["AWS_ACCESS_KEY_ID"].clone();
    stdout(&mut node.wharf(&["access-key", "deactivate", "--id", id.as_str().unwrap()]));
    let said = failure(&mut node.wharf(&["env", "--account", "111122223333"]));
    assert!(
        said.contains("wharf access-key create --account 111122223333"),
        "{said}"
    );
    // A client of a running node needs no key of its own.
    node.stop("TERM");
    std::fs::remove_file(node.data.join("master.key")).unwrap();
    let said = failure(&mut node.wharf(&["access-key", "list", "--account", "111122223333"]));
    assert!(
        said.contains("--master-key-file") && !node.data.join("master.key").exists(),
        "{said}"
    );
}

#[test]
fn a_node_that_is_just_starting_is_waited_for() {
    let node = Node::start(&[], &[]);
    let (file, text) = (node.data.join("node.json"), node.json().to_string());
    std::fs::remove_file(&file).unwrap();
    let mut env = node.wharf(&["env", "--account", "111122223333"]);
    let env = env.stdout(std::process::Stdio::piped()).spawn().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(200));
    std::fs::write(&file, text).unwrap();
    let output = env.wait_with_output().unwrap();
    assert!(output.status.success());
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .contains("AWS_ENDPOINT_URL")
    );
}

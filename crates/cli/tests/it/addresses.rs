//! Addresses, ports and profiles that cannot be used: said before anything is made, with what to type instead.

use std::net::TcpListener;

use crate::program::{Node, failure, misuse, stdout, wharf};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/dedicated.yaml");

#[test]
fn a_port_in_use_is_told_before_anything_is_made() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let held = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = held.local_addr().unwrap();
    for more in [
        vec!["--port".to_owned(), address.port().to_string()],
        vec!["--listen".to_owned(), address.to_string()],
    ] {
        for command in [&["serve"][..], &["up", FILE]] {
            let said = failure(wharf(command).args(&more).arg("--data").arg(&data));
            assert!(
                said.contains(&format!(
                    "cannot listen on {address}: the port is in use by process {} (",
                    std::process::id()
                )) && said.contains("take another port: --port "),
                "{said}"
            );
            assert!(!data.exists(), "{command:?} made a folder");
        }
    }
    let metrics = ["serve", "--port", "0", "--metrics-listen", &address.to_string()];
    let said = failure(wharf(&metrics).arg("--data").arg(&data));
    assert!(
        said.contains("--metrics-listen 127.0.0.1:") && !data.exists(),
        "{said}"
    );
}

#[test]
fn a_second_node_on_a_folder_is_told_of_the_first() {
    let node = Node::start(&[], &[]);
    let port = node.listen().rsplit_once(':').unwrap().1.to_owned();
    let said = failure(wharf(&["serve", "--port", &port, "--data"]).arg(&node.data));
    assert!(said.contains("is served by another process"), "{said}");
}

#[test]
fn a_port_and_localhost_are_addresses() {
    let listen = |arguments: &[&str], environment: &[(&str, &str)]| {
        let mut command = wharf(&[&["config", "show", "--format", "json"], arguments].concat());
        command.envs(environment.iter().copied());
        let shown: serde_json::Value = serde_json::from_str(&stdout(&mut command)).unwrap();
        shown["listen"]["value"].as_str().unwrap().to_owned()
    };
    assert_eq!(listen(&["--port", "6000"], &[]), "127.0.0.1:6000");
    assert_eq!(
        listen(&["--port", "6000"], &[("WHARF_LISTEN", "[::]:5000")]),
        "[::]:6000"
    );
    assert_eq!(
        listen(&["--port", "6000"], &[("WHARF_LISTEN", "0.0.0.0:5000\r")]),
        "0.0.0.0:6000"
    );
    for wrong in [
        &["--port", "70000"][..],
        &["--port", "6000", "--listen", "[::]:5000"],
    ] {
        let output = wharf(&[&["serve"], wrong].concat()).output().unwrap();
        assert_eq!(output.status.code(), Some(64), "{wrong:?}");
    }
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let held = TcpListener::bind("127.0.0.1:0").unwrap();
    let local = format!("localhost:{}", held.local_addr().unwrap().port());
    let said = failure(wharf(&["serve", "--listen", &local, "--data"]).arg(&data));
    assert!(said.contains("cannot listen on 127.0.0.1:"), "{said}");
}

#[test]
fn a_profile_that_is_not_there_is_refused_with_the_nearest() {
    let home = tempfile::tempdir().unwrap();
    let config = home.path().join("config");
    // As an editor of Windows leaves it.
    std::fs::write(
        &config,
        "\u{feff}[profile operator]\r\nregion = us-east-1\r\n[profile promoter]\r\n",
    )
    .unwrap();
    let plan = |profile: &str| {
        let mut plan = wharf(&["plan", FILE, "--profile", profile, "--endpoint", "localhost:9"]);
        plan.env("AWS_CONFIG_FILE", &config).env("HOME", home.path());
        failure(&mut plan)
    };
    let said = plan("operater");
    for part in [
        "there is no profile `operater` in ",
        "credentials (which is not there); did you mean `operator`?",
        "there are: operator, promoter",
        "aws configure --profile operater",
    ] {
        assert!(said.contains(part), "{part} is not in {said}");
    }
    // One that `wharf up` wrote is named with what to type.
    let made = home.path().join("data/aws");
    std::fs::create_dir_all(&made).unwrap();
    std::fs::write(made.join("config"), "[profile ci]\n").unwrap();
    let mut plan = wharf(&["plan", FILE]);
    plan.env("AWS_PROFILE", "ci")
        .env("HOME", home.path())
        .env("WHARF_DATA", home.path().join("data"));
    let said = failure(&mut plan);
    assert!(
        said.contains(&format!(
            "export AWS_CONFIG_FILE={}",
            made.join("config").display()
        )),
        "{said}"
    );
}

#[test]
fn an_endpoint_elsewhere_needs_a_scheme() {
    let output = wharf(&["plan", FILE, "--endpoint", "wharf.example.com:5000"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(64));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("https://wharf.example.com:5000"), "{said}");
    let mut plan = wharf(&["plan", FILE]);
    let said = failure(plan.env("AWS_ENDPOINT_URL", "wharf.example.com"));
    assert!(said.contains("AWS_ENDPOINT_URL: 'wharf.example.com'"), "{said}");
}

#[test]
fn what_is_no_port() {
    for port in ["abc", "65536"] {
        let said = misuse(&mut wharf(&["serve", "--port", port]));
        assert!(said.contains("a port is a number from 1 to 65535"), "{said}");
    }
}

//! moto: an AWS-compatible server that others wrote.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::{Endpoint, FILE, write};

/// moto, until it is dropped.
struct Moto {
    server: Child,
    url: String,
}

impl Drop for Moto {
    fn drop(&mut self) {
        drop(self.server.kill());
        drop(self.server.wait());
    }
}

impl Moto {
    fn start() -> Moto {
        let program = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("clients/moto/bin/moto_server");
        assert!(
            program.is_file(),
            "run `cargo xtask test install` first: no {}",
            program.display()
        );
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port()
            .to_string();
        let server = Command::new(program)
            .args(["-H", "127.0.0.1", "-p", &port])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let begun = Instant::now();
        while std::net::TcpStream::connect(format!("127.0.0.1:{port}")).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(60), "moto does not listen");
            std::thread::sleep(Duration::from_millis(50));
        }
        Moto {
            server,
            url: format!("http://127.0.0.1:{port}"),
        }
    }
}

/// Another server gives account ids itself and has no account settings: sharing is then written on each repository.
#[test]
fn an_independent_server_is_made_so_too() {
    let home = tempfile::tempdir().unwrap();
    let moto = Moto::start();
    let endpoint = Endpoint {
        home: tempfile::tempdir().unwrap(),
        variables: vec![
            ("AWS_ENDPOINT_URL", moto.url.clone()),
            ("AWS_ACCESS_KEY_ID", "testing".to_owned()),
            ("AWS_SECRET_ACCESS_KEY", "testing".to_owned()),
            ("AWS_DEFAULT_REGION", "us-east-1".to_owned()),
        ],
    };
    let (code, said) = endpoint.run(&["apply", FILE]);
    assert!(
        code == Some(1) && said.contains("this endpoint gives ids itself"),
        "{said}"
    );
    let example = std::fs::read_to_string(FILE).unwrap();
    let without_ids: Vec<String> = example
        .lines()
        .map(|line| match line.split_once("id: ") {
            Some((before, after)) => before.to_owned() + after.split_once(", ").unwrap().1,
            None => line.to_owned(),
        })
        .collect();
    let file = write(home.path(), "organization.yaml", &without_ids.join("\n"));
    let (code, said) = endpoint.run(&["apply", &file]);
    assert_eq!(code, Some(0), "{said}");
    for line in [
        "+ role nodes in prod (",
        "+ policy of repository prod/api of registry (",
        "+ SERVICE_CONTROL_POLICY wharf-policy-edits",
        "+ lifecycle policy of repository prod/api of registry (",
        "creation templates of registry (",
    ] {
        assert!(said.contains(line), "no {line:?} in {said}");
    }
    endpoint.is_as(&file);
    let roots = endpoint.aws(&["organizations", "list-roots"]);
    let root = roots["Roots"][0]["Id"].as_str().unwrap();
    let filter = ["--target-id", root, "--filter", "SERVICE_CONTROL_POLICY"];
    let attached = endpoint
        .aws(&[&["organizations", "list-policies-for-target"], &filter[..]].concat())
        .to_string();
    assert!(attached.contains("wharf-approved-registries"), "{attached}");
    let (code, said) = endpoint.run(&["destroy", &file, "--yes"]);
    assert_eq!(code, Some(0), "{said}");
    let (_, said) = endpoint.run(&["destroy", &file, "--yes"]);
    assert!(said.contains("everything is as the file says"), "{said}");
}

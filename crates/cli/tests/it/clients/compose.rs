//! The Compose file of the examples: what it says is what the Compose Specification has, and what it starts works by the names that it
//! gives.
//!
//! There is no Compose where these tests run, so its command, health check and client are run as Compose would, in a network and a mount
//! namespace of their own. Needs root.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::lab::{Image, Lab, brought, layout, program};

/// `$HEALTH` is the health check, `$CLIENT` the client's arguments, and the script's own arguments are the service's command.
const SCRIPT: &str = r#"
"$@" >"$LOG" 2>&1 & served=$!
until bash -c "$HEALTH" 2>refused; do sleep 0.05; done
aws $CLIENT --query repository.repositoryUri --output text
aws ecr get-authorization-token --query 'authorizationData[0].proxyEndpoint' --output text
aws ecr get-login-password >password
for host in wharf:5000 host.docker.internal:5000; do
  skopeo login --tls-verify=false -u AWS --password-stdin "$host" <password
done
skopeo copy --insecure-policy --quiet --dest-tls-verify=false "oci:$FROM" docker://wharf:5000/app:v1
skopeo inspect --tls-verify=false --format '{{.Digest}}' docker://host.docker.internal:5000/app:v1
kill "$served"
wait "$served"
echo done
"#;

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/compose/compose.yaml")
}

/// The file as YAML's own reader has it.
fn read() -> Value {
    let script = "import json, sys, yaml; json.dump(yaml.safe_load(open(sys.argv[1])), sys.stdout)";
    let output = Command::new(brought("lint/bin/python"))
        .args(["-c", script])
        .arg(file())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

fn words(value: &Value) -> Vec<&str> {
    let all = value.as_array().unwrap().iter();
    all.map(|word| word.as_str().unwrap()).collect()
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn flag<'a>(command: &[&'a str], name: &str) -> &'a str {
    let at = command.iter().position(|word| *word == name).unwrap();
    command[at + 1]
}

#[test]
fn what_it_says_belongs_together() {
    let compose = read();
    assert_eq!(keys(&compose), BTreeSet::from(["services", "volumes"]));
    // Of the attributes that the Compose Specification gives a service, those that are used.
    let known = [
        "command",
        "depends_on",
        "environment",
        "healthcheck",
        "image",
        "ports",
        "stop_grace_period",
        "volumes",
    ];
    let services = &compose["services"];
    for service in services.as_object().unwrap().values() {
        let unknown: Vec<_> = keys(service)
            .into_iter()
            .filter(|key| !known.contains(key))
            .collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }
    let wharf = &services["wharf"];
    assert_eq!(
        keys(&wharf["healthcheck"]),
        BTreeSet::from(["interval", "retries", "test"])
    );
    let needed = &services["client"]["depends_on"]["wharf"]["condition"];
    assert_eq!(needed, "service_healthy");

    let command = words(&wharf["command"]);
    let (_, port) = flag(&command, "--listen").rsplit_once(':').unwrap();
    assert_eq!(words(&wharf["ports"]), [format!("127.0.0.1:{port}:{port}")]);
    let data = format!("registry:{}", flag(&command, "--data"));
    assert!(words(&wharf["volumes"]).contains(&&*data));
    assert_eq!(keys(&compose["volumes"]), BTreeSet::from(["registry"]));
    let program = format!("./wharf:/usr/local/bin/{}:ro", command[0]);
    assert!(words(&wharf["volumes"]).contains(&&*program));
    let url = services["client"]["environment"]["AWS_ENDPOINT_URL"].as_str();
    assert_eq!(url.unwrap(), format!("http://wharf:{port}"));
    // A key of AWS in the environment is none of Wharf's.
    for half in ["ACCESS_KEY_ID", "SECRET_ACCESS_KEY"] {
        let own = format!("WHARF_BOOTSTRAP_{half}");
        let taken = format!("${{{own}:?}}");
        assert_eq!(wharf["environment"][&own], taken);
        assert_eq!(services["client"]["environment"][format!("AWS_{half}")], taken);
    }
    // Longer than a drain and the jobs after it.
    assert_eq!(wharf["stop_grace_period"], "40s");
}

#[test]
fn what_it_starts_is_reached_by_its_names() {
    for name in ["skopeo", "aws", "busybox"] {
        program(name);
    }
    let compose = read();
    let (wharf, client) = (&compose["services"]["wharf"], &compose["services"]["client"]);
    let lab = Lab::new();
    let image = Image::new(&[("file", b"from a container")]);
    layout::write(&lab.path("from"), &image, "v1");
    std::fs::write(
        lab.path("hosts"),
        "127.0.0.1 localhost wharf host.docker.internal\n",
    )
    .unwrap();
    let data = lab.at("composed");
    let mut command = words(&wharf["command"]);
    command[0] = env!("CARGO_BIN_EXE_wharf");
    for word in &mut command {
        if *word == "/var/lib/wharf" {
            *word = &data;
        }
    }
    let [kind, shell, option, check] = words(&wharf["healthcheck"]["test"])[..] else {
        panic!("{}", wharf["healthcheck"])
    };
    assert_eq!((kind, shell, option), ("CMD", "bash", "-c"));
    let mut run = lab
        .apart(SCRIPT)
        .args(command)
        .env("HEALTH", check)
        .env("CLIENT", client["command"].as_str().unwrap())
        .env("LOG", lab.path("composed.log"));
    for name in ["AWS_ENDPOINT_URL", "AWS_DEFAULT_REGION"] {
        run = run.env(name, client["environment"][name].as_str().unwrap());
    }
    let done = run.done();
    let said = done.said();
    let log = std::fs::read_to_string(lab.path("composed.log")).unwrap_or_default();
    assert!(said.contains("\ndone\n"), "{said}\n{log}");
    done.succeeded();
    for line in ["wharf:5000/app\n", "http://wharf:5000\n", &image.digest()] {
        assert!(said.contains(line), "{line:?} is not in {said}");
    }
}

/// The page shows the file that is tried here, byte for byte.
#[test]
fn the_page_shows_what_is_tried() {
    let tried = std::fs::read_to_string(file()).unwrap();
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/how-to/containers.md");
    let page = std::fs::read_to_string(page).unwrap();
    assert!(page.contains(&format!("```yaml\n{tried}```\n")));
}

//! The least client that signs: enough to prove that credentials work.

use serde_json::Value;
use wharf_sigv4::{Credentials, body_sha256, sign};

use crate::program::Node;

/// What `wharf env` of another node left in a shell.
pub(crate) const LEFT_OVER: [(&str, &str); 6] = [
    ("AWS_ENDPOINT_URL", "http://127.0.0.1:9"),
    ("AWS_REGION", "eu-north-1"),
    ("AWS_DEFAULT_REGION", "eu-north-1"),
    ("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"),
    ("AWS_SECRET_ACCESS_KEY", "of-another-node"),
    ("AWS_SESSION_TOKEN", "of-another-node"),
];

/// Calls an operation of ECR with the variables that `wharf env --format json` printed.
pub(crate) fn ecr(node: &Node, variables: &Value, operation: &str, input: &str) -> (u16, String) {
    let variable = |name: &str| variables[name].as_str().unwrap().to_owned();
    let credentials = Credentials {
        access_key_id: variable("AWS_ACCESS_KEY_ID"),
        secret: wharf_aws::SecretKey::new(variable("AWS_SECRET_ACCESS_KEY")),
        session_token: variables["AWS_SESSION_TOKEN"].as_str().map(str::to_owned),
    };
    let target = format!("AmazonEC2ContainerRegistry_V20150921.{operation}");
    let mut headers = [
        ("host", node.listen()),
        ("content-type", "application/x-amz-json-1.1".to_owned()),
        ("x-amz-target", target),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec();
    sign(
        "POST",
        "/",
        None,
        &mut headers,
        &body_sha256(input.as_bytes()),
        &credentials,
        &variable("AWS_REGION"),
        "ecr",
        wharf_node::Clock::system().now().micros(),
    );
    let headers: String = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    node.request(&format!("POST / HTTP/1.1\r\n{headers}"), input)
}

/// The variables that `wharf env` prints for the first account, told where the node's database is.
pub(crate) fn variables_of(node: &Node, environment: &[(&str, &str)]) -> Value {
    let command = &mut node.wharf(&["env", "--format", "json", "--account", "111122223333"]);
    serde_json::from_str(&crate::program::stdout(command.envs(environment.iter().copied()))).unwrap()
}

/// The variables that `wharf env` prints for an account.
pub(crate) fn variables(node: &Node, account: &str) -> Value {
    let command = &mut node.wharf(&["env", "--format", "json", "--account", account]);
    serde_json::from_str(&crate::program::stdout(command)).unwrap()
}

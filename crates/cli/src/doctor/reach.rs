//! Does the server answer, and does it take changes?

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use super::machine::certificates;
use super::{Finding, Machine, Outcome, Subject};

const CHECK: &str = "server";
/// The most of an answer that is read.
const MOST: u64 = 64 * 1024;
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) fn check(machine: &Machine, subject: &Subject) -> Vec<Finding> {
    let server = server(machine, subject);
    let state = match server.outcome {
        Outcome::Ok => get(machine, subject, &subject.registry_name(), "/readyz").ok(),
        Outcome::Warn | Outcome::Fail => None,
    };
    let said = state
        .and_then(|(status, said)| not_ready(subject, status, &said).or_else(|| read_only(subject, &said)));
    std::iter::once(server).chain(said).collect()
}

/// What `/readyz` says of a server to which a load balancer sends nothing.
fn not_ready(subject: &Subject, status: u16, said: &str) -> Option<Finding> {
    if status != 503 {
        return None;
    }
    let why = said.lines().collect::<Vec<_>>().join("; ");
    let finding = Finding::fail("ready", format!("GET /readyz answers 503: {why}"));
    let pid = subject.node.pid;
    Some(finding.todo(format!(
        "see to what it names; the log of process {pid} says more"
    )))
}

/// The state that `/readyz` tells, if it is one in which no changes are taken.
fn read_only(subject: &Subject, said: &str) -> Option<Finding> {
    const CHECK: &str = "changes";
    let why = said.lines().find_map(|line| line.strip_prefix("read only: "))?;
    let finding = Finding::warn(
        CHECK,
        format!("none are taken, the server is read only: {why}; pulls go on"),
    );
    Some(match why {
        "by its settings" => finding
            .todo("when changes may come again, start it without the setting read-only; its jobs rest until then"),
        "read-only disk" => finding.todo("mount the disk of the data folder writable, then restart the server"),
        _ => finding
            .todo(format!("make room: delete images or repositories, then wharf collect --grace 0 --force=pushes,restorable{}, which frees what was \
                deleted at once and restores none of it; the log and wharf_space_missing_bytes say how much is missing", subject.data_flag)),
    })
}

fn server(machine: &Machine, subject: &Subject) -> Finding {
    let node = &subject.node;
    match get(machine, subject, &subject.registry_name(), "/healthz").map(|(status, _)| status) {
        Ok(200) => Finding::ok(
            CHECK,
            format!("answers at {} ({})", node.endpoint, node.address()),
        ),
        Ok(status) => Finding::fail(
            CHECK,
            format!("{} answers GET /healthz with {status}", node.address()),
        )
        .todo("is another program listening there? see `ss -ltnp`"),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => Finding::fail(
            CHECK,
            format!("TLS with {} fails: {error}", subject.registry_name()),
        )
        .todo("see the check `trust`, and whether the certificate names that host"),
        Err(error) => {
            let finding = Finding::fail(CHECK, format!("{} does not answer: {error}", node.address()));
            finding.todo(start(subject))
        }
    }
}

/// How to start it. What it was started with is not all in the folder, and starting it with other settings may make another
/// registry.
fn start(subject: &Subject) -> String {
    let node = &subject.node;
    let database = node.database.as_ref();
    format!(
        "start it with the settings that it had: wharf serve{}   (its last process was {}; it had --listen {} --tls {} \
         --zone {} --region {} --default-account {}{})",
        subject.data_flag,
        node.pid,
        node.listen,
        node.tls,
        node.zone,
        node.region,
        node.account,
        database.map_or(String::new(), |url| format!(
            " --database {url} with its password"
        )),
    )
}

/// The status and the text that a path of the server answers with to a client that calls it by a name.
pub(super) fn get(machine: &Machine, subject: &Subject, name: &str, path: &str) -> io::Result<(u16, String)> {
    let mut socket = TcpStream::connect_timeout(&subject.node.address(), PATIENCE)?;
    socket.set_read_timeout(Some(PATIENCE))?;
    socket.set_write_timeout(Some(PATIENCE))?;
    if !subject.node.is_secure() {
        return ask(&mut socket, name, path);
    }
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?
        .with_root_certificates(roots(machine, subject))
        .with_no_client_auth();
    let server = ServerName::try_from(name.to_owned()).map_err(io::Error::other)?;
    let client = ClientConnection::new(Arc::new(config), server).map_err(io::Error::other)?;
    ask(&mut StreamOwned::new(client, socket), name, path)
}

fn ask(stream: &mut (impl Read + Write), host: &str, path: &str) -> io::Result<(u16, String)> {
    let host = match host.contains(':') {
        true => format!("[{host}]"),
        false => host.to_owned(),
    };
    let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    stream.flush()?;
    let mut answer = Vec::new();
    // What came before the connection broke off is an answer too.
    let read = stream.take(MOST).read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer);
    let status = answer
        .strip_prefix("HTTP/1.1 ")
        .and_then(|answer| answer.get(..3)?.parse().ok());
    // Something that listens there and speaks another language is no answer at all.
    let Some(status) = status else {
        read?;
        return Err(io::Error::other("what listens there does not speak HTTP"));
    };
    let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    Ok((status, body.to_owned()))
}

/// Whom to trust: our own authority; for the operator's certificate what this user's programs trust.
fn roots(machine: &Machine, subject: &Subject) -> RootCertStore {
    let mut roots = RootCertStore::empty();
    let trusted = match (subject.authority(), machine.environment.get("SSL_CERT_FILE")) {
        (Some(authority), _) => certificates(authority),
        (None, Some(file)) => certificates(&PathBuf::from(file)),
        (None, None) => machine.trusted(),
    };
    roots.add_parsable_certificates(trusted);
    roots
}

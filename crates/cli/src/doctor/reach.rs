//! Does the server answer?

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use super::machine::certificates;
use super::{Finding, Machine, Subject};

const CHECK: &str = "server";
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) fn server(machine: &Machine, subject: &Subject) -> Finding {
    let node = &subject.node;
    match health(machine, subject) {
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

/// The status of `GET /healthz`.
fn health(machine: &Machine, subject: &Subject) -> io::Result<u16> {
    let mut socket = TcpStream::connect_timeout(&subject.node.address(), PATIENCE)?;
    socket.set_read_timeout(Some(PATIENCE))?;
    socket.set_write_timeout(Some(PATIENCE))?;
    let name = subject.registry_name();
    if !subject.node.is_secure() {
        return ask(&mut socket, &name);
    }
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?
        .with_root_certificates(roots(machine, subject))
        .with_no_client_auth();
    let server = ServerName::try_from(name.clone()).map_err(io::Error::other)?;
    let client = ClientConnection::new(Arc::new(config), server).map_err(io::Error::other)?;
    ask(&mut StreamOwned::new(client, socket), &name)
}

fn ask(stream: &mut (impl Read + Write), host: &str) -> io::Result<u16> {
    let request = format!("GET /healthz HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    stream.flush()?;
    let mut head = [0; 12];
    stream.read_exact(&mut head)?;
    let status = std::str::from_utf8(&head)
        .ok()
        .and_then(|head| head.strip_prefix("HTTP/1.1 ")?.parse().ok());
    // Something that listens there and speaks another language is no answer at all.
    status.ok_or_else(|| io::Error::other("what listens there does not speak HTTP"))
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

//! Where the browser comes back: a port of this machine that other machines do not reach (RFC 8252 §7.3).

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use anyhow::Context as _;
use reqwest::Url;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

/// The path that the browser is sent to.
const PATH: &str = "/callback";
/// No request of a browser has a longer head.
const MAX_HEAD: usize = 64 * 1024;
/// How long a connection may take to say what it wants. Browsers open some that they do not use.
const HEAD: Duration = Duration::from_secs(10);

const DONE: &str = "<!doctype html><title>Wharf</title><p>The answer has arrived. Go on in the terminal; this page can be closed.";
const OTHER: &str = "<!doctype html><title>Wharf</title><p>This is no answer to the login that waits here. Sign in at the address that the terminal printed last.";
const ELSE: &str = "<!doctype html><title>Wharf</title><p>There is nothing here.";

/// What the browser brought: the members of the query.
type Returned = BTreeMap<String, String>;

/// A port that waits for one answer.
pub(super) struct Loopback {
    listener: TcpListener,
    address: SocketAddr,
}

impl Loopback {
    /// Takes a port; any, where none is named.
    pub(super) async fn bind(port: Option<u16>) -> anyhow::Result<Loopback> {
        let port = port.unwrap_or(0);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await;
        let listener =
            listener.with_context(|| format!("the port {port} of 127.0.0.1 cannot be listened on"))?;
        let address = listener.local_addr().context("a listener has an address")?;
        Ok(Loopback { listener, address })
    }

    /// The redirect URI.
    pub(super) fn address(&self) -> String {
        format!("http://{}{PATH}", self.address)
    }

    /// Waits for the browser that brings the answer. Any page may send browsers here, so others are counted and told so, and the wait
    /// goes on. Connections are read beside each other, so that an idle one does not hold the answer up.
    pub(super) async fn returned(
        self,
        is_answer: impl Fn(&Returned) -> bool,
        others: &mut usize,
    ) -> anyhow::Result<Returned> {
        let (sender, mut receiver) = mpsc::channel(1);
        loop {
            tokio::select! {
                connected = self.listener.accept() => {
                    let (stream, _) = connected.context("the browser's connection cannot be accepted")?;
                    let sender = sender.clone();
                    tokio::spawn(async move {
                        // A connection that breaks off is no answer.
                        if let Ok(Some(brought)) = tokio::time::timeout(HEAD, serve(stream)).await {
                            let _ = sender.send(brought).await;
                        }
                    });
                }
                Some((stream, returned)) = receiver.recv() => {
                    if is_answer(&returned) {
                        answer(stream, "200 OK", DONE).await;
                        return Ok(returned);
                    }
                    *others += 1;
                    tokio::spawn(answer(stream, "404 Not Found", OTHER));
                }
            }
        }
    }
}

/// Reads one request: what it brought, if the browser came back with it, and where to answer. Others are answered.
async fn serve(mut stream: TcpStream) -> Option<(TcpStream, Returned)> {
    let mut head = Vec::new();
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        let mut piece = [0; 4096];
        let read = stream.read(&mut piece).await.ok()?;
        if read == 0 || head.len() > MAX_HEAD {
            return None;
        }
        head.extend_from_slice(&piece[..read]);
    }
    match returned(&String::from_utf8_lossy(&head)) {
        Some(returned) => Some((stream, returned)),
        None => {
            answer(stream, "404 Not Found", ELSE).await;
            None
        }
    }
}

async fn answer(mut stream: TcpStream, status: &str, page: &str) {
    let answer = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
         Referrer-Policy: no-referrer\r\nConnection: close\r\n\r\n{page}",
        page.len()
    );
    // A browser that went away has brought its answer all the same.
    let _ = stream.write_all(answer.as_bytes()).await;
    let _ = stream.shutdown().await;
}

/// The query of a request for the path that the browser is sent to.
fn returned(head: &str) -> Option<Returned> {
    let target = head.strip_prefix("GET ")?.split(' ').next()?;
    let url = Url::parse("http://127.0.0.1/").ok()?.join(target).ok()?;
    if url.path() != PATH || !target.starts_with(PATH) {
        return None;
    }
    let pairs = url.query_pairs();
    Some(
        pairs
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_path_that_was_named_is_an_answer() {
        let found = returned("GET /callback?code=a%2Bb&state=c+d HTTP/1.1\r\n\r\n").unwrap();
        assert_eq!((found["code"].as_str(), found["state"].as_str()), ("a+b", "c d"));
        assert!(returned("GET /callback HTTP/1.1\r\n\r\n").unwrap().is_empty());
        for head in [
            "GET /favicon.ico HTTP/1.1\r\n\r\n",
            "POST /callback?code=a HTTP/1.1\r\n\r\n",
            "GET http://127.0.0.1/callback?code=a HTTP/1.1\r\n\r\n",
            "",
        ] {
            assert!(returned(head).is_none(), "{head}");
        }
    }
}

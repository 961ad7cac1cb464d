//! A company's issuer, where its people sign in: over HTTPS on a free port, and as wrong as a test wants it.

use std::collections::BTreeMap;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::Url;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

use crate::clients::web_identity::testing::{self, Key};

/// As what it knows `wharf login`.
pub(crate) const CLIENT: &str = "wharf";

/// How it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    Right,
    /// The browser comes back with another state.
    OtherState,
    /// The token has another nonce.
    OtherNonce,
    /// The person may not.
    Refuses,
    /// It does not speak PKCE.
    NoPkce,
}

/// The issuer; it ends with the process of the test.
pub(crate) struct Issuer {
    pub(crate) url: String,
    folder: TempDir,
    shared: Arc<Shared>,
}

struct Shared {
    url: String,
    key: Key,
    manner: Mutex<Manner>,
    /// What was asked for each code that was given.
    codes: Mutex<BTreeMap<String, BTreeMap<String, String>>>,
}

/// Status, further header lines, body.
type Reply = (&'static str, String, String);

impl Issuer {
    pub(crate) fn start() -> Issuer {
        let folder = tempfile::tempdir().unwrap();
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        std::fs::write(folder.path().join("ca.pem"), made.cert.pem()).unwrap();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let tls = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
        let shared = Arc::new(Shared {
            url: url.clone(),
            key: Key::elliptic("of-today"),
            manner: Mutex::new(Manner::Right),
            codes: Mutex::default(),
        });
        let (tls, answering) = (Arc::new(tls), Arc::clone(&shared));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (tls, shared) = (Arc::clone(&tls), Arc::clone(&answering));
                // A client that goes away is no failure of the test.
                std::thread::spawn(move || drop(shared.answer(stream, tls)));
            }
        });
        Issuer { url, folder, shared }
    }

    /// Has it answer so from now on.
    pub(crate) fn be(&self, manner: Manner) {
        *self.shared.manner.lock().unwrap() = manner;
    }

    /// A token for the person, as another client of the issuer would get it.
    pub(crate) fn token(&self) -> String {
        self.shared.token_with("of another client")
    }

    /// Its name in ARNs and condition keys.
    pub(crate) fn name(&self) -> &str {
        self.url.strip_prefix("https://").unwrap()
    }

    /// What clients must trust.
    pub(crate) fn authority(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }
}

impl Shared {
    fn answer(&self, stream: TcpStream, tls: Arc<ServerConfig>) -> io::Result<()> {
        let connection = ServerConnection::new(tls).map_err(io::Error::other)?;
        let mut stream = StreamOwned::new(connection, stream);
        let mut reader = BufReader::new(&mut stream);
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let target = line.split(' ').nth(1).unwrap_or("/").to_owned();
        let mut length = 0;
        loop {
            let mut header = String::new();
            reader.read_line(&mut header)?;
            let header = header.trim().to_lowercase();
            if header.is_empty() {
                break;
            }
            if let Some(value) = header.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        let (status, headers, text) = self.reply(&target, &String::from_utf8_lossy(&body));
        write!(
            stream,
            "HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{text}",
            text.len()
        )?;
        stream.conn.send_close_notify();
        stream.flush()
    }

    fn reply(&self, target: &str, body: &str) -> Reply {
        let manner = *self.manner.lock().unwrap();
        let path = target.split('?').next().unwrap();
        let asked = pairs(target.split_once('?').map_or("", |(_, query)| query));
        match path {
            "/.well-known/openid-configuration" => {
                let methods = if manner == Manner::NoPkce {
                    json!(["plain"])
                } else {
                    json!(["S256"])
                };
                let url = &self.url;
                reply(
                    "200 OK",
                    &json!({
                        "issuer": url, "authorization_endpoint": format!("{url}/authorize"), "token_endpoint": format!("{url}/token"),
                        "jwks_uri": format!("{url}/keys"), "code_challenge_methods_supported": methods,
                    }),
                )
            }
            "/keys" => {
                let keys = testing::document(&self.url, &[&self.key], &format!("{}/keys", self.url));
                ("200 OK", String::new(), String::from_utf8(keys.unwrap()).unwrap())
            }
            "/authorize" => self.authorize(manner, asked),
            "/token" => self.token(manner, &pairs(body)),
            _ => reply("404 Not Found", &json!({})),
        }
    }

    /// A person who is signed in already is sent back at once.
    fn authorize(&self, manner: Manner, asked: BTreeMap<String, String>) -> Reply {
        let mut back = Url::parse(&asked["redirect_uri"]).unwrap();
        let state = match manner {
            Manner::OtherState => "of another attempt",
            _ => &asked["state"],
        };
        back.query_pairs_mut().append_pair("state", state);
        if manner == Manner::Refuses {
            back.query_pairs_mut()
                .append_pair("error", "access_denied")
                .append_pair("error_description", "mona is not in the group");
        } else {
            let code = format!("code-{}", asked["nonce"]);
            back.query_pairs_mut().append_pair("code", &code);
            self.codes.lock().unwrap().insert(code, asked);
        }
        ("302 Found", format!("Location: {back}\r\n"), String::new())
    }

    fn token(&self, manner: Manner, form: &BTreeMap<String, String>) -> Reply {
        let asked = self.codes.lock().unwrap().remove(&form["code"]);
        let is_right = asked.as_ref().is_some_and(|asked| {
            let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(form["code_verifier"].as_bytes()));
            asked["code_challenge_method"] == "S256"
                && asked["code_challenge"] == challenge
                && asked["redirect_uri"] == form["redirect_uri"]
                && asked["client_id"] == form["client_id"]
                && form["client_id"] == CLIENT
                && form["grant_type"] == "authorization_code"
        });
        let Some(asked) = asked.filter(|_| is_right) else {
            let refused =
                json!({"error": "invalid_grant", "error_description": "the code is not for this verifier"});
            return reply("400 Bad Request", &refused);
        };
        let nonce = match manner {
            Manner::OtherNonce => "of another attempt",
            _ => &asked["nonce"],
        };
        let token = self.token_with(nonce);
        reply(
            "200 OK",
            &json!({"access_token": "not used", "token_type": "Bearer", "id_token": token}),
        )
    }

    fn token_with(&self, nonce: &str) -> String {
        let now = wharf_node::Clock::system().now().micros() / 1_000_000;
        self.key.token(&json!({
            "iss": self.url, "aud": CLIENT, "sub": "7f3a", "email": "mona@example.com", "groups": ["staff", "developers"],
            "nonce": nonce, "iat": now, "nbf": now - 5, "exp": now + 300,
        }))
    }
}

fn reply(status: &'static str, body: &Value) -> Reply {
    let headers = "Content-Type: application/json\r\n".to_owned();
    (status, headers, body.to_string())
}

fn pairs(encoded: &str) -> BTreeMap<String, String> {
    let url = Url::parse(&format!("https://form.invalid/?{encoded}")).unwrap();
    let pairs = url.query_pairs();
    pairs
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect()
}

//! Reading an issuer's documents over HTTPS, from one that does not always mean well.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use wharf_node::sts::web_identity::IssuerDocuments as _;
use wharf_server::HttpsDocuments;

/// An issuer on a free port: where it is, and its certificate in PEM.
async fn issuer() -> (SocketAddr, String) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let Ok(mut stream) = acceptor.accept(stream).await else {
                    return;
                };
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    match stream.read_u8().await {
                        Ok(byte) => head.push(byte),
                        Err(_) => return,
                    }
                }
                let head = String::from_utf8_lossy(&head).into_owned();
                let path = head.split(' ').nth(1).unwrap_or_default();
                let full =
                    |body: &str| format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len());
                let answer = match path {
                    "/document" => full("{}"),
                    "/moved" => {
                        format!(
                            "HTTP/1.1 302 Found\r\nLocation: https://localhost:{}/document\r\nContent-Length: 0\r\n\r\n",
                            address.port()
                        )
                    }
                    "/long" => full(&" ".repeat(1024 * 1024 + 1)),
                    "/longest" => full(&" ".repeat(1024 * 1024)),
                    _ => "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_owned(),
                };
                // It may have turned away.
                drop(stream.write_all(answer.as_bytes()).await);
                drop(stream.shutdown().await);
            });
        }
    });
    (address, made.cert.pem())
}

#[tokio::test]
async fn only_what_was_asked_from_whom_it_was_asked() {
    let (address, certificate) = issuer().await;
    let documents = HttpsDocuments::new(Some(certificate.as_bytes())).unwrap();
    let get = async |scheme: &str, path: &str| {
        let url = format!("{scheme}://localhost:{}{path}", address.port());
        documents
            .get(&url)
            .await
            .map(|document| document.len())
            .map_err(|error| error.to_string())
    };
    assert_eq!(get("https", "/document").await, Ok(2));
    assert_eq!(get("https", "/longest").await, Ok(1024 * 1024));
    for (scheme, path, why) in [
        ("https", "/nothing", "404"),
        ("https", "/moved", "302"),
        ("https", "/long", "more than 1048576 bytes"),
        ("http", "/document", "scheme"),
    ] {
        let refused = get(scheme, path).await.unwrap_err();
        assert!(refused.contains(why), "{scheme} {path}: {refused}");
    }
}

#[tokio::test]
async fn a_private_authority_must_be_given() {
    let (address, _) = issuer().await;
    let (_, other) = issuer().await;
    let documents = HttpsDocuments::new(Some(other.as_bytes())).unwrap();
    let url = format!("https://localhost:{}/document", address.port());
    let refused = documents.get(&url).await.unwrap_err().to_string();
    assert!(refused.contains("certificate"), "{refused}");
    for text in [
        "",
        "not a certificate",
        "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
    ] {
        let made = HttpsDocuments::new(Some(text.as_bytes()));
        assert!(made.is_err() || text.contains("BEGIN"), "{text}");
    }
}

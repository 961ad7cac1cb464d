//! `wharf login` under way, and the browser that the test plays.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, ChildStderr, Command, Stdio};

use super::issuer::Issuer;
use crate::people::block_on;

/// A process that waits for the browser.
pub(crate) struct Attempt {
    child: Child,
    stderr: BufReader<ChildStderr>,
    /// What it has said on standard error.
    said: String,
    /// What it printed for the browser; nothing when it ended before.
    pub(crate) address: String,
}

/// How it ended.
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Attempt {
    pub(crate) fn begin(command: &mut Command) -> Attempt {
        let piped = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = piped.spawn().unwrap();
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        let (mut said, mut address) = (String::new(), String::new());
        while address.is_empty() {
            let mut line = String::new();
            if stderr.read_line(&mut line).unwrap() == 0 {
                break;
            }
            said.push_str(&line);
            if line.trim().starts_with("https://") {
                line.trim().clone_into(&mut address);
            }
        }
        Attempt {
            child,
            stderr,
            said,
            address,
        }
    }

    /// A member of the address.
    pub(crate) fn asked(&self, name: &str) -> String {
        let url = reqwest::Url::parse(&self.address).unwrap();
        let mut pairs = url.query_pairs();
        let found = pairs.find(|(known, _)| known == name);
        found.unwrap().1.into_owned()
    }

    pub(crate) fn ended(mut self) -> Ended {
        self.stderr.read_to_string(&mut self.said).unwrap();
        let output = self.child.wait_with_output().unwrap();
        Ended {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: self.said,
        }
    }

    /// Follows the address as a browser does, to where it leads.
    pub(crate) fn followed(self, issuer: &Issuer) -> Ended {
        let (status, page) = browse(issuer, &self.address);
        assert_eq!(status, 200, "{page}");
        assert!(page.contains("Go on in the terminal"), "{page}");
        self.ended()
    }
}

/// The status and text of a page, with redirects followed.
pub(crate) fn browse(issuer: &Issuer, address: &str) -> (u16, String) {
    let authority = std::fs::read(issuer.authority()).unwrap();
    let authority = reqwest::Certificate::from_pem(&authority).unwrap();
    block_on(async {
        let browser = reqwest::Client::builder()
            .no_proxy()
            .tls_certs_merge([authority])
            .build()
            .unwrap();
        let page = browser.get(address).send().await.unwrap();
        (page.status().as_u16(), page.text().await.unwrap())
    })
}

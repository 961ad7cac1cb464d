//! A signature as presented, and the checks that it has to pass.

use subtle::ConstantTimeEq as _;
use wharf_aws::SecretKey;

use crate::canonical::Canonical;
use crate::fault::{AuthFault, ScopeFault};
use crate::key;
use crate::request::RequestParts;
use crate::scope::Scope;
use crate::time::RequestTime;
use crate::{CLOCK_SKEW_SECONDS, TERMINATOR};

/// Where the signature was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Header,
    Query { expires_seconds: Option<u32> },
}

/// A complete signature that was not checked yet, made by [`crate::parse`].
#[derive(Clone)]
pub struct Presented {
    pub(crate) form: Form,
    pub(crate) access_key_id: String,
    pub(crate) scope: Scope,
    pub(crate) terminator: String,
    pub(crate) signed_headers: Vec<String>,
    pub(crate) signature: String,
    pub(crate) session_token: Option<String>,
    pub(crate) time: RequestTime,
}

impl std::fmt::Debug for Presented {
    /// Without signature and session token.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Presented")
            .field("access_key_id", &self.access_key_id)
            .field("scope", &self.scope)
            .field("time", &self.time.basic())
            .field("form", &self.form)
            .finish_non_exhaustive()
    }
}

impl Presented {
    /// The key that the client says it signed with: any text without a slash.
    pub fn access_key_id(&self) -> &str {
        &self.access_key_id
    }

    /// What it is signed for, as the client wrote it.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// The session token of temporary credentials.
    pub fn session_token(&self) -> Option<&str> {
        self.session_token.as_deref()
    }

    /// The names of the signed headers, lower case, ascending.
    pub fn signed_headers(&self) -> &[String] {
        &self.signed_headers
    }

    /// Whether this is the query form.
    pub fn is_presigned(&self) -> bool {
        matches!(self.form, Form::Query { .. })
    }

    /// When it says that it was signed, in microseconds since 1970.
    pub fn signed_at_micros(&self) -> i64 {
        self.time.second().saturating_mul(1_000_000)
    }

    /// Whether the scope names one of these services, the shape of a Region, the terminator and the day of the
    /// request's time. That the Region is one we serve is the caller's to say ([`ScopeFault::Region`]).
    ///
    /// Give the services that the request is *for*: a signature for one must not authorize another.
    ///
    /// # Errors
    /// [`AuthFault::Scope`] with every fault, in the order Region, service, terminator, date.
    pub fn check_scope(&self, served_services: &[&str]) -> Result<(), AuthFault> {
        let mut faults = Vec::new();
        if self.scope.region.parse::<wharf_aws::Region>().is_err() {
            faults.push(ScopeFault::Region(self.scope.region.clone()));
        }
        if !served_services.contains(&self.scope.service.as_str()) {
            faults.push(ScopeFault::Service(served_services.join("', '")));
        }
        if self.terminator != TERMINATOR {
            faults.push(ScopeFault::Terminator(self.terminator.clone()));
        }
        faults.extend(self.date_fault());
        if faults.is_empty() {
            Ok(())
        } else {
            Err(AuthFault::Scope(faults))
        }
    }

    fn date_fault(&self) -> Option<ScopeFault> {
        let day = self.time.day();
        (self.scope.date != day).then(|| ScopeFault::Date {
            scope: self.scope.date.clone(),
            day,
            time: self.time.basic(),
        })
    }

    /// How long after its time the signature is good, in seconds.
    ///
    /// Fifteen minutes, or what a presigned request asks for, up to seven days. STS never looks further back
    /// than fifteen minutes, even when more was asked for.
    fn lifetime_seconds(&self) -> i64 {
        match self.form {
            Form::Query {
                expires_seconds: Some(asked),
            } if self.scope.service == "sts" => i64::from(asked).min(CLOCK_SKEW_SECONDS),
            Form::Query {
                expires_seconds: Some(asked),
            } => i64::from(asked),
            Form::Query {
                expires_seconds: None,
            }
            | Form::Header => CLOCK_SKEW_SECONDS,
        }
    }

    /// Whether the signature is neither too old nor from the future, and of the day that its scope says.
    ///
    /// # Errors
    /// [`AuthFault::Scope`], [`AuthFault::Expired`], [`AuthFault::NotYetCurrent`].
    pub fn check_freshness(&self, now_micros: i64) -> Result<(), AuthFault> {
        if let Some(fault) = self.date_fault() {
            return Err(AuthFault::Scope(vec![fault]));
        }
        let now = RequestTime::from_micros(now_micros);
        let later =
            |seconds: i64| RequestTime::from_micros((now.second() + seconds).saturating_mul(1_000_000));
        let lifetime = self.lifetime_seconds();
        if self.time < later(-lifetime) {
            return Err(AuthFault::Expired {
                signed: self.time.basic(),
                earliest: later(-lifetime).basic(),
                now: now.basic(),
                window: if lifetime % 60 == 0 {
                    format!("{} min", lifetime / 60)
                } else {
                    format!("{lifetime} sec")
                },
            });
        }
        if self.time > later(CLOCK_SKEW_SECONDS) {
            return Err(AuthFault::NotYetCurrent {
                signed: self.time.basic(),
                latest: later(CLOCK_SKEW_SECONDS).basic(),
                now: now.basic(),
            });
        }
        Ok(())
    }

    /// Whether the holder of `secret` signed exactly this request: all that has to be signed is, the body is
    /// the one that was signed, and the signature is right (compared in constant time).
    ///
    /// `body_sha256_hex` is the lower-case hex SHA-256 of the body as received. Scope and freshness are
    /// checked elsewhere: call those first.
    ///
    /// # Errors
    /// [`AuthFault::HostNotSigned`], [`AuthFault::HeaderNotSigned`], [`AuthFault::PayloadNotSigned`],
    /// [`AuthFault::PayloadMismatch`], [`AuthFault::SignatureMismatch`].
    pub fn verify(
        &self,
        parts: &RequestParts<'_>,
        body_sha256_hex: &str,
        secret: &SecretKey,
    ) -> Result<(), AuthFault> {
        self.check_signed_headers(parts)?;
        check_payload(parts, body_sha256_hex)?;
        let text = self.string_to_sign(parts, body_sha256_hex);
        let expected = key::signature(secret, &self.scope, &text);
        let same = expected.as_bytes().ct_eq(self.signature.as_bytes());
        if self.terminator == TERMINATOR && bool::from(same) {
            Ok(())
        } else {
            Err(AuthFault::SignatureMismatch)
        }
    }

    /// The hash that the head says the body has, if it says one. [`Presented::verify`] with it needs no body; whether the
    /// body has it is then the caller's to see.
    pub fn said_body_sha256(&self, parts: &RequestParts<'_>) -> Option<String> {
        let value = parts.header("x-amz-content-sha256").next()?.trim_ascii();
        let is_digit = |byte: &u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(byte);
        let is_hash = value.len() == 64 && value.iter().all(is_digit);
        is_hash.then(|| String::from_utf8_lossy(value).into_owned())
    }

    fn signs(&self, name: &str) -> bool {
        self.signed_headers.iter().any(|signed| signed == name)
    }

    fn check_signed_headers(&self, parts: &RequestParts<'_>) -> Result<(), AuthFault> {
        if !self.signs("host") && !self.signs(":authority") {
            return Err(AuthFault::HostNotSigned);
        }
        for (name, _) in parts.headers {
            let name = name.to_ascii_lowercase();
            if name.starts_with("x-amz-") && !self.signs(&name) {
                return Err(AuthFault::HeaderNotSigned(name));
            }
        }
        Ok(())
    }

    fn canonical<'a>(&'a self, parts: &'a RequestParts<'a>, body_sha256_hex: &'a str) -> Canonical<'a> {
        Canonical {
            parts,
            signed_headers: &self.signed_headers,
            payload_sha256: body_sha256_hex,
            presigned: self.is_presigned(),
            redacted: false,
        }
    }

    /// The text that the signature has to be of. It holds no secret.
    pub fn string_to_sign(&self, parts: &RequestParts<'_>, body_sha256_hex: &str) -> String {
        key::string_to_sign(
            self.time,
            &self.scope,
            &self.canonical(parts, body_sha256_hex).to_bytes(),
        )
    }

    /// The canonical request, to find out why signatures differ: for debugging logs, never for an answer.
    /// Session tokens and other credentials in it are replaced by `(secret)`.
    pub fn canonical_request(&self, parts: &RequestParts<'_>, body_sha256_hex: &str) -> String {
        let canonical = Canonical {
            redacted: true,
            ..self.canonical(parts, body_sha256_hex)
        };
        String::from_utf8_lossy(&canonical.to_bytes()).into_owned()
    }
}

/// A digest in `x-amz-content-sha256` has to be the body's, and nothing but a digest is honoured.
fn check_payload(parts: &RequestParts<'_>, body_sha256_hex: &str) -> Result<(), AuthFault> {
    for value in parts.header("x-amz-content-sha256").map(<[u8]>::trim_ascii) {
        if value == b"UNSIGNED-PAYLOAD" || value.starts_with(b"STREAMING-") {
            return Err(AuthFault::PayloadNotSigned);
        }
        if value != body_sha256_hex.as_bytes() {
            return Err(AuthFault::PayloadMismatch);
        }
    }
    Ok(())
}

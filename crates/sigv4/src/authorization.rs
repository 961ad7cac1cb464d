//! The header form: `Authorization: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`.

use crate::ALGORITHM;
use crate::fault::AuthFault;
use crate::request::RequestParts;
use crate::scope::Credential;
use crate::signed_headers;
use crate::time::RequestTime;
use crate::verify::{Form, Presented};

/// The parameters of the header. Names are exact, the order is free, unknown ones are ignored.
#[derive(Default)]
struct Parameters<'a> {
    credential: Option<&'a str>,
    signed_headers: Option<&'a str>,
    signature: Option<&'a str>,
}

impl<'a> Parameters<'a> {
    fn parse(text: &'a str) -> Result<Self, AuthFault> {
        let mut found = Self::default();
        for pair in text.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
            let Some((name, value)) = pair.split_once('=') else {
                return Err(incomplete(
                    "Invalid key=value pair (missing equal-sign) in Authorization header.",
                ));
            };
            let slot = match name {
                "Credential" => &mut found.credential,
                "SignedHeaders" => &mut found.signed_headers,
                "Signature" => &mut found.signature,
                _ => continue,
            };
            if slot.replace(value).is_some() {
                return Err(AuthFault::Incomplete(format!(
                    "Authorization header must not repeat '{name}'."
                )));
            }
        }
        for slot in [
            &mut found.credential,
            &mut found.signed_headers,
            &mut found.signature,
        ] {
            *slot = slot.filter(|value| !value.is_empty());
        }
        Ok(found)
    }
}

/// `rest` is what follows the algorithm.
pub(crate) fn parse(parts: &RequestParts<'_>, rest: &[u8]) -> Result<Presented, AuthFault> {
    let rest = ascii(rest, "Authorization")?;
    let found = Parameters::parse(rest)?;
    let amz_date = parts.single("X-Amz-Date")?;
    let date = if amz_date.is_some() {
        None
    } else {
        parts.single("Date")?
    };
    let (Some(credential), Some(signature), Some(names)) =
        (found.credential, found.signature, found.signed_headers)
    else {
        return Err(missing(&found, amz_date.or(date).is_some()));
    };
    let time = match (amz_date, date) {
        (Some(value), _) => RequestTime::from_basic(ascii(value, "X-Amz-Date")?)?,
        (None, Some(value)) => RequestTime::from_date_header(ascii(value, "Date")?)?,
        (None, None) => return Err(missing(&found, false)),
    };
    let Credential {
        access_key_id,
        scope,
        terminator,
    } = Credential::parse(credential)?;
    let session_token = match parts.single("X-Amz-Security-Token")? {
        Some(value) => Some(ascii(value, "X-Amz-Security-Token")?.to_owned()),
        None => None,
    };
    Ok(Presented {
        form: Form::Header,
        access_key_id,
        scope,
        terminator,
        signed_headers: signed_headers::parse(names)?,
        signature: signature.to_owned(),
        session_token,
        time,
    })
}

/// One sentence for each thing that is missing. The header itself is not echoed: it may hold anything.
fn missing(found: &Parameters<'_>, dated: bool) -> AuthFault {
    let mut text = String::new();
    for (name, value) in [
        ("Credential", found.credential),
        ("Signature", found.signature),
        ("SignedHeaders", found.signed_headers),
    ] {
        if value.is_none() {
            text.push_str(&format!("Authorization header requires '{name}' parameter. "));
        }
    }
    if !dated {
        text.push_str(
            "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ",
        );
    }
    text.push_str("Authorization=");
    text.push_str(ALGORITHM);
    AuthFault::Incomplete(text)
}

fn ascii<'a>(value: &'a [u8], name: &str) -> Result<&'a str, AuthFault> {
    let text = std::str::from_utf8(value).ok().map(str::trim);
    let printable = |text: &&str| {
        text.bytes()
            .all(|byte| byte == b' ' || byte == b'\t' || byte.is_ascii_graphic())
    };
    text.filter(printable)
        .ok_or_else(|| AuthFault::Incomplete(format!("Header '{name}' must be printable ASCII.")))
}

fn incomplete(text: &str) -> AuthFault {
    AuthFault::Incomplete(text.to_owned())
}

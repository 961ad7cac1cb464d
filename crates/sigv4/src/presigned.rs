//! The query form: a presigned request carries its signature in `X-Amz-…` parameters.

use crate::encode::echo;
use crate::fault::AuthFault;
use crate::scope::Credential;
use crate::signed_headers;
use crate::time::RequestTime;
use crate::verify::{Form, Presented};
use crate::{ALGORITHM, MAX_PRESIGNED_SECONDS};

type Pair = (Vec<u8>, Vec<u8>);

/// Any one of these says that the query means to sign.
const SIGNS: &[&[u8]] = &[
    b"X-Amz-Algorithm",
    b"X-Amz-Credential",
    b"X-Amz-SignedHeaders",
    b"X-Amz-Signature",
];

pub(crate) fn is_presigned(query: &[Pair]) -> bool {
    query.iter().any(|(name, _)| SIGNS.contains(&name.as_slice()))
}

pub(crate) fn parse(query: &[Pair]) -> Result<Presented, AuthFault> {
    let algorithm = single(query, "X-Amz-Algorithm")?;
    if let Some(other) = algorithm.filter(|&name| name != ALGORITHM) {
        return Err(AuthFault::UnsupportedAlgorithm(echo(other)));
    }
    let credential = single(query, "X-Amz-Credential")?;
    let signature = single(query, "X-Amz-Signature")?;
    let names = single(query, "X-Amz-SignedHeaders")?;
    let date = single(query, "X-Amz-Date")?;
    let expires = single(query, "X-Amz-Expires")?;
    let session_token = single(query, "X-Amz-Security-Token")?;
    let (Some(_), Some(credential), Some(signature), Some(names), Some(date)) =
        (algorithm, credential, signature, names, date)
    else {
        return Err(missing(&[
            ("X-Amz-Algorithm", algorithm),
            ("X-Amz-Credential", credential),
            ("X-Amz-Signature", signature),
            ("X-Amz-SignedHeaders", names),
            ("X-Amz-Date", date),
        ]));
    };
    let time = RequestTime::from_basic(date)?;
    let expires_seconds = expires.map(lifetime).transpose()?;
    let Credential {
        access_key_id,
        scope,
        terminator,
    } = Credential::parse(credential)?;
    Ok(Presented {
        form: Form::Query { expires_seconds },
        access_key_id,
        scope,
        terminator,
        signed_headers: signed_headers::parse(names)?,
        signature: signature.to_owned(),
        session_token: session_token.map(str::to_owned),
        time,
    })
}

/// The value of a parameter that may be there once; an empty one counts as missing.
fn single<'a>(query: &'a [Pair], name: &str) -> Result<Option<&'a str>, AuthFault> {
    let mut values = query
        .iter()
        .filter(|(have, _)| have == name.as_bytes())
        .map(|(_, value)| value);
    let first = values.next();
    if values.next().is_some() {
        return Err(AuthFault::Incomplete(format!(
            "Query-string parameter '{name}' must not be repeated."
        )));
    }
    let Some(value) = first else { return Ok(None) };
    match std::str::from_utf8(value) {
        Ok(text) => Ok(Some(text).filter(|text| !text.is_empty())),
        Err(_) => Err(AuthFault::Incomplete(format!(
            "Query-string parameter '{name}' must be UTF-8."
        ))),
    }
}

fn lifetime(text: &str) -> Result<u32, AuthFault> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = text
        .parse()
        .ok()
        .filter(|seconds| digits && (1..=MAX_PRESIGNED_SECONDS).contains(seconds));
    seconds.ok_or_else(|| {
        AuthFault::Incomplete(format!(
            "X-Amz-Expires must be a number of seconds between 1 and {MAX_PRESIGNED_SECONDS}, got '{}'.",
            echo(text)
        ))
    })
}

fn missing(parameters: &[(&str, Option<&str>)]) -> AuthFault {
    let mut text = String::new();
    for (name, _) in parameters.iter().filter(|(_, value)| value.is_none()) {
        text.push_str(&format!("AWS query-string parameters must include '{name}'. "));
    }
    text.push_str("Re-examine the query-string parameters.");
    AuthFault::Incomplete(text)
}

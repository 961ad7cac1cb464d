//! The signing key and the signature.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};
use wharf_aws::SecretKey;
use zeroize::Zeroizing;

use crate::encode::hex;
use crate::scope::Scope;
use crate::time::RequestTime;
use crate::{ALGORITHM, TERMINATOR};

type Tag = Zeroizing<[u8; 32]>;

fn mac(key: &[u8], text: &[u8]) -> Tag {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("INVARIANT: HMAC takes keys of every length");
    mac.update(text);
    Zeroizing::new(mac.finalize().into_bytes().into())
}

/// What is signed: algorithm, time, scope, and the hash of the canonical request.
pub(crate) fn string_to_sign(time: RequestTime, scope: &Scope, canonical_request: &[u8]) -> String {
    let digest = hex(&Sha256::digest(canonical_request));
    format!("{ALGORITHM}\n{}\n{scope}\n{digest}", time.basic())
}

/// The signature in hex. The key is derived per day, Region and service, so that it is good for no other.
pub(crate) fn signature(secret: &SecretKey, scope: &Scope, string_to_sign: &str) -> String {
    let start = Zeroizing::new([b"AWS4", secret.expose().as_bytes()].concat());
    let day = mac(&start, scope.date.as_bytes());
    let region = mac(day.as_slice(), scope.region.as_bytes());
    let service = mac(region.as_slice(), scope.service.as_bytes());
    let key = mac(service.as_slice(), TERMINATOR.as_bytes());
    hex(mac(key.as_slice(), string_to_sign.as_bytes()).as_slice())
}

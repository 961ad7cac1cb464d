//! Secrets at rest and tokens on the wire: one master key, one derived key for each purpose.
//!
//! Everything that Wharf hands out and wants back unread or unaltered (authorization tokens, download URLs, next
//! tokens) and everything secret that it stores is sealed with AES-256-GCM-SIV, an authenticated cipher that tolerates
//! a repeated nonce. A sealed text of one purpose never opens for another, and the `context` must be the same on both
//! sides. Nothing here knows what is inside.

use aws_lc_rs::aead::{AES_256_GCM_SIV, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::hkdf;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

use crate::Entropy;

const NONCE_LENGTH: usize = 12;
/// What sealed texts begin with. A command line would take a text that begins with `-` for an option of its own.
const FIRST: char = 'w';

/// The node's master key: 32 random bytes that the operator keeps.
pub struct MasterKey([u8; 32]);

impl MasterKey {
    /// The key with these bytes.
    pub fn new(bytes: [u8; 32]) -> MasterKey {
        MasterKey(bytes)
    }
}

/// What a sealed text is for.
#[derive(Clone, Copy, Debug)]
pub enum Purpose {
    /// The secret half of an access key, in the identity database.
    AccessKeySecret,
    /// The password that GetAuthorizationToken returns.
    AuthorizationToken,
    /// The path of a layer's download URL.
    DownloadUrl,
    /// A next token of a paged list.
    NextToken,
    /// The session token of temporary credentials.
    SessionToken,
    /// The encoded part of a denial.
    AuthorizationMessage,
    /// What a KMS key is made of, in a Region's database.
    KeyMaterial,
    /// The data key of a repository. The key that seals it is a KMS key's.
    DataKey,
    /// What signs the events for a webhook, in a Region's database.
    WebhookSecret,
    /// A manifest of a repository. The key that seals it is the repository's data key.
    Manifest,
    /// The text by which another master key is told.
    MasterKeyCheck,
}

const PURPOSES: [(Purpose, &str); 11] = [
    (Purpose::AccessKeySecret, "wharf/access-key-secret/1"),
    (Purpose::AuthorizationToken, "wharf/authorization-token/1"),
    (Purpose::DownloadUrl, "wharf/download-url/1"),
    (Purpose::NextToken, "wharf/next-token/1"),
    (Purpose::SessionToken, "wharf/session-token/1"),
    (Purpose::AuthorizationMessage, "wharf/authorization-message/1"),
    (Purpose::KeyMaterial, "wharf/key-material/1"),
    (Purpose::DataKey, "wharf/data-key/1"),
    (Purpose::WebhookSecret, "wharf/webhook-secret/1"),
    (Purpose::Manifest, "wharf/manifest/1"),
    (Purpose::MasterKeyCheck, "wharf/master-key-check/1"),
];

/// Seals and opens.
pub struct Sealer {
    keys: [LessSafeKey; PURPOSES.len()],
    root: hkdf::Prk,
    entropy: Entropy,
}

impl Sealer {
    /// Derives the keys of all purposes from the master key.
    pub fn new(master: &MasterKey, entropy: Entropy) -> Sealer {
        let root = hkdf::Salt::new(hkdf::HKDF_SHA256, b"wharf").extract(&master.0);
        let keys = PURPOSES.map(|(_, label)| {
            let info = [label.as_bytes()];
            let okm = root
                .expand(&info, &AES_256_GCM_SIV)
                .expect("INVARIANT: the key length is the cipher's");
            LessSafeKey::new(UnboundKey::from(okm))
        });
        Sealer { keys, root, entropy }
    }

    /// Seals `plain`; only the same purpose and context open it again.
    pub fn seal(&self, purpose: Purpose, context: &[u8], plain: &[u8]) -> Vec<u8> {
        let nonce: [u8; NONCE_LENGTH] = self.entropy.bytes();
        let mut sealed = plain.to_vec();
        self.key(purpose)
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(context),
                &mut sealed,
            )
            .expect("INVARIANT: texts are far below the cipher's limit");
        [&nonce, sealed.as_slice()].concat()
    }

    /// Opens what [`Sealer::seal`] made; `None` when it was made otherwise or altered.
    pub fn open(&self, purpose: Purpose, context: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, text) = sealed.split_at_checked(NONCE_LENGTH)?;
        let mut text = text.to_vec();
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let length = self
            .key(purpose)
            .open_in_place(nonce, Aad::from(context), &mut text)
            .ok()?
            .len();
        text.truncate(length);
        Some(text)
    }

    /// [`Sealer::seal`] as text of the alphabet `[A-Za-z0-9_-]` that begins with a letter.
    pub fn seal_text(&self, purpose: Purpose, context: &[u8], plain: &[u8]) -> String {
        let mut text = String::from(FIRST);
        URL_SAFE_NO_PAD.encode_string(self.seal(purpose, context, plain), &mut text);
        text
    }

    /// [`Sealer::open`] of a text.
    pub fn open_text(&self, purpose: Purpose, context: &[u8], sealed: &str) -> Option<Vec<u8>> {
        let sealed = URL_SAFE_NO_PAD.decode(sealed.strip_prefix(FIRST)?).ok()?;
        self.open(purpose, context, &sealed)
    }

    /// The key that a node seals a Region's layers with where no key was chosen.
    pub fn store_key(&self, region: &str) -> Zeroizing<[u8; 32]> {
        let info = [b"wharf/store-key/1/".as_slice(), region.as_bytes()];
        let mut bytes = Zeroizing::new([0; 32]);
        self.root
            .expand(&info, hkdf::HKDF_SHA256)
            .and_then(|okm| okm.fill(bytes.as_mut_slice()))
            .expect("INVARIANT: as many bytes as the hash has are within what HKDF gives");
        bytes
    }

    fn key(&self, purpose: Purpose) -> &LessSafeKey {
        &self.keys[purpose as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealer() -> Sealer {
        Sealer::new(&MasterKey::new([7; 32]), Entropy::system())
    }

    #[test]
    fn only_the_same_purpose_and_context_open() {
        let sealer = sealer();
        let sealed = sealer.seal(Purpose::NextToken, b"here", b"secret");
        assert_eq!(
            sealer.open(Purpose::NextToken, b"here", &sealed).as_deref(),
            Some(b"secret".as_slice())
        );
        assert_eq!(sealer.open(Purpose::NextToken, b"there", &sealed), None);
        assert_eq!(sealer.open(Purpose::DownloadUrl, b"here", &sealed), None);
        let other = Sealer::new(&MasterKey::new([8; 32]), Entropy::system());
        assert_eq!(other.open(Purpose::NextToken, b"here", &sealed), None);
    }

    #[test]
    fn any_altered_byte_is_refused() {
        let sealer = sealer();
        let sealed = sealer.seal(Purpose::NextToken, b"", b"secret");
        for index in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[index] ^= 1;
            assert_eq!(
                sealer.open(Purpose::NextToken, b"", &altered),
                None,
                "byte {index}"
            );
        }
        for length in 0..sealed.len() {
            assert_eq!(
                sealer.open(Purpose::NextToken, b"", &sealed[..length]),
                None,
                "length {length}"
            );
        }
    }

    #[test]
    fn no_text_looks_like_an_option() {
        let sealer = sealer();
        for _ in 0..1000 {
            let text = sealer.seal_text(Purpose::NextToken, b"", b"secret");
            assert!(
                text.starts_with(|first: char| first.is_ascii_alphabetic()),
                "{text}"
            );
            let opened = sealer.open_text(Purpose::NextToken, b"", &text);
            assert_eq!(opened.as_deref(), Some(b"secret".as_slice()));
        }
    }

    #[test]
    fn the_purposes_are_in_the_order_of_their_keys() {
        for (index, (purpose, _)) in PURPOSES.iter().enumerate() {
            assert_eq!(*purpose as usize, index);
        }
    }
}

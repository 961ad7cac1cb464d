//! What an event says.

use serde_json::{Map, Value, json};
use wharf_aws::Timestamp;
use wharf_oci::digest::{Algorithm, Digest};

/// Something that is told.
pub(crate) trait Event {
    /// The document.
    fn document(&self, place: Origin<'_>) -> Value;
}

/// What of a repository was found damaged.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Damaged {
    /// A layer's bytes.
    Layer,
    /// An image's manifest.
    Manifest,
}

/// Something of a repository that was found damaged: an event of Wharf's own, which ECR has not.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DamageEvent<'a> {
    pub(crate) of: Damaged,
    pub(crate) digest: &'a str,
    /// `missing`, `short`, `altered`, `unreadable`.
    pub(crate) damage: &'a str,
}

impl Event for DamageEvent<'_> {
    fn document(&self, place: Origin<'_>) -> Value {
        let (kind, named) = match self.of {
            Damaged::Layer => ("Wharf Layer Damage", "layer-digest"),
            Damaged::Manifest => ("Wharf Manifest Damage", "image-digest"),
        };
        let detail = json!({
            "repository-name": place.repository,
            named: self.digest,
            "action-type": "DAMAGE",
            "damage": self.damage.to_uppercase(),
        });
        envelope(place, ("wharf", kind), detail)
    }
}

fn envelope(place: Origin<'_>, (source, kind): (&str, &str), detail: Value) -> Value {
    json!({
        "version": "0",
        "id": id(place),
        "detail-type": kind,
        "source": source,
        "account": place.account,
        "time": place.at.to_string(),
        "region": place.region,
        "resources": [],
        "detail": detail,
    })
}

/// Something that happened to an image.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ImageEvent<'a> {
    /// To which.
    pub(crate) image: ImageFacts<'a>,
    /// The tag that it was done by, if it was.
    pub(crate) tag: Option<&'a str>,
    /// What.
    pub(crate) action: Action,
}

/// What an event says of an image.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ImageFacts<'a> {
    pub(crate) digest: &'a str,
    pub(crate) media_type: &'a str,
    pub(crate) artifact_type: Option<&'a str>,
    /// Whether it has a subject: a signature, an SBOM.
    pub(crate) is_referrer: bool,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// It, or another tag of it, was pushed.
    Push,
    /// It, or a tag of it, was deleted, by a call or a policy.
    Delete,
    /// It was archived.
    Archive,
    /// It was restored.
    Restore,
}

/// Where and when.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Origin<'a> {
    pub(super) account: &'a str,
    pub(super) region: &'a str,
    pub(super) stream: &'a str,
    pub(super) repository: &'a str,
    pub(super) sequence: i64,
    pub(super) at: Timestamp,
}

impl Event for ImageEvent<'_> {
    fn document(&self, place: Origin<'_>) -> Value {
        let kind = match self.image.is_referrer {
            true => "ECR Referrer Action",
            false => "ECR Image Action",
        };
        envelope(place, ("aws.ecr", kind), self.detail(place))
    }
}

impl ImageEvent<'_> {
    fn detail(&self, place: Origin<'_>) -> Value {
        let mut detail = Map::new();
        let mut say = |name: &str, value: Option<&str>| {
            if let Some(value) = value {
                detail.insert(name.to_owned(), value.into());
            }
        };
        say("result", Some("SUCCESS"));
        say("repository-name", Some(place.repository));
        say("image-digest", Some(self.image.digest));
        say("image-tag", self.tag);
        say("manifest-media-type", Some(self.image.media_type));
        say("artifact-media-type", self.image.artifact_type);
        let (action, class) = match self.action {
            Action::Push => ("PUSH", None),
            Action::Delete => ("DELETE", None),
            Action::Archive => ("UPDATE_STORAGE_CLASS", Some("ARCHIVE")),
            Action::Restore => ("UPDATE_STORAGE_CLASS", Some("STANDARD")),
        };
        say("action-type", Some(action));
        say("target-storage-class", class);
        if self.action == Action::Restore {
            let at = place.at.to_string();
            detail.insert("last-activated-at".to_owned(), at.into());
        }
        detail.into()
    }
}

/// The event's id, a UUID: the same whenever it is asked for, and another one for every event.
fn id(place: Origin<'_>) -> String {
    let Origin {
        account,
        region,
        stream,
        sequence,
        ..
    } = place;
    let name = format!("{account}\n{region}\n{stream}\n{sequence}");
    let digest = Digest::of(Algorithm::Sha256, name.as_bytes());
    let mut bytes = [0; 16];
    for (byte, hex) in bytes.iter_mut().zip(digest.hex().as_bytes().chunks(2)) {
        let digit = |hex: u8| (hex as char).to_digit(16).unwrap_or(0) as u8;
        *byte = digit(hex[0]) << 4 | digit(hex[1]);
    }
    wharf_aws::RequestId::from_random(bytes).to_string()
}

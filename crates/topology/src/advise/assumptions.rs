//! What is assumed of volumes that the file does not say.

use serde::Serialize;

use crate::file::Draft;

/// A volume that is assumed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Assumption {
    /// The key under `volumes` that replaces it.
    pub key: &'static str,
    /// The value.
    pub value: String,
    /// Where it comes from.
    pub from: &'static str,
}

/// What is assumed for a file.
pub fn assumptions(draft: &Draft) -> Vec<Assumption> {
    let volumes = &draft.company.volumes;
    let of = |key: &'static str| {
        let (value, from) = match key {
            "images" => (volumes.images.to_string(), "10 kept of each repository"),
            "pushes" => (volumes.pushes.to_string(), "20 a month to each repository"),
            "pulls" => (
                volumes.pulls.to_string(),
                "5 of each push, by nodes that have not its layers",
            ),
            "image_gb" => (volumes.image_gb.to_string(), "compressed"),
            "new_gb_per_push" => (
                volumes.new_gb_per_push.to_string(),
                "a quarter of an image is new in a push",
            ),
            "promoted" => (volumes.promoted.to_string(), "the share that goes to production"),
            "networks" => (
                volumes.networks.to_string(),
                "one with endpoints of its own for each account that runs images, in each of its Regions",
            ),
            _ => (volumes.scans.to_string(), "beyond the free ones"),
        };
        Assumption { key, value, from }
    };
    draft.lacks_volumes.iter().copied().map(of).collect()
}

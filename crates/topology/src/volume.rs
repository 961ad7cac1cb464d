//! What can be said of a month's volumes, and what is assumed of those that are not said.

use crate::company::Volumes;

/// A volume that can be said.
pub(crate) struct Volume {
    /// Its key in the file.
    pub(crate) key: &'static str,
    /// The most that it can be.
    most: f64,
    /// What it is, and where the assumption comes from when the file does not say it.
    assumed: &'static str,
}

/// More of anything is no company.
const MOST: f64 = 1e12;
/// Of one image; its layers have 52 GB at most in Amazon ECR.
const MOST_GB: f64 = 10_000.0;

/// All volumes.
pub(crate) const VOLUMES: [Volume; 8] = [
    volume("images", MOST, "10 kept of each repository"),
    volume("pushes", MOST, "20 a month to each repository"),
    volume("pulls", MOST, "5 of each push, by nodes that have not its layers"),
    volume("image_gb", MOST_GB, "compressed"),
    volume(
        "new_gb_per_push",
        MOST_GB,
        "a quarter of an image is new in a push",
    ),
    volume("promoted", 1.0, "the share that goes to production"),
    volume(
        "networks",
        1e6,
        "one with endpoints of its own for each account that runs images, in each of its Regions",
    ),
    volume("scans", MOST, "beyond the free ones"),
];

const fn volume(key: &'static str, most: f64, assumed: &'static str) -> Volume {
    Volume { key, most, assumed }
}

/// The volume of a key.
pub(crate) fn of(key: &str) -> Option<&'static Volume> {
    VOLUMES.iter().find(|volume| volume.key == key)
}

impl Volume {
    /// Why an amount cannot be, if it cannot.
    pub(crate) fn refuses(&self, amount: f64) -> Option<String> {
        let key = self.key;
        match (0.0..=self.most).contains(&amount) {
            true => None,
            false if key == "promoted" => Some(format!("{key} is a share, from 0 to 1, not {amount}")),
            false if amount < 0.0 => Some(format!("{key} is at least 0, not {amount}")),
            false => Some(format!("{key} is at most {}, not {amount}", self.most)),
        }
    }

    /// Where it comes from when it is assumed.
    pub(crate) fn assumed(&self) -> &'static str {
        self.assumed
    }
}

impl Volumes {
    /// The same with those of some keys as they are assumed for so many repositories, and so many places in which accounts run images.
    pub(crate) fn assuming(mut self, keys: &[&str], repositories: u64, sites: u64) -> Volumes {
        let is_assumed = |key: &str| keys.contains(&key);
        if is_assumed("images") {
            self.images = repositories.saturating_mul(10);
        }
        if is_assumed("pushes") {
            self.pushes = repositories.saturating_mul(20);
        }
        if is_assumed("pulls") {
            self.pulls = self.pushes.saturating_mul(5);
        }
        if is_assumed("image_gb") {
            self.image_gb = 0.5;
        }
        if is_assumed("new_gb_per_push") {
            self.new_gb_per_push = self.image_gb / 4.0;
        }
        if is_assumed("promoted") {
            self.promoted = 0.25;
        }
        if is_assumed("networks") {
            self.networks = sites;
        }
        if is_assumed("scans") {
            self.scans = 0;
        }
        self
    }

    /// The value of a key, as it is written.
    pub(crate) fn said(&self, key: &str) -> String {
        match key {
            "images" => self.images.to_string(),
            "pushes" => self.pushes.to_string(),
            "pulls" => self.pulls.to_string(),
            "image_gb" => self.image_gb.to_string(),
            "new_gb_per_push" => self.new_gb_per_push.to_string(),
            "promoted" => self.promoted.to_string(),
            "networks" => self.networks.to_string(),
            _ => self.scans.to_string(),
        }
    }
}

//! What things cost. AWS's list prices of us-east-1 in US dollars, as others restated them on the date below; every one can
//! be replaced by a file.

use serde::{Deserialize, Serialize};

/// Prices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Prices {
    /// When they held.
    pub date: String,
    /// A GB kept for a month.
    pub storage_gb_month: f64,
    /// A GB from one Region to another, paid once.
    pub between_regions_gb: f64,
    /// An interface endpoint in one availability zone for an hour.
    pub endpoint_hour: f64,
    /// Availability zones of a network.
    pub zones: f64,
    /// Endpoints of a network: `ecr.api` and `ecr.dkr`; the layers' own is free.
    pub endpoints: f64,
    /// Hours of a month.
    pub hours: f64,
    /// The first enhanced scan of an image.
    pub scan: f64,
}

impl Default for Prices {
    fn default() -> Prices {
        Prices {
            date: "2026-03".to_owned(),
            storage_gb_month: 0.10,
            between_regions_gb: 0.02,
            endpoint_hour: 0.01,
            zones: 3.0,
            endpoints: 2.0,
            hours: 730.0,
            scan: 0.09,
        }
    }
}

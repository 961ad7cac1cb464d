//! Regions and the partitions they belong to.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use crate::spelling::edits;

/// The name of a Region, such as `eu-west-1`.
///
/// At most 25 characters of `[a-z0-9-]` (shape `Region` of the ECR model) that look like a Region: two or more
/// parts of letters, then a number. Any such name is accepted: a deployment may name Regions that AWS has not. What people write is
/// read by [`Region::spelled`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region(Arc<str>);

/// The text does not look like the name of a Region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a Region is named like `eu-west-1`")]
pub struct RegionError;

/// What a person wrote is no Region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SpellingError {
    /// It is nearly the name of one.
    #[error("there is no such Region; did you mean `{0}`?")]
    Nearly(&'static str),
    /// It looks like none.
    #[error(transparent)]
    Malformed(#[from] RegionError),
}

/// How many characters a direction may differ from one of AWS's and be taken for a mistake in writing it.
const MISSPELT: usize = 2;

/// A partition: a group of Regions with accounts, ARNs and domain names of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Partition {
    /// `aws`, the commercial Regions.
    Aws,
    /// `aws-cn`, the Regions in China.
    AwsCn,
    /// `aws-us-gov`, GovCloud.
    AwsUsGov,
}

/// The text names no partition that we know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a partition is one of aws, aws-cn, aws-us-gov")]
pub struct PartitionError;

/// All Regions of the three partitions, as AWS's Regions page lists them; sorted.
const WELL_KNOWN: &[&str] = &[
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "cn-north-1",
    "cn-northwest-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-gov-east-1",
    "us-gov-west-1",
    "us-west-1",
    "us-west-2",
];

impl Region {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The partition, which follows from the name's beginning: `cn-`, `us-gov-`, anything else is commercial.
    pub fn partition(&self) -> Partition {
        if self.0.starts_with("cn-") {
            Partition::AwsCn
        } else if self.0.starts_with("us-gov-") {
            Partition::AwsUsGov
        } else {
            Partition::Aws
        }
    }

    /// Reads a Region that a person wrote: a name that is one of AWS's but for its writing is a mistake, and no Region of the deployment's
    /// own. Those may be called `de-west-1` or `us-east-9`: another part of the world, or another number.
    ///
    /// # Errors
    /// It is misspelt, or looks like no Region.
    pub fn spelled(text: &str) -> Result<Region, SpellingError> {
        match WELL_KNOWN.iter().find(|known| is_misspelt(text, known)) {
            Some(known) => Err(SpellingError::Nearly(known)),
            None => Ok(text.parse()?),
        }
    }

    /// The Regions of AWS in all three partitions, sorted.
    pub fn well_known() -> &'static [&'static str] {
        WELL_KNOWN
    }
}

/// Whether a name is one of AWS's, but for upper case, a missing hyphen, a letter behind it, or a direction that is none.
fn is_misspelt(text: &str, known: &str) -> bool {
    if text == known {
        return false;
    }
    let squeezed = |name: &str| name.replace('-', "").to_ascii_lowercase();
    let (typed, meant) = (squeezed(text), squeezed(known));
    let zone = typed.strip_prefix(meant.as_str());
    if zone.is_some_and(|zone| zone.len() < 2 && zone.bytes().all(|byte| byte.is_ascii_lowercase())) {
        return true;
    }
    let parts = |name: &'_ str| -> Option<(String, String, String)> {
        let (rest, number) = name.rsplit_once('-')?;
        let (place, direction) = rest.rsplit_once('-')?;
        Some((place.to_owned(), direction.to_owned(), number.to_owned()))
    };
    let (Some(typed), Some(known)) = (parts(text), parts(known)) else {
        return false;
    };
    let is_direction = WELL_KNOWN
        .iter()
        .filter_map(|name| parts(name))
        .any(|(_, direction, _)| direction == typed.1);
    !is_direction && (&typed.0, &typed.2) == (&known.0, &known.2) && edits(&typed.1, &known.1) <= MISSPELT
}

impl FromStr for Region {
    type Err = RegionError;

    fn from_str(text: &str) -> Result<Self, RegionError> {
        if !(2..=25).contains(&text.len()) {
            return Err(RegionError);
        }
        let (words, number) = text.rsplit_once('-').ok_or(RegionError)?;
        let number_fits = (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
        let mut parts = 0;
        for word in words.split('-') {
            parts += 1;
            if word.is_empty() || !word.bytes().all(|b| b.is_ascii_lowercase()) {
                return Err(RegionError);
            }
        }
        if number_fits && parts >= 2 {
            Ok(Self(text.into()))
        } else {
            Err(RegionError)
        }
    }
}

impl AsRef<str> for Region {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Region({})", self.0)
    }
}

impl Partition {
    /// The name as it stands in an ARN.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Aws => "aws",
            Self::AwsCn => "aws-cn",
            Self::AwsUsGov => "aws-us-gov",
        }
    }

    /// The domain under which the partition's services live, without a leading dot.
    pub fn dns_suffix(self) -> &'static str {
        match self {
            Self::Aws | Self::AwsUsGov => "amazonaws.com",
            Self::AwsCn => "amazonaws.com.cn",
        }
    }
}

impl FromStr for Partition {
    type Err = PartitionError;

    fn from_str(text: &str) -> Result<Self, PartitionError> {
        [Self::Aws, Self::AwsCn, Self::AwsUsGov]
            .into_iter()
            .find(|partition| partition.as_str() == text)
            .ok_or(PartitionError)
    }
}

impl fmt::Display for Partition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_region_is_told_from_one_of_the_deployment() {
        for (text, nearest) in [
            ("us-eest-1", "us-east-1"),
            ("us-eats-1", "us-east-1"),
            ("us-east1", "us-east-1"),
            ("us-east-1a", "us-east-1"),
            ("US-EAST-1", "us-east-1"),
            ("eu-centrl-1", "eu-central-1"),
        ] {
            assert_eq!(
                Region::spelled(text),
                Err(SpellingError::Nearly(nearest)),
                "{text}"
            );
        }
        for own in [
            "xx-mars-1",
            "rack-left-2",
            "de-west-1",
            "us-south-1",
            "us-east-9",
            "lab-east-1",
        ]
        .into_iter()
        .chain(Region::well_known().iter().copied())
        {
            assert_eq!(Region::spelled(own).unwrap().as_str(), own);
        }
        assert_eq!(
            Region::spelled("mars"),
            Err(SpellingError::Malformed(RegionError))
        );
    }

    #[test]
    fn every_well_known_region_parses_and_the_list_is_sorted() {
        for name in Region::well_known() {
            assert_eq!(name.parse::<Region>().unwrap().as_str(), *name);
        }
        assert!(WELL_KNOWN.is_sorted());
    }

    #[test]
    fn what_is_no_region() {
        let bad = [
            "",
            "eu",
            "eu-west",
            "eu-1",
            "eu-west-",
            "-west-1",
            "eu--west-1",
            "EU-west-1",
            "eu-west-123",
        ];
        let worse = [
            "eu_west-1",
            "eu-west-1 ",
            "eu-west-1/",
            "a-b-c-d-e-f-g-h-i-j-k-l-m-1",
            "eu-we5t-1",
            "eu-west-x",
            "*",
        ];
        for bad in bad.into_iter().chain(worse) {
            assert_eq!(bad.parse::<Region>(), Err(RegionError), "{bad:?}");
        }
        assert!(
            "eusc-de-east-1".parse::<Region>().is_ok(),
            "a Region that we have not heard of"
        );
    }

    #[test]
    fn partitions() {
        let cases = [
            ("us-east-1", "aws", "amazonaws.com"),
            ("cn-north-1", "aws-cn", "amazonaws.com.cn"),
            ("us-gov-west-1", "aws-us-gov", "amazonaws.com"),
        ];
        for (region, partition, suffix) in cases {
            let found = region.parse::<Region>().unwrap().partition();
            assert_eq!((found.as_str(), found.dns_suffix()), (partition, suffix));
            assert_eq!(partition.parse(), Ok(found));
        }
        assert_eq!("aws-iso".parse::<Partition>(), Err(PartitionError));
    }
}

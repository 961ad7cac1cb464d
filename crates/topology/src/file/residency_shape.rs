//! `requirements.residency` as it is written. What it means is [`super::residency`]'s.

use std::fmt;

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_saphyr::Spanned;

type Text = Spanned<String>;

/// The only Regions of all images, or of those that a pattern, a unit or an account names.
#[derive(Debug, Default)]
pub(super) struct Said(pub(super) Vec<(Option<Text>, Vec<Text>)>);

impl<'de> Deserialize<'de> for Said {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Said, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = Said;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(
                    "a list of Regions, or patterns, `unit NAME` and `account NAME`, each with such a list",
                )
            }

            fn visit_unit<E>(self) -> Result<Said, E> {
                Ok(Said::default())
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Said, A::Error> {
                let mut regions = Vec::new();
                while let Some(region) = items.next_element::<Text>()? {
                    regions.push(region);
                }
                let is_said = !regions.is_empty();
                Ok(Said(is_said.then_some((None, regions)).into_iter().collect()))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Said, A::Error> {
                let mut parts = Vec::new();
                while let Some((of, regions)) = entries.next_entry::<Text, Vec<Text>>()? {
                    parts.push((Some(of), regions));
                }
                Ok(Said(parts))
            }
        }

        deserializer.deserialize_any(Either)
    }
}

//! What others ask of a document.

use std::ops::Range;

use super::PolicyDocument;
use crate::names;

impl PolicyDocument {
    /// Whether a statement says whom it means: a policy of a resource.
    pub fn has_principals(&self) -> bool {
        self.statements
            .iter()
            .any(|statement| statement.principal.is_some())
    }

    /// The actions that it names; `None` when a statement means all but some.
    pub fn actions(&self) -> Option<Vec<&str>> {
        let mut actions = Vec::new();
        for element in self
            .statements
            .iter()
            .filter_map(|statement| statement.action.as_ref())
        {
            if element.negated {
                return None;
            }
            actions.extend(element.values.iter().map(|action| action.text.as_str()));
        }
        Some(actions)
    }

    /// The resources, with their places, that mean none with an ARN; variables may mean any.
    pub fn resources_without(&self, arn: &str) -> impl Iterator<Item = (&Range<usize>, &str)> {
        let elements = self
            .statements
            .iter()
            .filter_map(|statement| statement.resource.as_ref());
        let values = elements.flat_map(|element| &element.values);
        let others =
            values.filter(move |value| !value.text.contains("${") && !names::is_resource(&value.text, arn));
        others.map(|value| (&value.span, value.text.as_str()))
    }

    /// The principals of type `AWS` with the places of their strings, quotes included.
    pub fn aws_principals(&self) -> impl Iterator<Item = (&Range<usize>, &str)> {
        let elements = self
            .statements
            .iter()
            .filter_map(|statement| statement.principal.as_ref());
        let principals = elements.flat_map(|element| &element.values);
        principals
            .filter(|principal| principal.kind == "AWS")
            .map(|principal| (&principal.value.span, principal.value.text.as_str()))
    }
}

//! Policies compiled once, however many accounts have them.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;
use wharf_policy::{CompiledPolicy, Source};

use super::snapshot::Policy;

/// Policies compiled once, however many accounts have them.
#[derive(Default)]
pub(super) struct Compiler(HashMap<String, Arc<CompiledPolicy>>);

impl Compiler {
    pub(super) fn source(&mut self, name: &str, document: &Value) -> Source {
        let text = document.to_string();
        let compiled = self
            .0
            .entry(text)
            .or_insert_with_key(|text| Arc::new(CompiledPolicy::compile(text)));
        Source {
            id: name.into(),
            policy: Arc::clone(compiled),
        }
    }

    pub(super) fn policies(&mut self, policies: &[Policy]) -> Vec<Source> {
        policies
            .iter()
            .map(|policy| self.source(&policy.name, &policy.document))
            .collect()
    }

    pub(super) fn levels(&mut self, levels: &[Vec<Policy>]) -> Vec<Vec<Source>> {
        levels.iter().map(|level| self.policies(level)).collect()
    }
}

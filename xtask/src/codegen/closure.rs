//! Which shapes the operations reach, from which side.

use std::collections::BTreeSet;

use anyhow::bail;

use super::api::{Api, Kind, Operation};

/// What is generated of a service. Names in the order of the alphabet.
#[derive(Debug)]
pub struct Closure<'a> {
    /// The operations.
    pub operations: Vec<(&'a str, &'a Operation)>,
    /// Shapes that requests are read into.
    pub read: BTreeSet<&'a str>,
    /// All shapes, of requests and answers; exceptions not counted.
    pub all: BTreeSet<&'a str>,
    /// The exceptions that an operation may raise.
    pub faults: BTreeSet<&'a str>,
}

impl<'a> Closure<'a> {
    pub fn of(api: &'a Api) -> anyhow::Result<Self> {
        let mut operations: Vec<_> = api.operations.iter().collect();
        operations.sort_by_key(|(name, _)| *name);
        let (mut read, mut all, mut faults) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for (name, operation) in &operations {
            let (Some(input), Some(output)) = (&operation.input, &operation.output) else {
                bail!("{name} has no input or no output: teach the generator what then");
            };
            reach(api, input, &mut read)?;
            reach(api, output, &mut all)?;
            faults.extend(operation.errors.iter().map(String::as_str));
        }
        all.extend(&read);
        Ok(Self {
            operations,
            read,
            all,
            faults,
        })
    }

    /// Whether a structure is the input of an operation.
    pub fn is_input(&self, name: &str) -> bool {
        self.operations
            .iter()
            .any(|(_, operation)| operation.input.as_deref() == Some(name))
    }

    /// The structures that are neither the input nor the output of an operation.
    pub fn shared_structures<'c>(&'c self, api: &'a Api) -> impl Iterator<Item = &'a str> + 'c {
        self.all.iter().copied().filter(move |name| {
            let structure = api
                .shapes
                .get(name)
                .is_some_and(|shape| shape.kind == Kind::Structure);
            structure
                && !self
                    .operations
                    .iter()
                    .any(|(_, operation)| ends_with(operation, name))
        })
    }
}

fn ends_with(operation: &Operation, name: &str) -> bool {
    operation.input.as_deref() == Some(name) || operation.output.as_deref() == Some(name)
}

fn reach<'a>(api: &'a Api, name: &'a str, reached: &mut BTreeSet<&'a str>) -> anyhow::Result<()> {
    if reached.insert(name) {
        for inner in api.shape(name)?.references() {
            reach(api, inner, reached)?;
        }
    }
    Ok(())
}

//! Which shapes the served operations reach, from which side.

use std::collections::BTreeSet;

use anyhow::bail;

use super::api::{Api, Kind, Operation};

/// What is generated of a service. Names in the order of the alphabet, operations in that of the model.
#[derive(Debug)]
pub struct Closure<'a> {
    /// Served operations.
    pub operations: Vec<(&'a str, &'a Operation)>,
    /// Shapes that requests are read into.
    pub read: BTreeSet<&'a str>,
    /// All shapes, of requests and answers; exceptions not counted.
    pub all: BTreeSet<&'a str>,
    /// The exceptions that a served operation may raise.
    pub faults: BTreeSet<&'a str>,
}

impl<'a> Closure<'a> {
    pub fn of(api: &'a Api, served: &[&str]) -> anyhow::Result<Self> {
        for name in served {
            api.operation(name)?;
        }
        let operations: Vec<_> = api
            .operations
            .iter()
            .filter(|(name, _)| served.contains(name))
            .collect();
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

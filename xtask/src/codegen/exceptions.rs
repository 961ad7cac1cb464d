//! Where the generator departs from the model, and why.

use anyhow::bail;

use super::api::Api;
use super::closure::Closure;

/// A member whose constraints are not checked when a request is read.
struct Unconstrained {
    service: &'static str,
    structure: &'static str,
    member: &'static str,
    _reason: &'static str,
}

const UNCONSTRAINED: &[Unconstrained] = &[Unconstrained {
    service: "ecr",
    structure: "ImageIdentifier",
    member: "imageTag",
    _reason: "BatchGetImage and BatchDeleteImage answer a bad tag with a failure of that item \
              (InvalidImageTag), not with a fault of the whole request (spec/ecr.md §4.3)",
}];

/// Members whose value must not show in `Debug` though the model does not call their shape sensitive.
const SECRET: &[(&str, &str, &str)] = &[("ecr", "AuthorizationData", "authorizationToken")];

pub fn is_unconstrained(service: &str, structure: &str, member: &str) -> bool {
    UNCONSTRAINED.iter().any(|exception| {
        (exception.service, exception.structure, exception.member) == (service, structure, member)
    })
}

pub fn is_secret(service: &str, structure: &str, member: &str) -> bool {
    SECRET.contains(&(service, structure, member))
}

/// Fails on an exception that nothing generated needs any more.
pub fn check(api: &Api, closure: &Closure<'_>) -> anyhow::Result<()> {
    let unconstrained = UNCONSTRAINED.iter().map(|e| (e.service, e.structure, e.member));
    for (service, structure, member) in unconstrained.chain(SECRET.iter().copied()) {
        let used = closure.all.contains(structure) && api.shape(structure)?.members.get(member).is_some();
        if service == api.service && !used {
            bail!("the exception for {structure}.{member} is for nothing: remove it");
        }
    }
    Ok(())
}

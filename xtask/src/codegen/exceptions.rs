//! Where the generator departs from the model, and why.

use anyhow::bail;

use super::api::{Api, Member};
use super::closure::Closure;

/// A member whose constraints are not checked when a request is read.
struct Unconstrained {
    service: &'static str,
    structure: &'static str,
    member: &'static str,
    _reason: &'static str,
}

const UNCONSTRAINED: &[Unconstrained] = &[
    Unconstrained {
        service: "ecr",
        structure: "ImageIdentifier",
        member: "imageTag",
        _reason: "BatchGetImage and BatchDeleteImage answer a bad tag with a failure of that item \
                  (InvalidImageTag), not with a fault of the whole request (Amazon ECR API Reference, ImageFailure)",
    },
    Unconstrained {
        service: "ecr",
        structure: "PutLifecyclePolicyRequest",
        member: "lifecyclePolicyText",
        _reason: "the least length of a hundred characters is not enforced, as in ECR; the greatest is, with \
                  the document",
    },
    Unconstrained {
        service: "ecr",
        structure: "StartLifecyclePolicyPreviewRequest",
        member: "lifecyclePolicyText",
        _reason: "as PutLifecyclePolicyRequest",
    },
];

/// Members that the model does not have: (service, structure, member, shape). Plain clients never send them.
const EXTENSIONS: &[(&str, &str, &str, &str)] = &[
    // Where Wharf makes accounts, an organization file can say their ids.
    ("organizations", "CreateAccountRequest", "AccountId", "AccountId"),
];

/// Adds what we understand beyond the model.
pub fn extend(api: &mut Api) -> anyhow::Result<()> {
    for (service, structure, member, shape) in EXTENSIONS {
        if *service != api.service {
            continue;
        }
        let Some((_, extended)) = api.shapes.iter_mut().find(|(name, _)| name == structure) else {
            bail!("there is no structure {structure} to extend");
        };
        if extended.members.get(member).is_some() {
            bail!("the model has {structure}.{member} by now: remove the extension");
        }
        extended
            .members
            .insert((*member).to_owned(), Member::Plain((*shape).to_owned()));
    }
    Ok(())
}

pub fn is_unconstrained(service: &str, structure: &str, member: &str) -> bool {
    UNCONSTRAINED.iter().any(|exception| {
        (exception.service, exception.structure, exception.member) == (service, structure, member)
    })
}

/// Fails on an exception that nothing generated needs any more.
pub fn check(api: &Api, closure: &Closure<'_>) -> anyhow::Result<()> {
    let unconstrained = UNCONSTRAINED.iter().map(|e| (e.service, e.structure, e.member));
    for (service, structure, member) in unconstrained {
        let used = closure.all.contains(structure) && api.shape(structure)?.members.get(member).is_some();
        if service == api.service && !used {
            bail!("the exception for {structure}.{member} is for nothing: remove it");
        }
    }
    Ok(())
}

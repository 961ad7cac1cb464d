//! What AWS refuses of a `Resource` or a `NotResource` (IAM User Guide, *IAM JSON policy elements: Resource*; the texts are
//! those of refusals that users of AWS report).

use super::{PolicyKind, says};
use crate::arn::cut;
use crate::diagnostic::{Diagnostic, Fault, LEGACY_PARSING};
use crate::document::{Spanned, Statement};
use crate::edit::Edit;

/// What the sixth part of an IAM ARN begins with, unless it is `*` or `root`.
const IAM_PATHS: &[&str] = &[
    "user/",
    "federated-user/",
    "role/",
    "group/",
    "instance-profile/",
    "mfa/",
    "server-certificate/",
    "policy/",
    "sms-mfa/",
    "saml-provider/",
    "oidc-provider/",
    "report/",
    "access-report/",
];

pub(super) fn check(statement: &Statement, kind: PolicyKind, found: &mut Vec<Diagnostic>) {
    let Some(element) = &statement.resource else {
        if kind.needs_resource() {
            let text = "Policy statement must contain resources.";
            let refused = says(&statement.span, "the statement has no Resource", text);
            found.push(refused.help("add \"Resource\": \"*\", or ARNs"));
        }
        return;
    };
    if kind == PolicyKind::Trust {
        let text = "Has prohibited field Resource";
        found.push(says(
            &element.span,
            "a trust policy is about its role: no Resource",
            text,
        ));
        return;
    }
    let before = found.len();
    found.extend(element.values.iter().filter_map(refusal));
    if kind == PolicyKind::Repository && found.len() == before {
        found.extend(element.values.iter().filter_map(of_another));
    }
}

/// Why the policy of a repository does not take a resource, if it is no repository. Which repository is not known here.
fn of_another(resource: &Spanned) -> Option<Diagnostic> {
    let parts = cut(&resource.text);
    let begins = |path: &str| {
        let literal = path.split(['*', '?', '$']).next().unwrap_or_default();
        literal.starts_with("repository/")
            || (literal.len() < path.len() && "repository/".starts_with(literal))
    };
    let is_repository = match parts[..] {
        [_, _, "ecr", _, _, path] => begins(path),
        [_, _, "ecr", ..] => true,
        _ => parts.len() < 3 || parts[0].starts_with("${"),
    };
    (!is_repository && resource.text != "*").then(|| {
        let message = "the policy of a repository is about that repository, and this is none";
        let refused = Diagnostic::error(resource.span.clone(), message, Fault::Syntax);
        refused.help("leave Resource out").rule("repository-resource")
    })
}

/// Why a resource is refused, if it is, and what to write.
fn refusal(resource: &Spanned) -> Option<Diagnostic> {
    let found = why(resource)?;
    Some(match of_image(&resource.text) {
        Some(arn) => {
            let found = found.help(&format!("write {arn}"));
            found.edits(vec![Edit::text(resource.span.clone(), &arn)])
        }
        None if found.help.is_some() => found,
        None => found.help("write an ARN, such as arn:aws:ecr:<Region>:<account>:repository/<name>"),
    })
}

/// Why a resource is refused, if it is.
fn why(resource: &Spanned) -> Option<Diagnostic> {
    let text = resource.text.as_str();
    if text == "*" || text.starts_with("${") {
        return None;
    }
    let refuse = |message: &str, aws: &str| Some(says(&resource.span, message, aws));
    let parts = cut(text);
    let part = |at: usize| parts.get(at).copied().unwrap_or("*");
    let (partition, service, region, account, path) = (part(1), part(2), part(3), part(4), part(5));
    if parts.len() > 1 && !is_partition(partition) {
        let rest = [2, 3, 4, 5].map(part).join(":");
        let aws = format!("Partition \"{partition}\" is not valid for resource \"arn:{partition}:{rest}\".");
        return refuse(
            "there is no such partition: the second part of an ARN is aws",
            &aws,
        );
    }
    if parts[0] != "arn" || parts.len() == 1 {
        let aws = format!("Resource {text} must be in ARN format or \"*\".");
        return refuse("a resource is an ARN, or *", &aws);
    }
    let is_short = parts.len() < 6 && text.ends_with('*');
    if parts.len() == 2 && !is_short {
        return refuse("the ARN ends before its service", FULLY_QUALIFIED);
    }
    if service.is_empty() {
        return refuse("the third part of an ARN is a service", LEGACY_PARSING);
    }
    if parts.len() < 6 && !is_short {
        return refuse(
            "an ARN has six parts: arn, partition, service, Region, account, resource",
            LEGACY_PARSING,
        );
    }
    if parts.len() == 6 && service.contains(['*', '?']) {
        return refuse("the service of an ARN has no wildcards", FULLY_QUALIFIED);
    }
    let has_region = parts.len() > 3 && !region.is_empty();
    match service {
        "iam" if has_region => {
            let aws = format!("IAM resource {text} cannot contain region information.");
            let found = says(&resource.span, "IAM is in no Region", &aws);
            Some(found.help("leave the fourth part empty, as in arn:aws:iam::<account>:role/<name>"))
        }
        "s3" if has_region && account.is_empty() => {
            let aws = format!("Resource {text} can not contain region information.");
            refuse("the ARN of a bucket has no Region", &aws)
        }
        "iam" if !is_iam_path(path) => {
            let aws = format!(
                "IAM resource path must either be \"*\", root, or start with {}.",
                IAM_PATHS.join(", ")
            );
            refuse("IAM has no resource that begins so", &aws)
        }
        _ => None,
    }
}

/// The ARN of the repository of an image's reference, `<account>.dkr.ecr.<Region>.amazonaws.com/<repository>:<tag>`.
fn of_image(text: &str) -> Option<String> {
    let text = text.strip_prefix("https://").unwrap_or(text);
    let (host, rest) = text.split_once('/')?;
    let (account, host) = host.split_once(".dkr.ecr.")?;
    let (region, _) = host.split_once('.')?;
    let name = rest.split([':', '@']).next()?;
    Some(format!("arn:aws:ecr:{region}:{account}:repository/{name}"))
}

const FULLY_QUALIFIED: &str = "Resource vendor must be fully qualified and cannot contain regexes.";

fn is_partition(text: &str) -> bool {
    let known = ["aws", "aws-cn", "aws-us-gov", "aws-eusc"];
    known.contains(&text) || text.starts_with("aws-iso") || text.contains(['*', '?', '$'])
}

fn is_iam_path(path: &str) -> bool {
    path == "*" || path == "root" || IAM_PATHS.iter().any(|begin| path.starts_with(begin))
}

//! Would `aws` in this shell come here?

use super::{Finding, Machine, Outcome, Subject, programs};
use crate::aws_files::{AwsFiles, DEFAULT};
use crate::environment::SERVICE_ENDPOINTS;

const CHECK: &str = "aws";
/// The first of each major version that knows `AWS_ENDPOINT_URL`, and `endpoint_url` of a profile: its minor version.
const FIRST: [(u32, u32); 2] = [(1, 29), (2, 13)];
/// How to have one that is new enough, in a folder of its own.
const INSTALL: &str =
    "python3 -m venv ~/wharf-aws && ~/wharf-aws/bin/pip install awscli && export PATH=~/wharf-aws/bin:$PATH";

pub(super) fn check(machine: &Machine, subject: &Subject) -> Vec<Finding> {
    let get = |name| machine.environment.get(name);
    let endpoint = subject.node.endpoint.as_str();
    let mut findings = Vec::new();
    for name in SERVICE_ENDPOINTS {
        match get(name) {
            Some(url) if !is_same(url, endpoint) => findings.push(
                Finding::fail(CHECK, format!("{name}={url} sends it elsewhere"))
                    .todo(format!("unset {name}")),
            ),
            _ => {}
        }
    }
    let unfit = unfit(machine);
    let is_unfit = unfit.is_some();
    findings.extend(unfit);
    let way = way(machine, subject);
    // What is right for another program does not bring this one here.
    findings.extend(Some(way).filter(|way| way.outcome != Outcome::Ok || !is_unfit));
    for name in ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "AWS_USE_FIPS_ENDPOINT"] {
        if get(name).is_some_and(|value| value.eq_ignore_ascii_case("true")) {
            let found = format!("{name}=true makes it ignore or refuse the endpoint");
            findings.push(Finding::fail(CHECK, found).todo(format!("unset {name}")));
        }
    }
    let key_is_ours = get("AWS_ACCESS_KEY_ID").is_some_and(|id| id.starts_with("AKIA"));
    if key_is_ours && get("AWS_SESSION_TOKEN").is_some() {
        let found = "AWS_SESSION_TOKEN is left over: it does not belong to AWS_ACCESS_KEY_ID";
        findings.push(Finding::fail(CHECK, found).todo("unset AWS_SESSION_TOKEN"));
    }
    findings.extend(proxy(machine, subject));
    findings
}

/// Where calls go that name no service's own address. A variable comes before the profile, as with the aws command line.
fn way(machine: &Machine, subject: &Subject) -> Finding {
    let get = |name| machine.environment.get(name);
    let endpoint = subject.node.endpoint.as_str();
    let set = set(subject);
    if let Some(url) = get("AWS_ENDPOINT_URL") {
        return match is_same(url, endpoint) {
            true => Finding::ok(CHECK, format!("comes to {endpoint}")),
            false => Finding::warn(CHECK, format!("AWS_ENDPOINT_URL={url} sends it elsewhere")).todo(set),
        };
    }
    let files = AwsFiles::read(&machine.environment).ok();
    let of = |profile: &str| {
        files
            .as_ref()
            .and_then(|files| files.get(profile, "endpoint_url"))
    };
    let named = get("AWS_PROFILE").unwrap_or(DEFAULT);
    match of(named) {
        Some(url) if is_same(url, endpoint) => {
            return Finding::ok(CHECK, format!("comes to {endpoint}, by the profile {named}"));
        }
        _ if get("AWS_ENDPOINT_URL_ECR").is_some_and(|url| is_same(url, endpoint)) => {
            return Finding::ok(CHECK, format!("`aws ecr` comes to {endpoint}"));
        }
        Some(url) => {
            let found = format!("endpoint_url = {url} of the profile {named} sends it elsewhere");
            return Finding::warn(CHECK, found).todo(set);
        }
        None => {}
    }
    let all = files.iter().flat_map(AwsFiles::names);
    let come: Vec<&str> = all
        .filter(|profile| of(profile).is_some_and(|url| is_same(url, endpoint)))
        .collect();
    let without = match get("AWS_PROFILE") {
        Some(named) => format!("goes to Amazon with the profile {named}, which has no endpoint_url"),
        None => "goes to Amazon without --profile".to_owned(),
    };
    match come.first() {
        Some(first) => {
            let found = format!(
                "{without}; it comes to {endpoint} with --profile {}",
                come.join(", ")
            );
            Finding::warn(CHECK, found)
                .todo(format!(
                    "export AWS_PROFILE={first}, or name one in each command, or"
                ))
                .todo(set)
        }
        None => Finding::warn(CHECK, "goes to Amazon: AWS_ENDPOINT_URL is not set").todo(set),
    }
}

/// The command that sets the variables.
pub(crate) fn set(subject: &Subject) -> String {
    format!(
        "eval \"$(wharf env --account {}{})\"",
        subject.account, subject.data_flag
    )
}

/// Why the program that a shell would start cannot be sent here.
fn unfit(machine: &Machine) -> Option<Finding> {
    let needed = "1.29.0 or 2.13.0 or later is needed";
    if programs::lacks(machine, &["aws"]) {
        let found = format!("not installed: it is not in PATH; {needed}");
        return Some(Finding::fail(CHECK, found).todo(INSTALL));
    }
    let program = programs::find(machine, "aws")?;
    let said = programs::version(&program).unwrap_or_default();
    match version(&said) {
        Some(version) if knows_endpoints(version) => None,
        Some((major, minor)) => {
            let found = format!(
                "{} is {major}.{minor}, which does not know AWS_ENDPOINT_URL and endpoint_url, and goes to Amazon: {needed}",
                program.display()
            );
            Some(Finding::fail(CHECK, found).todo(INSTALL))
        }
        None => {
            let found = format!("{} --version says no version; {needed}", program.display());
            Some(Finding::warn(CHECK, found).todo(INSTALL))
        }
    }
}

/// The major and the minor version in what `aws --version` says.
fn version(said: &str) -> Option<(u32, u32)> {
    let mut parts = said.trim_start().strip_prefix("aws-cli/")?.split(['.', ' ']);
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

fn knows_endpoints((major, minor): (u32, u32)) -> bool {
    let first = FIRST.iter().find(|(of, _)| *of == major);
    first.map_or(major > 2, |(_, first)| minor >= *first)
}

/// The same URL, however its end is written.
pub(crate) fn is_same(url: &str, endpoint: &str) -> bool {
    url.trim_end_matches('/').eq_ignore_ascii_case(endpoint)
}

fn proxy(machine: &Machine, subject: &Subject) -> Option<Finding> {
    let either = |name: &str| {
        let lower = machine.environment.get(&name.to_ascii_lowercase());
        lower.or_else(|| machine.environment.get(name))
    };
    let variable = if subject.node.is_secure() {
        "HTTPS_PROXY"
    } else {
        "HTTP_PROXY"
    };
    let proxy = either(variable)?;
    let exceptions = either("NO_PROXY").unwrap_or_default();
    let (name, address) = (subject.registry_name(), subject.node.address().ip().to_string());
    let is_excepted = |host: &str| {
        exceptions.split(',').map(str::trim).any(|entry| {
            let suffix = entry.trim_start_matches('*').trim_start_matches('.');
            entry == "*"
                || (!suffix.is_empty()
                    && host
                        .strip_suffix(suffix)
                        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
        })
    };
    if is_excepted(&name) && is_excepted(&address) {
        return None;
    }
    let zone = &subject.node.zone;
    Some(
        Finding::warn(
            "proxy",
            format!("{variable}={} would be asked for {name}", without_password(proxy)),
        )
        .todo(format!(
            "export NO_PROXY=\"$NO_PROXY,{address},.{zone}\" no_proxy=\"$no_proxy,{address},.{zone}\""
        )),
    )
}

fn without_password(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://…@{host}"),
        _ => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_that_know_endpoints() {
        for (said, expected) in [
            (
                "aws-cli/2.9.19 Python/3.11.2 Linux/6.1.0-18-amd64 exe/x86_64.debian.12 prompt/off\n",
                Some(false),
            ),
            (
                "aws-cli/1.45.11 md/Botocore#1.43.11 ua/2.1 os/linux#6.1.0 md/arch#x86_64 lang/python#3.11.2\n",
                Some(true),
            ),
            (
                "aws-cli/1.28.85 Python/3.11.2 Linux/6.1.0 botocore/1.30.85",
                Some(false),
            ),
            ("aws-cli/1.29.0 Python/3.11.2", Some(true)),
            ("aws-cli/2.12.7 Python/3.11.4", Some(false)),
            ("aws-cli/2.13.0 Python/3.11.4", Some(true)),
            ("aws-cli/3.0.0", Some(true)),
            ("aws-cli/0.27.1", Some(false)),
            ("aws-cli/two", None),
            ("Usage: aws", None),
            ("", None),
        ] {
            assert_eq!(version(said).map(knows_endpoints), expected, "{said}");
        }
    }
}

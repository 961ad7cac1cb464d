//! Would `aws` in this shell come here?

use super::{Finding, Machine, Outcome, Subject, programs};
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
    let set = format!(
        "eval \"$(wharf env --account {}{})\"",
        subject.account, subject.data_flag
    );
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
    let way = match get("AWS_ENDPOINT_URL") {
        Some(url) if is_same(url, endpoint) => Finding::ok(CHECK, format!("comes to {endpoint}")),
        Some(url) => Finding::warn(CHECK, format!("AWS_ENDPOINT_URL={url} sends it elsewhere")).todo(&set),
        None if get("AWS_ENDPOINT_URL_ECR").is_some_and(|url| is_same(url, endpoint)) => {
            Finding::ok(CHECK, format!("`aws ecr` comes to {endpoint}"))
        }
        None => Finding::warn(CHECK, "goes to Amazon: AWS_ENDPOINT_URL is not set").todo(&set),
    };
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
fn is_same(url: &str, endpoint: &str) -> bool {
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

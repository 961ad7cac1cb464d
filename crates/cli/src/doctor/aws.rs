//! Would `aws` in this shell come here?

use super::{Finding, Machine, Subject};
use crate::environment::SERVICE_ENDPOINTS;

const CHECK: &str = "aws";

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
    findings.push(match get("AWS_ENDPOINT_URL") {
        Some(url) if is_same(url, endpoint) => Finding::ok(CHECK, format!("comes to {endpoint}")),
        Some(url) => Finding::warn(CHECK, format!("AWS_ENDPOINT_URL={url} sends it elsewhere")).todo(&set),
        None if get("AWS_ENDPOINT_URL_ECR").is_some_and(|url| is_same(url, endpoint)) => {
            Finding::ok(CHECK, format!("`aws ecr` comes to {endpoint}"))
        }
        None => Finding::warn(CHECK, "goes to Amazon: AWS_ENDPOINT_URL is not set").todo(&set),
    });
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

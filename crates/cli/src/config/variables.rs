//! Variables of the environment that begin like those of settings and are none. One that is misspelt would be silently without effect.

use wharf_aws::nearest;

use super::ConfigError;
use super::settings::SETTINGS;
use crate::Environment;

/// What `wharf env` and gates of `wharf promote` set for others, and what builds and tests set.
const OTHERS: &[&str] = &[
    "WHARF_REVISION",
    "WHARF_REGISTRY",
    "WHARF_DIGEST",
    "WHARF_SOURCE",
    "WHARF_DESTINATION",
    "WHARF_FAIL_POINT",
];

/// The variables that are unknown.
pub(super) fn unknown(environment: &Environment) -> Vec<ConfigError> {
    let mut errors = Vec::new();
    for name in environment.names("WHARF_") {
        // An empty one counts as unset.
        let Some(value) = environment.get(name) else {
            continue;
        };
        let is_known = SETTINGS.iter().any(|setting| setting.variable() == name)
            || OTHERS.contains(&name)
            || name.starts_with("WHARF_TEST_")
            || is_of_service(name, value)
            || is_of_link(name, value);
        if !is_known {
            let typed = name.trim_start_matches("WHARF_");
            let meant = nearest(typed, SETTINGS.iter().map(|setting| setting.name));
            errors.push(ConfigError::UnknownVariable {
                name: name.to_owned(),
                nearest: meant.map(|name| format!("WHARF_{}", name.to_ascii_uppercase().replace('-', "_"))),
            });
        }
    }
    errors
}

/// Whether docker made the variable for a link to a container that is called `wharf`, beside those that services have too.
fn is_of_link(name: &str, value: &str) -> bool {
    name.starts_with("WHARF_ENV_") || (name.ends_with("_NAME") && value.starts_with('/'))
}

/// Whether Kubernetes made the variable for a service that is called `wharf` or `wharf-…` (Kubernetes documentation, *Service*,
/// "Environment variables").
fn is_of_service(name: &str, value: &str) -> bool {
    let is_address = ["tcp://", "udp://", "sctp://"]
        .iter()
        .any(|scheme| value.starts_with(scheme));
    let has_port = |name: &str| {
        let (_, port) = name.rsplit_once("_PORT_").unwrap_or_default();
        port.split('_')
            .next()
            .is_some_and(|number| number.parse::<u16>().is_ok())
    };
    name.ends_with("_SERVICE_HOST")
        || name.contains("_SERVICE_PORT")
        || name.ends_with("_PORT") && is_address
        || has_port(name)
}

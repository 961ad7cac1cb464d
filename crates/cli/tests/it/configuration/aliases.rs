//! The setting `alias`: hosts with a registry and without, and all hosts of a domain.

use wharf_cli::Environment;
use wharf_cli::config::Serve;

use super::layers;

#[test]
fn hosts_and_domains_with_a_registry_and_without() {
    let layers = layers(
        &[
            "--alias",
            "Registry.corp=222233334444/eu-west-1",
            "--alias",
            "host.docker.internal,*.Svc.cluster.local",
            "--alias",
            "*.corp=222233334444/eu-west-1",
            // Its own name in another zone.
            "--alias",
            "111122223333.dkr.ecr.us-east-1.corp",
        ],
        Environment::default(),
    );
    let serve = Serve::new(&layers).unwrap();
    assert_eq!(
        serve.aliases.shown().collect::<Vec<_>>(),
        [
            "*.corp=222233334444/eu-west-1",
            "*.svc.cluster.local",
            "111122223333.dkr.ecr.us-east-1.corp",
            "host.docker.internal",
            "registry.corp=222233334444/eu-west-1",
        ]
    );
    // Which hosts a domain has is not known, so no certificate must name them.
    assert_eq!(
        serve.known_hosts(),
        [
            "111122223333.dkr.ecr.us-east-1.corp",
            "host.docker.internal",
            "registry.corp"
        ]
    );
}

#[test]
fn what_is_no_alias() {
    for (text, reason) in [
        ("corp=x", "an alias is HOST=ACCOUNT/REGION"),
        ("corp=111122223333", "an alias is HOST=ACCOUNT/REGION"),
        ("corp:5000", "has no port"),
        ("*corp", "may be *.DOMAIN"),
        ("a.*.corp", "may be *.DOMAIN"),
        ("*.", "may be *.DOMAIN"),
        ("corp=11112222333/us-east-1", "twelve digits"),
        ("corp=111122223333/xx-mars-1", "not one of the served Regions"),
        (
            "999988887777.dkr.ecr.us-east-1.localhost=111122223333/us-east-1",
            "is another registry's own name",
        ),
        (
            "999988887777.dkr.ecr.us-east-1.amazonaws.com",
            "is another registry's own name",
        ),
    ] {
        let layers = layers(&["--alias", text], Environment::default());
        let error = Serve::new(&layers).err().unwrap_or_else(|| panic!("{text}"));
        assert!(error.to_string().contains(reason), "{text}: {error}");
    }
}

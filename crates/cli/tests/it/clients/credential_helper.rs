//! docker-credential-ecr-login, which accepts nothing but Amazon's own names: it, docker's way of asking it, and a pull,
//! with a node that took those names over.
//!
//! Needs root: port 443 is taken in a network namespace that holds nothing but this test, so no server on the machine is
//! in the way, and nothing reaches the real service.

use crate::lab::{ACCOUNT, Image, Lab, layout, program};

/// Runs in a network of its own: starts the node on port 443, then what the test wants to see.
const SCRIPT: &str = r#"
"$WHARF" serve --data "$DATA" --region "$REGION" --listen 127.0.0.1:443 --zone amazonaws.com --tls development >"$LOG" 2>&1 &
for attempt in $(seq 200); do [ -e "$DATA/node.json" ] && break; sleep 0.05; done
export AWS_CA_BUNDLE="$DATA/tls/ca.crt" SSL_CERT_FILE="$DATA/tls/ca.crt"
registry=111122223333.dkr.ecr.$REGION.amazonaws.com
aws ecr create-repository --repository-name app --query repository.repositoryUri --output text
echo "$registry" | docker-credential-ecr-login get
skopeo copy --insecure-policy --quiet "oci:$FROM" "docker://$registry/app:v1"
skopeo inspect --format '{{.Digest}}' "docker://$registry/app:v1"
echo 111122223333.dkr.ecr.$REGION.localhost | docker-credential-ecr-login get && exit 1
echo done
"#;

#[test]
fn amazons_own_names() {
    let lab = Lab::new();
    let image = Image::new(&[("file", b"by the helper")]);
    layout::write(&lab.path("from"), &image, "v1");
    let host = format!("{ACCOUNT}.dkr.ecr.{}.amazonaws.com", lab.region);
    std::fs::write(
        lab.path("auth.json"),
        format!(r#"{{"credHelpers":{{"{host}":"ecr-login"}}}}"#),
    )
    .unwrap();
    for name in ["docker-credential-ecr-login", "skopeo", "aws", "busybox"] {
        program(name);
    }
    let run = lab
        .apart(SCRIPT)
        .env("DATA", lab.path("takeover"))
        .env("LOG", lab.path("takeover.log"))
        .env("AWS_ECR_CACHE_DIR", lab.path("cache"));
    let done = run.done();
    let log = std::fs::read_to_string(lab.path("takeover.log")).unwrap_or_default();
    let said = done.said();
    assert!(
        said.ends_with("done\n") || said.contains("done\n"),
        "{said}\n{log}"
    );
    done.succeeded();
    assert!(said.contains(&format!("{host}/app\n")), "{said}");
    assert!(said.contains(r#""Username":"AWS""#), "{said}");
    assert!(said.contains(&image.digest()), "{said}");
}

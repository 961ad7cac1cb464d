//! nginx before a node, with the configuration that `docs/how-to/operate.md` shows: real clients through it, over HTTP/1.1 and HTTP/2.
//!
//! Needs root: port 443 and the configuration's own paths are taken in a network and a mount namespace of the test's own.

use std::path::Path;

use crate::lab::{ACCOUNT, Image, Lab, layout, program};

const SCRIPT: &str = r#"
mount --bind "$CONFIGURATION" /etc/nginx
"$WHARF" serve --data "$DATA" --region "$REGION" --listen 127.0.0.1:5000 --zone wharf.example --public-url https://wharf.example \
  --trusted-proxies 127.0.0.1 >"$LOG" 2>&1 &
nginx -c /etc/nginx/nginx.conf
export AWS_CA_BUNDLE=/etc/nginx/wharf.crt SSL_CERT_FILE=/etc/nginx/wharf.crt CURL_CA_BUNDLE=/etc/nginx/wharf.crt
export AWS_ENDPOINT_URL=https://wharf.example
until curl --silent --fail --output ready https://wharf.example/readyz; do sleep 0.05; done
registry=111122223333.dkr.ecr.$REGION.wharf.example
aws ecr create-repository --repository-name app --query repository.repositoryUri --output text
aws ecr get-authorization-token --query 'authorizationData[0].proxyEndpoint' --output text
aws iam list-users --region eu-west-1 --query 'length(Users)' --output text
password=$(aws ecr get-login-password)
echo "$password" | skopeo login -u AWS --password-stdin "$registry"
skopeo copy --insecure-policy --quiet "oci:$FROM" "docker://$registry/app:v1"
skopeo copy --insecure-policy --quiet "docker://$registry/app:v1" "oci:$BACK"
podman pull --quiet --tls-verify "$registry/app:v1" >pulled
podman push --quiet "$registry/app:v1" "$registry/app:v2"
skopeo list-tags "docker://$registry/app"
for version in http1.1 http2; do
  ask() { curl --silent --fail --$version --interface 127.0.0.9 --user "AWS:$password" "$@"; }
  ask --output tags --write-out 'tags over %{http_version}: %{http_code}\n' "https://$registry/v2/app/tags/list"
  ask --request POST --output started --write-out 'upload over %{http_version}: %{http_code} %header{location}\n' \
    --header 'X-Forwarded-For: 203.0.113.9' --header 'Forwarded: for=203.0.113.9' "https://$registry/v2/app/blobs/uploads/"
  curl --silent --$version --output /dev/null --write-out '%header{www-authenticate}\n' "https://$registry/v2/"
  ask --output bare --write-out 'bare host over %{http_version}: %{http_code}\n' \
    "https://wharf.example/v2/"
done
echo done
"#;

#[test]
fn nginx_before_a_node() {
    for name in ["nginx", "skopeo", "podman", "aws", "curl", "busybox"] {
        program(name);
    }
    let lab = Lab::new();
    let image = Image::new(&[("bin/app", b"through a proxy"), ("etc/app.conf", b"its settings")]);
    layout::write(&lab.path("from"), &image, "v1");
    let registry = format!("{ACCOUNT}.dkr.ecr.{}.wharf.example", lab.region);
    std::fs::write(
        lab.path("hosts"),
        format!("127.0.0.1 localhost wharf.example {registry}\n"),
    )
    .unwrap();
    let nginx = lab.path("nginx");
    std::fs::create_dir_all(nginx.join("conf.d")).unwrap();
    let shown =
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/proxy/nginx.conf")).unwrap();
    std::fs::write(nginx.join("conf.d/wharf.conf"), shown).unwrap();
    let log = lab.at("nginx.log");
    let main = format!(
        "user root;\npid {0}.pid;\nerror_log {0};\nevents {{}}\nhttp {{\n  access_log off;\n  include conf.d/*.conf;\n}}\n",
        log
    );
    std::fs::write(nginx.join("nginx.conf"), main).unwrap();
    let names = [
        "wharf.example".to_owned(),
        format!("*.dkr.ecr.{}.wharf.example", lab.region),
    ];
    let pair = rcgen::generate_simple_self_signed(names).unwrap();
    std::fs::write(nginx.join("wharf.crt"), pair.cert.pem()).unwrap();
    std::fs::write(nginx.join("wharf.key"), pair.signing_key.serialize_pem()).unwrap();

    let run = lab
        .apart(SCRIPT)
        .env("DATA", lab.path("proxied"))
        .env("LOG", lab.path("proxied.log"))
        .env("CONFIGURATION", &nginx)
        .env("BACK", lab.at("back:v1"));
    let done = run.done();
    let read = |name: &str| std::fs::read_to_string(lab.path(name)).unwrap_or_default();
    let (said, logs) = (
        done.said(),
        format!("{}\n{}", read("proxied.log"), read("nginx.log")),
    );
    assert!(said.contains("\ndone\n"), "{said}\n{logs}");
    done.succeeded();
    for line in [
        format!("{registry}/app\n"),
        format!("https://{registry}\n"),
        "tags over 1.1: 200".to_owned(),
        "tags over 2: 200".to_owned(),
        "upload over 1.1: 202 /v2/app/blobs/uploads/".to_owned(),
        "upload over 2: 202 /v2/app/blobs/uploads/".to_owned(),
        "bare host over 2: 200".to_owned(),
        "Basic realm=\"https://wharf.example/\",service=\"ecr.amazonaws.com\"".to_owned(),
        "\"v1\"".to_owned(),
        "\"v2\"".to_owned(),
    ] {
        assert!(said.contains(&line), "{line:?} is not in {said}");
    }
    assert_eq!(layout::verified(&lab.path("back")), image.digest());
    // The client that sent headers of its own is recorded as the one that nginx saw.
    let (log, forged) = (read("proxied.log"), "203.0.113.9");
    assert!(log.contains("peer=127.0.0.9 through=\"127.0.0.1:"), "{log}");
    assert!(!log.contains(forged), "{log}");
}

/// The page shows the configuration that is tried here, byte for byte.
#[test]
fn the_page_shows_what_is_tried() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let tried = std::fs::read_to_string(root.join("examples/proxy/nginx.conf")).unwrap();
    let page = std::fs::read_to_string(root.join("docs/how-to/operate.md")).unwrap();
    assert!(page.contains(&format!("```nginx\n{tried}```\n")));
}

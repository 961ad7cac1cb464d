//! No secret in any log, at any level.

use serde_json::json;
use wharf_sigv4::presign;
use wharf_testkit::{Image, Kit, REGION, Registry, Request, digest};

use crate::capture::Log;

/// Every way in, right and wrong, and everything that is secret on it.
#[tokio::test]
async fn no_secret_is_logged() {
    let log = Log::start();
    let kit = Kit::start().await;
    let mut secrets: Vec<String> = Vec::new();
    let api = kit.api(&kit.first, REGION);
    for account in [&kit.first, &kit.second] {
        secrets.push(account.credentials.secret.expose().to_owned());
    }

    let registry = kit.with_repositories(&["secretive"]).await;
    let token = registry.authorization.clone().unwrap();
    let outer = token.strip_prefix("Basic ").unwrap().to_owned();
    secrets.push(outer.clone());
    secrets.push(password(&outer));
    let image = Image::new("secretive");
    registry.push("secretive", "v1", &image).await;
    registry.pull("secretive", "v1", &image).await;

    let request = api.signed("ecr", api.unsigned("DescribeRepositories", &json!({})));
    secrets.push(signature(&request));
    kit.send(&request).await.expect(200);
    let mut altered = request.clone();
    altered.body = "{\"maxResults\": 3}".into();
    kit.send(&altered).await.expect(400);
    let query = api.signed(
        "sts",
        api.unsigned_query("Action=GetCallerIdentity&Version=2011-06-15"),
    );
    secrets.push(signature(&query));
    kit.send(&query).await.expect(200);
    let url = presign(
        "GET",
        "/",
        Some("Action=GetCallerIdentity&Version=2011-06-15"),
        "sts.us-east-1.wharf.test",
        &kit.first.credentials,
        REGION,
        "sts",
        60,
        kit.clock.now().micros(),
    );
    secrets.push(url.rsplit('=').next().unwrap().to_owned());
    kit.send(&Request::new("GET", &url).header("Host", "sts.us-east-1.wharf.test"))
        .await
        .expect(200);

    let input = json!({ "repositoryName": "secretive", "layerDigest": digest(&image.layers[0]).as_str() });
    let download = api.ecr_ok("GetDownloadUrlForLayer", input).await;
    let url = download["downloadUrl"].as_str().unwrap();
    let sealed = url.rsplit('/').next().unwrap().to_owned();
    kit.send(&Request::new("GET", &format!("/layers/{sealed}")).header("Host", "x"))
        .await
        .expect(200);
    kit.send(&Request::new("GET", &format!("/layers/{sealed}x")).header("Host", "x"))
        .await
        .expect(403);
    secrets.push(sealed);

    // Credentials that are wrong here may be right elsewhere.
    let host = registry.host.clone();
    let wrong = "Basic QVdTOnNvbWVib2R5LWVsc2VzLXBhc3N3b3Jk".to_owned();
    secrets.push("somebody-elses-password".to_owned());
    secrets.push("QVdTOnNvbWVib2R5LWVsc2VzLXBhc3N3b3Jk".to_owned());
    Registry::new(&kit, host.clone(), Some(wrong))
        .get("/v2/")
        .await
        .expect(401);
    let session = "session-token-of-somebody".to_owned();
    let mut request = api.unsigned("DescribeRepositories", &json!({}));
    let mut stranger = kit.first.clone();
    stranger.credentials.session_token = Some(session.clone());
    request = kit.api(&stranger, REGION).signed("ecr", request);
    kit.send(&request).await.expect(400);
    secrets.push(session);
    // A client that puts its password where it does not belong: into the path's query.
    registry
        .get(&format!("/v2/?password={}", password(&outer)))
        .await
        .expect(200);
    let faults = kit.faults(REGION);
    faults
        .store
        .fail(wharf_blob::faulty::Call::Open, 1, wharf_blob::faulty::Fault::Io);
    let layer = digest(&image.layers[0]);
    registry
        .get(&format!("/v2/secretive/blobs/{layer}"))
        .await
        .expect(500);

    let text = log.text();
    assert!(text.contains("wharf::access"), "the requests were captured");
    assert!(text.contains("a fault was injected"), "errors were captured");
    assert!(
        text.contains("/v2/secretive/manifests/v1"),
        "this scenario was captured"
    );
    for secret in secrets {
        assert!(secret.len() >= 20, "{secret}");
        if let Some(line) = text.lines().find(|line| line.contains(&secret)) {
            panic!("a secret was logged: {line}");
        }
    }
}

fn password(outer: &str) -> String {
    use base64::Engine as _;
    let plain = base64::engine::general_purpose::STANDARD.decode(outer).unwrap();
    String::from_utf8(plain)
        .unwrap()
        .strip_prefix("AWS:")
        .unwrap()
        .to_owned()
}

fn signature(request: &Request) -> String {
    let (_, value) = request
        .headers
        .iter()
        .find(|(name, _)| name == "authorization")
        .unwrap();
    value.rsplit("Signature=").next().unwrap().to_owned()
}

//! Which methods paths have, and what browsers are told.

use wharf_server::CorsOrigins;
use wharf_testkit::{Kit, REGION, Registry, Request, Setup, digest};

#[tokio::test]
async fn a_refusal_of_a_method_says_which_there_are() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let anonymous = Registry::new(&kit, registry.host.clone(), None);
    let name = digest(b"x");
    for (target, methods) in [
        ("/v2/".to_owned(), "GET, HEAD, OPTIONS"),
        ("/v2/_catalog".to_owned(), "GET, OPTIONS"),
        ("/v2/app/tags/list".to_owned(), "GET, OPTIONS"),
        (
            "/v2/app/manifests/v1".to_owned(),
            "GET, HEAD, PUT, DELETE, OPTIONS",
        ),
        (format!("/v2/app/blobs/{name}"), "GET, HEAD, OPTIONS"),
        ("/v2/app/blobs/uploads/".to_owned(), "POST, OPTIONS"),
        (
            "/v2/app/blobs/uploads/x".to_owned(),
            "GET, HEAD, PATCH, PUT, DELETE, OPTIONS",
        ),
        (format!("/v2/app/referrers/{name}"), "GET, OPTIONS"),
    ] {
        let refused = registry.call("TRACE", &target).await;
        assert_eq!(refused.code(), (405, "UNSUPPORTED".to_owned()), "{target}");
        assert_eq!(refused.expect_header("allow"), methods, "{target}");
        for registry in [&registry, &anonymous] {
            let told = registry.call("OPTIONS", &target).await.expect(200);
            assert_eq!(told.expect_header("allow"), methods, "{target}");
            assert_eq!(
                (told.body.len(), told.header("access-control-allow-origin")),
                (0, None)
            );
        }
    }
    // ECR refuses parameters with this status, too.
    let target = format!("/v2/app/referrers/{name}?last=forged");
    let refused = registry.get(&target).await.expect(405);
    assert_eq!(refused.expect_header("allow"), "GET, OPTIONS");
    assert_eq!(anonymous.call("OPTIONS", "/v2/no/route").await.status, 401);
    let probe = kit
        .send(&Request::new("POST", "/healthz").header("Host", "x"))
        .await;
    assert_eq!((probe.status, probe.expect_header("allow")), (405, "GET, HEAD"));
}

async fn with_origins(origins: &[&str]) -> Kit {
    let origins = origins.iter().map(|origin| origin.parse().unwrap());
    let cors = CorsOrigins::new(origins);
    Kit::with(Setup {
        cors,
        ..Setup::default()
    })
    .await
}

fn preflight(host: &str, origin: &str) -> Request {
    Request::new("OPTIONS", "/v2/app/manifests/v1")
        .header("Host", host)
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "DELETE")
        .header("Access-Control-Request-Headers", "authorization, accept")
}

#[tokio::test]
async fn pages_of_the_origins_that_are_set() {
    let kit = with_origins(&["https://ui.example", "http://localhost:8080"]).await;
    let registry = kit.with_repositories(&["app"]).await;
    let (ours, other) = ("https://ui.example", "https://other.example");
    let may = kit.send(&preflight(&registry.host, ours)).await.expect(200);
    for (name, value) in [
        ("access-control-allow-origin", ours),
        ("access-control-allow-credentials", "true"),
        ("access-control-allow-headers", "authorization, accept"),
        ("vary", "Origin"),
    ] {
        assert_eq!(may.expect_header(name), value);
    }
    assert!(
        may.expect_header("access-control-allow-methods")
            .contains("DELETE")
    );
    let get = |origin: &str| {
        registry
            .request("GET", "/v2/app/tags/list")
            .header("Origin", origin)
    };
    let read = registry.send(&get(ours)).await.expect(200);
    assert_eq!(read.expect_header("access-control-allow-origin"), ours);
    let exposed = read.expect_header("access-control-expose-headers");
    assert!(exposed.contains("Docker-Content-Digest") && exposed.contains("Link"));
    // The page is told what went wrong, too.
    let anonymous = Registry::new(&kit, registry.host.clone(), None);
    let asked = anonymous
        .request("GET", "/v2/")
        .header("Origin", "http://localhost:8080");
    let asked = anonymous.send(&asked).await.expect(401);
    assert_eq!(
        asked.expect_header("access-control-allow-origin"),
        "http://localhost:8080"
    );
    for request in [preflight(&registry.host, other), get(other)] {
        let answer = kit.send(&request).await.expect(200);
        assert_eq!(answer.header("access-control-allow-origin"), None);
        assert_eq!(answer.expect_header("vary"), "Origin");
    }
}

#[tokio::test]
async fn pages_of_all_origins_or_of_none() {
    let kit = with_origins(&["*"]).await;
    let host = kit.host(&kit.first, REGION);
    let may = kit
        .send(&preflight(&host, "https://any.example"))
        .await
        .expect(200);
    assert_eq!(may.expect_header("access-control-allow-origin"), "*");
    assert_eq!(may.header("access-control-allow-credentials"), None);
    let kit = Kit::start().await;
    let answer = kit
        .send(&preflight(&host, "https://any.example"))
        .await
        .expect(200);
    for name in [
        "access-control-allow-origin",
        "access-control-allow-methods",
        "vary",
    ] {
        assert_eq!(answer.header(name), None);
    }
}

//! What a host name means to a request.

use serde_json::json;
use wharf_testkit::{ELSEWHERE, Kit, REGION, Registry, Request};

#[tokio::test]
async fn a_host_names_a_registry() {
    let kit = Kit::start().await;
    for (account, region, name) in [
        (&kit.first, REGION, "first"),
        (&kit.second, REGION, "second"),
        (&kit.second, ELSEWHERE, "elsewhere"),
    ] {
        kit.api(account, region).create_repository(name).await;
    }
    let (first, second) = (kit.first.id, kit.second.id);
    for (host, account, region, name) in [
        (
            format!("{first}.dkr.ecr.us-east-1.wharf.test"),
            &kit.first,
            REGION,
            "first",
        ),
        (
            format!("{first}.dkr.ecr.us-east-1.amazonaws.com"),
            &kit.first,
            REGION,
            "first",
        ),
        (
            format!("{first}.dkr-ecr.us-east-1.on.aws:443"),
            &kit.first,
            REGION,
            "first",
        ),
        (
            format!("{first}.DKR.ECR.US-EAST-1.WHARF.TEST."),
            &kit.first,
            REGION,
            "first",
        ),
        ("localhost".to_owned(), &kit.first, REGION, "first"),
        ("127.0.0.1:5000".to_owned(), &kit.first, REGION, "first"),
        ("[::1]:5000".to_owned(), &kit.first, REGION, "first"),
        ("wharf.test".to_owned(), &kit.first, REGION, "first"),
        (
            format!("{second}.dkr.ecr.us-east-1.wharf.test"),
            &kit.second,
            REGION,
            "second",
        ),
        (
            format!("{second}.dkr.ecr-fips.eu-west-1.wharf.test"),
            &kit.second,
            ELSEWHERE,
            "elsewhere",
        ),
        ("images.corp".to_owned(), &kit.second, ELSEWHERE, "elsewhere"),
        ("IMAGES.corp:5000".to_owned(), &kit.second, ELSEWHERE, "elsewhere"),
        (
            "host.docker.internal:5000".to_owned(),
            &kit.first,
            REGION,
            "first",
        ),
        (
            "wharf.registry.svc.cluster.local".to_owned(),
            &kit.first,
            REGION,
            "first",
        ),
        (
            format!("{second}.dkr.ecr.us-east-1.svc.cluster.local"),
            &kit.second,
            REGION,
            "second",
        ),
    ] {
        let token = kit.token(account, region).await;
        let registry = Registry::new(&kit, host.clone(), Some(token));
        let catalog = registry.get("/v2/_catalog").await.expect(200).json();
        assert_eq!(catalog, json!({ "repositories": [name] }), "{host}");
        let upload = registry
            .call("POST", &format!("/v2/{name}/blobs/uploads/"))
            .await
            .expect(202);
        let start = format!("/v2/{name}/blobs/uploads/");
        assert!(upload.expect_header("location").starts_with(&start), "{host}");
    }
}

#[tokio::test]
async fn a_host_that_names_nothing() {
    let kit = Kit::start().await;
    let token = kit.token(&kit.first, REGION).await;
    for host in [
        "example.com".to_owned(),
        "svc.cluster.local".to_owned(),
        "docker.internal".to_owned(),
        "12345.dkr.ecr.us-east-1.wharf.test".to_owned(),
        format!("{}.dkr.ecr.mars-1.wharf.test", kit.first.id),
        format!("{}.dkr.ecr.ap-south-1.wharf.test", kit.first.id),
    ] {
        for authorization in [None, Some(token.clone())] {
            let answer = Registry::new(&kit, host.clone(), authorization).get("/v2/").await;
            assert_eq!(answer.code(), (404, "NAME_UNKNOWN".to_owned()), "{host}");
        }
    }
}

/// What an answer names is reached as the client came: by the alias, where that stands for the registry in question.
#[tokio::test]
async fn a_client_that_came_by_an_alias_is_told_it() {
    let kit = Kit::start().await;
    for (account, region, host, named) in [
        (&kit.first, REGION, "host.docker.internal:5000", None),
        (&kit.first, REGION, "wharf.registry.svc.cluster.local", None),
        (&kit.second, ELSEWHERE, "images.corp:443", None),
        // Another account's registry, and another Region's, are not what the alias stands for.
        (
            &kit.second,
            REGION,
            "host.docker.internal:5000",
            Some("444455556666.dkr.ecr.us-east-1.wharf.test:5000"),
        ),
        (
            &kit.first,
            ELSEWHERE,
            "host.docker.internal:5000",
            Some("111122223333.dkr.ecr.eu-west-1.wharf.test:5000"),
        ),
    ] {
        let (api, named) = (kit.api(account, region), named.unwrap_or(host));
        let call = async |operation: &str, input: serde_json::Value| {
            let request = api
                .unsigned(operation, &input)
                .without("Host")
                .header("Host", host);
            kit.send(&api.signed("ecr", request)).await.expect(200).json()
        };
        let name = format!("app-{}", host.len());
        let made = call("CreateRepository", json!({ "repositoryName": name })).await;
        assert_eq!(made["repository"]["repositoryUri"], format!("{named}/{name}"));
        let token = call("GetAuthorizationToken", json!({})).await;
        let endpoint = &token["authorizationData"][0]["proxyEndpoint"];
        assert_eq!(*endpoint, format!("http://{named}"));
    }
}

#[tokio::test]
async fn heads_without_one_host() {
    let kit = Kit::start().await;
    let none = kit.send(&Request::new("GET", "/v2/")).await;
    let old = {
        let mut connection = kit.connect().await;
        connection.write("GET /v2/ HTTP/1.0\r\n\r\n").await;
        connection.response("GET").await
    };
    let host = kit.host(&kit.first, REGION);
    let two = kit
        .send(
            &Request::new("GET", "/v2/")
                .header("Host", &host)
                .header("Host", "example.com"),
        )
        .await;
    let odd = {
        let mut connection = kit.connect().await;
        connection
            .write(b"GET /v2/ HTTP/1.1\r\nHost: \xff\xfe\r\n\r\n")
            .await;
        connection.response("GET").await
    };
    let absolute = kit
        .send(&Request::new("GET", &format!("http://{host}/v2/")).header("Host", "example.com"))
        .await;
    assert_eq!(
        absolute.status, 401,
        "an absolute target says where (RFC 9112 §3.2.2)"
    );
    assert!(absolute.expect_header("www-authenticate").contains(&host));
    for (answer, status) in [(none, 400), (two, 400), (odd, 400), (old, 401)] {
        assert_eq!(answer.status, status, "{answer:?}");
    }
    for host in ["a b", "a\"b", "user@host", "a/b", "a,b", "a?b"] {
        let answer = kit.send(&Request::new("GET", "/v2/").header("Host", host)).await;
        assert_eq!(answer.status, 400, "{host}");
    }
    let probe = {
        let mut connection = kit.connect().await;
        connection.write("GET /healthz HTTP/1.0\r\n\r\n").await;
        connection.response("GET").await
    };
    assert_eq!(probe.status, 200);
}

#[tokio::test]
async fn one_endpoint_serves_every_region() {
    let kit = Kit::start().await;
    for region in [REGION, ELSEWHERE] {
        let api = kit.api(&kit.first, region);
        let request = api.unsigned("CreateRepository", &json!({ "repositoryName": "app" }));
        let request = request.without("Host").header("Host", "127.0.0.1:5000");
        let made = kit.send(&api.signed("ecr", request)).await.expect(200).json();
        let uri = format!("{}.dkr.ecr.{region}.wharf.test:5000/app", kit.first.id);
        assert_eq!(made["repository"]["repositoryUri"], uri);
    }
    // A host that names a Region is not another's endpoint.
    let api = kit.api(&kit.first, ELSEWHERE);
    let request = api.unsigned("DescribeRepositories", &json!({})).without("Host");
    let request = request.header("Host", "api.ecr.us-east-1.amazonaws.com");
    let answer = kit.send(&api.signed("ecr", request)).await;
    assert_eq!(answer.code(), (400, "InvalidSignatureException".to_owned()));
}

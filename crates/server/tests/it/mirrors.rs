//! `ns`: what a client of a mirror means, as containerd says it.

use wharf_testkit::{ELSEWHERE, Image, Kit, REGION, Registry};

#[tokio::test]
async fn an_address_serves_the_registry_that_ns_names() {
    let kit = Kit::start().await;
    let mut images = Vec::new();
    for (account, region, seed) in [
        (&kit.first, REGION, "first"),
        (&kit.second, REGION, "second"),
        (&kit.second, ELSEWHERE, "elsewhere"),
    ] {
        kit.api(account, region).create_repository("app").await;
        let image = Image::new(seed);
        kit.registry(account, region)
            .await
            .push("app", "v1", &image)
            .await;
        images.push(image);
    }
    let second = kit.second.id;
    for (host, ns, account, region, image) in [
        // What no query says is as ever.
        ("127.0.0.1:5000", String::new(), &kit.first, REGION, 0),
        (
            "127.0.0.1:5000",
            "localhost:5001".to_owned(),
            &kit.first,
            REGION,
            0,
        ),
        (
            "127.0.0.1:5000",
            format!("{second}.dkr.ecr.us-east-1.amazonaws.com"),
            &kit.second,
            REGION,
            1,
        ),
        ("127.0.0.1:5000", "wharf.test".to_owned(), &kit.first, REGION, 0),
        (
            "wharf",
            format!("{second}.dkr.ecr.eu-west-1.wharf.test%3A443"),
            &kit.second,
            ELSEWHERE,
            2,
        ),
        ("[::1]:5000", "images.corp".to_owned(), &kit.second, ELSEWHERE, 2),
        // An alias of the default registry leaves open which one is meant, too.
        (
            "host.docker.internal",
            "images.corp".to_owned(),
            &kit.second,
            ELSEWHERE,
            2,
        ),
        // A host that names a registry means that one.
        (
            "images.corp",
            format!("{second}.dkr.ecr.us-east-1.wharf.test"),
            &kit.second,
            ELSEWHERE,
            2,
        ),
    ] {
        let registry = Registry::new(&kit, host.to_owned(), Some(kit.token(account, region).await));
        let query = match ns.as_str() {
            "" => String::new(),
            ns => format!("?ns={ns}"),
        };
        let manifest = &images[image].manifest;
        for method in ["HEAD", "GET"] {
            let path = format!("/v2/app/manifests/v1{query}");
            let answer = registry.call(method, &path).await.expect(200);
            let digest = answer.expect_header("docker-content-digest");
            assert_eq!(digest, manifest.digest().to_string(), "{method} {host} {ns}");
            let told = answer.header("oci-namespace").map(str::to_owned);
            let decides = !ns.is_empty() && host != "images.corp";
            assert_eq!(
                told,
                decides.then(|| ns.replace("%3A", ":")),
                "{method} {host} {ns}"
            );
        }
        for blob in images[image].blobs() {
            let path = format!("/v2/app/blobs/{}{query}", wharf_testkit::digest(blob));
            assert_eq!(registry.get(&path).await.expect(200).body, *blob, "{host} {ns}");
        }
    }
}

/// containerd goes on to the next host after a 404, and whether a credential was sent or what it may see changes nothing.
#[tokio::test]
async fn what_is_none_of_ours_is_not_found() {
    let kit = Kit::start().await;
    kit.api(&kit.first, REGION).create_repository("app").await;
    let token = kit.token(&kit.first, REGION).await;
    for ns in [
        "docker.io".to_owned(),
        "registry.example.com:5000".to_owned(),
        format!("{}.dkr.ecr.ap-south-1.wharf.test", kit.first.id),
        // Those of other registries, as far as this one knows.
        "10.1.2.3:5000".to_owned(),
        "[2001:db8::1]:5000".to_owned(),
        "harbor:5000".to_owned(),
        "a%20b".to_owned(),
        "%0d%0ax".to_owned(),
    ] {
        for authorization in [None, Some(token.clone())] {
            let registry = Registry::new(&kit, "127.0.0.1:5000".to_owned(), authorization);
            for path in [
                "/v2/app/manifests/v1",
                "/v2/absent/manifests/v1",
                "/v2/app/tags/list",
            ] {
                let answer = registry.get(&format!("{path}?ns={ns}")).await;
                assert_eq!(answer.code(), (404, "NAME_UNKNOWN".to_owned()), "{ns} {path}");
            }
        }
    }
}

#[tokio::test]
async fn permissions_are_those_of_the_registry_that_is_meant() {
    let kit = Kit::start().await;
    for account in [&kit.first, &kit.second] {
        kit.api(account, REGION).create_repository("app").await;
    }
    // The first account's token at the second's registry, as if its host had been called.
    let by_name = kit.registry(&kit.second, REGION).await;
    let token = Some(kit.token(&kit.first, REGION).await);
    let expected = Registry::new(&kit, by_name.host.clone(), token.clone());
    let expected = expected.get("/v2/app/manifests/v1").await;
    let mirror = Registry::new(&kit, "127.0.0.1:5000".to_owned(), token);
    let answer = mirror
        .get(&format!("/v2/app/manifests/v1?ns={}", by_name.host))
        .await;
    assert_eq!(answer.code(), (403, "DENIED".to_owned()));
    assert_eq!(answer.error(), expected.error());
    // Without a token it is asked for one, and a token of another Region is not taken.
    let none = mirror_of(&kit, None)
        .get(&format!("/v2/?ns={}", by_name.host))
        .await;
    assert_eq!(none.status, 401);
    let elsewhere = kit.token(&kit.second, ELSEWHERE).await;
    let other = mirror_of(&kit, Some(elsewhere));
    let other = other.get(&format!("/v2/?ns={}", by_name.host)).await;
    assert_eq!(other.code(), (403, "DENIED".to_owned()));
}

fn mirror_of(kit: &Kit, authorization: Option<String>) -> Registry<'_> {
    Registry::new(kit, "127.0.0.1:5000".to_owned(), authorization)
}

/// What writes goes where it was sent.
#[tokio::test]
async fn writes_go_to_the_host_that_was_called() {
    let kit = Kit::start().await;
    kit.api(&kit.second, ELSEWHERE).create_repository("app").await;
    let registry = kit.with_repositories(&["own"]).await.at("127.0.0.1:5000");
    let start = async |name: &str| {
        let path = format!("/v2/{name}/blobs/uploads/?ns=images.corp");
        registry.call("POST", &path).await
    };
    start("own").await.expect(202);
    assert_eq!(start("app").await.code(), (404, "NAME_UNKNOWN".to_owned()));
}

/// The next page is of the same registry.
#[tokio::test]
async fn pages_keep_what_is_meant() {
    let kit = Kit::start().await;
    let api = kit.api(&kit.second, ELSEWHERE);
    for name in ["one", "two"] {
        api.create_repository(name).await;
    }
    let token = kit.token(&kit.second, ELSEWHERE).await;
    let mirror = mirror_of(&kit, Some(token));
    let page = mirror
        .get("/v2/_catalog?n=1&ns=images.corp%3A443")
        .await
        .expect(200);
    let next = "</v2/_catalog?n=1&last=one&ns=images.corp%3A443>; rel=\"next\"";
    assert_eq!(page.expect_header("link"), next);
    let rest = mirror
        .get("/v2/_catalog?n=1&last=one&ns=images.corp%3A443")
        .await
        .expect(200);
    assert_eq!(rest.json()["repositories"][0], "two");
}

/// A client that knows an address alone learns which registry it means.
#[tokio::test]
async fn a_bare_host_says_which_registry_it_means() {
    let kit = Kit::start().await;
    let token = kit.token(&kit.first, REGION).await;
    let told = async |host: &str, token: Option<String>| {
        let answer = Registry::new(&kit, host.to_owned(), token).get("/v2/").await;
        answer.header("oci-namespace").map(str::to_owned)
    };
    let own = format!("{}.dkr.ecr.us-east-1.wharf.test", kit.first.id);
    let said = told("127.0.0.1:5000", Some(token.clone())).await;
    assert_eq!(said, Some(format!("{own}:5000")));
    assert_eq!(told("127.0.0.1:5000", None).await, None, "without a token");
    assert_eq!(told(&own, Some(token)).await, None, "its own host");
}

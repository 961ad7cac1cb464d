//! Who may do what, operation by operation: root of one account may do nothing in the other's registries, and learns
//! nothing from being told so.

use std::collections::BTreeSet;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use serde_json::{Value, json};
use wharf_aws::ecr::DescribeRepositoriesRequest;
use wharf_aws::testing::sample;
use wharf_node::distribution::*;
use wharf_node::ecr::ECR;
use wharf_node::ecr::authorization_token::GetAuthorizationToken;
use wharf_node::ecr::repository::DescribeRepositories;
use wharf_node::operation::{Declared as _, Dispatch, DispatchError, ResourceType, Row};
use wharf_node::sts::GetCallerIdentity;
use wharf_node::{Call, Error, Operation, perform};
use wharf_oci::media_type::Accept;

use crate::bench::{Bench, body, sha256};

type Routed = for<'a> fn(&'a Bench, &'a Call, &'a str) -> BoxFuture<'a, Option<String>>;

/// A request for something of Alice's.
pub(crate) struct Ask {
    /// The row of the operation, whose first action is asked for first.
    pub(crate) row: &'static Row,
    /// The resource, with `{}` for the repository.
    resource: &'static str,
    how: How,
}

enum How {
    /// By the API, with these members besides those that must be there.
    Api(Value),
    /// By a route of the registry protocol.
    Route(Routed),
}

impl Ask {
    /// Asks, and gives the text of the denial if it was one.
    pub(crate) async fn denial(&self, bench: &Bench, call: &Call, repository: &str) -> Option<String> {
        let more = match &self.how {
            How::Api(more) => more,
            How::Route(ask) => return ask(bench, call, repository).await,
        };
        let Dispatch::Json11(dispatch) = self.row.dispatch else {
            panic!("{:?} speaks another protocol", self.row);
        };
        let mut request = sample::request("ecr", self.row.name);
        let members = sample::members("ecr", self.row.name);
        let alice = bench.alice.id.as_str();
        let arn = format!("arn:aws:ecr:eu-central-1:{alice}:repository/{repository}");
        let common = json!({"registryId": alice, "repositoryName": repository, "resourceArn": arn});
        let common = common.as_object().unwrap().iter();
        let all = common
            .filter(|(member, _)| members.contains(member))
            .chain(more.as_object().unwrap());
        for (member, value) in all {
            let value = value.to_string().replace("{}", repository);
            request[member] = serde_json::from_str(&value).unwrap();
        }
        match dispatch(&bench.node, call, request.to_string().as_bytes()).await {
            Err(DispatchError::Denied { text, .. }) => Some(text),
            Err(DispatchError::Common(fault)) => panic!("{:?}: {fault}", self.row),
            Err(DispatchError::Fault(fault)) if fault.http_status() >= 500 => {
                panic!("{:?}: {fault}", self.row)
            }
            _ => None,
        }
    }
}

/// The denial, if it is one. Every permission that is asked for must be Alice's to give.
async fn denial<O: Operation>(bench: &Bench, call: &Call, input: O::Input) -> Option<String> {
    let asked = O::access(&input, call);
    assert!(!asked.is_empty(), "{:?} demands nothing", O::ROW);
    for access in asked {
        let resource = format!("{:?}", access.resource);
        assert!(
            resource.contains(bench.alice.id.as_str()),
            "{:?}: {access:?}",
            O::ROW
        );
    }
    match perform::<O>(&bench.node, call, input).await {
        Err(Error::Denied(denial)) => Some(denial.to_string()),
        Err(Error::Unavailable(error)) => panic!("{:?}: {error}", O::ROW),
        _ => None,
    }
}

fn upload(bench: &Bench, repository: &str) -> UploadInput {
    UploadInput {
        target: bench.target(repository),
        id: "00000000-0000-4000-8000-000000000000".to_owned(),
    }
}

fn blob(bench: &Bench, repository: &str) -> BlobInput {
    BlobInput {
        target: bench.target(repository),
        digest: sha256("layer one"),
    }
}

macro_rules! routes {
    ($($Op:ident, $resource:literal, |$bench:ident, $repository:ident| $input:expr;)+) => {
        vec![$(Ask {
            row: $Op::ROW,
            resource: $resource,
            how: How::Route(|$bench, call, $repository| {
                async move { denial::<$Op>($bench, call, $input).await }.boxed()
            }),
        },)+]
    };
}

/// A request of every operation that acts on repositories.
pub(crate) fn table() -> Vec<Ask> {
    let mut asks = api();
    asks.extend(distribution());
    asks
}

/// Those of the API, from its table. A few say more than they must, so that more is demanded of them.
fn api() -> Vec<Ask> {
    let rows = wharf_node::rows_of(&ECR);
    let mut asks: Vec<Ask> = rows
        .filter(|row| row.resource == ResourceType::Repository)
        .map(|row| {
            let more = match row.name {
                "BatchGetImage" | "BatchDeleteImage" => json!({"imageIds": [{"imageTag": "v1"}]}),
                "CreateRepository" => json!({"tags": [{"Key": "a", "Value": "b"}]}),
                "DescribeRepositories" => json!({"repositoryNames": ["{}"]}),
                "SetRepositoryPolicy" => json!({"force": true}),
                _ => json!({}),
            };
            let (resource, how) = ("{}", How::Api(more));
            Ask { row, resource, how }
        })
        .collect();
    asks.push(Ask {
        row: DescribeRepositories::ROW,
        resource: "*",
        how: How::Api(json!({})),
    });
    asks
}

fn distribution() -> Vec<Ask> {
    routes! {
        HeadBlob, "{}", |b, r| blob(b, r);
        GetBlob, "{}", |b, r| blob(b, r);
        LocateBlob, "{}", |b, r| blob(b, r);
        GetManifest, "{}", |b, r| GetManifestInput {
            target: b.target(r), reference: "v1".parse().unwrap(), accept: Accept::parse([]), pull: true,
        };
        ListTags, "{}", |b, r| ListTagsInput { target: b.target(r), last: String::new(), n: 1 };
        ListCatalog, "*", |b, _r| ListCatalogInput {
            registry: b.alice.id, last: String::new(), n: 1,
        };
        StartUpload, "{}", |b, r| StartUploadInput {
            target: b.target(r),
            mount: Some(Mount { digest: sha256("layer one"), from: "app".parse().unwrap() }),
        };
        AppendUpload, "{}", |b, r| AppendUploadInput {
            target: b.target(r), id: upload(b, r).id, range: None, body: body("x"),
        };
        FinishUpload, "{}", |b, r| FinishUploadInput {
            target: b.target(r), id: upload(b, r).id, digest: sha256("x"), range: None, body: Some(body("x")),
        };
        PushBlob, "{}", |b, r| PushBlobInput {
            target: b.target(r), digest: sha256("layer one"), body: body("layer one"),
        };
        GetUpload, "{}", |b, r| upload(b, r);
        CancelUpload, "{}", |b, r| upload(b, r);
    }
}

room!(what_belongs_to_another_is_denied_and_not_disclosed, |bench| {
    bench.repository("app").await;
    bench.push_new("app", Some("v1"), "one").await;
    let before = bench.rows().await.count();
    for ask in table() {
        for repository in ["app", "none"] {
            let resource = ask.resource.replace("{}", repository);
            let expected = format!(
                "User: arn:aws:iam::222222222222:root is not authorized to perform: {action} on resource: \
                 arn:aws:ecr:eu-central-1:111111111111:repository/{resource} because no resource-based policy allows \
                 the {action} action",
                action = ask.row.actions[0]
            );
            let denied = ask.denial(bench, &bench.call(&bench.bob), repository).await;
            assert_eq!(denied, Some(expected), "{:?} on {repository}", ask.row);
        }
    }
    assert_eq!(bench.rows().await.count(), before, "nothing changed");
    // It is the caller that is denied, not the request.
    for ask in table() {
        let denied = ask.denial(bench, &bench.call(&bench.alice), "app").await;
        assert_eq!(denied, None, "{:?}", ask.row);
    }
});

room!(what_every_caller_may_do, |bench| {
    let call = bench.call(&bench.bob);
    perform::<CheckVersion>(&bench.node, &call, CheckVersionInput)
        .await
        .unwrap_or_else(|error| panic!("{error}"));
    bench
        .ask_as::<GetAuthorizationToken>(&bench.bob, json!({"registryIds": ["111111111111"]}))
        .await
        .unwrap();
    let identity =
        perform::<GetCallerIdentity>(&bench.node, &call, wharf_aws::sts::GetCallerIdentityRequest {})
            .await
            .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(identity.account.as_deref(), Some("222222222222"));
    assert_eq!(identity.arn.as_deref(), Some("arn:aws:iam::222222222222:root"));
    assert_eq!(identity.user_id.as_deref(), Some("222222222222"));
});

room!(an_empty_list_of_names_is_no_way_in, |bench| {
    bench.repository("app").await;
    // The wire lets no empty list through; the operation does not rely on it.
    let input = DescribeRepositoriesRequest {
        registry_id: Some(bench.alice.id),
        repository_names: Some(Vec::new()),
        next_token: None,
        max_results: None,
    };
    let call = bench.call(&bench.bob);
    assert!(
        denial::<DescribeRepositories>(bench, &call, input)
            .await
            .is_some()
    );
});

#[test]
fn every_route_is_in_the_table() {
    let asked: BTreeSet<&str> = distribution().iter().map(|ask| ask.row.name).collect();
    let rows = wharf_node::rows_of(&DISTRIBUTION).map(|row| row.name);
    // Every caller with a valid token may ask for the version.
    assert_eq!(asked, rows.filter(|name| *name != "CheckVersion").collect());
}

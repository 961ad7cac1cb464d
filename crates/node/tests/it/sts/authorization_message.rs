//! `DecodeAuthorizationMessage`.

use serde_json::{Value, json};
use wharf_aws::ecr::DescribeImagesRequest;
use wharf_aws::json11::FromJson as _;
use wharf_node::ecr::image::operations::DescribeImages;
use wharf_node::sts::authorization_message::{DecodeAuthorizationMessage, encode};
use wharf_node::{Error, perform};

use super::ask;
use crate::bench::Take as _;

room!(a_refusal_and_its_circumstances, |bench| {
    let mut call = bench.call(&bench.bob);
    call.source_ip = Some("192.0.2.7".parse().unwrap());
    call.user_agent = Some("x".repeat(5_000));
    let request = json!({ "registryId": bench.alice.id.as_str(), "repositoryName": "app" });
    let request = DescribeImagesRequest::from_json(request.to_string().as_bytes()).unwrap();
    let Err(Error::Denied(denial)) = perform::<DescribeImages>(&bench.node, &call, request).await else {
        panic!("not denied");
    };
    let message = encode(&bench.node, &call, &denial);
    assert!(message.len() < 2_048, "{}", message.len());
    assert!(!message.contains("DescribeImages"), "it is sealed");
    let decoded = ask::<DecodeAuthorizationMessage>(bench, &call, &[("EncodedMessage", &message)])
        .await
        .unwrap();
    let decoded: Value = serde_json::from_str(&decoded.text("/DecodedMessage")).unwrap();
    assert_eq!(decoded["allowed"], false);
    assert_eq!(decoded.text("/context/action"), "ecr:DescribeImages");
    assert_eq!(decoded.text("/context/principal/arn"), call.principal.arn);
    assert_eq!(decoded.text("/reason"), denial.to_string());
    let items = decoded.list("/context/conditions/items");
    let address = items.iter().find(|item| item["key"] == "aws:SourceIp").unwrap();
    assert_eq!(address.text("/values/items/0/value"), "192.0.2.7");
    // Of no use to the account that refused, nor altered, nor made up.
    let owner = bench.call(&bench.alice);
    for (call, message) in [
        (&owner, message.clone()),
        (&call, message[1..].to_owned()),
        (&call, "x".to_owned()),
    ] {
        let refused = ask::<DecodeAuthorizationMessage>(bench, call, &[("EncodedMessage", &message)])
            .await
            .unwrap_err();
        assert_eq!(refused.code, "InvalidAuthorizationMessageException");
    }
});

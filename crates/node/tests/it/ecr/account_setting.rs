//! What a registry can be told about itself, and what it says.

use serde_json::json;
use wharf_node::ecr::account_setting::{GetAccountSetting, PutAccountSetting};
use wharf_node::ecr::registry::DescribeRegistry;

use crate::bench::{Bench, Refusal};

async fn get(bench: &Bench, name: &str) -> Result<String, Refusal> {
    let got = bench.ask::<GetAccountSetting>(json!({"name": name})).await?;
    Ok(got["value"].as_str().unwrap().to_owned())
}

room!(defaults_and_changes, |bench| {
    for (name, default, other) in [
        ("REGISTRY_POLICY_SCOPE", "V2", "V1"),
        ("BLOB_MOUNTING", "DISABLED", "ENABLED"),
    ] {
        assert_eq!(get(bench, name).await.unwrap(), default);
        let put = json!({"name": name, "value": other});
        assert_eq!(bench.ask::<PutAccountSetting>(put.clone()).await.unwrap(), put);
        assert_eq!(get(bench, name).await.unwrap(), other);
        let bad = bench
            .ask::<PutAccountSetting>(json!({"name": name, "value": "x"}))
            .await
            .unwrap_err();
        assert_eq!(bad.code, "InvalidParameterException");
        assert!(bad.message.contains(default), "{}", bad.message);
    }
    let scans = "BASIC_SCAN_TYPE_VERSION";
    assert_eq!(get(bench, scans).await.unwrap(), "AWS_NATIVE");
    let put = json!({"name": scans, "value": "AWS_NATIVE"});
    assert_eq!(bench.ask::<PutAccountSetting>(put.clone()).await.unwrap(), put);
    let old = json!({"name": scans, "value": "CLAIR"});
    assert!(bench.ask::<PutAccountSetting>(old).await.is_err());
    let unknown = get(bench, "NONE").await.unwrap_err();
    assert!(unknown.message.contains("BLOB_MOUNTING"), "{}", unknown.message);
    // Settings are of one account.
    let of_bob = json!({"name": "BLOB_MOUNTING"});
    let got = bench
        .ask_as::<GetAccountSetting>(&bench.bob, of_bob)
        .await
        .unwrap();
    assert_eq!(got["value"], "DISABLED");
});

room!(a_registry_is_described, |bench| {
    let described = bench.ask::<DescribeRegistry>(json!({})).await.unwrap();
    let expected = json!({"registryId": "111111111111", "replicationConfiguration": {"rules": []}});
    assert_eq!(described, expected);
});

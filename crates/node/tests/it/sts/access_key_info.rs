//! `GetAccessKeyInfo`.

use wharf_node::iam::access_key;
use wharf_node::sts::access_key_info::GetAccessKeyInfo;
use wharf_node::sts::session_token::GetSessionToken;

use super::{ask, call_with};
use crate::bench::Take as _;

room!(whose_key_it_is, |bench| {
    let call = bench.call(&bench.alice);
    let bobs = bench.bob.key.id.as_str();
    let answer = ask::<GetAccessKeyInfo>(bench, &call, &[("AccessKeyId", bobs)])
        .await
        .unwrap();
    assert_eq!(answer.text("/Account"), bench.bob.id.as_str());
    access_key::set_active(&bench.node.identity, &bench.bob.key.id, false)
        .await
        .unwrap();
    let answer = ask::<GetAccessKeyInfo>(bench, &call, &[("AccessKeyId", bobs)])
        .await
        .unwrap();
    assert_eq!(answer.text("/Account"), bench.bob.id.as_str(), "inactive too");
    let unknown = ask::<GetAccessKeyInfo>(bench, &call, &[("AccessKeyId", "AKIAIOSFODNN7EXAMPLE")])
        .await
        .unwrap_err();
    assert_eq!(unknown.code, "ValidationError");
    // A temporary key is not stored here: only its holder's session knows it.
    let temporary = ask::<GetSessionToken>(bench, &call, &[]).await.unwrap();
    let id = temporary.text("/Credentials/AccessKeyId");
    let session = call_with(bench, &temporary).await.unwrap();
    let own = ask::<GetAccessKeyInfo>(bench, &session, &[("AccessKeyId", &id)])
        .await
        .unwrap();
    assert_eq!(own.text("/Account"), bench.alice.id.as_str());
    let foreign = ask::<GetAccessKeyInfo>(bench, &call, &[("AccessKeyId", &id)]).await;
    assert_eq!(foreign.unwrap_err().code, "ValidationError");
});

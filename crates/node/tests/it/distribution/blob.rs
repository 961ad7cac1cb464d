//! Bytes down.

use wharf_node::distribution::{GetBlob, HeadBlob, LocateBlob};
use wharf_node::ecr::layer::open_download;

use super::{alice, blob, refused};
use crate::bench::whole;

room!(size_bytes_and_place, |bench| {
    bench.repository("app").await;
    bench.layer("app", b"hello").await;
    assert_eq!(
        alice::<HeadBlob>(bench, blob(bench, "app", b"hello")).await,
        Ok(5)
    );
    let download = alice::<GetBlob>(bench, blob(bench, "app", b"hello"))
        .await
        .unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(whole(download).await, b"hello".as_slice());
    let url = alice::<LocateBlob>(bench, blob(bench, "app", b"hello"))
        .await
        .unwrap();
    let sealed = url.strip_prefix("/layers/").unwrap();
    assert_eq!(
        open_download(&bench.node, sealed)
            .await
            .unwrap()
            .unwrap()
            .layer
            .size(),
        5
    );
});

room!(what_another_repository_holds_is_unknown, |bench| {
    bench.repository("app").await;
    bench.repository("other").await;
    bench.layer("other", b"hello").await;
    for bytes in [b"hello".as_slice(), b"never"] {
        let unknown = Err(refused("BlobUnknown"));
        assert_eq!(alice::<HeadBlob>(bench, blob(bench, "app", bytes)).await, unknown);
        assert_eq!(
            alice::<LocateBlob>(bench, blob(bench, "app", bytes))
                .await
                .map(drop),
            Err(refused("BlobUnknown"))
        );
        assert_eq!(
            alice::<GetBlob>(bench, blob(bench, "app", bytes)).await.map(drop),
            Err(refused("BlobUnknown"))
        );
    }
    let missing = alice::<HeadBlob>(bench, blob(bench, "none", b"hello"))
        .await
        .unwrap_err();
    assert_eq!(missing.code, "RepositoryNotFoundException");
});

//! `wharf collect` is a node for the moment, and dies at every named point: every image that is left has its bytes, and the next
//! collection, through the server's socket, ends what this one began.

use std::os::unix::process::ExitStatusExt as _;

use serde_json::{Value, json};

use super::{Ground, REPOSITORY, api, registry};
use crate::lab::{Api, Image, Registry, digest};
use crate::program::{Node, stdout, wharf};

fn clients(node: &Node) -> (Api, Registry) {
    let api = api(node);
    let registry = registry(node, &api.password());
    (api, registry)
}

fn die_at(point: &str) {
    let ground = Ground::new();
    let mut node = ground.serve(None);
    let (api, mut registry) = clients(&node);
    let image = |name: &str| Image::new(&[("bin/app", name.as_bytes())]);
    let kept: Vec<Image> = ["a", "b", "c"].map(image).into();
    let gone: Vec<Image> = ["x", "y", "z"].map(image).into();
    for (number, one) in kept.iter().chain(&gone).enumerate() {
        registry.push(one, &format!("v{number}"));
    }
    registry.push_blob(b"loose").unwrap();
    for one in &gone {
        let ids = json!({"repositoryName": REPOSITORY, "imageIds": [{"imageDigest": one.digest()}]});
        api.call("BatchDeleteImage", &ids).expect(200);
    }
    let data = ground.data();
    let collect = |pass: Option<u64>| {
        let mut collect = wharf(&[
            "collect",
            "--grace",
            "0",
            "--force=pushes,restorable",
            "--format",
            "json",
            "--data",
        ]);
        collect.arg(&data);
        if let Some(pass) = pass {
            collect.env("WHARF_FAIL_POINT", format!("{point}=abort@{pass}"));
        }
        collect
    };
    for pass in [1, 2] {
        node.stop("TERM");
        let output = collect(Some(pass)).output().unwrap();
        let died = output.status.signal() == Some(9);
        assert!(
            died || pass > 1,
            "the program did not reach {point}: {:?}",
            output.stderr
        );
        node = ground.serve(None);
        registry = clients(&node).1;
        for one in &kept {
            for blob in one.blobs() {
                assert_eq!(registry.blob(&digest(blob)).as_ref(), Some(blob), "after {point}");
            }
        }
    }
    // In the middle of it all a push brings bytes back that were on their way out.
    registry.push(&gone[0], "again");
    let removed: Vec<Value> = stdout(&mut collect(None))
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    for one in kept.iter().chain(&gone[..1]) {
        for blob in one.blobs() {
            assert_eq!(
                registry.blob(&digest(blob)).as_ref(),
                Some(blob),
                "after {point}: {removed:?}"
            );
        }
    }
    for one in &gone[1..] {
        assert_eq!(registry.manifest(&one.digest()), None);
        for blob in &one.layers {
            assert_eq!(registry.blob(&digest(blob)), None);
        }
    }
    assert_eq!(registry.blob(&digest(b"loose")), None);
    let again = stdout(&mut collect(None));
    assert_eq!(again, "", "there is nothing left to do");
    let aside = std::fs::read_dir(data.join("regions/us-east-1/discarded")).unwrap();
    assert_eq!(aside.count(), 0);
}

macro_rules! points {
    ($($test:ident: $point:literal,)*) => {
        $(#[test]
        fn $test() {
            die_at($point);
        })*
    };
}

points! {
    after_rows: "collection.after-rows",
    after_rename: "blob.discard.after-rename",
    after_discard: "collection.after-discard",
    before_purge: "collection.before-purge",
}

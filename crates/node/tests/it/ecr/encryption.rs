//! Repositories whose content a KMS key seals: who may have one, what stands on the disk, and what a disabled key keeps shut.

use serde_json::{Value, json};
use wharf_node::collection::{Collect, Finding};
use wharf_node::distribution::{
    GetBlob, HeadBlob, LocateBlob, Mount, StartUpload, StartUploadInput, Started,
};
use wharf_node::ecr::create_repository::CreateRepository;
use wharf_node::ecr::creation_template::CreateRepositoryCreationTemplate;
use wharf_node::ecr::delete_repository::DeleteRepository;
use wharf_node::ecr::image::operations::BatchGetImage;
use wharf_node::ecr::layer::{GetDownloadUrlForLayer, open_download};
use wharf_node::ecr::layer_upload::InitiateLayerUpload;
use wharf_node::kms::{Key, KeyRing, KeyRingError, KeyState};
use wharf_node::{Entropy, Sealer};

use crate::bench::{Bench, Refusal, Take as _, TestImage, id, master_key, sha256, whole};
use crate::distribution::{alice, blob};

/// Does something to Alice's key ring.
macro_rules! ring {
    ($bench:ident, $ring:ident => $do:expr) => {{
        let (cell, entropy) = ($bench.cell().await, Entropy::system());
        let sealer = Sealer::new(&master_key(), entropy.clone());
        let $ring = KeyRing::new(&cell, &$bench.alice.id, &sealer, &entropy);
        $do.await
    }};
}

async fn key(bench: &Bench, alias: &str) -> Key {
    let now = bench.clock.now();
    ring!(bench, ring => ring.create("for tests", Some(alias), now)).unwrap()
}

async fn set(bench: &Bench, alias: &str, state: KeyState) {
    let key = ring!(bench, ring => ring.find(alias)).unwrap();
    ring!(bench, ring => ring.set_state(&key.id, state)).unwrap();
}

async fn create(bench: &Bench, name: &str, key: Option<&str>) -> Result<Value, Refusal> {
    let encryption = json!({"encryptionType": "KMS", "kmsKey": key});
    let mut request = json!({"repositoryName": name, "encryptionConfiguration": encryption});
    if key.is_none() {
        request["encryptionConfiguration"] = json!({"encryptionType": "KMS"});
    }
    bench.ask::<CreateRepository>(request).await
}

async fn pull(bench: &Bench, repository: &str, image: &TestImage) -> Value {
    let request = json!({"repositoryName": repository, "imageIds": [id(Some(image), None)]});
    bench.ask::<BatchGetImage>(request).await.unwrap()
}

/// The bytes of every file below the bench's folder.
fn disk(bench: &Bench) -> Vec<u8> {
    fn read(folder: &std::path::Path, all: &mut Vec<u8>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => read(&path, all),
                false => all.extend(std::fs::read(&path).unwrap()),
            }
        }
    }
    let mut all = Vec::new();
    read(bench.folder(), &mut all);
    all
}

fn stands_in(disk: &[u8], bytes: &[u8]) -> bool {
    disk.windows(bytes.len()).any(|window| window == bytes)
}

room!(a_key_is_named_by_id_alias_or_arn, |bench| {
    let key = key(bench, "images").await;
    let arn = format!("arn:aws:kms:eu-central-1:111111111111:key/{}", key.id);
    let alias_arn = "arn:aws:kms:eu-central-1:111111111111:alias/images";
    for (at, name) in [key.id.as_str(), "alias/images", &arn, alias_arn]
        .iter()
        .enumerate()
    {
        let made = create(bench, &format!("app-{at}"), Some(name)).await.unwrap();
        let shown = &made["repository"]["encryptionConfiguration"];
        assert_eq!(*shown, json!({"encryptionType": "KMS", "kmsKey": arn}));
    }
    let own = create(bench, "app-own", None).await.unwrap();
    let again = create(bench, "app-own-2", None).await.unwrap();
    let shown = |made: &Value| made["repository"]["encryptionConfiguration"]["kmsKey"].clone();
    assert_eq!(shown(&own), shown(&again));
    assert_ne!(shown(&own), json!(arn));
    for name in [
        "alias/none",
        "11111111-1111-4111-8111-111111111111",
        "arn:aws:kms:us-east-1:111111111111:alias/images",
        "arn:aws:kms:eu-central-1:222222222222:alias/images",
        "arn:aws:iam::111111111111:role/images",
    ] {
        let refused = create(bench, "refused", Some(name)).await.unwrap_err();
        assert_eq!(refused.code, "KmsException", "{name}");
        assert_eq!(refused.members["kmsError"], "NotFoundException", "{name}");
    }
    let both = json!({"encryptionType": "AES256", "kmsKey": "alias/images"});
    let request = json!({"repositoryName": "refused", "encryptionConfiguration": both});
    let refused = bench.ask::<CreateRepository>(request).await.unwrap_err();
    assert_eq!(refused.code, "InvalidParameterException");
});

room!(the_ring_keeps_names_apart, |bench| {
    key(bench, "images").await;
    let now = bench.clock.now();
    let taken = ring!(bench, ring => ring.create("", Some("images"), now));
    assert!(matches!(taken, Err(KeyRingError::AliasTaken(_))));
    for alias in ["", "aws/ecr", "a b", "é"] {
        let refused = ring!(bench, ring => ring.create("", Some(alias), now));
        assert!(matches!(refused, Err(KeyRingError::AliasInvalid(_))), "{alias}");
    }
    create(bench, "own", None).await.unwrap();
    let [images, own] = ["alias/images", "alias/aws/ecr"];
    let images = ring!(bench, ring => ring.find(images)).unwrap();
    let own = ring!(bench, ring => ring.find(own)).unwrap();
    assert_ne!(images.id, own.id);
    let disabled = ring!(bench, ring => ring.set_state(&own.id, KeyState::Disabled));
    assert!(matches!(disabled, Err(KeyRingError::AwsManaged)));
});

room!(nothing_of_an_image_stands_on_the_disk, |bench| {
    key(bench, "images").await;
    create(bench, "app", Some("alias/images")).await.unwrap();
    let image = bench.push_new("app", Some("v1"), "a seed of no other test").await;
    assert_eq!(
        pull(bench, "app", &image).await.text("/images/0/imageManifest"),
        image.manifest
    );
    let read = alice::<GetBlob>(bench, blob(bench, "app", image.layer()))
        .await
        .unwrap();
    assert_eq!(whole(read).await, image.layer());
    let disk = disk(bench);
    for bytes in image
        .blobs
        .iter()
        .map(AsRef::as_ref)
        .chain([image.manifest.as_bytes()])
    {
        assert!(!stands_in(&disk, bytes), "{}", String::from_utf8_lossy(bytes));
    }
    // The same image where nothing seals it is other bytes on the disk.
    bench.repository("open").await;
    bench.push("open", Some("v1"), &image).await;
    assert!(stands_in(&self::disk(bench), image.layer()));
});

room!(a_disabled_key_opens_nothing, |bench| {
    key(bench, "images").await;
    create(bench, "app", Some("alias/images")).await.unwrap();
    let image = bench.push_new("app", Some("v1"), "sealed").await;
    let url = alice::<LocateBlob>(bench, blob(bench, "app", image.layer()))
        .await
        .unwrap();
    let sealed = url.rsplit('/').next().unwrap().to_owned();
    assert!(open_download(&bench.node, &sealed).await.unwrap().is_some());

    set(bench, "alias/images", KeyState::Disabled).await;
    let answer = pull(bench, "app", &image).await;
    assert_eq!(answer.text("/failures/0/failureCode"), "KmsError");
    let refused = alice::<GetBlob>(bench, blob(bench, "app", image.layer())).await;
    assert_eq!(refused.err().unwrap().code, "KmsException");
    let refused = alice::<LocateBlob>(bench, blob(bench, "app", image.layer())).await;
    assert_eq!(refused.err().unwrap().code, "KmsException");
    let layer = json!({"repositoryName": "app", "layerDigest": sha256(image.layer()).as_str()});
    let refused = bench.ask::<GetDownloadUrlForLayer>(layer).await.unwrap_err();
    assert_eq!(refused.code, "LayerInaccessibleException");
    let start = json!({"repositoryName": "app"});
    let refused = bench.ask::<InitiateLayerUpload>(start).await.unwrap_err();
    assert_eq!(refused.code, "KmsException");
    let refused = bench
        .put("app", Some("v2"), &TestImage::new("sealed"))
        .await
        .unwrap_err();
    assert_eq!(refused.code, "KmsException");
    let refused = create(bench, "other", Some("alias/images")).await.unwrap_err();
    assert_eq!(refused.members["kmsError"], "DisabledException");
    assert!(open_download(&bench.node, &sealed).await.unwrap().is_none());
    // What is no content is still told.
    assert!(
        alice::<HeadBlob>(bench, blob(bench, "app", image.layer()))
            .await
            .is_ok()
    );

    set(bench, "alias/images", KeyState::Enabled).await;
    assert_eq!(pull(bench, "app", &image).await.list("/images").len(), 1);
});

room!(a_rotated_key_opens_what_it_sealed_before, |bench| {
    key(bench, "images").await;
    create(bench, "old", Some("alias/images")).await.unwrap();
    let image = bench.push_new("old", None, "before").await;
    let now = bench.clock.now();
    let key = ring!(bench, ring => ring.find("alias/images")).unwrap();
    let key = ring!(bench, ring => ring.rotate(&key.id, now)).unwrap();
    assert_eq!(key.version, 2);
    create(bench, "new", Some("alias/images")).await.unwrap();
    bench.push("new", None, &image).await;
    for repository in ["old", "new"] {
        assert_eq!(pull(bench, repository, &image).await.list("/images").len(), 1);
    }
    // Another node has to open all of it from what is stored.
    let node = bench.restarted();
    let input = blob(bench, "old", image.layer());
    let call = bench.call(&bench.alice);
    let read = wharf_node::perform::<GetBlob>(&node, &call, input);
    assert_eq!(whole(read.await.unwrap()).await, image.layer());
});

room!(a_key_is_rotated_while_it_is_enabled_and_ten_times, |bench| {
    let (key, now) = (key(bench, "images").await, bench.clock.now());
    set(bench, "alias/images", KeyState::Disabled).await;
    let refused = ring!(bench, ring => ring.rotate(&key.id, now));
    assert!(matches!(refused, Err(KeyRingError::Disabled(_))));
    set(bench, "alias/images", KeyState::Enabled).await;
    for version in 2..12 {
        let rotated = ring!(bench, ring => ring.rotate(&key.id, now)).unwrap();
        assert_eq!(rotated.version, version);
    }
    let refused = ring!(bench, ring => ring.rotate(&key.id, now));
    assert!(matches!(refused, Err(KeyRingError::RotatedOften(_))));
});

room!(
    layers_are_mounted_under_one_key_only,
    |settings| {
        settings.blob_mounting = true;
    },
    |bench| {
        key(bench, "one").await;
        key(bench, "two").await;
        create(bench, "source", Some("alias/one")).await.unwrap();
        create(bench, "same", Some("alias/one")).await.unwrap();
        create(bench, "other", Some("alias/two")).await.unwrap();
        bench.repository("plain").await;
        let image = bench.push_new("source", None, "mounted").await;
        let mount = async |repository: &str| {
            let mount = Mount {
                digest: sha256(image.layer()),
                from: "source".parse().unwrap(),
            };
            let input = StartUploadInput {
                target: bench.target(repository),
                mount: Some(mount),
            };
            matches!(
                alice::<StartUpload>(bench, input).await.unwrap(),
                Started::Mounted(_)
            )
        };
        assert!(!mount("other").await);
        assert!(!mount("plain").await);
        assert!(mount("same").await);
        // The mounted layer outlives the repository that it came from.
        let force = json!({"repositoryName": "source", "force": true});
        bench.ask::<DeleteRepository>(force).await.unwrap();
        bench.work().await;
        let read = alice::<GetBlob>(bench, blob(bench, "same", image.layer()))
            .await
            .unwrap();
        assert_eq!(whole(read).await, image.layer());
    }
);

room!(sealed_bytes_without_a_reference_are_collected, |bench| {
    key(bench, "one").await;
    create(bench, "kept", Some("alias/one")).await.unwrap();
    create(bench, "gone", Some("alias/one")).await.unwrap();
    let image = bench.push_new("kept", None, "collected").await;
    bench.push("gone", None, &image).await;
    let force = json!({"repositoryName": "gone", "force": true});
    bench.ask::<DeleteRepository>(force).await.unwrap();
    bench.work().await;
    let now = Collect {
        grace: std::time::Duration::ZERO,
        wait: std::time::Duration::ZERO,
        dry_run: false,
        force: false,
        unrecorded: std::time::Duration::ZERO,
        restorable: false,
    };
    // Also while the key is disabled: nothing has to be read.
    set(bench, "alias/one", KeyState::Disabled).await;
    let found = bench.collect(now).await;
    let removed = found
        .iter()
        .filter(|finding| matches!(finding, Finding::Removed { .. }));
    assert_eq!(removed.count(), image.blobs.len());
    set(bench, "alias/one", KeyState::Enabled).await;
    let read = alice::<GetBlob>(bench, blob(bench, "kept", image.layer()))
        .await
        .unwrap();
    assert_eq!(whole(read).await, image.layer());
});

room!(a_template_seals_with_its_key_and_asks_its_role, |bench| {
    let key = key(bench, "images").await;
    let arn = format!("arn:aws:kms:eu-central-1:111111111111:key/{}", key.id);
    let encryption = json!({"encryptionType": "KMS", "kmsKey": arn});
    let template =
        json!({"prefix": "team", "appliedFor": ["CREATE_ON_PUSH"], "encryptionConfiguration": encryption});
    let made = bench
        .ask::<CreateRepositoryCreationTemplate>(template)
        .await
        .unwrap();
    assert_eq!(
        made["repositoryCreationTemplate"]["encryptionConfiguration"],
        encryption
    );
    let start = || StartUploadInput {
        target: bench.target("team/app"),
        mount: None,
    };
    let refused = alice::<StartUpload>(bench, start()).await.unwrap_err();
    assert!(
        refused.message.contains("a KMS key needs a custom role"),
        "{}",
        refused.message
    );
    let none = "arn:aws:kms:eu-central-1:111111111111:key/none";
    let missing = json!({"prefix": "x", "appliedFor": ["CREATE_ON_PUSH"],
        "encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": none}});
    let refused = bench
        .ask::<CreateRepositoryCreationTemplate>(missing)
        .await
        .unwrap_err();
    assert_eq!(refused.code, "ValidationException");
    // The registry's own key needs no role.
    let own = json!({"prefix": "own", "appliedFor": ["CREATE_ON_PUSH"], "encryptionConfiguration": {"encryptionType": "KMS"}});
    bench.ask::<CreateRepositoryCreationTemplate>(own).await.unwrap();
    let input = StartUploadInput {
        target: bench.target("own/app"),
        mount: None,
    };
    alice::<StartUpload>(bench, input).await.unwrap();
});

room!(
    a_node_that_seals_layers_shares_them_still,
    |settings| {
        settings.seal_layers = true;
    },
    |bench| {
        for repository in ["one", "two"] {
            bench.repository(repository).await;
        }
        let image = bench.push_new("one", None, "sealed by the node").await;
        bench.push("two", None, &image).await;
        assert!(!stands_in(&disk(bench), image.layer()));
        let folder = bench.folder().join("eu-central-1/sealed/aes256/blobs/sha256");
        let folders = std::fs::read_dir(folder).unwrap();
        let files = folders.map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap().count());
        assert_eq!(files.sum::<usize>(), image.blobs.len(), "one file for each blob");
        let read = alice::<GetBlob>(bench, blob(bench, "two", image.layer()))
            .await
            .unwrap();
        assert_eq!(whole(read).await, image.layer());
    }
);

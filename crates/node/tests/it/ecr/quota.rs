//! How many repositories and images a registry may have.

use serde_json::json;
use wharf_node::distribution::{StartUpload, StartUploadInput};
use wharf_node::ecr::create_repository::CreateRepository;
use wharf_node::ecr::creation_template::CreateRepositoryCreationTemplate;
use wharf_node::ecr::delete_repository::DeleteRepository;
use wharf_node::ecr::image::operations::BatchDeleteImage;

use crate::bench::{TestImage, id};
use crate::distribution::alice;

room!(
    repositories,
    |settings| {
        settings.quotas.repositories = 2;
    },
    |bench| {
        for name in ["one", "two"] {
            bench.repository(name).await;
        }
        let more = json!({"repositoryName": "three"});
        let refused = bench.ask::<CreateRepository>(more.clone()).await.unwrap_err();
        assert_eq!(refused.code, "LimitExceededException");
        assert!(refused.message.contains("(2)"), "{}", refused.message);
        // Making one that exists is refused as such, also when the quota is used up.
        let again = bench
            .ask::<CreateRepository>(json!({"repositoryName": "one"}))
            .await;
        assert_eq!(again.unwrap_err().code, "RepositoryAlreadyExistsException");
        let template = json!({"prefix": "ROOT", "appliedFor": ["CREATE_ON_PUSH"]});
        bench
            .ask::<CreateRepositoryCreationTemplate>(template)
            .await
            .unwrap();
        let start = StartUploadInput {
            target: bench.target("three"),
            mount: None,
        };
        let refused = alice::<StartUpload>(bench, start).await.unwrap_err();
        assert_eq!(refused.code, "LimitExceededException");
        // Another account has a registry of its own.
        bench
            .ask_as::<CreateRepository>(&bench.bob, more.clone())
            .await
            .unwrap();
        bench
            .ask::<DeleteRepository>(json!({"repositoryName": "one"}))
            .await
            .unwrap();
        bench.ask::<CreateRepository>(more).await.unwrap();
    }
);

room!(
    images,
    |settings| {
        settings.quotas.images = 2;
    },
    |bench| {
        for name in ["app", "other"] {
            bench.repository(name).await;
        }
        let first = bench.push_new("app", Some("v1"), "one").await;
        bench.push_new("app", None, "two").await;
        let third = TestImage::new("three");
        bench.layers("app", &third).await;
        let refused = bench.put("app", None, &third).await.unwrap_err();
        assert_eq!(refused.code, "LimitExceededException");
        // A tag more is no image more.
        bench.put("app", Some("v2"), &first).await.unwrap();
        bench.push("other", None, &third).await;
        let gone = json!({"repositoryName": "app", "imageIds": [id(Some(&first), None)]});
        bench.ask::<BatchDeleteImage>(gone).await.unwrap();
        bench.put("app", None, &third).await.unwrap();
    }
);

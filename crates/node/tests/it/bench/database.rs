//! The databases under a bench.
//!
//! PostgreSQL takes long to make and to drop a database, so a test rents one that an earlier test has left, emptied.

use std::ops::Deref;
use std::path::Path;
use std::sync::Mutex;

use wharf_node::{ecr, iam};
use wharf_sql::testing::TestDatabase;
use wharf_sql::{Database, Error, Migration, SqliteOptions, Statement, Synchronous, params};

/// Which engine holds the metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

/// Which schema.
#[derive(Clone, Copy)]
pub(crate) enum Plane {
    Identity,
    Registry,
}

macro_rules! wipes {
    ($NAME:ident, $($table:literal)+) => {
        pub(crate) static $NAME: &[Statement] = &[$(Statement::global($table, concat!("DELETE FROM ", $table)),)+];
    };
}

wipes!(IDENTITY_TABLES, "accounts" "access_keys" "identity_revisions" "iam_entities" "iam_roles"
    "iam_group_members" "iam_instance_profile_roles" "iam_inline_policies" "iam_managed_policies" "iam_policy_versions"
    "iam_attachments" "iam_tags" "iam_oidc_providers" "iam_account_aliases" "organizations" "organization_units"
    "organization_accounts" "organization_policies" "organization_attachments" "organization_tags"
    "organization_account_requests" "iam_last_uses");
wipes!(REGISTRY_TABLES, "repositories" "jobs" "resource_tags" "images" "manifests" "tags"
    "image_children" "layers" "layer_bytes" "layer_uploads" "registry_revisions" "repository_policies" "registry_policies"
    "account_settings" "pull_time_exclusions" "lifecycle_policies" "lifecycle_previews" "lifecycle_preview_results" "repository_creation_templates"
    "deleted_images" "usage_traffic" "usage_storage" "image_counts" "event_streams" "events" "webhooks" "deliveries" "dead_letters"
    "kms_keys" "kms_key_versions" "kms_aliases" "data_keys" "store_identities" "dropped_layers" "damaged_blobs"
    "damaged_manifests");

static LEFT: [Mutex<Vec<TestDatabase>>; 2] = [Mutex::new(Vec::new()), Mutex::new(Vec::new())];

impl Plane {
    fn migrations(self) -> &'static [Migration] {
        match self {
            Plane::Identity => iam::MIGRATIONS,
            Plane::Registry => ecr::MIGRATIONS,
        }
    }

    fn wipes(self) -> &'static [Statement] {
        match self {
            Plane::Identity => IDENTITY_TABLES,
            Plane::Registry => REGISTRY_TABLES,
        }
    }
}

/// An empty database.
pub(crate) struct Rented {
    database: Database,
    plane: Plane,
    /// What goes back; nothing for a file, which goes with its folder.
    home: Option<TestDatabase>,
}

impl Engine {
    /// An empty database; a file is in `folder`.
    pub(crate) async fn open(self, plane: Plane, folder: &Path) -> Rented {
        if self == Engine::Sqlite {
            let file = folder.join(format!("{}.sqlite", plane as usize));
            return Rented {
                database: Database::sqlite(&file, plane.migrations(), &options()).unwrap(),
                plane,
                home: None,
            };
        }
        let left = LEFT[plane as usize].lock().unwrap().pop();
        let Some(home) = left else {
            let home = wharf_sql::testing::postgres(plane.migrations()).await;
            let database = home.handle();
            return Rented {
                database,
                plane,
                home: Some(home),
            };
        };
        // The connections of the test before went with its runtime.
        let database = home.reopen().await;
        let wipe = database.transaction("test.wipe", move |transaction| {
            plane
                .wipes()
                .iter()
                .try_for_each(|table| transaction.execute_global(table, params![]).map(drop))
        });
        wipe.await.map_err(|error: Error| error.to_string()).unwrap();
        Rented {
            database,
            plane,
            home: Some(home),
        }
    }
}

impl Deref for Rented {
    type Target = Database;

    fn deref(&self) -> &Database {
        &self.database
    }
}

impl Drop for Rented {
    fn drop(&mut self) {
        if let Some(home) = self.home.take() {
            LEFT[self.plane as usize].lock().unwrap().push(home);
        }
    }
}

/// No test here cuts the power.
fn options() -> SqliteOptions {
    SqliteOptions {
        synchronous: Synchronous::Normal,
        ..SqliteOptions::default()
    }
}

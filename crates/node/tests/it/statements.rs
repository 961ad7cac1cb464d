//! The statements and the tables themselves: prepared on both engines, planned without surprises, scoped without
//! exception.

mod exceptions;

use std::collections::{BTreeMap, BTreeSet};

use wharf_node::{Statements, ecr, statements};
use wharf_sql::testing::{full_scans, scanned};
use wharf_sql::{Database, Statement, params};

use crate::bench::{Engine, Plane};
use exceptions::{MAY_BE_GLOBAL, MAY_SCAN, OF_A_REGION};

async fn both(mut check: impl AsyncFnMut(Engine, &Database, &Database, Statements)) {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let folder = tempfile::tempdir().unwrap();
        let identity = engine.open(Plane::Identity, folder.path()).await;
        let registry = engine.open(Plane::Registry, folder.path()).await;
        check(engine, &identity, &registry, statements()).await;
        identity.close().await;
        registry.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_is_prepared_on_both_engines() {
    both(async |engine, identity, registry, all| {
        for (database, statements) in [(identity, all.identity), (registry, all.registry)] {
            assert!(!statements.is_empty());
            let prepared = database.prepare_all(&statements).await;
            prepared.unwrap_or_else(|error| panic!("{engine:?}: {error}"));
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_statement_reads_a_whole_table_or_sorts_one() {
    let may = MAY_SCAN.iter();
    let may: BTreeSet<(&str, &str)> = may
        .flat_map(|(name, read, _)| read.iter().map(|read| (*name, *read)))
        .collect();
    let mut unused = may.clone();
    both(async |engine, identity, registry, all| {
        for (database, statements) in [(identity, all.identity), (registry, all.registry)] {
            for statement in statements {
                let plan = database.explain(statement).await.unwrap();
                for read in full_scans(&plan).into_iter().map(scanned) {
                    let name = statement.name;
                    let allowed = may.contains(&(name, read));
                    assert!(allowed, "{name} reads all of {read} on {engine:?}:\n{plan}");
                    unused.retain(|one| *one != (name, read));
                }
                // The last term orders the tags of one image after another.
                let sorts = plan
                    .replace("TEMP B-TREE FOR LAST TERM", "")
                    .contains("TEMP B-TREE");
                assert!(!sorts, "{} reads more than its page:\n{plan}", statement.name);
            }
        }
    })
    .await;
    // The list shrinks when the statements do.
    assert_eq!(unused, BTreeSet::new());
}

static FILL_IMAGES: Statement = Statement::global(
    "test.fill_images",
    "WITH RECURSIVE n (v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM n WHERE v < 10000) \
     INSERT INTO images (account, region, repository, digest, media_type, content_size, manifest_size, pushed_at, \
     tag_count) SELECT 'a', 'r', 'p', CAST(v * 7919 AS TEXT), 'm', 1, 1, 1, 1 FROM n",
);
static FILL_TAGS: Statement = Statement::global(
    "test.fill_tags",
    "INSERT INTO tags (account, region, repository, tag, folded, digest) \
     SELECT account, region, repository, digest, digest, digest FROM images",
);
static ANALYZE: Statement = Statement::global("test.analyze", "ANALYZE");

/// PostgreSQL plans by what it knows of the rows, so it is given some.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn none_sorts_a_large_repository() {
    let registry = wharf_sql::testing::postgres(ecr::MIGRATIONS).await;
    let filled = registry.transaction("test.fill", |transaction| {
        for statement in [&FILL_IMAGES, &FILL_TAGS, &ANALYZE] {
            transaction.execute_global(statement, params![])?;
        }
        Ok::<_, wharf_sql::Error>(())
    });
    filled.await.unwrap();
    for statement in statements().registry {
        let plan = registry.explain(statement).await.unwrap();
        // An incremental sort orders the tags of one image after another.
        let sorts = plan
            .lines()
            .any(|step| step.trim_start_matches([' ', '-', '>']) == "Sort");
        assert!(!sorts, "{} sorts all it finds:\n{plan}", statement.name);
    }
}

/// A sweep's step is as long as it says only if it counts rows, not values that many rows share.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_step_of_a_sweep_counts_by_the_whole_key() {
    let folder = tempfile::tempdir().unwrap();
    let registry = Engine::Sqlite.open(Plane::Registry, folder.path()).await;
    let tables = tables(&registry).await;
    let mut swept = BTreeSet::new();
    for statement in statements().registry {
        let Some((outer, inner)) = statement.text.split_once(" IN (SELECT ") else {
            continue;
        };
        if !statement.name.contains(".sweep") {
            continue;
        }
        let table = outer
            .strip_prefix("DELETE FROM ")
            .and_then(|rest| rest.split(' ').next())
            .unwrap();
        let counted: BTreeSet<&str> = inner.split(" FROM ").next().unwrap().split(", ").collect();
        let rest: BTreeSet<&str> = tables[table][3..].iter().map(String::as_str).collect();
        assert_eq!(tables[table][2], "repository", "{table}");
        assert_eq!(counted, rest, "{}", statement.name);
        swept.insert(table);
    }
    assert!(swept.len() > 3, "{swept:?}");
}

/// What belongs to a repository is removed with it: every table of the schema has a room that removes its rows.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deleted_repository_leaves_no_table_behind() {
    let folder = tempfile::tempdir().unwrap();
    let registry = Engine::Sqlite.open(Plane::Registry, folder.path()).await;
    let tables = tables(&registry).await;
    // Events stay as long as events stay; only the count of a repository's stream goes with it.
    let hangs = |table: &str, key: &[String]| {
        table == "event_streams" || key.get(2).is_some_and(|column| column == "repository")
    };
    let hang: BTreeSet<&str> = tables
        .iter()
        .filter(|(table, key)| hangs(table, key))
        .map(|(table, _)| table.as_str())
        .collect();
    let removed: BTreeSet<&str> = ecr::delete_repository::tables().collect();
    assert_eq!(removed, hang);
}

static TABLES: Statement = Statement::global(
    "test.tables",
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'schema_migrations'",
);
static COLUMNS: Statement = Statement::global(
    "test.columns",
    "SELECT name, pk FROM pragma_table_info($1) ORDER BY pk",
);

/// The tables of the registry plane with their primary keys.
async fn tables(registry: &Database) -> BTreeMap<String, Vec<String>> {
    let mut tables = BTreeMap::new();
    for table in registry.query_global(&TABLES, params![]).await.unwrap() {
        let name = table.text(0).unwrap().to_owned();
        let columns = registry
            .query_global(&COLUMNS, params![name.as_str()])
            .await
            .unwrap();
        let key = columns.iter().filter(|column| column.integer(1).unwrap() > 0);
        tables.insert(
            name,
            key.map(|column| column.text(0).unwrap().to_owned()).collect(),
        );
    }
    tables
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_row_of_the_registry_plane_begins_with_account_and_region() {
    let folder = tempfile::tempdir().unwrap();
    let registry = Engine::Sqlite.open(Plane::Registry, folder.path()).await;
    let tables = tables(&registry).await;
    assert!(tables.contains_key("images"), "{tables:?}");
    for (table, key) in &tables {
        let scope = match OF_A_REGION.contains(&table.as_str()) {
            true => &["region"][..],
            false => &["account", "region"],
        };
        assert_eq!(key[..scope.len()], *scope, "{table}");
    }
    // The tests' own list of what to empty knows every table.
    let wiped: BTreeSet<&str> = crate::bench::REGISTRY_TABLES
        .iter()
        .map(|table| table.name)
        .collect();
    assert_eq!(wiped, tables.keys().map(String::as_str).collect());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_statement_binds_the_scope_of_every_table() {
    let folder = tempfile::tempdir().unwrap();
    let registry = Engine::Sqlite.open(Plane::Registry, folder.path()).await;
    let mut tables = tables(&registry).await;
    tables.retain(|table, _| !OF_A_REGION.contains(&table.as_str()));
    let mut global: BTreeSet<&str> = MAY_BE_GLOBAL.iter().map(|(name, _)| *name).collect();
    for statement in statements().registry {
        if !statement.scoped {
            assert!(global.remove(statement.name), "{} is not scoped", statement.name);
            continue;
        }
        if let Err(reason) = binds_scope(statement.text, &tables) {
            panic!("{}: {reason} in: {}", statement.name, statement.text);
        }
    }
    assert_eq!(global, BTreeSet::new(), "listed, but scoped or gone");
}

/// Whether each table that the text reads or writes is held to the account `$1` and the Region `$2`, directly or by
/// another table that is.
fn binds_scope(text: &str, tables: &BTreeMap<String, Vec<String>>) -> Result<(), String> {
    let words: Vec<&str> = text
        .split_whitespace()
        .map(|word| word.trim_matches(|c| "(),".contains(c)))
        .collect();
    let mut plain = 0;
    for (place, word) in words.iter().enumerate() {
        let named = ["FROM", "JOIN", "UPDATE", "INTO"].contains(word);
        let Some(table) = words
            .get(place + 1)
            .filter(|table| named && tables.contains_key(**table))
        else {
            continue;
        };
        if *word == "INTO" {
            let columns = text.split_once('(').map(|(_, rest)| rest);
            let values = text.split_once("VALUES (").map(|(_, rest)| rest);
            let bound = columns.is_some_and(|columns| columns.starts_with("account, region,"))
                && values.is_some_and(|values| values.starts_with("$1, $2,"));
            // Or from rows of a table that is held to the scope, as the others of the text are.
            let selected = text.split_once(") SELECT ").map_or("", |(_, rest)| rest);
            let alias = selected.split('.').next().unwrap_or_default();
            let copied = selected.starts_with(&format!("{alias}.account, {alias}.region,"));
            (bound || copied)
                .then_some(())
                .ok_or(format!("{table} is written without the scope"))?;
            continue;
        }
        let alias = words
            .get(place + 2)
            .filter(|alias| alias.len() == 1 && alias.chars().all(char::is_lowercase));
        let Some(alias) = alias else {
            plain += 1;
            continue;
        };
        let held = |column: &str, value: &str| {
            text.contains(&format!("{alias}.{column} = {value}"))
                || words.windows(3).any(|words| {
                    let other = words[2].strip_suffix(&format!(".{column}"));
                    words[0] == format!("{alias}.{column}")
                        && words[1] == "="
                        && other.is_some_and(|other| text.contains(&format!("{other}.{column} = {value}")))
                })
        };
        if !(held("account", "$1") && held("region", "$2")) {
            return Err(format!("{table} {alias} is not held to the scope"));
        }
    }
    let bound = text.matches(" account = $1 AND region = $2").count();
    if plain == bound {
        Ok(())
    } else {
        Err(format!("{plain} tables, {bound} bound"))
    }
}

#[test]
fn a_statement_that_forgets_its_scope_is_found() {
    let tables = ["t", "u"].map(|name| (name.to_owned(), Vec::new())).into();
    let good = [
        "SELECT 1 FROM t WHERE account = $1 AND region = $2 AND a = $3",
        "SELECT 1 FROM t x JOIN u y ON y.account = x.account AND y.region = x.region WHERE x.account = $1 AND x.region = $2",
        "INSERT INTO t (account, region, a) VALUES ($1, $2, $3)",
        "INSERT INTO t (account, region, a) SELECT x.account, x.region, x.a FROM u x WHERE x.account = $1 AND x.region = $2",
        "DELETE FROM t WHERE account = $1 AND region = $2 AND a IN (SELECT a FROM t WHERE account = $1 AND region = $2)",
    ];
    let bad = [
        "SELECT 1 FROM t WHERE account = $1 AND a = $2",
        "SELECT 1 FROM t x JOIN u y ON y.a = x.a WHERE x.account = $1 AND x.region = $2",
        "INSERT INTO t (region, account, a) VALUES ($1, $2, $3)",
        "INSERT INTO t (account, region, a) SELECT x.account, x.region, x.a FROM u x WHERE x.account = $1",
        "INSERT INTO t (account, region, a) SELECT x.region, x.account, x.a FROM u x WHERE x.account = $1 AND x.region = $2",
        "DELETE FROM t WHERE account = $1 AND region = $2 AND a IN (SELECT a FROM u)",
        "UPDATE t SET a = $3 WHERE a = $4",
    ];
    for text in good {
        assert_eq!(binds_scope(text, &tables), Ok(()), "{text}");
    }
    for text in bad {
        assert!(binds_scope(text, &tables).is_err(), "{text}");
    }
}

#[test]
fn names_are_unique_and_say_where_they_live() {
    let Statements { identity, registry } = statements();
    let mut names = BTreeSet::new();
    for statement in identity.iter().chain(&registry) {
        assert!(names.insert(statement.name), "{} twice", statement.name);
    }
    // `Statements` lists what the rooms declare: no statement of the source is forgotten.
    let declared = [crate::source::text(), crate::source::of_jobs()]
        .concat()
        .matches(": Statement =")
        .count();
    assert_eq!(names.len(), declared, "statements that are declared and listed");
    assert!(!ecr::MIGRATIONS.is_empty());
}

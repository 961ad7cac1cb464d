//! Statements and tables that are exceptions of the rules, each with its reason.

/// What statements may read as a whole, by the name that it has in the statement: never a table.
pub(super) const MAY_SCAN: &[(&str, &[&str], &str)] = &[
    (
        "job.waiting",
        &["q"],
        "one step for each queue, from each to the next",
    ),
    (
        "job.regions",
        &["r"],
        "one step for each Region, from each to the next",
    ),
    (
        "ecr.layer.count_damaged",
        &["counted"],
        "rows are counted up to a bound",
    ),
    (
        "ecr.deleted_image.count",
        &["counted"],
        "rows are counted up to a bound",
    ),
    (
        "ecr.layer_upload.count",
        &["counted"],
        "rows are counted up to a bound",
    ),
    ("job.count_due", &["counted"], "rows are counted up to a bound"),
    (
        "events.dead_letter.count",
        &["a", "counted"],
        "one step for each account, from each to the next",
    ),
    (
        "job.count_in_state",
        &["j", "counted"],
        "one step for each job, from each to the next",
    ),
    ("iam.account.find_all", WANTED, EACH_KEY),
    ("iam.attachment.count_all", WANTED, EACH_KEY),
    ("iam.entity.count_all_bound_by", WANTED, EACH_KEY),
    ("iam.entity.find_all", WANTED, EACH_KEY),
    ("iam.managed_policy.defaults", WANTED, EACH_KEY),
    ("organizations.account.names", WANTED, EACH_KEY),
    ("organizations.policy.of_targets", WANTED, EACH_KEY),
    (
        "organizations.unit.above",
        &["wanted", "w", "above", "a"],
        "one step for each unit above each key",
    ),
    ("organizations.unit.find_all", WANTED, EACH_KEY),
];
/// The keys that a statement is given.
const WANTED: &[&str] = &["wanted", "w"];
const EACH_KEY: &str = "one step for each key that it is given";

/// Tables about the bytes of a Region, which accounts share: their rows belong to the Region.
pub(super) const OF_A_REGION: &[&str] = &["store_identities", "dropped_layers", "damaged_blobs"];
const OF_THE_BYTES: &str = "bytes are of the Region, and shared between accounts";

/// Statements that may read rows of all accounts.
pub(super) const MAY_BE_GLOBAL: &[(&str, &str)] = &[
    ("store_identity.read", OF_THE_BYTES),
    ("store_identity.regions", OF_THE_BYTES),
    ("store_identity.insert", OF_THE_BYTES),
    ("store_identity.belong", OF_THE_BYTES),
    ("store_identity.replace", OF_THE_BYTES),
    ("store_identity.raise", OF_THE_BYTES),
    ("store_identity.restored", OF_THE_BYTES),
    ("store_identity.stopped", OF_THE_BYTES),
    ("store_identity.goes_on", OF_THE_BYTES),
    ("store_identity.settle", OF_THE_BYTES),
    ("store_identity.has_layers", "bytes are shared between accounts"),
    ("store_identity.is_known", "bytes are shared between accounts"),
    ("store_identity.had", OF_THE_BYTES),
    ("ecr.layer.note_dropped", OF_THE_BYTES),
    ("ecr.layer.dropped", OF_THE_BYTES),
    ("ecr.layer.forget", OF_THE_BYTES),
    ("ecr.layer.mark_damaged", OF_THE_BYTES),
    ("ecr.layer.tell_damaged", OF_THE_BYTES),
    ("ecr.layer.holders", OF_THE_BYTES),
    ("ecr.layer.list_damaged", OF_THE_BYTES),
    ("ecr.layer.size", OF_THE_BYTES),
    ("ecr.layer.sized", OF_THE_BYTES),
    ("ecr.layer.heal", OF_THE_BYTES),
    ("ecr.layer.forget_damaged", OF_THE_BYTES),
    ("ecr.layer.count_damaged", OF_THE_BYTES),
    (
        "ecr.image.list_damaged",
        "the operator looks at all registries of a Region",
    ),
    (
        "collection.layers",
        "collection looks at every layer, page by page",
    ),
    (
        "verification.repositories",
        "verification looks at every repository, page by page",
    ),
    (
        "verification.registries",
        "verification looks at every registry, page by page",
    ),
    ("verification.has_earlier", "bytes are shared between accounts"),
    ("collection.referred", "bytes are shared between accounts"),
    ("collection.referred_after", "bytes are shared between accounts"),
    ("collection.holders", "the operator asks what keeps bytes"),
    (
        "kms.data_key.next",
        "sealed bytes are swept and collected, for all accounts",
    ),
    (
        "ecr.deleted_image.expired",
        "deleted images are kept by age, in all accounts",
    ),
    (
        "ecr.deleted_image.count",
        "collection says what it keeps in a Region",
    ),
    (
        "usage.traffic.list",
        "the operator looks at all registries of a Region",
    ),
    (
        "usage.storage.list",
        "the operator looks at all registries of a Region",
    ),
    (
        "usage.held",
        "what registries hold is measured for all of a Region",
    ),
    (
        "usage.images",
        "what registries hold is measured for all of a Region",
    ),
    (
        "usage.repositories",
        "what registries hold is measured for all of a Region",
    ),
    (
        "usage.traffic.forget",
        "usage is forgotten by age, in all accounts",
    ),
    (
        "usage.storage.forget",
        "usage is forgotten by age, in all accounts",
    ),
    ("events.told", "the operator looks at all registries of a Region"),
    ("events.forget", "events are forgotten by age, in all accounts"),
    ("job.waiting", "the supervisor looks at all queues of a database"),
    ("job.regions", "the Regions that have work"),
    (
        "job.heads",
        "work is done in the order of its time, for all accounts",
    ),
    ("events.dead_letter.count", "metrics are of a Region"),
    ("job.count_due", "metrics are of a Region"),
    ("job.count_in_state", "metrics are of a Region"),
    (
        "job.strays",
        "rows under a wrong clock are found for all accounts",
    ),
    (
        "job.held_too_long",
        "rows under a wrong clock are found for all accounts",
    ),
    ("job.list", "the operator looks at all work of a Region"),
    (
        "ecr.layer_upload.expired",
        "uploads expire by age, in all accounts",
    ),
];

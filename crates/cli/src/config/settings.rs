//! The table of settings. To add one: a row here, and a field in `place` or `serve`.

pub use super::setting::{Flag, Kind, Setting};

/// Every setting, in the order in which people read them.
pub const SETTINGS: &[Setting] = &[
    Setting::of(
        "config",
        "FILE",
        "",
        "A TOML file with settings; its keys are the names of the flags",
    )
    .everywhere()
    .not_in_file(),
    Setting::of(
        "data",
        "FOLDER",
        "./wharf-data",
        "The folder that holds everything; made at the first start",
    )
    .everywhere(),
    Setting::of(
        "database",
        "URL",
        "",
        "postgres://… for identity and registry metadata, instead of SQLite files in the data folder; its schemas \
         wharf_identity and wharf_registry are made at the first start",
    )
    .everywhere()
    .secret(),
    Setting::of(
        "master-key-file",
        "FILE",
        "",
        "The file with the master key (64 hexadecimal digits) that seals secrets, instead of master.key in the data \
         folder",
    )
    .everywhere(),
    Setting::of(
        "master-key",
        "HEX",
        "",
        "The master key itself, instead of a file",
    )
    .environment_only()
    .secret(),
    Setting::of(
        "listen",
        "ADDRESS",
        "127.0.0.1:5000",
        "The address and port to listen on, where localhost is 127.0.0.1 and port 0 takes a free one; --port is short for its port",
    ),
    Setting::of(
        "zone",
        "DOMAIN",
        "localhost",
        "The DNS zone of registry hosts: <account>.dkr.ecr.<region>.<zone>",
    ),
    Setting::of("region", "REGION", "us-east-1", "The default Region"),
    Setting::of(
        "regions",
        "REGION,…",
        "",
        "The Regions that are served; without it, those that AWS has, and the default one",
    )
    .kind(Kind::List),
    Setting::of(
        "tls",
        "off|development|files",
        "off",
        "development: certificates by an authority of our own, made on first use; files: your own",
    ),
    Setting::of(
        "tls-certificate",
        "FILE",
        "",
        "The certificate chain in PEM, for --tls files; read again when it changes and on SIGHUP",
    ),
    Setting::of(
        "tls-key",
        "FILE",
        "",
        "The certificate's private key in PEM, for --tls files",
    ),
    Setting::of(
        "alias",
        "HOST[=ACCOUNT/REGION]",
        "",
        "Another host of a registry, such as registry.corp=111122223333/eu-west-1; alone, such as host.docker.internal, of the default \
         one; *.svc.cluster.local is every host in that domain. Answers to a client that called it name it. May be repeated",
    )
    .kind(Kind::List),
    Setting::of(
        "public-url",
        "URL",
        "",
        "The scheme, host and port by which clients reach a proxy before this node, such as https://wharf.example.com: what answers \
         name as an absolute address begins with it, and repository hosts have its port; its host means the default registry",
    ),
    Setting::of(
        "trusted-proxies",
        "CIDR,…",
        "",
        "The networks of proxies whose headers Forwarded and X-Forwarded-For, -Proto, -Host and -Port are believed; without it, \
         no one is",
    )
    .kind(Kind::List),
    Setting::of(
        "cors-origins",
        "ORIGIN,…",
        "",
        "The origins, such as https://ui.example.com, whose pages a browser lets call this node and read its answers, or * for all; \
         without it, none",
    )
    .kind(Kind::List),
    Setting::of(
        "default-account",
        "ID",
        "",
        "The account whose registry a bare host such as localhost means; without it, the first account",
    ),
    Setting::of(
        "downloads",
        "direct|redirect",
        "direct",
        "How layers reach docker and the like: in the answer itself, or by a redirect to a signed URL as Amazon ECR \
         does",
    ),
    Setting::of(
        "blob-mounting",
        "true|false",
        "false",
        "Whether a push may mount layers of another repository of the same registry instead of sending them",
    )
    .kind(Kind::Boolean),
    Setting::of(
        "seal-layers",
        "true|false",
        "false",
        "Whether the node itself encrypts the layers of repositories whose encryption is AES256, with a key made from the \
         master key; otherwise they are encrypted only if the disk is. Repositories with a KMS key are always encrypted",
    )
    .kind(Kind::Boolean),
    Setting::of(
        "rates",
        "off|ecr|ACTION=RATE,…",
        "",
        "How many requests a second each account may make, by action: off for no limits, ecr for those that Amazon ECR \
         publishes, or numbers such as PutImage=20 that replace some of these; what ten seconds allow may come at once; without \
         it, off on a loopback address that no setting says a proxy stands before, and ecr elsewhere",
    ),
    Setting::of(
        "principal-rate",
        "NUMBER|off",
        "off",
        "How many requests a second each principal may make, of any kind",
    ),
    Setting::of(
        "repositories",
        "NUMBER",
        "100000",
        "How many repositories each registry may have",
    )
    .kind(Kind::Number),
    Setting::of(
        "images",
        "NUMBER",
        "100000",
        "How many images each repository may have",
    )
    .kind(Kind::Number),
    Setting::of(
        "stored-bytes",
        "SIZE|off,…",
        "off",
        "How many bytes of layers and manifests each registry may have, in each Region by itself, each repository counted by itself \
         and without uploads under way: 500GiB, and for single accounts 111122223333=2TiB or 444455556666=off",
    ),
    Setting::of(
        "open-uploads",
        "NUMBER|off",
        "off",
        "How many uploads of each registry may be under way, in each Region by itself; one that is not finished ends after a day, or \
         for a new one when it has had no byte for an hour",
    ),
    Setting::of(
        "read-only",
        "true|false",
        "false",
        "Whether the node refuses everything that would change what is stored, and does nothing by itself: pulls, lists and \
         tokens only, as for a backup or a move",
    )
    .kind(Kind::Boolean),
    Setting::of(
        "audit",
        "all|changes|off",
        "all",
        "Which calls are recorded in the data folder's audit/: all, those that may change something or were refused, or none",
    ),
    Setting::of(
        "audit-days",
        "DAYS",
        "90",
        "How long records are kept; 0 keeps them for good",
    )
    .kind(Kind::Number),
    Setting::of(
        "restore-days",
        "DAYS",
        "1",
        "How long wharf restore can undo the deletion of an image; its layers are kept that long; 0 turns this off",
    )
    .kind(Kind::Number),
    Setting::of(
        "event-days",
        "DAYS",
        "7",
        "How long wharf events can look back; 0 keeps events for good",
    )
    .kind(Kind::Number),
    Setting::of(
        "usage-days",
        "DAYS",
        "430",
        "How long wharf usage can look back: by default the current month and the 13 before it; 0 keeps usage for good",
    )
    .kind(Kind::Number),
    Setting::of(
        "collect-after",
        "HOURS",
        "24",
        "How long layers that no image names, and bytes that no repository holds, are kept before the node frees them; 0 \
         leaves that to wharf collect",
    )
    .kind(Kind::Number),
    Setting::of(
        "verify-rate",
        "MB/S",
        "10",
        "How fast the node reads what is stored, once a week, to find bytes that the disk lost or changed: megabytes a second; 0 \
         leaves that to wharf verify",
    )
    .kind(Kind::Number),
    Setting::of(
        "oidc-ca-file",
        "FILE",
        "",
        "Certificates in PEM of authorities to trust, besides the machine's, when keys are fetched from identity providers; for \
         private issuers of web identity tokens",
    ),
    Setting::of(
        "log",
        "FILTER",
        "info",
        "What is logged to standard error: error, warn, info, debug, trace, or a filter such as \
         info,wharf_server=debug",
    ),
    Setting::of(
        "log-format",
        "text|json",
        "text",
        "For each event, one line for people or one JSON object",
    ),
    Setting::of(
        "metrics-listen",
        "ADDRESS",
        "",
        "Where metrics are shown with the figures of accounts, on a port of their own, over plain HTTP, to everyone who reaches it; \
         /metrics at the address of --listen has the others",
    ),
    Setting::of(
        "metrics-token-file",
        "FILE",
        "",
        "The file with a token, read at the start: a request for /metrics at the address of --listen that bears it is shown the \
         figures of accounts too",
    ),
    Setting::of(
        "shutdown-delay",
        "SECONDS",
        "0",
        "How long, after SIGTERM or SIGINT and before it drains, the node answers everything as ever while /readyz says that it is \
         not ready: what load balancers need to stop sending",
    )
    .kind(Kind::Number),
    Setting::of(
        "drain",
        "SECONDS",
        "30",
        "How long requests under way may take after SIGTERM or SIGINT; a second signal ends at once",
    )
    .kind(Kind::Number),
    Setting::of(
        "bootstrap-account-id",
        "ID",
        "111122223333",
        "The account that the first start makes",
    )
    .environment_only(),
    Setting::of(
        "bootstrap-access-key-id",
        "ID",
        "",
        "The access key of its root user, installed at every start; without it the first start makes one",
    )
    .environment_only(),
    Setting::of(
        "bootstrap-secret-access-key",
        "SECRET",
        "",
        "The secret of that access key",
    )
    .environment_only()
    .secret(),
];

/// The setting of a name.
pub fn find(name: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.name == name)
}

//! The command line.

use clap::{Parser, Subcommand, ValueEnum};
use wharf_aws::{AccountId, Region};

use crate::config::Format as ConfigFormat;
use crate::config::flags::{PlaceFlags, ServeFlags};

mod access_key;
mod audit;
mod collection;
mod env;
mod events;
mod jobs;
mod key;
mod login;
mod policy;
mod restore;
mod topology;
mod usage;
mod user;

pub(crate) use access_key::*;
pub(crate) use audit::*;
pub(crate) use collection::*;
pub(crate) use env::*;
pub(crate) use events::*;
pub(crate) use jobs::*;
pub(crate) use key::*;
pub(crate) use login::*;
pub(crate) use policy::*;
pub(crate) use restore::*;
pub(crate) use topology::*;
pub(crate) use usage::*;
pub(crate) use user::*;

/// A container registry for every account in every Region, compatible with Amazon ECR.
#[derive(Debug, Parser)]
#[command(
    name = "wharf",
    version,
    arg_required_else_help = true,
    after_help = "\
Examples:
  wharf up examples/dedicated.yaml                a company: its accounts, roles, registries and policies
  wharf serve                                     a registry on 127.0.0.1:5000, its data in ./wharf-data
  eval \"$(wharf env --account 111122223333)\"      point this shell's aws at it
  wharf doctor                                    what docker, aws and this machine still need
  wharf account create --id 222233334444          another account, another registry"
)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The sub-commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve the registries in a data folder.
    #[command(after_help = "\
Every setting is a flag, an environment variable or a key of the TOML file, in this order of precedence:
  wharf serve --listen 0.0.0.0:443 --zone registry.example.com --tls files \\
              --tls-certificate fullchain.pem --tls-key privkey.pem
  WHARF_DATA=/var/lib/wharf WHARF_LISTEN=0.0.0.0:5000 wharf serve
  wharf serve --config wharf.toml                 with lines such as  listen = \"0.0.0.0:5000\"
  wharf serve --tls development                   an authority of its own, made on first use
Only from the environment, because command lines are seen by every user of the machine:
  WHARF_BOOTSTRAP_ACCOUNT_ID, WHARF_BOOTSTRAP_ACCESS_KEY_ID, WHARF_BOOTSTRAP_SECRET_ACCESS_KEY, WHARF_MASTER_KEY")]
    Serve(Serve),
    /// Print what a shell needs to use `aws` and `docker`: as an account's root user, as a user, or as a role.
    #[command(after_help = "\
Examples:
  eval \"$(wharf env --account 111122223333)\"
  aws ecr get-login-password | docker login --username AWS --password-stdin \"$WHARF_REGISTRY\"
  eval \"$(wharf env --user alice)\"                by the key that `wharf user create --save-profile` kept
  eval \"$(wharf env --role ci --profile alice)\"   a session of the role, that alice may take
  wharf env --account 111122223333 --region eu-west-1 --format json
  wharf env --account 111122223333 --format powershell | Out-String | Invoke-Expression")]
    Env(Env),
    /// Check this machine's names, certificates and clients, and the node's jobs, and say what to do about what does not work.
    #[command(after_help = "\
Examples:
  wharf doctor
  wharf doctor --account 222233334444 --region eu-west-1 --format json
  wharf doctor --host host.docker.internal        which setting lets containers call it so
Ends with 0 when nothing failed; warnings are about clients that you may not use.")]
    Doctor(Doctor),
    /// Make and list accounts. Each has its own registry in every Region.
    #[command(subcommand)]
    Account(Account),
    /// Make, list, activate, deactivate and delete the access keys of accounts' root users.
    #[command(subcommand)]
    AccessKey(AccessKey),
    /// Make, list and remove users of an account, so that people need no root user.
    #[command(subcommand)]
    User(User),
    /// Sign in with an account of your company: through the browser, to a role.
    #[command(after_help = "\
Examples:
  wharf login --issuer https://login.example.com --client-id wharf \\
              --role arn:aws:iam::111122223333:role/developer --endpoint-url https://registry.example.com
  eval \"$(wharf env --profile wharf)\"
  wharf login                                     again, when the session has ended
  wharf login --profile production --docker       another role, and docker is signed in too
The role's account must have the issuer as an OpenID Connect provider, with the client id, and the role must trust it. The session
is kept in the profile, with what was said of issuer, role and node.")]
    Login(Login),
    /// Make, list, rotate, disable and enable the keys that encrypt repositories.
    #[command(subcommand)]
    Key(Key),
    /// Search the audit records: who called which operation, from where, and with what result.
    #[command(after_help = "\
  wharf audit --pulls --repository payments/api --since 7d
  wharf audit --pulls --digest sha256:… --from 2026-11-01 --to 2026-11-30 --format csv > pulls.csv
  wharf audit --denied --since 1h
  wharf audit --account 222222222222 --event PutImage --event BatchDeleteImage --repository payments/api
  wharf audit --principal ci-role --follow
  wharf audit --format json | jq -r .eventName | sort | uniq -c
Records are CloudTrail's, one JSON line each, in the data folder's audit/. A call into another account's registry is
recorded for both accounts, and shown once. Works with or without a running server.")]
    Audit(Audit),
    /// Show what each account stores, requests and pulls, by day: the figures for a bill.
    #[command(after_help = "\
  wharf usage                                     this month
  wharf usage --from 2026-11-01 --to 2026-11-30 --format csv > november.csv
  wharf usage --account 222233334444 --format json | jq '[.traffic[].pulledBytes] | add'
Logical bytes count a layer in every repository that holds it, as Amazon ECR does; stored bytes are each account's part of what
is on the disk. Every 30 seconds a node writes down what it counted. Works with or without a running server.")]
    Usage(Usage),
    /// Show what happened to images: pushes, deletions, archiving, in the format of Amazon EventBridge.
    #[command(after_help = "\
  wharf events --since 1h
  wharf events --follow --repository payments/api --format json | jq -r '.detail[\"image-tag\"]'
Events are kept for --event-days. Works with or without a running server.")]
    Events(Events),
    /// Have events posted to a URL: signed, in order, and repeated until they are accepted.
    #[command(subcommand)]
    Webhook(Webhook),
    /// See what nodes do by themselves, and mend it: retry what failed, cancel what should not go on.
    #[command(subcommand)]
    Jobs(Jobs),
    /// Free the bytes that no repository refers to. A node does this on its own; this command does it now.
    #[command(after_help = "\
  wharf collect --dry-run                         what would go, and why
  wharf collect --grace 1
  wharf collect --grace 0 --force=pushes,restorable     all that can be freed now; a push under way begins anew, and what was
                                                        deleted cannot be restored
A layer that no image names is marked, and goes when it has been marked for the grace period; bytes that no repository of any
account holds are set aside, and removed an hour later. What is asked for or named in the meantime stays. Where more than 100 blobs
and a twentieth of all would go that the database never had as layers, nothing goes without --force. Works with or
without a running server, and may be interrupted at any time.")]
    Collect(CollectArguments),
    /// Take a Region's bytes for those of its database, where a server refuses to start because they do not belong together.
    #[command(after_help = "\
  wharf adopt --region us-east-1
First look for the database, or the disk, that is missing: layers that the database does not know cannot be pulled, whether they are
adopted or not. Everything that is there is kept until `wharf collect --force`. Works without a running server.")]
    Adopt(Adopt),
    /// Read everything that is stored, and compare it with what is said of it: blobs with their digests, rows with bytes and with each
    /// other. A node does this on its own, slowly; this command does it now.
    #[command(after_help = "\
  wharf verify
  wharf verify --region us-east-1 --format json | jq -r 'select(.what) | .digest'
  wharf verify --repair                           also mend rows that follow from others: references, counts
A layer whose bytes are missing or wrong is not available until it is pushed again; a wrong file is moved to the folder `damaged`
beside the blobs, and never removed. Ends with 1 when something is damaged that was not mended. Works with or without a running
server, and may be interrupted at any time.")]
    Verify(Verify),
    /// Say what keeps the bytes of a layer: which repositories hold it, and which images name it.
    #[command(
        after_help = "  wharf why sha256:4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865"
    )]
    Why(Why),
    /// Undo the deletion of an image, whether a call or a lifecycle policy deleted it.
    #[command(after_help = "\
  wharf restore payments/api --account 111122223333                   what can be restored
  wharf restore payments/api@sha256:… --account 111122223333
  wharf restore payments/api --all --account 111122223333             every image that is still kept
Deleted images are kept for --restore-days, with the tags that they had; an index comes back with its images. Repositories that
were deleted, and tags that were only moved, are not kept. Works with or without a running server.")]
    Restore(Restore),
    /// Look at the configuration.
    #[command(subcommand)]
    Config(Config),
    /// Serve the registries of an organization file, with everything that it asks for.
    #[command(after_help = "\
Examples:
  wharf up examples/dedicated.yaml                the node, its accounts, roles, repositories and policies
  wharf up organization.yaml --data ./company --listen 127.0.0.1:6000
The file is applied at every start; `wharf apply FILE` does the same to a node that runs.
Takes every flag of `wharf serve`.")]
    Up(Up),
    /// Show what `apply` would change.
    #[command(after_help = APPLY_HELP)]
    Plan(Reconcile),
    /// Change a live endpoint, Wharf or AWS, to match an organization file.
    #[command(after_help = APPLY_HELP)]
    Apply(Apply),
    /// Remove what `apply` made: guardrails, roles, registry policies, empty repositories.
    #[command(after_help = "\
Accounts, units and images stay; a role without Wharf's tag was not made by `apply` and stays too. At a terminal it says what goes,
and asks; without one it demands --yes.
  wharf destroy organization.yaml --dry-run
  wharf destroy organization.yaml --yes")]
    Destroy(Apply),
    /// Write a first organization file, by asking or from flags.
    #[command(after_help = "\
  wharf init
  wharf init company.yaml --organization acme --accounts registry=222222222222,dev,prod --repositories app,web
What no flag says is asked for; with --yes, or without a terminal, it has its default. FILE - is standard output.")]
    Init(Init),
    /// Write an organization file from a live organization: its units, its accounts, the repositories in them.
    #[command(after_help = "\
  wharf import organization.yaml --profile operator
  wharf import - --regions us-east-1,eu-west-1
Who pushes and who pulls is not guessed: add builders and consumers, and `wharf plan` shows what would change.")]
    Import(Import),
    /// Draw an organization file: accounts, registries, and arrows of push and pull, from the access that it gives.
    #[command(after_help = "\
  wharf draw organization.yaml > organization.svg
  wharf draw organization.yaml --format mermaid")]
    Draw(Draw),
    /// Write what an organization file asks for as CloudFormation, Terraform, an aws CLI script, or plain policies.
    #[command(after_help = "\
  wharf export organization.yaml --format cloudformation --out templates
  wharf export organization.yaml --format terraform --out module --live
Policies name the organization and its units by ids that only a live organization knows: --live reads them. Without it
they are assumed, and the output is for reading.")]
    Export(Export),
    /// Copy an image by digest from stage to stage, with its children and its referrers: the same bytes everywhere.
    #[command(after_help = "\
A side is [ACCOUNT/]REPOSITORY[:TAG|@DIGEST]; without an account it is in the caller's own registry.
  wharf promote app:v1 app:production --profile promoter                       one more tag, in the same repository
  wharf promote dev/app@sha256:… prod/app:v1 --profile promoter                into another repository
  wharf promote 333333333333/app:v1 app:v1 --profile nodes --to-profile promoter-prod
  wharf promote app:v1 prod/app --gate 'scan \"$WHARF_DIGEST\"'                   only if the command exits with 0
Gates see WHARF_DIGEST, WHARF_SOURCE and WHARF_DESTINATION.")]
    Promote(Promote),
    /// Say how many registries an organization needs, where, and why.
    #[command(after_help = "\
  wharf advise organization.yaml
  wharf advise organization.yaml --why-not per-account
  wharf advise organization.yaml --format markdown --prices prices.toml
Requirements are met or not; criteria weigh. The table has every candidate, the answer first; what would change the answer
stands at the end. Prices are AWS's list prices of us-east-1; a TOML file with lines such as  storage_gb_month = 0.09
replaces them.")]
    Advise(Advise),
    /// Prove or refute the assertions of an organization file, for every principal and every name that policies can tell apart.
    #[command(after_help = "\
An assertion reads `[only] WHO, … may [not] ACTION, … PATTERN [in ACCOUNT]`. WHO is a builder, a consumer, `account NAME`,
`unit NAME` or `outsiders`; ACTION is pull, push, delete or administer.
  wharf check organization.yaml
  wharf check organization.yaml --format junit > report.xml
Ends with 2 when an assertion is not proved, with --strict also when there is none; a refuted one comes with a counterexample, and
the statements that allow it, or what is missing.")]
    Check(Check),
    /// Show who can pull, push, delete and administer what, under an organization file.
    #[command(after_help = "\
  wharf access organization.yaml                              every principal with every repository
  wharf access organization.yaml --can push                   who can push what
  wharf access organization.yaml --who prod --why             what those of prod can, and which statements say so
  wharf access organization.yaml --live --save today.json     of a live endpoint, and kept
  wharf access organization.yaml --snapshot today.json        of what was kept
  wharf access main.yaml --diff change.yaml                   what access a change gives (+) and takes (-)
`anybody else in X` stands for every principal of the account X that no policy names, with any policies of its own.
With --diff it ends with 2 when access differs.")]
    Access(Access),
    /// Check policies, and decide requests by them as a node would; no node is needed.
    #[command(subcommand)]
    Policy(Policy),
}

/// `wharf doctor`.
#[derive(Debug, clap::Args)]
pub(crate) struct Doctor {
    /// The account whose registry should be reached [default: the node's default account].
    #[arg(long, value_name = "ID")]
    pub(crate) account: Option<AccountId>,
    /// The Region [default: the node's].
    #[arg(long, value_parser = Region::spelled)]
    pub(crate) region: Option<Region>,
    /// Add the lines for the registry's names that /etc/hosts lacks; root may.
    #[arg(long)]
    pub(crate) fix: bool,
    /// Another host by which clients should reach that registry, such as host.docker.internal; may be repeated.
    #[arg(long = "host", value_name = "HOST")]
    pub(crate) hosts: Vec<String>,
    /// For people or for programs.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) place: PlaceFlags,
}

/// `wharf serve`.
#[derive(Debug, clap::Args)]
pub(crate) struct Serve {
    /// Add the lines for the registry's names that /etc/hosts lacks; root may.
    #[arg(long)]
    pub(crate) fix: bool,
    #[command(flatten)]
    pub(crate) settings: ServeFlags,
}

/// `wharf account`.
#[derive(Debug, Subcommand)]
pub(crate) enum Account {
    /// Make an account, and an access key of its root user.
    #[command(after_help = "Example:\n  wharf account create --id 222233334444 --name production")]
    Create {
        /// Its twelve digits.
        #[arg(long)]
        id: AccountId,
        /// What people call it [default: its id].
        #[arg(long)]
        name: Option<String>,
        /// Its e-mail address, as the Organizations API shows it; no two accounts have the same.
        #[arg(long)]
        email: Option<String>,
        /// Take over the repositories that an account with this id had, after its row was lost with the identity database.
        #[arg(long)]
        with_repositories: bool,
        /// For people or for programs.
        #[arg(long, value_enum, default_value_t)]
        format: Format,
        #[command(flatten)]
        place: PlaceFlags,
    },
    /// List all accounts.
    List {
        /// For people or for programs.
        #[arg(long, value_enum, default_value_t)]
        format: Format,
        #[command(flatten)]
        place: PlaceFlags,
    },
}

/// `wharf config`.
#[derive(Debug, Subcommand)]
pub(crate) enum Config {
    /// Show every setting with its value and where it came from.
    #[command(after_help = "\
Examples:
  wharf config show --config wharf.toml
  wharf config show --format toml > wharf.toml")]
    Show {
        /// A table, an object, or a file that --config takes.
        #[arg(long, value_enum, default_value_t)]
        format: ConfigFormat,
        #[command(flatten)]
        settings: ServeFlags,
    },
}

/// For people or for programs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

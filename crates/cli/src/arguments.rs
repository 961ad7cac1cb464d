//! The command line.

use clap::{Parser, Subcommand, ValueEnum};
use wharf_aws::{AccountId, Region};

use crate::config::Format as ConfigFormat;
use crate::config::flags::{PlaceFlags, ServeFlags};
use crate::version::VERSION_AND_REVISION;

mod access_key;
mod advise;
mod audit;
mod collection;
mod completions;
mod env;
mod events;
mod examples;
mod help;
mod jobs;
mod key;
mod login;
mod policy;
mod restore;
mod topology;
mod usage;
mod user;

pub(crate) use access_key::*;
pub(crate) use advise::{Advise, AdviseFormat};
pub(crate) use audit::*;
pub(crate) use collection::*;
pub(crate) use completions::*;
pub(crate) use env::*;
pub(crate) use events::*;
pub(crate) use help::parse;
pub use help::{GROUPS, command_line};
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
    version = VERSION_AND_REVISION,
    arg_required_else_help = true
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
Every setting is a flag, an environment variable or a key of the TOML file, in this order of precedence. Only from the environment,
because command lines are seen by every user of the machine:
  WHARF_BOOTSTRAP_ACCOUNT_ID, WHARF_BOOTSTRAP_ACCESS_KEY_ID, WHARF_BOOTSTRAP_SECRET_ACCESS_KEY, WHARF_MASTER_KEY")]
    Serve(Serve),
    /// Print what a shell needs to use `aws` and `docker`: as an account's root user, as a user, or as a role.
    Env(Env),
    /// Check this machine's names, certificates and clients, and the node's jobs, and say what to do about what does not work.
    #[command(after_help = "\
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
The role's account must have the issuer as an OpenID Connect provider, with the client id, and the role must trust it. The session
is kept in the profile, with what was said of issuer, role and node.")]
    Login(Login),
    /// Make, list, rotate, disable and enable the keys that encrypt repositories.
    #[command(subcommand)]
    Key(Key),
    /// Search the audit records: who called which operation, from where, and with what result.
    #[command(after_help = "\
Records are CloudTrail's, one JSON line each, in the data folder's audit/. A call into another account's registry is
recorded for both accounts, and shown once. Works with or without a running server.")]
    Audit(Audit),
    /// Show what each account stores, requests and pulls, by day: the figures for a bill.
    #[command(after_help = "\
Logical bytes count a layer in every repository that holds it, as Amazon ECR does; stored bytes are each account's part of what
is on the disk. Every 30 seconds a node writes down what it counted. Works with or without a running server.")]
    Usage(Usage),
    /// Show what happened to images: pushes, deletions, archiving, in the format of Amazon EventBridge.
    #[command(after_help = "\
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
A layer that no image names is marked, and goes when it has been marked for the grace period; bytes that no repository of any
account holds are set aside, and removed an hour later. What is asked for or named in the meantime stays. Where more than 100 blobs
and a twentieth of all would go that the database never had as layers, nothing goes without --force. Works with or
without a running server, and may be interrupted at any time.")]
    Collect(CollectArguments),
    /// Take a Region's bytes for those of its database, where a server refuses to start because they do not belong together.
    #[command(after_help = "\
First look for the database, or the disk, that is missing: layers that the database does not know cannot be pulled, whether they are
adopted or not. Everything that is there is kept until `wharf collect --force`. Where nothing is there of a Region that was made before,
mostly its disk is not mounted: that is refused without --without-bytes. Works without a running server.")]
    Adopt(Adopt),
    /// Read everything that is stored, and compare it with what is said of it: blobs with their digests, rows with bytes and with each
    /// other. A node does this on its own, slowly; this command does it now.
    #[command(after_help = "\
A layer whose bytes are missing or wrong is not available until it is pushed again; a wrong file is moved to the folder `damaged`
beside the blobs, and never removed. Deleted images are read for as long as they can be restored; one whose manifest is damaged is
not restored. Ends with 1 when something is damaged that was not mended. Works with or without a running server, and may be
interrupted at any time.")]
    Verify(Verify),
    /// Say what keeps the bytes of a layer: which repositories hold it, and which images name it.
    Why(Why),
    /// Undo the deletion of an image, whether a call or a lifecycle policy deleted it.
    #[command(after_help = "\
Deleted images are kept for --restore-days, with the tags that they had; an index comes back with its images. Repositories that
were deleted, and tags that were only moved, are not kept. An image stays deleted whose manifest is damaged, or whose layers are gone:
push it again. Works with or without a running server.")]
    Restore(Restore),
    /// Look at the configuration.
    #[command(subcommand)]
    Config(Config),
    /// Serve the registries of an organization file, with everything that it asks for.
    #[command(after_help = "\
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
and asks; without one it demands --yes.")]
    Destroy(Apply),
    /// Write a first organization file, by asking or from flags.
    #[command(after_help = "\
What no flag says is asked for; with --yes, or without a terminal, it has its default. FILE - is standard output.")]
    Init(Init),
    /// Write an organization file from a live organization: its units, its accounts, the repositories in them.
    #[command(after_help = "\
Who pushes and who pulls is not guessed: add builders and consumers, and `wharf plan` shows what would change.")]
    Import(Import),
    /// Draw an organization file: accounts, registries, and arrows of push and pull, from the access that it gives.
    Draw(Draw),
    /// Write what an organization file asks for as CloudFormation, Terraform, an aws CLI script, or plain policies.
    #[command(after_help = "\
Policies name the organization and its units by ids that only a live organization knows: --live reads them. Without it
they have to be filled in, and nothing can be applied before.")]
    Export(Export),
    /// Copy an image by digest from stage to stage, with its children and its referrers: the same bytes everywhere.
    #[command(after_help = "\
A side is [ACCOUNT/]REPOSITORY[:TAG|@DIGEST]; without an account it is in the caller's own registry.
Gates see WHARF_DIGEST, WHARF_SOURCE and WHARF_DESTINATION.")]
    Promote(Promote),
    /// Say how many registries an organization needs, where, and why.
    #[command(after_help = "\
Accounts and repositories are enough. After the sentence comes what to write in the file for it, then whether the file says
otherwise, and which images have to move. Requirements are met or not; criteria weigh. The table has every candidate, the
answer first, with what is assumed of volumes that the file does not say; what would change the answer stands at the end.
Prices are AWS's list prices of us-east-1; a TOML file with lines such as  storage_gb_month = 0.09  replaces them.")]
    Advise(Advise),
    /// Prove or refute the assertions of an organization file, for every principal and every name that policies can tell apart.
    #[command(after_help = "\
An assertion reads `[only] WHO, … may [not] ACTION, … PATTERN [in ACCOUNT]`. WHO is a builder, a consumer, `account NAME`,
`unit NAME` or `outsiders`; ACTION is pull, push, delete or administer.
Ends with 2 when an assertion is not proved, with --strict also when there is none; a refuted one comes with a counterexample, and
the statements that allow it, or what is missing.")]
    Check(Check),
    /// Show who can pull, push, delete and administer what, under an organization file.
    #[command(after_help = "\
`any other principal of X` stands for every principal of the account X that no policy names, with any policies of its own.
With --diff it ends with 2 when access differs.")]
    Access(Access),
    /// Check policies, and decide requests by them as a node would; no node is needed.
    #[command(subcommand)]
    Policy(Policy),
    /// Write what a shell needs to complete commands, flags and their values.
    Completions(Completions),
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
    /// Show every setting with its value and where it came from, as a server would have it that this shell starts.
    #[command(after_help = "\
A server that runs has the settings of its own start. Where one serves the data folder, standard error says so, with what differs in
those that it tells: database, listen, zone, region, regions, tls, alias and default-account.")]
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

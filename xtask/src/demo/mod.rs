//! `cargo xtask demo`: the main job on a fresh machine. Builds Wharf, has it advise a company, starts the company, and has real
//! clients do what its environments do: the pipeline pushes, every environment pulls the same digest, and production's push is
//! refused. Then it says what to type next while the server stays up.

mod clients;
mod image;
mod next;
mod options;
mod server;

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, ensure};

use crate::test::{install, target};
use crate::{program, root};
use clients::Account;
use options::Options;
pub use options::USAGE;
use server::Server;

/// The company of the README: a registry in an account of its own.
const COMPANY: &str = "examples/dedicated.yaml";
/// The account that has the registry.
const REGISTRY: &str = "222222222222";
const REPOSITORY: &str = "payments/api";
const TAG: &str = "v1";
const ENVIRONMENTS: [&str; 3] = ["dev", "test", "prod"];

/// One run: the program, where it listens, and where it leaves what.
struct Demo {
    wharf: PathBuf,
    address: SocketAddr,
    /// The company, kept for the next run. Not the folder of the README's first server, which would find a company in it.
    data: PathBuf,
    /// Images, passwords and the picture, of this run only.
    work: PathBuf,
}

impl Demo {
    /// The image, as docker names it.
    fn image(&self) -> String {
        format!("{}/{REPOSITORY}:{TAG}", self.address)
    }

    /// What a command that needs no server prints.
    fn said(&self, arguments: &[&str]) -> anyhow::Result<String> {
        clients::output(Command::new(&self.wharf).args(arguments).current_dir(root()))
    }
}

pub fn run(arguments: &[String]) -> anyhow::Result<()> {
    let options = Options::parse(arguments)?;
    let address = options.address()?;
    step("installing what the demo needs: skopeo and the aws CLI");
    install::for_demo()?;
    let wharf = match &options.binary {
        Some(binary) => binary
            .canonicalize()
            .with_context(|| binary.display().to_string())?,
        None => build()?,
    };
    let folder = match options.check {
        true => emptied(target()?.join("demo-check"))?,
        false => target()?.join("demo"),
    };
    let demo = Demo {
        wharf,
        address,
        data: folder.join("data"),
        work: emptied(folder.join("work"))?,
    };

    step(&format!(
        "how many registries does the company of {COMPANY} need?"
    ));
    let advice = demo.said(&["advise", COMPANY])?;
    // The sentence, whether the file says otherwise, and the candidates.
    let first: Vec<&str> = advice.split("\n\n").take(3).collect();
    println!("{}\n", first.join("\n\n"));
    step("who may pull and push what, proved for every principal");
    println!("{}", demo.said(&["check", COMPANY])?);
    step(&format!(
        "the company, on {address}, with its data in {}",
        demo.data.display()
    ));
    let mut server = Server::up(&demo)?;
    tour(&demo)?;
    let picture = demo.work.join("company.svg");
    std::fs::write(&picture, demo.said(&["draw", COMPANY])?)?;
    step(&format!(
        "the picture of who pulls and pushes: {}",
        picture.display()
    ));

    next::print(&demo)?;
    if options.check {
        next::type_all(&demo)?;
    }
    if options.once {
        return server.stop();
    }
    println!(
        "The server is up. Ctrl-C stops it; the data stays in {}.",
        demo.data.display()
    );
    server.wait()
}

/// The program, built.
fn build() -> anyhow::Result<PathBuf> {
    step("building wharf (the first build takes some minutes)");
    let status = program::status(
        Command::new("cargo")
            .args(["build", "--release", "--locked", "--bin", "wharf"])
            .current_dir(root()),
    )?;
    ensure!(status.success(), "the build failed");
    Ok(target()?.join("release/wharf"))
}

/// A folder with nothing in it.
fn emptied(folder: PathBuf) -> anyhow::Result<PathBuf> {
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// What the environments of the company do.
fn tour(demo: &Demo) -> anyhow::Result<()> {
    let (remote, work) = (demo.image(), &demo.work);
    step(&format!("the pipeline (role ci) pushes {remote}"));
    let built = work.join("built");
    let pushed = image::write(&built)?;
    let ci = Account::sign_in("ci", demo)?;
    ci.push(&built, &remote)?;
    println!("   {pushed}");
    for environment in ENVIRONMENTS {
        let nodes = Account::sign_in(&format!("nodes-{environment}"), demo)?;
        let pulled = work.join(environment);
        nodes.pull(&remote, &pulled)?;
        let back = image::digest(&pulled)?;
        ensure!(back == pushed, "pushed {pushed}, but {environment} pulled {back}");
        step(&format!("{environment} pulled {back}"));
    }
    let nodes = Account::sign_in("nodes-prod", demo)?;
    let refusal = nodes
        .push(&built, &remote)
        .err()
        .context("production's nodes pushed")?;
    let refusal = format!("{refusal:#}");
    ensure!(refusal.contains("denied"), "another reason: {refusal}");
    step("production pushes, and is refused:");
    println!("   {refusal}");
    Ok(())
}

fn step(text: &str) {
    println!("── {text}");
    let _ = std::io::stdout().flush();
}

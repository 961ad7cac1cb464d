//! `cargo xtask demo`: the main job on a fresh machine. Builds Wharf, has it advise a company, starts the company, and has real
//! clients do what its environments do: the pipeline pushes, every environment pulls the same digest, and production's push is
//! refused. Then it says what to type next while the server stays up.

mod clients;
mod image;
mod server;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, ensure};

use crate::test::{install, target};
use crate::{program, root};
use clients::Account;
use server::Server;

/// The company of the README: a registry in an account of its own.
const COMPANY: &str = "examples/dedicated.yaml";
const LISTEN: &str = "127.0.0.1:5000";
/// The account that has the registry.
const REGISTRY: &str = "222222222222";
const REPOSITORY: &str = "payments/api";
const TAG: &str = "v1";
const ENVIRONMENTS: [&str; 3] = ["dev", "test", "prod"];

pub fn run(arguments: &[String]) -> anyhow::Result<()> {
    let once = match arguments {
        [] => false,
        [option] if option == "--once" => true,
        _ => {
            anyhow::bail!("usage: cargo xtask demo [--once]   (--once: stop the server when the job is done)")
        }
    };
    step("installing what the demo needs: skopeo and the aws CLI");
    install::for_demo()?;
    step("building wharf (the first build takes some minutes)");
    let status = program::status(
        Command::new("cargo")
            .args(["build", "--release", "--locked", "--bin", "wharf"])
            .current_dir(root()),
    )?;
    ensure!(status.success(), "the build failed");
    let wharf = target()?.join("release/wharf");
    let data = root().join("wharf-data");
    let work = target()?.join("demo");
    let _ = std::fs::remove_dir_all(&work);
    std::fs::create_dir_all(&work)?;

    step(&format!(
        "how many registries does the company of {COMPANY} need?"
    ));
    let advice = said(&wharf, &["advise", COMPANY])?;
    let first: Vec<&str> = advice.split("\n\n").take(2).collect();
    println!("{}\n", first.join("\n\n"));
    step("who may pull and push what, proved for every principal");
    println!("{}", said(&wharf, &["check", COMPANY])?);
    step(&format!(
        "the company, on {LISTEN}, with its data in {}",
        data.display()
    ));
    let mut server = Server::up(&wharf, &data)?;
    tour(&data, &work)?;
    let picture = work.join("company.svg");
    std::fs::write(&picture, said(&wharf, &["draw", COMPANY])?)?;
    step(&format!(
        "the picture of who pulls and pushes: {}",
        picture.display()
    ));

    println!("\nWhat to type next, in another terminal:\n");
    next(&wharf, &data);
    if once {
        return server.stop();
    }
    println!("The server is up. Ctrl-C stops it; the data stays in wharf-data/.");
    server.wait()
}

/// What the environments of the company do.
fn tour(data: &Path, work: &Path) -> anyhow::Result<()> {
    let remote = format!("{LISTEN}/{REPOSITORY}:{TAG}");
    step(&format!("the pipeline (role ci) pushes {remote}"));
    let built = work.join("built");
    let pushed = image::write(&built)?;
    let ci = Account::sign_in("ci", data, work)?;
    ci.push(&built, &remote)?;
    println!("   {pushed}");
    for environment in ENVIRONMENTS {
        let nodes = Account::sign_in(&format!("nodes-{environment}"), data, work)?;
        let pulled = work.join(environment);
        nodes.pull(&remote, &pulled)?;
        let back = image::digest(&pulled)?;
        ensure!(back == pushed, "pushed {pushed}, but {environment} pulled {back}");
        step(&format!("{environment} pulled {back}"));
    }
    let nodes = Account::sign_in("nodes-prod", data, work)?;
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

fn next(wharf: &Path, data: &Path) {
    let short = |path: &Path| {
        path.strip_prefix(root())
            .map_or_else(|_| path.to_owned(), PathBuf::from)
    };
    let (wharf, data) = (short(wharf), short(data));
    let (wharf, data) = (wharf.display(), data.display());
    println!(
        "  export AWS_CONFIG_FILE=$PWD/{data}/aws/config AWS_SHARED_CREDENTIALS_FILE=$PWD/{data}/aws/credentials"
    );
    println!("  aws --profile registry ecr describe-images --repository-name {REPOSITORY}");
    println!(
        "  aws --profile nodes-prod ecr get-login-password | docker login -u AWS --password-stdin {LISTEN}"
    );
    println!("  docker pull {LISTEN}/{REPOSITORY}:{TAG}");
    println!("  {wharf} access {COMPANY}            # who can pull, push, delete and administer what");
    println!("  {wharf} init > mine.yaml            # the same for a company of your own");
    println!("  {wharf} doctor --data {data}    # what docker, aws and this machine still need\n");
}

/// What a command that needs no server prints.
fn said(wharf: &Path, arguments: &[&str]) -> anyhow::Result<String> {
    clients::output(Command::new(wharf).args(arguments).current_dir(root()))
}

fn step(text: &str) {
    println!("── {text}");
    let _ = std::io::stdout().flush();
}

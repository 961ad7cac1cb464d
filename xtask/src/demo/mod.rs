//! `cargo xtask demo`: the main job on a fresh machine. Builds Wharf, starts it, pushes an image, pulls it back, compares,
//! and says what to type next while the server stays up.

mod image;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};

use crate::root;
use crate::test::install;
use crate::test::target;

const ACCOUNT: &str = "111122223333";
const LISTEN: &str = "127.0.0.1:5000";
const REPOSITORY: &str = "hello";

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
    ensure!(
        Command::new("cargo")
            .args(["build", "--release", "--locked", "--bin", "wharf"])
            .current_dir(root())
            .status()?
            .success(),
        "the build failed"
    );
    let wharf = target()?.join("release/wharf");
    let data = root().join("wharf-data");

    step(&format!(
        "starting `wharf serve` on {LISTEN}, data in {}",
        data.display()
    ));
    let mut server = Server::start(&wharf, &data)?;
    let digest = push_and_pull(&wharf, &data)?;
    println!("\nThe image went up and came back unchanged: {digest}\n");
    println!("What to type next, in another terminal:\n");
    let wharf = wharf.strip_prefix(root()).unwrap_or(&wharf).display();
    println!("  eval \"$({wharf} env --account {ACCOUNT})\"");
    println!("  aws ecr describe-images --repository-name {REPOSITORY}");
    println!("  aws ecr get-login-password | docker login -u AWS --password-stdin {LISTEN}");
    println!("  docker pull {LISTEN}/{REPOSITORY}:latest");
    println!(
        "  {wharf} doctor      # will this machine's docker, aws and resolver work with registry hosts?\n"
    );
    if once {
        return server.stop();
    }
    println!("The server is up. Ctrl-C stops it; the data stays in wharf-data/.");
    server.wait()
}

fn step(text: &str) {
    println!("── {text}");
    let _ = std::io::stdout().flush();
}

struct Server(Child);

impl Server {
    fn start(wharf: &Path, data: &Path) -> anyhow::Result<Server> {
        let child = Command::new(wharf)
            .args(["serve", "--listen", LISTEN, "--log", "warn", "--data"])
            .arg(data)
            .spawn()
            .context("cannot start wharf")?;
        let mut server = Server(child);
        let started = Instant::now();
        while std::net::TcpStream::connect(LISTEN).is_err() {
            if let Some(status) = server.0.try_wait()? {
                anyhow::bail!("wharf ended early: {status}");
            }
            ensure!(
                started.elapsed() < Duration::from_secs(20),
                "wharf does not listen"
            );
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(server)
    }

    /// Waits until the user stops it.
    fn wait(&mut self) -> anyhow::Result<()> {
        let status = self.0.wait()?;
        ensure!(status.success(), "wharf ended: {status}");
        Ok(())
    }

    fn stop(&mut self) -> anyhow::Result<()> {
        let status = Command::new("kill").arg(self.0.id().to_string()).status()?;
        ensure!(status.success(), "cannot stop wharf");
        self.wait()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
    }
}

fn push_and_pull(wharf: &Path, data: &Path) -> anyhow::Result<String> {
    let work = target()?.join("demo");
    let _ = std::fs::remove_dir_all(&work);
    std::fs::create_dir_all(&work)?;
    let environment = output(
        Command::new(wharf)
            .args(["env", "--account", ACCOUNT, "--format", "json", "--data"])
            .arg(data),
    )?;
    let environment: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&environment)?;
    let aws = |arguments: &[&str]| {
        let mut command = Command::new(install::find("aws").unwrap_or_else(|| PathBuf::from("aws")));
        command.args(arguments).env("AWS_PAGER", "");
        for (name, value) in &environment {
            command.env(name, value.as_str().unwrap_or_default());
        }
        command
    };
    step(&format!(
        "aws ecr create-repository --repository-name {REPOSITORY}"
    ));
    let created = aws(&["ecr", "create-repository", "--repository-name", REPOSITORY]).output()?;
    let refusal = String::from_utf8_lossy(&created.stderr).into_owned();
    ensure!(
        created.status.success() || refusal.contains("RepositoryAlreadyExists"),
        "{refusal}"
    );

    step("skopeo login, push and pull");
    let password = output(&mut aws(&["ecr", "get-login-password"]))?;
    let skopeo = Skopeo {
        authfile: work.join("auth.json"),
    };
    skopeo.login(password.trim())?;
    let pushed = image::write(&work.join("hello"))?;
    let remote = format!("docker://{LISTEN}/{REPOSITORY}:latest");
    skopeo.copy(
        "dest",
        &format!("oci:{}:latest", work.join("hello").display()),
        &remote,
    )?;
    skopeo.copy(
        "src",
        &remote,
        &format!("oci:{}:latest", work.join("back").display()),
    )?;
    let back = image::digest(&work.join("back"))?;
    ensure!(back == pushed, "pushed {pushed}, but {back} came back");
    Ok(back)
}

struct Skopeo {
    authfile: PathBuf,
}

impl Skopeo {
    fn command(&self) -> Command {
        let mut command = Command::new(install::find("skopeo").unwrap_or_else(|| PathBuf::from("skopeo")));
        command.env("REGISTRY_AUTH_FILE", &self.authfile);
        command
    }

    fn login(&self, password: &str) -> anyhow::Result<()> {
        let mut login = self.command();
        login
            .args([
                "login",
                "--tls-verify=false",
                "-u",
                "AWS",
                "--password-stdin",
                LISTEN,
            ])
            .stdin(Stdio::piped());
        let mut login = login.stdout(Stdio::null()).spawn()?;
        login
            .stdin
            .take()
            .context("no stdin")?
            .write_all(password.as_bytes())?;
        ensure!(login.wait()?.success(), "skopeo login failed");
        Ok(())
    }

    fn copy(&self, remote_side: &str, from: &str, to: &str) -> anyhow::Result<()> {
        let tls = format!("--{remote_side}-tls-verify=false");
        let status = self
            .command()
            .args([
                "copy",
                "--insecure-policy",
                "--quiet",
                "--preserve-digests",
                &tls,
                from,
                to,
            ])
            .status()?;
        ensure!(status.success(), "skopeo copy {from} {to} failed");
        Ok(())
    }
}

fn output(command: &mut Command) -> anyhow::Result<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("{command:?}"))?;
    ensure!(output.status.success(), "{command:?} failed");
    Ok(String::from_utf8(output.stdout)?)
}

//! containerd's `ctr`: pull and push of an image and of an index, one container.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::lab::{ACCOUNT, APART, Image, Lab, OTHER, Registry, Run, program, search_path};

/// containerd for one test; without its Kubernetes part it listens on nothing but a socket.
struct Containerd {
    child: Child,
    socket: String,
}

impl Containerd {
    fn start(lab: &Lab) -> Containerd {
        let socket = lab.at("containerd.sock");
        let config = format!(
            "version = 2\nroot = {:?}\nstate = {:?}\ndisabled_plugins = [\"io.containerd.grpc.v1.cri\"]\n[grpc]\naddress = \
             {socket:?}\n",
            lab.at("containerd/root"),
            lab.at("containerd/state")
        );
        std::fs::write(lab.path("containerd.toml"), config).unwrap();
        let log = std::fs::File::create(lab.path("containerd.log")).unwrap();
        let child = Command::new(program("unshare"))
            .args(APART)
            .arg(program("containerd"))
            .args(["--config", &lab.at("containerd.toml")])
            .env("PATH", search_path())
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        let begun = Instant::now();
        let containerd = Containerd { child, socket };
        while std::os::unix::net::UnixStream::connect(&containerd.socket).is_err() {
            let log = || std::fs::read_to_string(lab.path("containerd.log")).unwrap();
            assert!(begun.elapsed() < Duration::from_secs(30), "{}", log());
            std::thread::sleep(Duration::from_millis(20));
        }
        containerd
    }

    fn ctr(&self, lab: &Lab, arguments: &[&str]) -> Run {
        lab.client("ctr")
            .args(["--address", &self.socket])
            .args(arguments.iter().copied())
    }
}

impl Drop for Containerd {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn pull_push_and_run() {
    let lab = Lab::new();
    lab.create_repository("app");
    lab.create_repository("copy");
    let containerd = Containerd::start(&lab);
    let busybox = std::fs::read(program("busybox")).unwrap();
    let image = Image::new(&[("bin/busybox", &busybox), ("content", b"run by containerd")]);
    lab.registry("app").push(&image, "v1");
    let user = format!("AWS:{}", lab.password(ACCOUNT));
    let (remote, copy) = (lab.repository("app:v1"), lab.repository("copy:v1"));

    containerd
        .ctr(
            &lab,
            &[
                "images",
                "pull",
                "--plain-http",
                "--snapshotter",
                "native",
                "-u",
                &user,
                &remote,
            ],
        )
        .ok();
    let listed = containerd.ctr(&lab, &["images", "ls"]).ok();
    assert!(listed.contains(&image.digest()), "{listed}");
    containerd.ctr(&lab, &["images", "tag", &remote, &copy]).ok();
    containerd
        .ctr(&lab, &["images", "push", "--plain-http", "-u", &user, &copy])
        .ok();
    let mut pushed = lab.registry("copy");
    assert_eq!(pushed.manifest("v1").unwrap(), image.manifest);
    for blob in image.blobs() {
        assert_eq!(&pushed.blob(&crate::lab::digest(blob)).unwrap(), blob);
    }

    let run = [
        "run",
        "--rm",
        "--net-host",
        "--snapshotter",
        "native",
        &remote,
        "probe",
    ];
    let ran = containerd
        .ctr(&lab, &run)
        .args(["/bin/busybox", "cat", "/content"])
        .ok();
    assert_eq!(ran, "run by containerd");
}

#[test]
fn an_index_with_all_platforms() {
    let lab = Lab::new();
    lab.create_repository("multi");
    lab.create_repository("copy");
    let containerd = Containerd::start(&lab);
    let images = ["amd64", "arm64"].map(|name| Image::for_architecture(name, &[("arch", name.as_bytes())]));
    super::skopeo::login(&lab, ACCOUNT);
    let index = crate::lab::layout::write_index(&lab.path("from"), &images.each_ref(), "v1");
    super::skopeo::push(&lab, &lab.at("from:v1"), &lab.repository("multi:v1"), &["--all"]).ok();

    let user = format!("AWS:{}", lab.password(ACCOUNT));
    let (remote, copy) = (lab.repository("multi:v1"), lab.repository("copy:v1"));
    containerd
        .ctr(
            &lab,
            &[
                "content",
                "fetch",
                "--plain-http",
                "--all-platforms",
                "-u",
                &user,
                &remote,
            ],
        )
        .ok();
    containerd.ctr(&lab, &["images", "tag", &remote, &copy]).ok();
    containerd
        .ctr(&lab, &["images", "push", "--plain-http", "-u", &user, &copy])
        .ok();
    let mut pushed = lab.registry("copy");
    assert_eq!(pushed.manifest("v1").unwrap(), index);
    for image in &images {
        assert_eq!(pushed.manifest(&image.digest()).unwrap(), image.manifest);
    }
    let absent = lab.repository("absent:v1");
    let pull = containerd.ctr(&lab, &["images", "pull", "--plain-http", "-u", &user, &absent]);
    pull.refused(&["not found"]);
}

/// References name a registry's host, and the bytes come from an address: the mirror serves the registry that the reference names. What
/// is none of ours it does not have, and the next host is asked.
#[test]
fn a_mirror_serves_what_the_reference_names() {
    let lab = Lab::new().and_other();
    lab.api(OTHER).create_repository("app");
    let containerd = Containerd::start(&lab);
    let image = Image::new(&[("content", b"through a mirror")]);
    let (password, by_name) = (lab.password(OTHER), lab.registry_host(OTHER));
    let address = lab.node.listen();
    let mut registry = Registry::of_host(address.parse().unwrap(), &by_name, &password, "app");
    registry.push(&image, "v1");
    let user = format!("AWS:{password}");
    let ours = format!("{OTHER}.dkr.ecr.{}.amazonaws.com", lab.region);
    for (host, mirrors) in [
        (&*ours, &[&*address][..]),
        ("registry.example.com", &[&*address, &*by_name][..]),
    ] {
        let folder = lab.path("certs.d").join(host);
        std::fs::create_dir_all(&folder).unwrap();
        let mirrors = mirrors
            .iter()
            .map(|mirror| format!("[host.\"http://{mirror}\"]\n  capabilities = [\"pull\", \"resolve\"]\n"));
        // The host itself is not there.
        let text = format!("server = \"http://127.0.0.1:1\"\n{}", mirrors.collect::<String>());
        std::fs::write(folder.join("hosts.toml"), text).unwrap();
        let remote = format!("{host}/app:v1");
        let folder = lab.at("certs.d");
        let pull = [
            "images",
            "pull",
            "--hosts-dir",
            &folder,
            "--snapshotter",
            "native",
            "-u",
            &user,
            &remote,
        ];
        containerd.ctr(&lab, &pull).ok();
        let listed = containerd.ctr(&lab, &["images", "ls"]).ok();
        let line = listed.lines().find(|line| line.starts_with(&remote));
        assert!(
            line.is_some_and(|line| line.contains(&image.digest())),
            "{listed}"
        );
    }
}

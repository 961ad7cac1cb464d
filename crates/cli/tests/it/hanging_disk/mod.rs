//! A disk that hangs: every call to it waits, and there is no error. What does not need it goes on, what needs it is refused, an operator
//! is told which it is, and everything goes on when it answers again. The disks are mounted by `bindfs`, so these tests need root, as in
//! CI.

mod mount;
mod others;

use std::fs;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::scope;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use self::mount::Mount;
use crate::lab::{
    ACCOUNT, Answer, Api, Http, Image, REGION, Registry, digest, incompressible, node_environment,
};
use crate::program::{Node, eventually, stdout};

/// The Region on the disk that hangs.
const HANGING: &str = "eu-west-1";
/// What takes longer hangs.
const LONG: Duration = Duration::from_secs(8);
/// How often a client of the Region that hangs comes again.
const PAUSE: Duration = Duration::from_millis(100);
/// Threads of a node that has nothing to wait for, and those that one disk may hold.
const THREADS: usize = 60;
/// A stop need not be waited for.
const DRAIN: (&str, &str) = ("WHARF_DRAIN", "1");

/// A node with a Region on a disk of its own. That one is the first to go, so that nothing hangs at the end.
struct Scene {
    disk: Mount,
    node: Node,
    home: TempDir,
}

impl Scene {
    /// With the repository `app` in both Regions, and an image in each.
    fn new() -> Scene {
        Scene::with(0, &environment())
    }

    /// The same, on a disk of which the kernel remembers for so many seconds what it has said.
    fn with(remembered: u32, environment: &[(&str, &str)]) -> Scene {
        let home = tempfile::tempdir().unwrap();
        let data = home.path().join("data");
        let at = data.join("regions").join(HANGING);
        let disk = Mount::remembered(&home.path().join("disk"), &at, remembered);
        let node = Node::start_at(&data, &[], environment);
        let scene = Scene { disk, node, home };
        for (region, seed) in [(REGION, 1), (HANGING, 2)] {
            let made = scene.call(region, "CreateRepository", &json!({"repositoryName": "app"}));
            made.unwrap().expect(200);
            scene.registry(region).push(&image(seed), "first");
        }
        scene
    }

    fn api(&self) -> Api {
        Api::of_node(&self.node)
    }

    fn call(&self, region: &str, operation: &str, input: &Value) -> io::Result<Answer> {
        let api = self.api();
        let mut http: Http = api.connection();
        api.call_over(&mut http, region, operation, input)
    }

    /// The repository `app`.
    fn registry(&self, region: &str) -> Registry {
        let address = self.node.listen().parse().unwrap();
        let host = format!("{ACCOUNT}.dkr.ecr.{region}.localhost");
        Registry::of_host(address, &host, &self.api().password_in(region), "app")
    }

    fn get(&self, path: &str) -> (u16, String) {
        let head = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n");
        self.node.request(&head, "")
    }

    /// A push, a pull, a list and a deletion in the Region that does not hang: how long the slowest of these took.
    fn others_go_on(&self, seed: u64) -> Duration {
        let (mut registry, image) = (self.registry(REGION), image(seed));
        let tag = format!("tag-{seed}");
        let mut slowest = Duration::ZERO;
        let mut timed = |begun: Instant| slowest = slowest.max(begun.elapsed());
        let begun = Instant::now();
        registry.push(&image, &tag);
        timed(begun);
        let begun = Instant::now();
        assert_eq!(registry.manifest(&tag).as_ref(), Some(&image.manifest));
        for blob in image.blobs() {
            assert!(registry.blob(&digest(blob)).as_ref() == Some(blob));
        }
        timed(begun);
        let of_image = json!({"repositoryName": "app", "imageIds": [{"imageTag": tag}]});
        for (operation, input) in [
            ("DescribeImages", &json!({"repositoryName": "app"})),
            ("BatchDeleteImage", &of_image),
        ] {
            let begun = Instant::now();
            self.call(REGION, operation, input).unwrap().expect(200);
            timed(begun);
        }
        slowest
    }

    /// Asks the Region that hangs in one of five ways; nothing where no answer came.
    fn ask(&self, number: usize, registry: &mut Registry, image: &Image) -> io::Result<Answer> {
        match number % 5 {
            0 => self.call(HANGING, "DescribeImages", &json!({"repositoryName": "app"})),
            1 => registry.send("GET", "manifests/first", "", b""),
            2 => registry.send("POST", "blobs/uploads/", "", b""),
            3 => registry.send(
                "GET",
                &format!("blobs/{}", digest(image.blobs().next().unwrap())),
                "",
                b"",
            ),
            _ => registry.put_manifest("again", &image.media_type, &image.manifest),
        }
    }

    fn threads(&self) -> usize {
        let tasks = fs::read_dir(format!("/proc/{}/task", self.node.pid()));
        tasks.unwrap().count()
    }

    /// What was acknowledged in both Regions is there, and it is sound.
    fn is_whole(&self) {
        for (region, seed) in [(REGION, 1), (HANGING, 2)] {
            let (mut registry, image) = (self.registry(region), image(seed));
            assert_eq!(registry.manifest("first").as_ref(), Some(&image.manifest));
            for blob in image.blobs() {
                assert!(registry.blob(&digest(blob)).as_ref() == Some(blob), "{region}");
            }
        }
        let said = stdout(&mut self.node.wharf(&["verify"]));
        assert_eq!(said.matches("damaged: 0\n").count(), 2, "{said}");
    }
}

fn environment() -> Vec<(&'static str, &'static str)> {
    let mut all = node_environment();
    all.push(DRAIN);
    all
}

/// What the metrics say while the disk hangs.
fn silent() -> String {
    format!("wharf_disk_silent{{place=\"{HANGING}\"}} 1")
}

fn image(seed: u64) -> Image {
    Image::new(&[("file", &incompressible(seed, 300_000))])
}

#[test]
fn a_region_whose_disk_hangs_stops_no_other() {
    let scene = Scene::new();
    let clients: Vec<Registry> = (0..30).map(|_| scene.registry(HANGING)).collect();
    let image = image(2);
    scene.disk.hang();
    let is_over = AtomicBool::new(false);
    scope(|threads| {
        for (number, mut registry) in clients.into_iter().enumerate() {
            let (scene, is_over, image) = (&scene, &is_over, &image);
            threads.spawn(move || {
                while !is_over.load(Ordering::Relaxed) {
                    if let Ok(answer) = scene.ask(number, &mut registry, image)
                        && answer.status >= 500
                    {
                        let again = answer.header("retry-after").is_some();
                        assert!(answer.status == 503 && again, "{answer:?}");
                    }
                    std::thread::sleep(PAUSE);
                }
            });
        }
        let seen = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| others_are_served(&scene)));
        is_over.store(true, Ordering::Relaxed);
        scene.disk.heal();
        if let Err(panic) = seen {
            std::panic::resume_unwind(panic);
        }
    });
    eventually("it is served again", || {
        let mut registry = scene.registry(HANGING);
        (0..5).all(|number| scene.ask(number, &mut registry, &image).unwrap().status < 300)
    });
    eventually("it is ready again", || scene.get("/readyz").0 == 200);
    scene.is_whole();
}

/// While requests to the Region that hangs wait.
fn others_are_served(scene: &Scene) {
    let (mut is_shown, mut is_told, mut is_refused) = (false, false, false);
    let begun = Instant::now();
    let mut seed = 100;
    while !(is_shown && is_told && is_refused) {
        seed += 1;
        let took = scene.others_go_on(seed);
        assert!(took < LONG, "{took:?} after {:?}", begun.elapsed());
        let count = scene.threads();
        assert!(count < THREADS, "{count} threads");
        is_shown |= scene.get("/metrics").1.contains(&silent());
        let (status, said) = scene.get("/readyz");
        is_told |= status == 503 && said.contains(HANGING);
        let asked = Instant::now();
        if is_told {
            let answer = scene.call(HANGING, "DescribeRepositories", &json!({})).unwrap();
            assert_eq!(answer.status, 503, "{answer:?}");
            assert!(asked.elapsed() < LONG, "{:?}", asked.elapsed());
            is_refused = true;
        }
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "shown: {is_shown}, told: {is_told}: {said}: {}",
            scene.node.stderr()
        );
    }
    let log = scene.node.stderr();
    assert!(
        log.contains("does not answer") && log.contains("See to that disk"),
        "{log}"
    );
}

//! Records in files, in their time and without space.

use metrics_exporter_prometheus::PrometheusBuilder;

use super::*;

const NINETY: u32 = 90;

fn files(folder: &std::path::Path, clock: &Clock) -> Files {
    Files {
        folder: folder.to_owned(),
        written: Arc::default(),
        days: NINETY,
        clock: clock.clone(),
        open: None,
        lost: None,
        complained: None,
    }
}

fn names(folder: &std::path::Path) -> Vec<String> {
    list(folder).unwrap().iter().map(AuditFile::name).collect()
}

#[test]
fn a_clock_that_jumps_removes_nothing_and_comes_back_to_its_file() {
    let (home, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let today: Timestamp = "2026-11-29T10:00:00Z".parse().unwrap();
    let clock = Clock::fixed(today);
    let mut of_one_process = files(home.path(), &clock);
    of_one_process.ready().unwrap();
    let kept = home.path().join("2026-11-29.jsonl");
    std::fs::write(&kept, "{}\n").unwrap();
    for days in [400, 800, 1200] {
        clock.set(today.plus(DAY * days));
        of_one_process.ready().unwrap();
        clock.set(today);
        of_one_process.ready().unwrap();
        assert_eq!(of_one_process.open.as_ref().unwrap().file.day, "2026-11-29");
    }
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), "{}\n");
    // A process that begins while the clock is wrong.
    for now in [today, today.plus(DAY * 400), today.plus(DAY * 401)] {
        files(other.path(), &Clock::fixed(now)).ready().unwrap();
    }
    assert_eq!(
        names(other.path()),
        ["2026-11-29.jsonl", "2028-01-03.jsonl", "2028-01-04.jsonl"]
    );
}

#[tokio::test]
async fn each_time_without_space_is_said() {
    let (home, intake) = (tempfile::tempdir().unwrap(), Intake::default());
    let clock = Clock::fixed("2026-11-29T10:00:00Z".parse().unwrap());
    let kept = (Recorded::All, NINETY);
    let writer = AuditWriter::start(home.path().to_owned(), kept, &clock, intake.clone()).unwrap();
    let is_said = || writer.was_left_out.load(Ordering::Relaxed);
    for _ in 0..2 {
        intake.stop(true);
        assert!(writer.takes(true) == Taken::Brief && !is_said());
        assert!(writer.takes(false) == Taken::Not && is_said());
        intake.stop(false);
        assert!(writer.takes(false) == Taken::Whole && !is_said());
    }
    // A tenant that changes much takes no more than a part of what is kept for all.
    intake.stop(true);
    writer.brief.fetch_add(WITHOUT_SPACE - 1, Ordering::Relaxed);
    assert!(writer.takes(true) == Taken::Brief && !is_said());
    writer.write(record(&clock)).await;
    writer.keeps().await.unwrap();
    assert!(writer.takes(true) == Taken::Not && is_said());
    writer.stop().await;
}

#[test]
fn files_go_in_their_time() {
    let home = tempfile::tempdir().unwrap();
    let clock = Clock::fixed("2026-01-01T10:00:00Z".parse().unwrap());
    let mut files = files(home.path(), &clock);
    for _ in 0..NINETY + 10 {
        files.ready().unwrap();
        clock.advance(DAY);
    }
    let kept = names(home.path());
    assert_eq!((kept.len(), kept[0].as_str()), (93, "2026-01-08.jsonl"));
    // A call that began before midnight goes into the file that is open.
    let day = files.open.as_ref().unwrap().file.day.clone();
    let before: Timestamp = format!("{day}T00:00:00Z").parse().unwrap();
    let before = before.minus(Duration::from_secs(1));
    assert_eq!(files.open_for(&before.day(), before).unwrap().file.day, day);
}

fn record(clock: &Clock) -> Record {
    let details = serde_json::json!({"it": "was done"});
    let (region, account) = ("us-east-1".parse().unwrap(), "111122223333".parse().unwrap());
    let of = ("ecr.amazonaws.com", "PolicyExecutionEvent");
    Record::of_service(clock.now(), region, account, of, details)
}

#[test]
fn what_is_lost_is_counted() {
    let recorder = PrometheusBuilder::new().build_recorder();
    let counted = recorder.handle();
    let _guard = metrics::set_default_local_recorder(&recorder);
    let count = |reason: &str| {
        let series = format!("wharf_lost_audit_records_total{{reason=\"{reason}\"}} ");
        let text = counted.render();
        let found = text.lines().find_map(|line| line.strip_prefix(&series));
        found.map_or(0, |count| count.parse().unwrap())
    };
    let (home, intake) = (tempfile::tempdir().unwrap(), Intake::default());
    let clock = Clock::fixed("2026-11-29T10:00:00Z".parse().unwrap());
    let run = |mut files: Files| {
        let (sender, receiver) = channel(WAITING);
        for _ in 0..3 {
            let lines = Lines {
                at: clock.now(),
                text: b"{}\n".to_vec(),
            };
            assert!(sender.try_send(Message::Write(lines)).is_ok());
        }
        assert!(sender.try_send(Message::Stop).is_ok());
        files.days = 0;
        files.run(receiver);
    };
    run(files(&home.path().join("whole"), &clock));
    assert_eq!(count("not_written"), 0);
    // Something else is where the folder should be.
    let other = home.path().join("other");
    std::fs::write(&other, "").unwrap();
    run(files(&other, &clock));
    assert_eq!(count("not_written"), 3);
    // Records that a file has taken, and that do not reach the disk.
    let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut broken = files(&home.path().join("broken"), &clock);
    broken.open = Some(Open {
        file: AuditFile {
            day: clock.now().day(),
            number: 0,
        },
        writer: BufWriter::new(full),
        size: 0,
        waiting: 0,
    });
    run(broken);
    assert_eq!(count("not_written"), 6);
    // Without space they are left out.
    let kept = (Recorded::All, NINETY);
    let writer = AuditWriter::start(home.path().join("without"), kept, &clock, intake.clone()).unwrap();
    intake.stop(true);
    writer.brief.store(WITHOUT_SPACE, Ordering::Relaxed);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    runtime.block_on(async {
        writer.write(record(&clock)).await;
        writer.stop().await;
    });
    assert_eq!(count("no_space"), 1);
}

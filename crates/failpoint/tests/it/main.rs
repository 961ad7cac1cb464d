//! What an armed point does, seen from outside the crate as its users see it.

use std::os::unix::process::ExitStatusExt;
use std::time::{Duration, Instant};

use wharf_failpoint::{arm, fail_point, names};

fn guarded() -> Result<u32, String> {
    fail_point!("test.error", |message| Err(message));
    Ok(7)
}

#[test]
fn an_error_is_returned_at_the_named_pass_only() {
    arm("test.error=error:disk is gone@2, test.unused=error");
    assert_eq!(guarded(), Ok(7));
    assert_eq!(guarded(), Err("disk is gone".to_owned()));
    assert_eq!(guarded(), Ok(7));
    arm("test.error=error");
    assert_eq!(guarded(), Err(String::new()));
    arm("test.error=off");
    assert_eq!(guarded(), Ok(7));
    assert!(names().contains(&"test.error"));
    assert!(!names().contains(&"test.unused"));
}

#[test]
fn a_sleep_blocks_the_thread() {
    arm("test.sleep=sleep:40");
    let start = Instant::now();
    fail_point!("test.sleep");
    assert!(start.elapsed() >= Duration::from_millis(40));
}

#[test]
fn malformed_specifications_panic() {
    for spec in [
        "name",
        "name=",
        "=abort",
        "name=explode",
        "name=abort@0",
        "name=abort@x",
        "name=sleep:soon",
        "name=fill",
    ] {
        assert!(
            std::panic::catch_unwind(|| arm(spec)).is_err(),
            "{spec:?} was accepted"
        );
    }
}

#[test]
#[should_panic(expected = "cannot return an error")]
fn an_error_at_a_point_without_one_is_loud() {
    arm("test.plain=error");
    fail_point!("test.plain");
}

/// Runs in a second process, started by the test below.
#[test]
#[ignore = "the child of abort_is_a_kill"]
fn abort_child() {
    arm("test.abort=abort@3");
    for pass in 1..=5 {
        println!("pass {pass}");
        fail_point!("test.abort");
    }
}

#[test]
fn abort_is_a_kill() {
    let output = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "abort_child", "--nocapture"])
        .output()
        .unwrap();
    assert_eq!(output.status.signal(), Some(9), "{output:?}");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("pass 3") && !text.contains("pass 4"), "{text}");
}

//! Lines of a trace, and what they mean.

use super::*;

/// A text in the trace's writing.
fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("\\x{byte:02x}")).collect()
}

fn steps(lines: &[String]) -> Vec<Step> {
    let trace = lines.join("\n");
    let (steps, end) = read(trace.as_bytes(), Path::new("/d"), 100);
    assert_eq!(end, 100 + lines.len());
    steps
}

#[test]
fn calls_become_changes() {
    let [a, b, folder, socket] = ["/d/a", "/d/b", "/d", "socket:[17]"].map(hex);
    let (cwd, other) = (hex("/elsewhere"), hex("/elsewhere/a"));
    let answer = hex("HTTP/1.1 201 Created\r\nx-amzn-requestid: id-1\r\n\r\n");
    let lines = [
        format!("7 openat(AT_FDCWD<{cwd}>, \"{a}\", O_WRONLY|O_CREAT|O_CLOEXEC, 0600) = 5<{a}>"),
        format!("7 write(5<{a}>, \"\\x61\\x62\", 2) = 2"),
        format!(
            "7 writev(5<{a}>, [{{iov_base=\"\\x63\", iov_len=1}}, {{iov_base=\"\\x64\\x65\", iov_len=2}}], 2) = 2"
        ),
        format!("7 pwrite64(5<{a}>, \"\\x66\", 1, 9) = 1"),
        format!("7 fsync(5<{a}> <unfinished ...>"),
        format!("8  rename(\"{a}\", \"{b}\") = 0"),
        "7 <... fsync resumed>)          = 0".to_owned(),
        format!(
            "8 renameat2(AT_FDCWD<{cwd}>, \"{b}\", AT_FDCWD<{cwd}>, \"{a}\", RENAME_EXCHANGE) = -1 ENOENT (No such file or directory)"
        ),
        format!("8 ftruncate(5<{b}>, 3) = 0"),
        format!("8 fdatasync(6<{folder}>) = 0"),
        format!("8 unlinkat(6<{folder}>, \"{}\", 0) = 0", hex("b")),
        format!("8 write(5<{b}>(deleted), \"\\x61\", 1) = 1"),
        format!("8 write(9<{other}>, \"\\x61\", 1) = 1"),
        format!("8 writev(4<{socket}>, [{{iov_base=\"{answer}\", iov_len=9}}], 1) = 200"),
        "8 +++ exited with 0 +++".to_owned(),
    ];
    let path = |path: &str| PathBuf::from(path);
    let wrote = |at, bytes: &[u8]| Change::Wrote {
        path: path("/d/a"),
        at: Some(at),
        bytes: bytes.to_vec(),
    };
    let expected = [
        (
            101,
            101,
            Change::Opened {
                path: path("/d/a"),
                makes: true,
                cuts: false,
            },
        ),
        (102, 102, wrote(0, b"ab")),
        // The call wrote less than it was given.
        (103, 103, wrote(2, b"cd")),
        (104, 104, wrote(9, b"f")),
        (105, 107, Change::Synced(path("/d/a"))),
        (
            106,
            106,
            Change::Renamed {
                from: path("/d/a"),
                to: path("/d/b"),
                exchanges: false,
            },
        ),
        (
            109,
            109,
            Change::Resized {
                path: path("/d/b"),
                length: 3,
            },
        ),
        (110, 110, Change::Synced(path("/d"))),
        (111, 111, Change::Removed(path("/d/b"))),
        (114, 114, Change::Answered("id-1".to_owned())),
    ]
    .map(|(begun, ended, change)| Step { begun, ended, change });
    assert_eq!(steps(&lines), expected);
}

#[test]
#[should_panic(expected = "not known to the model")]
fn a_call_that_the_model_does_not_know_is_told() {
    let a = hex("/d/a");
    steps(&[format!("7 fallocate(5<{a}>, 0, 0, 4096) = 0")]);
}

#[test]
fn what_is_appended_goes_to_the_end() {
    let a = hex("/d/a");
    let steps = steps(&[
        format!("7 openat(AT_FDCWD<{a}>, \"{a}\", O_WRONLY|O_APPEND|O_CLOEXEC) = 5<{a}>"),
        format!("7 write(5<{a}>, \"\\x61\", 1) = 1"),
    ]);
    assert!(
        matches!(steps[0].change, Change::Wrote { at: None, .. }),
        "{steps:?}"
    );
}

//! What the kernel says of this process, under the names that Prometheus' own clients give it (*Writing client libraries*, process
//! metrics). What cannot be read is left out: a scrape says nothing rather than something wrong.

use std::fs;

use rustix::param::{clock_ticks_per_second, page_size};
use rustix::process::{Resource, getrlimit};

/// Sets what stays, and gives what sets the rest.
pub(super) fn begin() -> impl Fn() + Send + Sync + 'static {
    if let Some(began) = began() {
        metrics::gauge!("process_start_time_seconds").set(began);
    }
    look
}

fn look() {
    if let Some(limit) = getrlimit(Resource::Nofile).current {
        metrics::gauge!("process_max_fds").set(limit as f64);
    }
    // One of them is open to read the folder.
    if let Ok(open) = fs::read_dir("/proc/self/fd") {
        metrics::gauge!("process_open_fds").set(open.count().saturating_sub(1) as f64);
    }
    let Some(stat) = Stat::read() else { return };
    metrics::gauge!("process_cpu_seconds_total").set(stat.ticks / clock_ticks_per_second() as f64);
    metrics::gauge!("process_virtual_memory_bytes").set(stat.virtual_bytes);
    metrics::gauge!("process_resident_memory_bytes").set(stat.resident_pages * page_size() as f64);
}

/// What `/proc/self/stat` says (proc(5)).
#[derive(Debug, PartialEq)]
struct Stat {
    /// Of user and system time.
    ticks: f64,
    /// Since the machine began.
    began_ticks: f64,
    virtual_bytes: f64,
    resident_pages: f64,
}

impl Stat {
    fn read() -> Option<Stat> {
        Stat::parse(&fs::read_to_string("/proc/self/stat").ok()?)
    }

    /// The name of the program, the second field, is in parentheses and may have any character.
    fn parse(text: &str) -> Option<Stat> {
        let (_, rest) = text.rsplit_once(") ")?;
        let fields: Vec<&str> = rest.split_whitespace().collect();
        // The first that is left is the third of the page.
        let field = |number: usize| fields.get(number - 3)?.parse::<f64>().ok();
        Some(Stat {
            ticks: field(14)? + field(15)?,
            began_ticks: field(22)?,
            virtual_bytes: field(23)?,
            resident_pages: field(24)?,
        })
    }
}

/// When the process began, in seconds since 1970.
fn began() -> Option<f64> {
    let machine = fs::read_to_string("/proc/stat").ok()?;
    let machine = machine.lines().find_map(|line| line.strip_prefix("btime "))?;
    let machine: f64 = machine.trim().parse().ok()?;
    Some(machine + Stat::read()?.began_ticks / clock_ticks_per_second() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_of_any_name_is_read() {
        let line = "7 (a ) b) S 1 7 7 0 -1 4194560 900 0 0 0 150 25 0 0 20 0 5 0 12345 1048576 300 18446744073709551615\n";
        let stat = Stat {
            ticks: 175.0,
            began_ticks: 12345.0,
            virtual_bytes: 1_048_576.0,
            resident_pages: 300.0,
        };
        assert_eq!(Stat::parse(line), Some(stat));
        assert_eq!(Stat::parse("7 (short) S 1"), None);
    }
}

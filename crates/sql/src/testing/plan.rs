//! Reads the plans of both engines for reads of whole tables or whole indexes.

/// The steps of a plan (from [`Database::explain`](crate::Database::explain)) that read a whole table, a whole index
/// or a whole intermediate result.
#[must_use]
pub fn full_scans(plan: &str) -> Vec<&str> {
    let mut lines = plan.lines().peekable();
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        let step = line.trim_start_matches([' ', '-', '>']);
        let unbounded = !lines.peek().is_some_and(|next| next.contains("Index Cond:"));
        let sqlite = step.starts_with("SCAN ") && !step.starts_with("SCAN CONSTANT ROW");
        let postgres = step.starts_with("Seq Scan")
            || (unbounded && (step.starts_with("Index Scan") || step.starts_with("Index Only Scan")));
        if sqlite || postgres {
            found.push(step);
        }
    }
    found
}

/// What a step of [`full_scans`] reads, by the name that it has in the statement. SQLite says `SCAN <name> …`, PostgreSQL
/// `… on <table> [<name>]`.
pub fn scanned(step: &str) -> &str {
    let of_sqlite = step.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next());
    of_sqlite.or_else(|| step.split(' ').next_back()).unwrap_or(step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scan_of_a_table_is_told_from_a_scan_of_keys() {
        for (step, read) in [
            ("SCAN w", "w"),
            ("SCAN e USING COVERING INDEX iam_entities_by_name", "e"),
            ("Seq Scan on iam_entities e", "e"),
            ("Index Only Scan using jobs_by_queue on jobs", "jobs"),
        ] {
            assert_eq!(scanned(step), read, "{step}");
        }
    }

    #[test]
    fn scans_are_told_from_searches() {
        assert!(full_scans("SEARCH t USING INDEX i (a=?)\nUSE TEMP B-TREE FOR ORDER BY").is_empty());
        assert_eq!(
            full_scans("SEARCH t USING INDEX i (a=?)\nSCAN u USING INDEX j").len(),
            1
        );
        assert!(full_scans("Limit\n  ->  Index Scan using i on t\n        Index Cond: (a = $1)").is_empty());
        assert_eq!(
            full_scans("Limit\n  ->  Seq Scan on t\n        Filter: (b = $1)"),
            ["Seq Scan on t"]
        );
        assert_eq!(
            full_scans("Index Only Scan using i on t\n  Filter: (b = $1)").len(),
            1
        );
    }
}

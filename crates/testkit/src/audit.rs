//! The audit of a kit's server, in memory.

use std::pin::Pin;

use parking_lot::Mutex;
use serde_json::Value;
use wharf_node::Entropy;
use wharf_node::audit::{AuditLog, Record};

/// The records of what was called.
#[derive(Debug, Default)]
pub struct Audit(Mutex<Vec<Value>>);

impl Audit {
    /// All records, in the order in which the calls ended.
    pub fn records(&self) -> Vec<Value> {
        self.0.lock().clone()
    }
}

impl AuditLog for Audit {
    fn write(&self, record: Record) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let mut lines = Vec::new();
        record
            .write(&Entropy::system(), &mut lines)
            .expect("memory takes what is written");
        let records = lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        let records = records.map(|line| serde_json::from_slice::<Value>(line).expect("a record is JSON"));
        self.0.lock().extend(records);
        Box::pin(async {})
    }
}

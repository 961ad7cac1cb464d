//! How long an output will be on the wire, without writing it.

use crate::Timestamp;
use crate::encode::{Encode, Sink};

/// About how many bytes an output has on the wire: those of its texts, and a few for what stands around each. What has to be escaped
/// makes it longer.
pub fn weight(output: &dyn Encode) -> usize {
    let mut weight = Weight(0);
    output.encode(&mut weight);
    weight.0
}

/// The most characters of a number or a time.
const NUMBER: usize = 20;

struct Weight(usize);

impl Sink for Weight {
    fn begin_structure(&mut self) {
        self.0 += 2;
    }

    fn begin_member(&mut self, name: &str) {
        self.0 += name.len() + 4;
    }

    fn end_member(&mut self, _name: &str) {}

    fn end_structure(&mut self) {}

    fn begin_list(&mut self) {
        self.0 += 2;
    }

    fn begin_item(&mut self) {
        self.0 += 1;
    }

    fn end_item(&mut self) {}

    fn end_list(&mut self) {}

    fn begin_map(&mut self) {
        self.0 += 2;
    }

    fn begin_entry(&mut self, key: &str) {
        self.begin_member(key);
    }

    fn end_entry(&mut self) {}

    fn end_map(&mut self) {}

    fn string(&mut self, value: &str) {
        self.0 += value.len() + 2;
    }

    fn integer(&mut self, _value: i64) {
        self.0 += NUMBER;
    }

    fn double(&mut self, _value: f64) {
        self.0 += NUMBER;
    }

    fn boolean(&mut self, _value: bool) {
        self.0 += 5;
    }

    fn timestamp(&mut self, _value: Timestamp) {
        self.0 += NUMBER;
    }

    fn blob(&mut self, value: &[u8]) {
        self.0 += value.len().div_ceil(3) * 4 + 2;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use bytes::Bytes;

    use super::*;
    use crate::json11;

    #[test]
    fn it_is_enough_for_what_needs_no_escape() {
        let texts = vec!["text".to_owned(); 1000];
        let map = BTreeMap::from([("key", Bytes::from(vec![0; 1000])), ("other", Bytes::new())]);
        let (numbers, text) = (vec![i64::MIN; 10], "x".repeat(10_000));
        let outputs: [&dyn Encode; 4] = [&texts, &map, &numbers, &text];
        for output in outputs {
            let (weight, written) = (weight(output), json11::encode(output).len());
            assert!(
                (written..=written + written / 8).contains(&weight),
                "{weight} for {written}"
            );
        }
    }
}

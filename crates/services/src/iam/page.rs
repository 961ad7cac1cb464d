//! Pages of IAM's lists: `Marker`, `MaxItems`, `IsTruncated` (IAM API Reference, *ListUsers*).
//!
//! A marker is the last key of the page before, sealed and bound to its list.

use wharf_aws::iam::Fault;

use crate::{Context, Error, Purpose};

/// How many items a page has when the caller does not say.
const DEFAULT: i64 = 100;

/// A page that is asked for.
pub(super) struct Page {
    /// The key after which it begins; empty at the beginning.
    pub(super) after: String,
    size: usize,
    binding: Vec<u8>,
}

impl Page {
    /// The page of a list: `list` names the operation and everything that selects what is listed.
    pub(super) fn begin(
        context: &Context<'_>,
        list: &[&str],
        marker: Option<&str>,
        max_items: Option<i64>,
    ) -> Result<Page, Error<Fault>> {
        let binding = [list, &[context.call.account.as_str()]]
            .concat()
            .join("\0")
            .into_bytes();
        let after = match marker {
            None => String::new(),
            Some(marker) => context
                .node
                .sealer
                .open_text(Purpose::NextToken, &binding, marker)
                .and_then(|plain| String::from_utf8(plain).ok())
                .ok_or_else(|| Error::Invalid("Invalid Marker.".to_owned()))?,
        };
        let size = max_items.unwrap_or(DEFAULT).clamp(1, 1000);
        Ok(Page {
            after,
            size: usize::try_from(size).unwrap_or(1),
            binding,
        })
    }

    /// How many rows to read: one more than the page tells whether it is the last.
    pub(super) fn limit(&self) -> i64 {
        i64::try_from(self.size + 1).unwrap_or(i64::MAX)
    }

    /// Cuts what was read to the page; the marker if it goes on.
    pub(super) fn finish<T>(
        &self,
        context: &Context<'_>,
        mut items: Vec<T>,
        key: impl Fn(&T) -> String,
    ) -> (Vec<T>, Option<String>) {
        if items.len() <= self.size {
            return (items, None);
        }
        items.truncate(self.size);
        let marker = items.last().map(|last| {
            let key = key(last);
            context
                .node
                .sealer
                .seal_text(Purpose::NextToken, &self.binding, key.as_bytes())
        });
        (items, marker)
    }
}

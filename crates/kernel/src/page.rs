//! Pages of lists: where one begins, how long it is, and the sealed token that leads to the next.
//!
//! A token holds the last key of the page before and is bound to its list, its account and its Region.

use crate::{Context, Purpose};

/// A page that is asked for.
pub struct Page {
    /// The key after which it begins; empty at the beginning.
    pub after: String,
    size: usize,
    binding: Vec<u8>,
}

/// What the places in a list of the addressed Region are sealed for.
pub fn of_region(context: &Context<'_>, list: &[&str]) -> Vec<u8> {
    let region = [context.call.region.as_str()];
    [list, &region].concat().join("\0").into_bytes()
}

/// How many of the first items a page has that ends where they cost more together: at least one, so that every list comes to its end.
pub fn within(costs: impl IntoIterator<Item = u64>, most: u64) -> usize {
    let mut sum = 0_u64;
    let mut count = 0;
    for cost in costs {
        sum = sum.saturating_add(cost);
        if count > 0 && sum > most {
            break;
        }
        count += 1;
    }
    count
}

impl Page {
    /// The page of a list: `list` names the operation and everything that selects what is listed. `None` when the token
    /// is not one of this list's.
    pub fn open(context: &Context<'_>, list: &[&str], token: Option<&str>, size: i64) -> Option<Page> {
        let binding = of_region(context, &[list, &[context.call.account.as_str()]].concat());
        let after = match token {
            None => String::new(),
            Some(token) => {
                let sealer = &context.node.sealer;
                let plain = sealer.open_text(Purpose::NextToken, &binding, token)?;
                String::from_utf8(plain).ok()?
            }
        };
        let size = usize::try_from(size.clamp(1, 1000)).unwrap_or(1);
        Some(Page { after, size, binding })
    }

    /// How many items it has at most.
    pub fn size(&self) -> usize {
        self.size
    }

    /// How many rows to read: one more than the page tells whether it is the last.
    pub fn limit(&self) -> i64 {
        i64::try_from(self.size + 1).unwrap_or(i64::MAX)
    }

    /// Cuts what was read to the page; the token if it goes on.
    pub fn finish<T>(
        &self,
        context: &Context<'_>,
        mut items: Vec<T>,
        key: impl Fn(&T) -> String,
    ) -> (Vec<T>, Option<String>) {
        if items.len() <= self.size {
            return (items, None);
        }
        items.truncate(self.size);
        let token = items.last().map(|last| self.token(context, &key(last)));
        (items, token)
    }

    /// The token of the page behind a key, for lists that end a page before it is full.
    pub fn token(&self, context: &Context<'_>, key: &str) -> String {
        let sealer = &context.node.sealer;
        sealer.seal_text(Purpose::NextToken, &self.binding, key.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn a_page_ends_before_what_is_too_much() {
        for (costs, count) in [
            (vec![], 0),
            (vec![0, 0, 0], 3),
            (vec![4, 6, 0, 1], 3),
            (vec![10], 1),
            (vec![11, 0], 1),
            (vec![u64::MAX, u64::MAX], 1),
            (vec![1, u64::MAX], 1),
        ] {
            assert_eq!(within(costs.iter().copied(), 10), count, "{costs:?}");
        }
    }
}

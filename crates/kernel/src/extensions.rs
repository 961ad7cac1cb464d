//! What rooms keep in the memory of something that the kernel owns (a node, a Region, the identity plane): one value of each
//! type. The kernel knows none of these types.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::RwLock;

type Value = Arc<dyn Any + Send + Sync>;

/// A type of which something has one value.
pub trait Extension: Send + Sync + 'static {}

/// Values by their type.
#[derive(Default)]
pub struct Extensions(RwLock<HashMap<TypeId, Value>>);

impl Extensions {
    /// The value of a type, made when it is first asked for.
    pub fn get<T: Extension + Default>(&self) -> Arc<T> {
        if let Some(known) = self.find() {
            return known;
        }
        let mut values = self.0.write();
        let value = values
            .entry(TypeId::of::<T>())
            .or_insert_with(|| Arc::<T>::default());
        typed(Arc::clone(value)).expect("INVARIANT: a value is kept under its own type")
    }

    /// The value of a type, if it was set or made.
    pub fn find<T: Extension>(&self) -> Option<Arc<T>> {
        let known = self.0.read().get(&TypeId::of::<T>()).cloned();
        known.and_then(typed)
    }

    /// Sets the value of its type.
    pub fn set<T: Extension>(&self, value: T) {
        self.0.write().insert(TypeId::of::<T>(), Arc::new(value));
    }
}

fn typed<T: Extension>(value: Value) -> Option<Arc<T>> {
    value.downcast().ok()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    impl Extension for AtomicU32 {}
    impl Extension for String {}

    #[test]
    fn there_is_one_value_of_each_type() {
        let extensions = Extensions::default();
        assert!(extensions.find::<AtomicU32>().is_none());
        extensions.get::<AtomicU32>().store(7, Ordering::Relaxed);
        assert_eq!(extensions.get::<AtomicU32>().load(Ordering::Relaxed), 7);
        extensions.set(AtomicU32::new(8));
        assert_eq!(extensions.get::<AtomicU32>().load(Ordering::Relaxed), 8);
        assert_eq!(*extensions.get::<String>(), "");
    }
}

//! The model's shapes that are read and are no structures, generated as functions through one macro.

/// Declares a function for each shape: its name, its type, the [`Decoder`](super::Decoder)'s method that reads it, within
/// which limits, and what a list's items, or a map's keys and values, are read by:
///
/// ```text
/// tag_key: String = string { min: 1, max: 128, pattern: &pattern::TAG_KEY };
/// tag_list: Vec<Tag> = list { max: 50 } Tag::decode;
/// tag_status: TagStatus = enumeration;
/// ```
macro_rules! readers {
    ($($name:ident: $type:ty = $method:ident $({ $($limit:ident: $value:expr),* })? $($inner:path),*;)*) => {$(
        #[allow(clippy::needless_update, reason = "some shapes have every limit")]
        pub(super) fn $name(
            value: $crate::json::Json<'_>,
            decoder: &mut $crate::decode::Decoder,
        ) -> $crate::decode::Decoded<$type> {
            decoder.$method(value $(, $crate::decode::readers!(@$method $($limit: $value),*))? $(, $inner)*)
        }
    )*};

    (@limits $Limits:ident $($limit:ident: $value:expr),*) => {
        &$crate::decode::$Limits { $($limit: Some($value),)* ..$crate::decode::$Limits::NONE }
    };
    (@string $($limits:tt)*) => { $crate::decode::readers!(@limits Text $($limits)*) };
    (@parsed $($limits:tt)*) => { $crate::decode::readers!(@limits Text $($limits)*) };
    (@integer $($limits:tt)*) => { $crate::decode::readers!(@limits Range $($limits)*) };
    (@$blob_list_or_map:ident $($limits:tt)*) => { $crate::decode::readers!(@limits Length $($limits)*) };
}

pub(crate) use readers;

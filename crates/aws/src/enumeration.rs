//! The model's enumerations: closed sets of names, generated as Rust enums through one macro.

/// An enumeration of the model.
pub trait Enumeration: Copy + Sized + 'static {
    /// All names in the model's order.
    const NAMES: &'static [&'static str];

    /// The value of a name, exactly as spelled.
    fn from_name(name: &str) -> Option<Self>;
}

/// The text is none of the enumeration's names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not one of {}", .0.join(", "))]
pub struct UnknownName(pub &'static [&'static str]);

/// Declares enumerations with `as_str`, `ALL`, `FromStr`, `Display` and the traits of the wire: of each its name and its
/// values, `State { Active = "ACTIVE", … }`.
macro_rules! enumerations {
    ($($Name:ident { $($Variant:ident = $name:literal),+ $(,)? })+) => {$(
        #[doc = concat!("Shape `", stringify!($Name), "`.")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $Name { $(#[doc = concat!("`", $name, "`")] $Variant,)+ }

        impl $Name {
            /// Every value, in the model's order.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// The name on the wire.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$Variant => $name,)+ }
            }
        }

        impl $crate::enumeration::Enumeration for $Name {
            const NAMES: &'static [&'static str] = &[$($name),+];

            fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$Variant),)+ _ => None }
            }
        }

        impl std::str::FromStr for $Name {
            type Err = $crate::enumeration::UnknownName;

            fn from_str(name: &str) -> Result<Self, Self::Err> {
                use $crate::enumeration::Enumeration as _;
                Self::from_name(name).ok_or($crate::enumeration::UnknownName(Self::NAMES))
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl AsRef<str> for $Name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl $crate::encode::Encode for $Name {
            fn encode(&self, sink: &mut dyn $crate::encode::Sink) {
                sink.string(self.as_str());
            }
        }
    )+};
}

pub(crate) use enumerations;

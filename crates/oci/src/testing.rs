//! Strategies and fuzz bodies.

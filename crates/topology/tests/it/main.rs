//! The organization file, what it asks for, and what comes of it.

mod access;
mod advise;
mod desired;
mod file;
mod hostile;

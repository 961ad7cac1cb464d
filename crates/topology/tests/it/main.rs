//! The organization file, what it asks for, and what comes of it.

mod access;
mod advise;
mod company;
mod desired;
mod file;
mod hostile;
mod limits;
mod pictures;
mod services;

//! The program from outside (processes, folders, signals), and its parts that are given another machine.

mod accounts;
mod aws;
mod configuration;
mod doctor;
mod environment;
mod postgres;
mod program;
mod serve;
mod tls;

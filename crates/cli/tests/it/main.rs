//! The program from outside (processes, folders, signals), and its parts that are given another machine.

#![allow(clippy::unwrap_used, reason = "the helpers of tests panic as tests do")]

mod accounts;
mod addresses;
mod apply;
mod audit;
mod aws;
mod clients;
mod command_line;
mod configuration;
mod crash;
mod crowd;
mod damaged_database;
mod docs;
mod doctor;
mod endurance;
mod environment;
mod events;
mod exit_codes;
mod full_disk;
mod jobs;
mod lab;
mod login;
mod metrics;
mod misspelt;
mod operator;
mod organization;
mod outage;
mod people;
mod policy;
mod postgres;
mod program;
mod proxies;
mod read_only;
mod reference;
mod restore;
mod serve;
mod simulator;
mod socket;
mod store_identity;
mod surface;
mod timing;
mod tls;
mod upgrade;
mod usage;
mod waiting;

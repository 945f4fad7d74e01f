//! One test binary: structure first, then what each person can and cannot do, on real Postgres.
#![allow(clippy::allow_attributes, reason = "test code")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on should stop where it stands")]

mod access;
mod accounts;
mod applications;
mod architecture;
mod ballotbox;
mod bodies;
mod booth;
mod browser;
mod casting_sets;
mod console;
mod demo;
mod eligibility;
mod faults;
mod freeze;
mod guesses;
mod i18n;
mod ideas;
mod ideas_desk;
mod import;
mod linkage;
mod logs;
mod messages;
mod migrations;
mod outreach;
mod platform;
mod review;
mod review_law;
mod review_talk;
mod setup;
mod support;
mod translations;
mod translations_files;
mod trustee;
mod voids;
mod withdrawals;

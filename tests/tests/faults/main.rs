//! What the product stands when the world around it fails: kills, disks that fill or break, locks, no network. One
//! module a kind of failure.
#![cfg(target_os = "linux")]

mod killing;

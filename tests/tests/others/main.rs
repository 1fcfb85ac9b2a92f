//! Files between Vermilion and programs that are not ours: what these make of what we write, and what we make of what they
//! write. One module a program.
//!
//! The programs are packages of the system, which the set-up installs where it installs anything; elsewhere there is none
//! of this.
#![cfg(target_os = "linux")]

mod library;
mod libreoffice;
mod openpyxl;
mod original;
mod pandoc;
mod poppler;
mod program;
mod xmllint;

type TestResult = Result<(), Box<dyn std::error::Error>>;

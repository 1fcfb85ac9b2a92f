//! Any commands, in JSON, to a small library.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    vermilion_tests::invariants::commands::check(&String::from_utf8_lossy(bytes));
});

//! Any note, rendered.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    vermilion_tests::invariants::note::check(&String::from_utf8_lossy(bytes));
});

//! Any text, taken for an interview.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    vermilion_tests::invariants::structure::check(&String::from_utf8_lossy(bytes));
});

//! Any bytes, decoded in every encoding there is.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vermilion_tests::invariants::decoding::check(bytes));

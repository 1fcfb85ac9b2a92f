//! Any bytes, read as a file of the format that `VERMILION_FUZZ_FORMAT` names.
#![no_main]

use std::sync::LazyLock;
use vermilion_tests::invariants::imports;

static FORMAT: LazyLock<vermilion_tests::invariants::imports::Format> = LazyLock::new(|| {
    let name = std::env::var("VERMILION_FUZZ_FORMAT").unwrap_or_default();
    name.parse().unwrap_or_else(|_| panic!("VERMILION_FUZZ_FORMAT names a format, not {name:?}"))
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| imports::check(*FORMAT, bytes));

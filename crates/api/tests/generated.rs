//! The TypeScript side of the contract follows the Rust side.

use std::fs;
use std::path::Path;

#[test]
fn the_typescript_types_are_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/lib/api/generated.ts");
    let written = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    let generated = vermilion_api::typescript::generate();
    if written != generated {
        // Rewritten as well as failed, so that the second run is green.
        fs::write(&path, generated).expect("the UI's folder can be written");
        panic!("ui/src/lib/api/generated.ts was out of date; it has been rewritten: commit it");
    }
}

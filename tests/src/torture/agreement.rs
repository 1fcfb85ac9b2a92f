//! Whether the oracle is right: a library that nobody kills holds what it says. Kills leave little time for long histories,
//! which this has.

use super::audit;
use super::choose::Chooser;
use super::model::Model;
use std::error::Error;
use std::sync::atomic::{AtomicI64, Ordering};
use tempfile::TempDir;
use uuid::Uuid;
use vermilion_api::{Api, Surroundings};

/// Libraries.
const SEEDS: u64 = 2;

/// Operations of a library: enough for texts to be corrected often, and old revisions to be brought back.
const OPERATIONS: u32 = 300;

/// Operations between two looks.
const STEP: u32 = 5;

fn agree(seed: u64) -> Result<(), Box<dyn Error>> {
    let folder = TempDir::with_prefix("vermilion-agreement-")?;
    let clock = AtomicI64::new(1_750_000_000_000);
    let now = move || clock.fetch_add(1, Ordering::Relaxed);
    let api = Api::open(&folder.path().join("library.vermilion"), Surroundings::new(now, Uuid::now_v7))?;
    let mut chooser = Chooser::new(fastrand::Rng::with_seed(seed), folder.path().to_owned());
    let mut model = Model::default();
    for number in 1..=OPERATIONS {
        let operation = chooser.choose(&model);
        let ask = |command, payload| {
            let refused = |error| format!("seed {seed}, operation {number}, {operation:?}: {error:?}");
            api.call(command, payload, "agreement").map_err(refused)
        };
        let questions = operation.questions().into_iter();
        let told =
            questions.map(|(command, payload)| ask(command, payload)).collect::<Result<Vec<_>, _>>()?;
        let (command, payload) = operation.request(&told);
        model.apply(&operation, operation.given(&ask(command, payload)?), 0);
        if !number.is_multiple_of(STEP) {
            continue;
        }
        let (expected, found) = (model.content(), audit::read(&mut &api)?);
        if found != expected {
            let difference = audit::difference(&expected, &found);
            return Err(format!("seed {seed}, operation {number}, {operation:?}: {difference}").into());
        }
    }
    Ok(audit::examine(&mut &api)?)
}

#[test]
fn a_library_that_nobody_kills_holds_what_the_oracle_says() -> Result<(), Box<dyn Error>> {
    (1..=SEEDS).try_for_each(agree)
}

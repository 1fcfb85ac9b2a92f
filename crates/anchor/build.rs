//! Makes the table of Han variants that [`fold`](crate::fold) uses: which characters are written for the same word.
//!
//! Two sources are united: what OpenCC writes in simplified Chinese for a traditional character (後 and 后, 裡 and 里,
//! 臺 and 台), and the equal, simplified and old forms of the variants collected for the Ideographic Research Group (発
//! and 發, 靑 and 青). Both are needed here only: neither is part of the program.

use ferrous_opencc::{OpenCC, config::BuiltinConfig};
use irg_kvariants::{KVARIANTS, KVariantClass};
use std::{collections::BTreeMap, env, error::Error, fmt::Write, fs, path::Path};

/// Han characters: the planes in which they stand, without those that are compatibility forms of others.
const HAN: [std::ops::RangeInclusive<char>; 3] =
    ['\u{3400}'..='\u{4DBF}', '\u{4E00}'..='\u{9FFF}', '\u{20000}'..='\u{323AF}'];

/// What both leave out because the word decides.
const BESIDE: [(char, char); 4] = [('着', '著'), ('复', '覆'), ('借', '藉'), ('苹', '蘋')];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    let mut parents = BTreeMap::new();
    let simplified = OpenCC::from_config(BuiltinConfig::T2s)?;
    let mut buffer = [0; 4];
    for one in HAN.into_iter().flatten() {
        let text = simplified.convert(one.encode_utf8(&mut buffer));
        let mut written = text.chars();
        if let (Some(other), None) = (written.next(), written.next())
            && other != one
        {
            unite(&mut parents, one, other);
        }
    }
    let mut collected: Vec<_> = KVARIANTS
        .values()
        .filter(|one| {
            matches!(
                one.classification,
                KVariantClass::Equal | KVariantClass::Simplified | KVariantClass::Old
            )
        })
        .map(|one| (one.source_ideograph, one.destination_ideograph))
        .filter(|(one, other)| is_han(*one) && is_han(*other))
        .collect();
    collected.sort_unstable();
    for (one, other) in collected.into_iter().chain(BESIDE) {
        unite(&mut parents, one, other);
    }
    let mut table = String::from("[\n");
    let members: Vec<char> = parents.keys().copied().collect();
    for one in members {
        let root = root_of(&parents, one);
        if root != one {
            writeln!(table, "({one:?}, {root:?}),")?;
        }
    }
    table.push(']');
    fs::write(Path::new(&env::var("OUT_DIR")?).join("variants.rs"), table)?;
    Ok(())
}

fn is_han(character: char) -> bool {
    HAN.iter().any(|range| range.contains(&character))
}

fn root_of(parents: &BTreeMap<char, char>, mut one: char) -> char {
    while let Some(parent) = parents.get(&one) {
        one = *parent;
    }
    one
}

/// The character with the lowest number stands for all of its class.
fn unite(parents: &mut BTreeMap<char, char>, one: char, other: char) {
    let (one, other) = (root_of(parents, one), root_of(parents, other));
    if one != other {
        parents.insert(one.max(other), one.min(other));
    }
}

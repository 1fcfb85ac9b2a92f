//! Codes: names that are unique in the whole codebook, because some programs take no others, and colours.

use super::Markup;
use crate::annotated::Colour;
use crate::codebook::{CodebookTag, children, paths};
use std::collections::HashMap;
use vermilion_anchor::fold::Folding;

/// The colour of a code.
const fn hex(colour: Colour) -> &'static str {
    match colour {
        Colour::Yellow => "#c99a00",
        Colour::Red => "#c23a2b",
        Colour::Green => "#3e8e41",
        Colour::Blue => "#2c6fb7",
        Colour::Purple => "#7e4bb0",
    }
}

/// What each tag of a codebook is called as a code: by its name, or where another tag has the same name by its whole path,
/// `Place/Other`. No name has a `/` in it, so that whoever reads it knows which.
struct Names(Vec<String>);

impl Names {
    /// Of a codebook.
    fn of(codebook: &[CodebookTag]) -> Self {
        let folded = |name: &str| Folding { width: true, case: true, ..Folding::NONE }.words(name);
        let mut uses: HashMap<String, u32> = HashMap::new();
        for tag in codebook {
            *uses.entry(folded(&tag.name)).or_default() += 1;
        }
        let paths = paths(codebook);
        let name = |(tag, path): (&CodebookTag, String)| {
            let is_unique = uses.get(&folded(&tag.name)) == Some(&1);
            if is_unique { tag.name.clone() } else { path }
        };
        Self(codebook.iter().zip(paths).map(name).collect())
    }
}

/// Writes the codes of a codebook, each with those under it inside. `further` writes what else a code has, after its
/// description.
pub(crate) fn write_codes(
    markup: &mut Markup,
    codebook: &[CodebookTag],
    further: &dyn Fn(&mut Markup, &CodebookTag),
) {
    let (names, children) = (Names::of(codebook), children(codebook));
    let begin = |markup: &mut Markup, at: usize| {
        let tag = &codebook[at];
        let mut attributes =
            vec![("guid", tag.id.as_str()), ("name", names.0[at].as_str()), ("isCodable", "true")];
        attributes.extend(tag.colour.map(|colour| ("color", hex(colour))));
        markup.open("Code", &attributes);
        if !tag.definition.trim().is_empty() {
            markup.text("Description", &tag.definition);
        }
        further(markup, tag);
    };
    // Of each code that is open, and at the bottom of the codebook, the codes that are still to come.
    let mut open = vec![children.top.iter()];
    while let Some(rest) = open.last_mut() {
        if let Some(at) = rest.next() {
            begin(markup, *at);
            open.push(children.of[*at].iter());
        } else {
            open.pop();
            if !open.is_empty() {
                markup.close();
            }
        }
    }
}

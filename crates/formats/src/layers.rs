//! Which annotations are fills and which are lines, and in which row: as on the page of the app.
//!
//! Up to six layers are told apart on one passage. Three fills blend, in the order of the palette, so that the same
//! colours give the same blend wherever they meet; the others are lines below one another. Further ones are counted.

use std::collections::BTreeSet;

use vermilion_anchor::{CodePoint, Span};

use crate::annotated::{Colour, ExportedAnnotation, Mark};

/// Fills that can be told apart in a blend.
pub(crate) const FILLS: usize = 3;
/// Layers that can be told apart on one passage.
pub(crate) const LAYERS: usize = 6;

/// What an annotation is among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layer {
    /// A colour behind the text.
    Fill,
    /// A line in a row below the text, 0 being the nearest. `rows` is how many there are among those that it is
    /// connected with by overlapping: all of these have the same room.
    Line {
        /// The row.
        row: usize,
        /// The rows.
        rows: usize,
    },
    /// One more than there are rows.
    Hidden,
}

/// The layers of annotations in the order of the text.
pub(crate) fn place(annotations: &[ExportedAnnotation]) -> Vec<Layer> {
    let mut fills = Rows::<FILLS>::default();
    let mut lines = Rows::<LAYERS>::default();
    let mut layers: Vec<Layer> = (annotations.iter())
        .map(|annotation| {
            let is_fill = annotation.style.mark == Mark::Fill && fills.take(annotation.span).is_some();
            if is_fill {
                return Layer::Fill;
            }
            lines.take(annotation.span).map_or(Layer::Hidden, |row| Layer::Line { row, rows: 1 })
        })
        .collect();
    let (mut first, mut end, mut most) = (0, CodePoint(0), 0);
    for at in 0..=layers.len() {
        let span = annotations.get(at).map(|annotation| annotation.span);
        if span.is_none_or(|span| span.start >= end) {
            for layer in &mut layers[first..at] {
                if let Layer::Line { rows, .. } = layer {
                    *rows = most;
                }
            }
            (first, most) = (at, 0);
        }
        if let (Some(span), Some(Layer::Line { row, .. })) = (span, layers.get(at)) {
            end = end.max(span.end);
            most = most.max(row + 1);
        }
    }
    layers
}

/// For each row where the last one in it ends.
struct Rows<const N: usize>([CodePoint; N]);

impl<const N: usize> Default for Rows<N> {
    fn default() -> Self {
        Self([CodePoint(0); N])
    }
}

impl<const N: usize> Rows<N> {
    /// The lowest row that is free where the span begins; `None` where all are taken.
    fn take(&mut self, span: Span) -> Option<usize> {
        let row = self.0.iter().position(|end| *end <= span.start)?;
        self.0[row] = span.end;
        Some(row)
    }
}

/// Several fills over one another, in the order of the palette.
pub(crate) type Blend = Vec<Colour>;

/// The class of one fill or several: `f-yellow-red`.
pub(crate) fn class_of(fills: &[Colour]) -> String {
    fills.iter().fold("f".to_owned(), |class, colour| class + "-" + colour.name())
}

/// What the fills are in dark; the same as on the page of the app.
const DARK: [[u8; 3]; 5] =
    [[0x4d, 0x42, 0x19], [0x57, 0x29, 0x1f], [0x2f, 0x44, 0x26], [0x23, 0x3f, 0x55], [0x41, 0x32, 0x56]];
/// On dark paper colours add up, so each gives a little less where several meet.
const SHARE_ON_DARK: f64 = 0.7;

/// The rules for blends that the style sheet does not have: there are fifty, and a page needs few.
pub(crate) fn rules(blends: &BTreeSet<Blend>) -> String {
    let rule = |blend: &Blend, is_dark| {
        format!(".{} {{ background-color: {}; }}\n", class_of(blend), colour_of(blend, is_dark))
    };
    if blends.is_empty() {
        return String::new();
    }
    let light: String = blends.iter().map(|blend| rule(blend, false)).collect();
    let dark: String = blends.iter().map(|blend| rule(blend, true)).collect();
    format!("{light}@media screen and (prefers-color-scheme: dark) {{\n{dark}}}\n")
}

/// Multiplied on light paper, screened on dark, as CSS Compositing and Blending has it.
fn colour_of(blend: &[Colour], is_dark: bool) -> String {
    let palette = |colour: &Colour| if is_dark { DARK[*colour as usize] } else { colour.fill() };
    let channel = |channel: usize| {
        let values = blend.iter().map(|colour| f64::from(palette(colour)[channel]) / 255.0);
        let value = if is_dark {
            1.0 - values.fold(1.0, |rest, value| rest * (1.0 - SHARE_ON_DARK * value))
        } else {
            values.product()
        };
        // From 0 to 1, so from 0 to 255.
        (value * 255.0).round() as u8
    };
    format!("#{:02x}{:02x}{:02x}", channel(0), channel(1), channel(2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotated::Style;

    fn annotations(spans: &[(u32, u32, Mark)]) -> Vec<ExportedAnnotation> {
        let made = spans.iter().map(|&(start, end, mark)| ExportedAnnotation {
            id: String::new(),
            span: Span::new(start, end),
            style: Style { mark, colour: Colour::Red },
            note: String::new(),
            tags: Vec::new(),
            original: None,
            created: String::new(),
            modified: String::new(),
        });
        made.collect()
    }

    #[test]
    fn a_fourth_fill_is_a_line_and_lines_that_are_connected_have_the_same_room() {
        use Layer::{Fill, Line};
        let fills = annotations(&[(0, 9, Mark::Fill); 4]);
        assert_eq!(place(&fills), [Fill, Fill, Fill, Line { row: 0, rows: 1 }]);
        let (line, fill) = (Mark::Underline, Mark::Fill);
        let lines =
            annotations(&[(0, 10, line), (5, 20, line), (6, 7, fill), (12, 15, line), (20, 30, line)]);
        let (row, rows) = (0, 2);
        let expected =
            [Line { row, rows }, Line { row: 1, rows }, Fill, Line { row, rows }, Line { row, rows: 1 }];
        assert_eq!(place(&lines), expected);
    }

    #[test]
    fn a_seventh_line_is_hidden() {
        let layers = place(&annotations(&[(0, 9, Mark::Underline); 7]));
        assert_eq!(layers[5], Layer::Line { row: 5, rows: 6 });
        assert_eq!(layers[6], Layer::Hidden);
    }

    /// The style sheets of the app are the model.
    #[test]
    fn colours_are_those_of_the_page_of_the_app() {
        let tokens = include_str!("../../../ui/src/styles/tokens.css");
        let (light, dark) = tokens.split_once("[data-theme=\"dark\"]").unwrap();
        let sheet = include_str!("html/page.css");
        let (sheet_light, rest) = sheet.split_once("prefers-color-scheme: dark").unwrap();
        let (sheet_dark, sheet_print) = rest.split_once("@media print").unwrap();
        for colour in Colour::ALL {
            let on_light = colour_of(&[colour], false);
            assert!(light.contains(&format!("--fill-{colour}: {on_light};")), "{colour}");
            let [red, green, blue] = DARK[colour as usize];
            let on_dark = format!("#{red:02x}{green:02x}{blue:02x}");
            assert!(dark.contains(&format!("--fill-{colour}: {on_dark};")), "{colour}");
            for (tokens, sheets) in [(light, [sheet_light, sheet_print]), (dark, [sheet_dark, sheet_dark])] {
                for (kind, name) in [("fill", "soft"), ("strong", "strong")] {
                    let value = tokens.split_once(&format!("--{kind}-{colour}: ")).unwrap().1;
                    let value = value.split(';').next().unwrap();
                    for sheet in sheets {
                        assert!(sheet.contains(&format!("--{colour}-{name}: {value};")), "{colour} {name}");
                    }
                }
            }
        }
    }

    #[test]
    fn blends_are_those_of_the_page_of_the_app() {
        let blends = include_str!("../../../ui/src/styles/blends.css");
        let all = BTreeSet::from([
            vec![Colour::Yellow, Colour::Red],
            vec![Colour::Red, Colour::Green, Colour::Blue],
            vec![Colour::Purple, Colour::Purple],
        ]);
        for blend in &all {
            let names: Vec<_> = blend.iter().map(|colour| colour.name()).collect();
            let name = format!(".blend-{}", names.join("-"));
            for (selector, is_dark) in [(format!("\n{name} {{"), false), (format!("] {name} {{"), true)] {
                let rule = blends.split_once(&selector).unwrap().1.split('}').next().unwrap();
                assert!(rule.contains(&colour_of(blend, is_dark)), "{selector}{rule}");
            }
        }
    }
}

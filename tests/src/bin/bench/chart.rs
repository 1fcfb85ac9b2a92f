//! The curve as a small SVG: a panel a measure, a line a number of annotations, length of the document to the right.

use crate::curve;
use crate::figures::Figure;
use std::fmt::Write as _;

/// Sizes in pixels: a panel's drawing, the room around it.
const WIDTH: f64 = 200.0;
const HEIGHT: f64 = 130.0;
const LEFT: f64 = 46.0;
const TOP: f64 = 30.0;
const BOTTOM: f64 = 30.0;
const GAP: f64 = 16.0;
/// Panels in a row.
const COLUMNS: usize = 3;
/// Lines by number of annotations, from the fewest; legible on light and on dark.
const LINES: [(u32, &str); 4] =
    [(100, "#9aa5b1"), (1_000, "#4c9f70"), (10_000, "#c98a1b"), (100_000, "#c8402f")];

/// Draws the figures of the curve.
pub(crate) fn draw(figures: &[Figure]) -> String {
    let rows = (curve::MEASURES.len() + 1).div_ceil(COLUMNS);
    let (panel_width, panel_height) = (LEFT + WIDTH + GAP, TOP + HEIGHT + BOTTOM);
    let (width, height) = (panel_width * COLUMNS as f64, panel_height * rows as f64);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"11\" fill=\"#7a7f87\">\n"
    );
    let corner = |index: usize| {
        (LEFT + (index % COLUMNS) as f64 * panel_width, TOP + (index / COLUMNS) as f64 * panel_height)
    };
    for (index, (measure, unit)) in curve::MEASURES.iter().enumerate() {
        draw_panel(&mut out, corner(index), measure, unit, figures);
    }
    draw_key(&mut out, corner(curve::MEASURES.len()));
    out.push_str("</svg>\n");
    out
}

fn draw_panel(out: &mut String, (left, top): (f64, f64), measure: &str, unit: &str, figures: &[Figure]) {
    let value = |size| {
        let name = format!("{measure}, {}", curve::name_of(size));
        figures.iter().find(|figure| figure.part == "curve" && figure.what == name).map(|figure| figure.value)
    };
    let most = curve::sizes().iter().filter_map(|size| value(*size)).fold(1.0, f64::max);
    let bottom = top + HEIGHT;
    // From a thousand characters to a million, by powers of ten.
    let x = |characters: usize| left + ((characters as f64).log10() - 3.0) / 3.0 * WIDTH;
    let y = |value: f64| bottom - value / most * HEIGHT;
    // Writing to a String cannot fail.
    let _ = writeln!(out, "<text x=\"{left}\" y=\"{}\">{measure}, {unit}</text>", top - 12.0);
    let _ = writeln!(
        out,
        "<path d=\"M{left} {top}V{bottom}H{}\" fill=\"none\" stroke=\"#7a7f87\" stroke-width=\"1\"/>",
        left + WIDTH
    );
    for share in [0.0, 0.5, 1.0] {
        let at = y(most * share) + 4.0;
        let _ = writeln!(
            out,
            "<text x=\"{}\" y=\"{at}\" text-anchor=\"end\">{:.0}</text>",
            left - 6.0,
            most * share
        );
    }
    for (characters, label) in [(1_000, "10³"), (10_000, "10⁴"), (100_000, "10⁵"), (1_000_000, "10⁶")]
    {
        let _ = writeln!(
            out,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{label}</text>",
            x(characters),
            bottom + 16.0
        );
    }
    for (annotations, colour) in LINES {
        let points: Vec<(f64, f64)> = curve::sizes()
            .iter()
            .filter(|size| size.1 == annotations)
            .filter_map(|size| Some((x(size.0), y(value(*size)?))))
            .collect();
        let line: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let _ = writeln!(
            out,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>",
            line.join(" ")
        );
        for (x, y) in points {
            let _ = writeln!(out, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"{colour}\"/>");
        }
    }
}

fn draw_key(out: &mut String, (left, top): (f64, f64)) {
    let _ = writeln!(out, "<text x=\"{left}\" y=\"{}\">annotations</text>", top - 12.0);
    for (index, (annotations, colour)) in LINES.iter().enumerate() {
        let y = top + 14.0 + index as f64 * 20.0;
        let _ = writeln!(
            out,
            "<path d=\"M{left} {y}h24\" stroke=\"{colour}\" stroke-width=\"2\"/>\
             <text x=\"{}\" y=\"{}\">{annotations}</text>",
            left + 32.0,
            y + 4.0
        );
    }
    let y = top + HEIGHT - 10.0;
    let _ = writeln!(out, "<text x=\"{left}\" y=\"{y}\">to the right: characters</text>");
}

//! What stands on every page and is no part of the text: running headers and footers, page numbers.
//!
//! A line at the edge of a page is furniture where it is set off from the text and the same stands at the same height of
//! other pages; figures count as the same, so that page numbers do.

use super::lines::Line;
use std::collections::HashMap;

/// Lines at either edge of a page that may be furniture.
const MOST_LINES: usize = 3;

/// Takes furniture out of the lines, which are by page and in the order in which they are read. Gives what was taken.
pub(super) fn take(pages: &mut [Vec<Line>]) -> Vec<Line> {
    let mut taken = Vec::new();
    for is_top in [true, false] {
        for _ in 0..MOST_LINES {
            let edges: Vec<Option<usize>> = pages.iter().map(|lines| edge(lines, is_top)).collect();
            let mut found: HashMap<(String, i64), Vec<usize>> = HashMap::new();
            for (page, at) in edges.iter().enumerate() {
                let Some(line) = at.map(|at| &pages[page][at]) else { continue };
                found.entry((shape(&line.text()), height(line))).or_default().push(page);
            }
            let count = pages.len();
            let mut is_any = false;
            for ((shape, _), on) in found {
                if !is_repeated(&shape, on.len(), count) {
                    continue;
                }
                for page in on {
                    if let Some(at) = edges[page] {
                        taken.push(pages[page].remove(at));
                        is_any = true;
                    }
                }
            }
            if !is_any {
                break;
            }
        }
    }
    taken.sort_by(|one, other| {
        (one.page, other.y).partial_cmp(&(other.page, one.y)).unwrap_or(std::cmp::Ordering::Equal)
    });
    taken
}

/// Whether what stands on so many of all pages does so because every page has it. Left and right pages may differ.
fn is_repeated(shape: &str, on: usize, pages: usize) -> bool {
    let is_number = shape.contains('#') && shape.chars().filter(|letter| letter.is_alphabetic()).count() <= 8;
    match pages {
        // A page number is one on the only page too.
        1 => is_number && shape.chars().count() <= 8,
        2 => on == 2 || is_number && shape.chars().count() <= 8,
        _ => on >= 2 && (is_number || on * 5 >= pages * 2),
    }
}

/// The line that stands topmost or lowest, where it is set off from the next one.
fn edge(lines: &[Line], is_top: bool) -> Option<usize> {
    let down = |line: &Line| if is_top { -line.y } else { line.y };
    let (at, line) = lines.iter().enumerate().min_by(|one, other| down(one.1).total_cmp(&down(other.1)))?;
    let others = lines.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, line)| line);
    let next = others.min_by(|one, other| down(one).total_cmp(&down(other)));
    let leading = leading(lines);
    // What is alone on its page is its text.
    let next = next?;
    let gap = (line.y - next.y).abs();
    (gap > 1.25 * leading || gap > 1.9 * line.size.max(next.size)).then_some(at)
}

/// How far lines are below each other, as most are.
fn leading(lines: &[Line]) -> f64 {
    let gaps = lines.windows(2).map(|pair| pair[0].y - pair[1].y).filter(|gap| *gap > 0.0).collect();
    super::lines::median(gaps)
}

/// Its height on the page in steps of 4 points, which is as exact as pages are laid out.
fn height(line: &Line) -> i64 {
    (line.y / 4.0).round() as i64
}

/// The words with every number as one sign.
fn shape(text: &str) -> String {
    let mut shape = String::new();
    for character in text.split_whitespace().flat_map(str::chars) {
        if !character.is_numeric() {
            shape.push(character);
        } else if !shape.ends_with('#') {
            shape.push('#');
        }
    }
    // Roman numbers of the pages before the first.
    let is_roman = !shape.is_empty() && shape.chars().all(|letter| "ivxlcIVXLC".contains(letter));
    if is_roman { "#".to_owned() } else { shape }
}

#[cfg(test)]
mod tests {
    use super::super::lines::Set;
    use super::*;

    fn line(page: usize, y: f64, text: &str) -> Line {
        let letters = text.chars().map(|character| Set { character, left: 0.0, right: 0.0, is_bold: false });
        Line { letters: letters.collect(), y, size: 10.0, page, ..Line::default() }
    }

    #[test]
    fn what_every_page_has_at_its_edges_is_taken() {
        let mut pages: Vec<Vec<Line>> = (0..4)
            .map(|page| {
                let mut lines = vec![line(page, 800.0, "River Quarterly")];
                lines.extend((0..5).map(|at| line(page, 740.0 - 14.0 * f64::from(at), "the same words")));
                lines.push(line(page, 40.0, &format!("– {} –", page + 9)));
                lines
            })
            .collect();
        let taken = take(&mut pages);
        assert_eq!(taken.len(), 8);
        assert_eq!(taken[1].text(), "– 9 –");
        assert!(pages.iter().all(|lines| lines.len() == 5));
    }

    #[test]
    fn what_is_not_set_off_or_stands_once_is_text() {
        let mut pages: Vec<Vec<Line>> = (0..4)
            .map(|page| (0..5).map(|at| line(page, 740.0 - 14.0 * f64::from(at), "Yes.")).collect())
            .collect();
        pages[0][0] = line(0, 790.0, "A title");
        assert!(take(&mut pages).is_empty());
        assert!(take(&mut [vec![line(0, 1.0, "2026")]]).is_empty());
    }
}

//! How much of a stretch of either text is in the other one as well, by the map of the edits.

use crate::edit::Edits;
use crate::units::{CodePoint, Span, count};

/// Stretches of a text that the edits touch, in order and apart, summed up.
pub(super) struct Coverage {
    /// Each with what the ones before it cover together.
    touched: Vec<(Span, u32)>,
}

impl Coverage {
    /// What the edits remove of the text that they are for.
    pub(super) fn removed(edits: &Edits) -> Self {
        let mut sum = 0;
        let touch = |splice: &crate::edit::Splice| {
            let span = Span::new(splice.start.0, splice.start.0 + count(&splice.removed));
            let before = sum;
            sum += span.len();
            (span, before)
        };
        Self { touched: edits.splices().iter().map(touch).filter(|(span, _)| !span.is_empty()).collect() }
    }

    /// How many code points of `span` are untouched.
    pub(super) fn kept(&self, span: Span) -> u32 {
        span.len() - (self.before(span.end) - self.before(span.start))
    }

    /// What is touched of `span`, in order.
    pub(super) fn touched_within(&self, span: Span) -> impl Iterator<Item = Span> {
        let first = self.touched.partition_point(|(touched, _)| touched.end <= span.start);
        let within = self.touched[first..].iter().take_while(move |(touched, _)| touched.start < span.end);
        within.map(move |(touched, _)| Span {
            start: touched.start.max(span.start),
            end: touched.end.min(span.end),
        })
    }

    /// The touched code points before `at`.
    fn before(&self, at: CodePoint) -> u32 {
        let index = self.touched.partition_point(|(span, _)| span.start < at);
        match index.checked_sub(1).and_then(|last| self.touched.get(last)) {
            Some((span, before)) => before + span.len().min(at.0 - span.start.0),
            None => 0,
        }
    }
}

/// The paragraphs of a text.
pub(super) struct Paragraphs {
    /// Where each begins, in code points, and where the last one ends.
    starts: Vec<u32>,
}

impl Paragraphs {
    pub(super) fn new(text: &str) -> Self {
        let mut starts = vec![0];
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            at += count(line);
            starts.push(at);
        }
        Self { starts }
    }

    /// A text of so many code points that is taken for one paragraph.
    pub(super) fn whole(length: u32) -> Self {
        Self { starts: vec![0, length] }
    }

    /// The paragraphs, line ends included.
    pub(super) fn spans(&self) -> impl Iterator<Item = Span> {
        self.starts.windows(2).map(|pair| Span::new(pair[0], pair[1]))
    }

    /// The paragraphs that begin within `span`.
    pub(super) fn within(&self, span: Span) -> impl Iterator<Item = Span> {
        let first = self.starts.partition_point(|&start| start < span.start.0);
        let pairs = self.starts[first..].windows(2).take_while(move |pair| pair[0] < span.end.0);
        pairs.map(|pair| Span::new(pair[0], pair[1]))
    }

    /// The whole paragraphs that `span` lies in.
    pub(super) fn around(&self, span: Span) -> Span {
        let first = self.starts.partition_point(|&start| start <= span.start.0).saturating_sub(1);
        let last = self.starts.partition_point(|&start| start < span.end.0);
        let end = self.starts.get(last).or(self.starts.last()).copied().unwrap_or(span.end.0);
        Span::new(self.starts[first].min(span.start.0), end.max(span.end.0))
    }
}

/// How well what stands at `span` is held by its neighbourhood: the share of it and of its better side, up to `reach` code
/// points within the same paragraph, that is untouched. The better side, for what stands at the edge of something new or
/// gone is still where it was.
pub(super) fn support(coverage: &Coverage, paragraphs: &Paragraphs, span: Span, reach: u32) -> f32 {
    let paragraph = paragraphs.around(span);
    let left = Span::new(paragraph.start.0.max(span.start.0.saturating_sub(reach)), span.start.0);
    let right = Span::new(span.end.0, paragraph.end.0.min(span.end.0.saturating_add(reach)));
    let inner = coverage.kept(span);
    let share = |side: Span| {
        let all = span.len() + side.len();
        if all == 0 { 0.0 } else { (inner + coverage.kept(side)) as f32 / all as f32 }
    };
    // A side of a few characters says nothing when the other one is longer.
    let telling = reach / 4;
    match (left.len() >= telling, right.len() >= telling) {
        (true, true) => share(left).max(share(right)),
        (true, false) => share(left),
        (false, true) => share(right),
        (false, false) => share(if left.len() > right.len() { left } else { right }),
    }
}

/// The share of the paragraphs around `span` that is untouched.
pub(super) fn share(coverage: &Coverage, paragraphs: &Paragraphs, span: Span) -> f32 {
    let paragraph = paragraphs.around(span);
    coverage.kept(paragraph) as f32 / paragraph.len().max(1) as f32
}

//! Coordinates (ISO 32000-2, 8.3): `[a b c d e f]` takes `(x, y)` to `(ax + cy + e, bx + dy + f)`.

/// A transformation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix(pub(super) [f64; 6]);

impl Matrix {
    pub(super) const UNIT: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub(super) const fn shift(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// The one that is in these numbers, if there are six.
    pub(super) fn of(numbers: &[f64]) -> Option<Self> {
        Some(Self(numbers.get(..6)?.try_into().ok()?))
    }

    /// First this, then the other.
    pub(super) fn then(self, Self(o): Self) -> Self {
        let Self(s) = self;
        Self([
            s[0] * o[0] + s[1] * o[2],
            s[0] * o[1] + s[1] * o[3],
            s[2] * o[0] + s[3] * o[2],
            s[2] * o[1] + s[3] * o[3],
            s[4] * o[0] + s[5] * o[2] + o[4],
            s[4] * o[1] + s[5] * o[3] + o[5],
        ])
    }

    /// Where a point goes.
    pub(super) fn apply(self, (x, y): (f64, f64)) -> (f64, f64) {
        let Self([a, b, c, d, e, f]) = self;
        (a * x + c * y + e, b * x + d * y + f)
    }
}

//! Text exports by templates.

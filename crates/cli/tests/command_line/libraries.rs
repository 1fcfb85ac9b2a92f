//! Which library is used, and when one is made.

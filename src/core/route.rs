//! (laid out, not built yet)

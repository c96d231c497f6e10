//! What a chore tells the person who waits for it. Everything goes to standard error, so that
//! standard output holds only what the tools themselves print.

/// The next thing that is being done.
pub(crate) fn step(text: &str) {
    eprintln!("==> {text}");
}

/// A detail of the step under way.
pub(crate) fn note(text: &str) {
    eprintln!("    {text}");
}

/// The reason why the chore stopped.
pub(crate) fn error(text: &str) {
    eprintln!("error: {text}");
}

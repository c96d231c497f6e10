//! How texts get into a module's memory.
//!
//! `wasm-bindgen` writes a text character by character, which takes up to fifteen times as long as the
//! runtime's encoder takes for a token. For short texts the encoder takes longer.

use anyhow::{Context as _, Result};
use xshell::Shell;

/// Where the characters are written one by one, in what `wasm-bindgen` writes.
const ONE_BY_ONE: &str = "    for (; offset < len; offset++) {\n";

/// Before that: all at once. What did not fit is no ASCII, and goes on as it did.
const AT_ONCE: &str = "    if (len > 128) {
        const { read } = cachedTextEncoder.encodeInto(arg, mem.subarray(ptr, ptr + len));
        if (read === len) offset = len;
    }
";

/// What tells a Worker that is up to date from one that is not.
pub(super) const NOTE: &str = "long texts at once";

/// Lets the JavaScript around a module write long texts at once.
pub(super) fn write_at_once(sh: &Shell, script: &str) -> Result<()> {
    let written = sh.read_file(script)?;
    let (before, after) = written
        .split_once(ONE_BY_ONE)
        .context("`wasm-bindgen` writes texts in another way than xtask/toolbox/texts.rs knows")?;
    sh.write_file(script, [before, AT_ONCE, ONE_BY_ONE, after].concat())?;
    Ok(())
}

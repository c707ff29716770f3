//! Breaking text into lines of so many cells.

use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

/// The lines of a text, each at most `width` cells wide; long words are broken, line ends kept.
pub fn lines(text: &str, width: usize) -> Vec<String> {
    let options = Options::new(width.max(1))
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit);
    textwrap::wrap(text, options).into_iter().map(std::borrow::Cow::into_owned).collect()
}

/// How many lines that are.
pub fn count(text: &str, width: usize) -> usize {
    if text.is_empty() { 0 } else { lines(text, width).len() }
}

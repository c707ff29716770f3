//! Letters typed where a choice has the keys: they choose as long as an option begins with them.

use super::field::Choice;

/// Letters typed at a choice, and what was chosen before them.
#[derive(Debug, Clone)]
pub struct TypeAhead {
    letters: String,
    before: usize,
}

/// What a letter leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LetterMeaning {
    /// This option begins with the letters.
    Chosen(usize),
    /// No option does: the letters are text, and the choice is this one again.
    Text(String, usize),
}

impl TypeAhead {
    /// Nothing typed yet, at a choice.
    pub const fn at(before: usize) -> Self {
        Self { letters: String::new(), before }
    }

    /// Takes in a letter.
    pub fn push(&mut self, letter: char, options: &[Choice]) -> LetterMeaning {
        self.letters.push(letter);
        let letters = self.letters.to_lowercase();
        let begins = |choice: &Choice| match choice {
            Choice::Platform(platform) => platform.name().to_lowercase().starts_with(&letters),
            _ => false,
        };
        match options.iter().position(begins) {
            Some(at) => LetterMeaning::Chosen(at),
            None => LetterMeaning::Text(self.letters.clone(), self.before),
        }
    }
}

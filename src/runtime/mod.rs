//! The program while it runs: terminal, input, signals, other programs' writes, the clock. All that the pure
//! layers are not told to know.

pub mod backend;
pub mod clock;
pub mod guard;
pub mod tty;

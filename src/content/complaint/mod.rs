//! The complaint to the authority: what a case's log says, on a page that a case officer can act on. It states only what
//! the log, the account and the settings hold. It gives the sender no advice: that is the checklist's.
//! Its sentences are in `complaint.toml`.

mod annexes;
mod authority;
mod checklist;
mod compose;
mod deadlines;
mod document;
mod events;
mod findings;
mod identity_number;
mod input;
mod joint;
mod letters;
mod matter;
mod parties;
mod story;
mod unanswered;
mod wording;

pub use annexes::{AnnexFile, NAME_MAX, annex_files, dedupe_file_name, file_names, read_first_name};
pub use authority::{appeal, decision_request, is_one_case};
pub use checklist::{
    AccountGap, Remark, account_gap, all_remarks, appeal_remarks, decision_remarks, read_first, required, warnings, why_none,
};
pub use compose::{complaint, is_matter, with_frozen_complaint};
pub use document::{Block, Document, Section};
pub use identity_number::identity_number;
pub use input::{ComplaintInput, Covered, CoveredAccount};
pub use joint::group_by_person;
pub use letters::{authority_letter, identity_answer, reminder};

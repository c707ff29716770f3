//! Several accounts of one person in one dossier: what is the same for all is said once, the rest under the name of
//! each account.

use super::attachments::attachments;
use super::parties::complainant;
use super::{Block, Dossier, Matter, Reading, Remark, put_together, remarks};
use crate::domain::text::fold_case;
use crate::domain::{Account, ContactDetails};

/// The most accounts in one dossier. A person has a handful; what nobody named would otherwise become one dossier of
/// thousands, and be kept in the log of each of them.
const MOST: usize = 50;

/// The accounts that belong in one dossier each, as places in the list: same person, same representative.
pub fn by_person(accounts: &[Account], me: &ContactDetails) -> Vec<Vec<usize>> {
    let mut people: Vec<((String, String), Vec<usize>)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for (at, account) in accounts.iter().enumerate() {
        let who = complainant(&account.fields, me);
        // Without a name, the address tells who it is; without either, nothing does.
        let who = [who.name, who.email, account.id.0.to_string()].into_iter().find(|text| !text.trim().is_empty());
        let key = (fold_case(who.unwrap_or_default().trim()), fold_case(account.fields.represented_by.trim()));
        let place = *places.entry(key.clone()).or_insert(people.len());
        match people.get_mut(place) {
            Some((_, ats)) if ats.len() < MOST => ats.push(at),
            _ => {
                places.insert(key.clone(), people.len());
                people.push((key, vec![at]));
            }
        }
    }
    people.into_iter().map(|(_, ats)| ats).collect()
}

/// The complaint about several accounts of one person; `None` about none.
pub fn joint(matters: &[Matter<'_>]) -> Option<Dossier> {
    let files = attachments(matters);
    let all: Vec<Reading<'_>> = matters.iter().map(|m| Reading { files: files.clone(), ..Reading::of(*m) }).collect();
    all.first().map(|first| put_together(first, &all))
}

/// What is to be seen to before it is lodged: what holds for all once, the rest with the account's name.
pub fn joint_remarks(matters: &[Matter<'_>]) -> Vec<Remark> {
    let each: Vec<Vec<Remark>> = matters.iter().map(|m| remarks(*m)).collect();
    let mut out = Vec::new();
    for (matter, own) in matters.iter().zip(&each) {
        for remark in own {
            let for_all = each.iter().all(|others| others.contains(remark));
            if remark.once && !for_all {
                continue;
            }
            let text = if for_all { remark.text.clone() } else { format!("{}: {}", matter.name(), remark.text) };
            let told = Remark { text, ..remark.clone() };
            if !out.contains(&told) {
                out.push(told);
            }
        }
    }
    out
}

/// What each account says, under its name; where there is one account, or all say the same, as it is.
pub(super) fn each<'a>(all: &[Reading<'a>], says: impl Fn(&Reading<'a>) -> Vec<Block>) -> Vec<Block> {
    if let [only] = all {
        return says(only);
    }
    let mut blocks = Vec::new();
    for reading in all {
        let name = reading.matter.name();
        let own = says(reading);
        if !own.is_empty() && !matches!(own.first(), Some(Block::Heading(_))) {
            blocks.push(Block::Heading(name.clone()));
        }
        blocks.extend(own.into_iter().map(|block| match block {
            Block::Heading(text) => Block::Heading(format!("{name}, {}", text.to_lowercase())),
            other => other,
        }));
    }
    blocks
}

/// [`each`], said once where all say the same.
pub(super) fn alike<'a>(all: &[Reading<'a>], says: impl Fn(&Reading<'a>) -> Vec<Block>) -> Vec<Block> {
    match all {
        [first, others @ ..] if others.iter().all(|other| says(other) == says(first)) => says(first),
        _ => each(all, says),
    }
}

/// The sentences that hold for any of them, each once, in the order of the table.
pub(super) fn any<'a, const N: usize>(
    all: &[Reading<'a>],
    table: impl Fn(&Reading<'a>) -> [(bool, &'static String); N],
) -> Vec<Block> {
    let mut holds = [false; N];
    let mut texts = Vec::new();
    for reading in all {
        let rows = table(reading);
        texts = rows.map(|(_, text)| text).to_vec();
        for (held, (when, _)) in holds.iter_mut().zip(rows) {
            *held |= when;
        }
    }
    vec![Block::List(texts.into_iter().zip(holds).filter(|(_, holds)| *holds).map(|(text, _)| text.clone()).collect())]
}

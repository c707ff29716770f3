//! A test: a platform and a controller are added by data alone: what is written about an account there names no other
//! controller. The invented ones are in `tests/data/invented`; only the unit tests know them.

use chrono::NaiveDate;

use super::complaint::{html, markdown};
use super::summary::FlatSummary;
use super::table::{Dialect, TableWriter};
use crate::content::columns::outcome_id;
use crate::content::complaint::{ComplaintInput, all_remarks, complaint, identity_answer, reminder};
use crate::content::{self, Links};
use crate::domain::who::Controller;
use crate::domain::{Account, AccountDetails, AccountId, Case, ContactDetails, Draft, Event, EventData, Ground, Lang, Platform};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

struct Invented {
    account: Account,
    draft: Draft,
    events: Vec<Event>,
}

/// An account there, with every ground chosen, and an unanswered objection.
fn invented() -> Invented {
    let platform = Platform::from_id("kvitter").expect("the invented platform");
    let fields = AccountDetails { person: "Anna Berg".into(), ..AccountDetails::new(platform, "@anna") };
    let draft = Draft { grounds: Ground::ALL.to_vec(), reason: "Mina barn syns.".into(), ..Draft::default() };
    let sent = content::submission(&fields, &draft, &[platform], Lang::Sv, Links::builtin());
    let asked = EventData::InfoRequested { identity: true };
    let events = Event::log(&[("2025-05-06", EventData::Submitted(sent)), ("2025-05-09", asked)]);
    Invented { account: Account { id: AccountId(1), added_on: day("2025-05-01"), fields }, draft, events }
}

/// Everything that is written about it in a language.
fn written(it: &Invented, lang: Lang) -> Vec<String> {
    let platform = it.account.fields.platform;
    let mut texts = vec![content::explanation(&[platform], lang, &it.draft)];
    texts.extend(content::steps(platform, lang).iter().map(|step| format!("{} {}", step.title, step.help)));
    let me = ContactDetails::default();
    let input = ComplaintInput {
        account: &it.account,
        events: &it.events,
        covered: &[],
        me: &me,
        today: day("2025-07-01"),
        lang,
        links: Links::builtin(),
    };
    let document = complaint(&[input]).expect("a complaint");
    texts.extend([document.text(), markdown(&document), html(&document)]);
    texts.extend([reminder(input), identity_answer(input)].into_iter().flatten());
    texts.extend(all_remarks(&[input]).into_iter().map(|remark| remark.text));
    // The screen's phrases name this account's controller, and the command line's name no other.
    texts.push(format!("{:?}", content::phrases_about(platform, lang)));
    texts.push(format!("{:?}", content::cli::cli_phrases(lang)));
    texts
}

#[test]
fn nothing_that_is_written_about_an_invented_platform_names_another_controller() {
    let it = invented();
    let own = it.account.fields.platform.controller();
    for lang in Lang::ALL {
        let texts = written(&it, lang);
        assert!(texts[0].contains("Kvitter") && texts.iter().any(|text| text.contains(&own.legal_name)));
        for other in Controller::all().iter().filter(|other| other.id != own.id) {
            let named = texts.iter().find(|text| text.split(|c: char| !c.is_alphanumeric()).any(|word| word == other.name));
            assert_eq!(named, None, "{} is named", other.name);
        }
    }
}

#[test]
fn the_holidays_of_the_controllers_own_country_count() {
    let it = invented();
    let limit = Case::of(it.account.fields.platform, &it.events).limit().expect("a deadline");
    // 6 June 2025 is a Friday and a holiday in Sweden, not in Ireland.
    assert_eq!((limit.ends, limit.legal_last_day), (day("2025-06-06"), day("2025-06-09")));
}

#[test]
fn tables_speak_of_the_invented_platform() {
    let it = invented();
    let case = Case::of(it.account.fields.platform, &it.events);
    let mut out = Vec::new();
    let mut table = TableWriter::new(&mut out, Dialect::Plain).expect("a table");
    table.push(&FlatSummary::of(&it.account, &it.draft, &case, day("2025-07-01")), &case, &[]).expect("a row");
    table.finish().expect("a table");
    let text = String::from_utf8(out).expect("text");
    assert!(text.contains("kvitter,'@anna,") && !text.contains("Meta") && !text.contains("Facebook"), "{text}");
    assert_eq!(outcome_id("Kvitterbolaget säger ja"), Some("granted"));
}

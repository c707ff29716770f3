//! `docs/nej.schema.json` says what every object means that the program prints as JSON: each key is in it, and
//! nothing else is.

use std::collections::BTreeSet;
use std::path::Path;

use nej::domain::agenda::DueKind;
use nej::domain::{Closing, EventField, EventKind, EvidenceKind, Outcome, Platform, Representation, Status};
use serde_json::Value;

use super::Home;

fn schema() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/nej.schema.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The object that a part of the schema describes, with the parts that it builds on.
fn described(schema: &Value, name: &str) -> Vec<(String, Value)> {
    let part = &schema["$defs"][name];
    let base = part["$comment"].as_str().and_then(|told| told.strip_prefix("builds on ")).map(|base| described(schema, base));
    let own = part["properties"].as_object().unwrap().iter().map(|(key, value)| (key.clone(), value.clone()));
    base.into_iter().flatten().chain(own).collect()
}

/// Looks at an object; its keys, so that those nobody prints are found.
fn fits(schema: &Value, name: &str, object: &Value, seen: &mut BTreeSet<String>) {
    let described = described(schema, name);
    for (key, value) in object.as_object().unwrap() {
        let (_, told) = described.iter().find(|(known, _)| known == key).unwrap_or_else(|| panic!("{name}.{key} is not told"));
        assert!(told["description"].is_string(), "{name}.{key} has no description");
        let kind = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "integer",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        let types = &told["type"];
        let allowed = types == kind || types.as_array().is_some_and(|types| types.iter().any(|t| t == kind));
        assert!(allowed, "{name}.{key} is {kind}");
        if let Some(choices) = told["enum"].as_array() {
            assert!(choices.contains(value), "{name}.{key} = {value}");
        }
        seen.insert(format!("{name}.{key}"));
    }
}

#[test]
fn everything_printed_as_json_is_in_the_schema_and_the_other_way_round() {
    let schema = schema();
    let home = Home::new();
    home.ok("demo --accounts 400 --into nej.db");
    let home = home.with("NEJ_DB", "nej.db");
    home.write("svar.eml", "Nej.");
    home.ok("evidence 1 --add svar.eml --kind reply --about 1");
    home.ok("add --platform facebook --handle Klagat");
    let klagat = home.json("list Klagat --json")[0]["id"].to_string();
    home.run(&format!("log {klagat} complaint_lodged"));
    home.run(&format!("log {klagat} authority_replied --outcome dismissed --served 2026-11-20"));
    home.run("submit 1 2 --together");
    home.run("void 1 1 --why fel");
    home.ok(&format!("edit {klagat} --email kim@example.net"));
    for mail in ["unknown-recipient", "lookalike"] {
        let (.., bytes) = crate::mail::corpus().into_iter().find(|row| row.0 == mail).unwrap();
        home.run_with("mail -", &bytes);
    }
    let mut seen = BTreeSet::new();
    fits(&schema, "status", &home.json("status --json"), &mut seen);
    for due in home.json("agenda --days 400 --json").as_array().unwrap() {
        fits(&schema, "due", due, &mut seen);
    }
    for account in home.json("list --json").as_array().unwrap() {
        fits(&schema, "summary", account, &mut seen);
    }
    let stats = home.json("stats --json");
    fits(&schema, "stats", &stats, &mut seen);
    for row in stats["rows"].as_array().unwrap() {
        fits(&schema, "stats_row", row, &mut seen);
        for (outcome, n) in row["outcomes"].as_object().unwrap() {
            assert!(Outcome::from_id(outcome).is_some() && n.is_u64(), "{row}");
        }
    }
    let full = home.json("show 1 --json");
    fits(&schema, "full", &full, &mut seen);
    let all = home.json("export --format json");
    fits(&schema, "export", &all, &mut seen);
    for account in all["accounts"].as_array().unwrap() {
        fits(&schema, "exported", account, &mut seen);
        for event in account["events"].as_array().unwrap() {
            fits(&schema, "event", event, &mut seen);
        }
        for mail in account["mails"].as_array().into_iter().flatten() {
            fits(&schema, "mail", mail, &mut seen);
        }
        if account["draft"].is_object() {
            fits(&schema, "draft", &account["draft"], &mut seen);
        }
    }
    for name in ["status", "stats", "stats_row", "summary", "full", "export", "exported", "event", "draft", "due", "mail"] {
        for (key, _) in described(&schema, name) {
            assert!(seen.contains(&format!("{name}.{key}")), "nothing prints {name}.{key}");
        }
    }
}

/// The lists of choices in the schema, each with the table of the program that it must be.
fn choices() -> Vec<(&'static str, Vec<Value>)> {
    let ids = |ids: &[&str]| ids.iter().map(|id| Value::from(*id)).collect::<Vec<_>>();
    let representation = ids(Representation::IDS).into_iter().chain([Value::Null]).collect();
    let platforms = Platform::all().map(Platform::id).map(Value::from).collect::<Vec<_>>();
    vec![
        ("/$defs/summary/properties/platform/enum", platforms.clone()),
        ("/$defs/due/properties/platform/enum", platforms),
        ("/$defs/summary/properties/status/enum", ids(Status::IDS)),
        ("/$defs/due/properties/due/enum", ids(DueKind::IDS)),
        ("/$defs/event/properties/kind/enum", ids(EventKind::IDS)),
        ("/$defs/event/properties/outcome/enum", ids(Outcome::IDS)),
        ("/$defs/stats_row/properties/outcomes/propertyNames/enum", ids(Outcome::IDS)),
        ("/$defs/event/properties/reason/enum", ids(Closing::IDS)),
        ("/$defs/event/properties/evidence_kind/enum", ids(EvidenceKind::IDS)),
        ("/$defs/exported/properties/representation/enum", representation),
    ]
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the one way to ask a test to write instead of to compare")]
fn the_choices_in_the_schema_are_the_tables_of_the_program() {
    let mut fresh = schema();
    for (at, ids) in choices() {
        *fresh.pointer_mut(at).unwrap() = Value::Array(ids);
    }
    if std::env::var_os("NEJ_WRITE").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/nej.schema.json");
        std::fs::write(path, serde_json::to_string_pretty(&fresh).unwrap() + "\n").unwrap();
    }
    assert_eq!(schema(), fresh, "docs/nej.schema.json is stale: run the tests once with NEJ_WRITE=1");
    let carried: Vec<&str> = EventField::IDS.to_vec();
    let told: Vec<&str> = fresh["$defs"]["event"]["properties"].as_object().unwrap().keys().map(String::as_str).collect();
    assert!(carried.iter().all(|id| told.contains(id)), "every field of an event is described");
}

//! `docs/nej.schema.json` says what every object means that the program prints as JSON: each key is in it, and
//! nothing else is.

use std::collections::BTreeSet;
use std::path::Path;

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
    home.ok("evidence 1 --add svar.eml");
    home.run("submit 1 2 --together");
    home.run("void 1 1 --why fel");
    let mut seen = BTreeSet::new();
    fits(&schema, "status", &home.json("status --json"), &mut seen);
    for account in home.json("list --json").as_array().unwrap() {
        fits(&schema, "summary", account, &mut seen);
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
        if account["draft"].is_object() {
            fits(&schema, "draft", &account["draft"], &mut seen);
        }
    }
    for name in ["status", "summary", "full", "export", "exported", "event", "draft"] {
        for (key, _) in described(&schema, name) {
            assert!(seen.contains(&format!("{name}.{key}")), "nothing prints {name}.{key}");
        }
    }
}

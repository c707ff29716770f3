//! The schema is written down in `docs/schema.sql`, as a fresh database has it.

use std::fmt::Write as _;

use super::Db;

const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/schema.sql");

fn schema() -> String {
    let db = Db::new();
    let conn = db.stranger();
    let mut query = conn
        .prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite@_%' ESCAPE '@' AND name NOT LIKE 'find@_%' ESCAPE '@'")
        .unwrap();
    let mut text =
        String::from("-- The schema of a fresh database; made by the test that compares it. NEJ_WRITE=1 writes it anew.\n");
    for sql in query.query_map([], |row| row.get::<_, String>(0)).unwrap() {
        write!(text, "\n{};\n", sql.unwrap()).unwrap();
    }
    text
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the one way to ask a test to write instead of to compare")]
fn a_fresh_database_has_the_schema_that_is_written_down() {
    let fresh = schema();
    if std::env::var_os("NEJ_WRITE").is_some() {
        std::fs::write(KEPT, &fresh).unwrap();
    }
    let kept = std::fs::read_to_string(KEPT).unwrap_or_default();
    assert!(fresh == kept, "docs/schema.sql is stale: run the tests once with NEJ_WRITE=1");
}

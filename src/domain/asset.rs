//! Reading the files of `assets`, which the build script made JSON, into the types that stand for them.

use serde::de::value::{Error, MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, Error as _, IntoDeserializer, Visitor};
use serde::{Deserializer, forward_to_deserialize_any};
use serde_json::Value;

/// What a JSON text says.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    let value = serde_json::from_str(text).map_err(|wrong| wrong.to_string())?;
    T::deserialize(Node(value)).map_err(|wrong| wrong.to_string())
}

/// A value that is read as what is asked for and as nothing else.
///
/// `serde_json`'s own way to read offers every type all that a value can be: a struct is then read by one copy of its
/// code from a table and by another from an array, which for these files is more than a megabyte of program.
struct Node(Value);

impl Node {
    fn not<T>(&self, wanted: &str) -> Result<T, Error> {
        Err(Error::custom(format_args!("{wanted} wanted, not {}", self.0)))
    }
}

impl IntoDeserializer<'_, Error> for Node {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

macro_rules! read_as {
    ($($method:ident)+: $variant:ident, $visit:ident, $wanted:literal) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match self.0 {
                Value::$variant(value) => visitor.$visit(value),
                _ => self.not($wanted),
            }
        })+
    };
}

impl<'de> Deserializer<'de> for Node {
    type Error = Error;

    read_as!(deserialize_str deserialize_string deserialize_identifier: String, visit_string, "text");
    read_as!(deserialize_bool: Bool, visit_bool, "true or false");

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::String(_) => self.deserialize_string(visitor),
            Value::Bool(_) => self.deserialize_bool(visitor),
            Value::Number(ref number) => match number.as_i64() {
                Some(number) => visitor.visit_i64(number),
                None => self.not("a whole number"),
            },
            Value::Array(_) => self.deserialize_seq(visitor),
            Value::Object(_) => self.deserialize_map(visitor),
            Value::Null => self.not("text, a number, a list or a table"),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Array(values) => visitor.visit_seq(SeqDeserializer::new(values.into_iter().map(Node))),
            _ => self.not("a list"),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Object(table) => {
                visitor.visit_map(MapDeserializer::new(table.into_iter().map(|(key, value)| (key, Node(value)))))
            }
            _ => self.not("a table"),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.0 {
            Value::String(name) => visitor.visit_enum(name.into_deserializer()),
            _ => self.not("a word"),
        }
    }

    forward_to_deserialize_any! { u8 u16 u32 u64 i8 i16 i32 i64 i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple_struct ignored_any }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Thing {
        name: String,
        count: u8,
        tags: Option<Vec<String>>,
        #[serde(default)]
        more: BTreeMap<String, (bool, i64)>,
    }

    #[test]
    fn a_text_is_read_as_the_type_that_is_asked_for() {
        let thing: Thing = read(r#"{"name": "a", "count": 2, "tags": ["x", "y"], "more": {"z": [true, -1]}}"#).expect("a thing");
        let more = BTreeMap::from([("z".to_owned(), (true, -1))]);
        assert_eq!(thing, Thing { name: "a".into(), count: 2, tags: Some(vec!["x".into(), "y".into()]), more });
    }

    #[test]
    fn what_is_wrong_is_said() {
        let fault = |text: &str| read::<Thing>(text).expect_err("wrong");
        assert_eq!(fault(r#"{"name": 1, "count": 2}"#), "text wanted, not 1");
        assert!(fault(r#"{"name": "a", "count": 300}"#).contains("300"));
        assert!(fault(r#"{"name": "a"}"#).contains("`count`"));
        assert!(fault(r#"{"name": "a", "count": 1, "colour": "red"}"#).contains("`colour`"));
        assert!(fault("{").contains("EOF"));
    }
}

//! A value of a JSON document, read with care: a key that is there twice, more in one value than any account has, and
//! nesting without end are faults, where a plain reader would keep the last, fill the memory, or say so in English.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::metered::ACCOUNT_MAX;
use super::record::LineFault;

/// The deepest nesting that is read; an account has four levels.
const DEEP: u32 = 32;
/// The most values in one account. A log of thousands of events has fewer.
const MANY: u32 = 1_000_000;

/// What was found wrong, and how many more values may follow.
#[derive(Debug, Default)]
pub(super) struct Care {
    fault: RefCell<Option<LineFault>>,
    left: Cell<u32>,
}

impl Care {
    /// Another account begins.
    pub(super) fn renew(&self) {
        self.left.set(MANY);
    }

    /// What was found wrong.
    pub(super) fn fault(&self) -> Option<LineFault> {
        self.fault.borrow_mut().take()
    }

    /// Ends the reading.
    pub(super) fn fail<E: serde::de::Error>(&self, fault: LineFault) -> E {
        *self.fault.borrow_mut() = Some(fault);
        E::custom("a fault")
    }
}

/// A value at a depth.
#[derive(Clone, Copy)]
pub(super) struct Tree<'c>(pub &'c Care, pub u32);

impl Tree<'_> {
    fn inner(self) -> Self {
        Self(self.0, self.1 + 1)
    }
}

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Value, D::Error> {
        let Some(left) = self.0.left.get().checked_sub(1) else { return Err(self.0.fail(LineFault::Endless(ACCOUNT_MAX))) };
        self.0.left.set(left);
        if self.1 > DEEP { Err(self.0.fail(LineFault::Deep)) } else { json.deserialize_any(self) }
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(self.inner())? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut values = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            if values.contains_key(&key) {
                return Err(self.0.fail(LineFault::TwiceKey(key)));
            }
            let value = map.next_value_seed(self.inner())?;
            values.insert(key, value);
        }
        Ok(Value::Object(values))
    }
}

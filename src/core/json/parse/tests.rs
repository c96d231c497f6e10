use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::super::{JsonError, Value, parse, parse_object};
use crate::limits;

fn refused(text: &[u8]) -> JsonError {
    match parse(text) {
        Ok(value) => panic!("{} was read as {value}", String::from_utf8_lossy(text)),
        Err(error) => error,
    }
}

#[test]
fn every_kind_of_value_is_read() {
    let text = br#"{"n":null,"t":true,"f":false,"i":-12,"s":"x","a":[1,[]],"o":{}}"#;
    let object = parse_object(text).unwrap();
    assert_eq!(object.get("n"), Some(&Value::Null));
    assert_eq!(object.get("t").and_then(Value::as_bool), Some(true));
    assert_eq!(object.get("f").and_then(Value::as_bool), Some(false));
    assert_eq!(
        object
            .get("i")
            .and_then(Value::as_number)
            .and_then(|n| n.as_i64()),
        Some(-12)
    );
    assert_eq!(object.get("s").and_then(Value::as_str), Some("x"));
    assert_eq!(
        object
            .get("a")
            .and_then(Value::as_array)
            .map(<[Value]>::len),
        Some(2)
    );
    assert!(
        object
            .get("o")
            .and_then(Value::as_object)
            .is_some_and(|o| o.is_empty())
    );
    assert_eq!(object.get("x"), None);
    let names: Vec<_> = object.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["n", "t", "f", "i", "s", "a", "o"]);
}

#[test]
fn only_an_object_is_an_object() {
    for text in ["[]", "null", "1", r#""{}""#, "true"] {
        assert_eq!(
            parse_object(text.as_bytes()),
            Err(JsonError::NotAnObject),
            "{text}"
        );
    }
}

#[test]
fn texts_against_the_grammar_are_refused() {
    for text in [
        "",
        " ",
        "nul",
        "nulL",
        "True",
        "undefined",
        "NaN",
        "Infinity",
        "-",
        "+1",
        ".5",
        "1.",
        "1.e1",
        "1e",
        "1e+",
        "-a",
        "{",
        "}",
        "[",
        "]",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{,}",
        r#"{"a"}"#,
        r#"{"a":}"#,
        r#"{"a":1,}"#,
        r#"{"a" 1}"#,
        "{a:1}",
        "{'a':1}",
        r#"{1:1}"#,
        r#"{"a":1 "b":2}"#,
        r#"""#,
        r#""a"#,
        "'a'",
        "\"\n\"",
        "\"\t\"",
        "\"\0\"",
        "// x\n1",
        "/**/1",
        "\u{a0}1",
        "\u{c}1",
        "\u{b}1",
        r#"{"a":1;"b":2}"#,
        "[1}",
        r#"{"a":1]"#,
        "\"\\",
    ] {
        let error = refused(text.as_bytes());
        assert!(
            matches!(error, JsonError::Syntax { .. }),
            "{text:?}: {error:?}"
        );
    }
}

#[test]
fn control_characters_stand_in_strings_only_as_escapes() {
    for control in 0..0x20_u8 {
        let text = format!("\"{}\"", char::from(control));
        assert_eq!(
            refused(text.as_bytes()),
            JsonError::Syntax { at: 1 },
            "{control}"
        );
        assert!(
            parse(format!("\"\\u{control:04x}\"").as_bytes()).is_ok(),
            "{control}"
        );
    }
    assert!(parse(b"\" \x7f\"").is_ok());
}

#[test]
fn bytes_after_the_value_are_refused_unless_white_space() {
    for text in [
        "1 1",
        "01",
        "-01",
        "0x1",
        "1_0",
        "{}{}",
        "{},",
        "null\0",
        "[]x",
        "00",
        "1\u{feff}",
        "truefalse",
    ] {
        assert_eq!(
            refused(text.as_bytes()),
            JsonError::TrailingBytes,
            "{text:?}"
        );
    }
    assert_eq!(parse(b" \t\r\n1 \t\r\n"), Ok(1_u64.into()));
}

#[test]
fn the_place_of_a_syntax_error_is_told() {
    assert_eq!(refused(br#"{"a":x}"#), JsonError::Syntax { at: 5 });
}

#[test]
fn only_utf_8_without_a_byte_order_mark_is_read() {
    assert_eq!(refused(b"\"\xff\""), JsonError::Utf8);
    assert_eq!(refused(b"\"\xc0\xaf\""), JsonError::Utf8);
    assert_eq!(refused(b"\"\xed\xa0\x80\""), JsonError::Utf8);
    assert_eq!(refused(b"\xef\xbb\xbf{}"), JsonError::ByteOrderMark);
    assert_eq!(refused(b"\xff\xfe{\0}\0"), JsonError::Utf8);
}

#[test]
fn escapes_are_decoded() {
    let value = parse(br#""\"\\\/\b\f\n\r\t\u0041\u00e9\u00E9\ud83d\ude00\u0000""#).unwrap();
    assert_eq!(value.as_str(), Some("\"\\/\u{8}\u{c}\n\r\tAéé😀\0"));
}

#[test]
fn lone_surrogates_and_unknown_escapes_are_refused() {
    for text in [
        r#""\ud800""#,
        r#""\udc00""#,
        r#""\ud800\ud800""#,
        r#""\ud800x""#,
        r#""\ud800\n""#,
        r#""\udc00\ud800""#,
        r#""\ud83d\u0041""#,
        r#""\u12""#,
        r#""\u12g4""#,
        r#""\u+123""#,
        r#""\x41""#,
        r#""\U0041""#,
        r#""\'""#,
        r#""\a""#,
        r#""\u{41}""#,
    ] {
        let error = refused(text.as_bytes());
        assert!(
            matches!(error, JsonError::Escape { .. }),
            "{text}: {error:?}"
        );
    }
}

#[test]
fn a_repeated_name_is_refused_at_every_depth_and_in_every_spelling() {
    for duplicate in [
        r#"{"alg":1,"alg":1}"#,
        r#"{"alg":1,"x":2,"alg":3}"#,
        r#"{"alg":1,"\u0061lg":1}"#,
        r#"{"\u0061\u006c\u0067":1,"\u0061lg":1}"#,
        r#"{"":1,"":1}"#,
        r#"{"/":1,"\/":1}"#,
        r#"{"😀":1,"\ud83d\ude00":1}"#,
    ] {
        let mut text = String::from(duplicate);
        for _ in 0..7 {
            assert_eq!(
                refused(text.as_bytes()),
                JsonError::DuplicateMember,
                "{text}"
            );
            text = format!(r#"{{"x":[{text}]}}"#);
        }
    }
    // Other letter case, other normalization form: other names.
    assert!(parse("{\"alg\":1,\"Alg\":2,\"\u{e9}\":3,\"e\u{301}\":4}".as_bytes()).is_ok());
    assert!(parse(br#"{"a":{"a":{"a":1}}}"#).is_ok());
}

#[test]
fn depth_is_allowed_up_to_the_limit() {
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        let nested = |depth| format!("{}1{}", open.repeat(depth), close.repeat(depth));
        assert!(parse(nested(limits::JSON_DEPTH).as_bytes()).is_ok());
        assert_eq!(
            refused(nested(limits::JSON_DEPTH + 1).as_bytes()),
            JsonError::TooDeep
        );
        assert_eq!(refused(open.repeat(100_000).as_bytes()), JsonError::TooDeep);
    }
    let empty = format!("{}{}", "[".repeat(17), "]".repeat(17));
    assert_eq!(refused(empty.as_bytes()), JsonError::TooDeep);
}

#[test]
fn members_are_allowed_up_to_the_limit() {
    let array = |count| {
        format!(
            "[{}]",
            Vec::from_iter((0..count).map(|i| format!("{i}"))).join(",")
        )
    };
    let object = |count| {
        format!(
            "{{{}}}",
            Vec::from_iter((0..count).map(|i| format!("\"{i}\":{i}"))).join(",")
        )
    };
    assert!(parse(array(limits::JSON_MEMBERS).as_bytes()).is_ok());
    assert!(parse(object(limits::JSON_MEMBERS).as_bytes()).is_ok());
    assert_eq!(
        refused(array(limits::JSON_MEMBERS + 1).as_bytes()),
        JsonError::TooManyMembers
    );
    assert_eq!(
        refused(object(limits::JSON_MEMBERS + 1).as_bytes()),
        JsonError::TooManyMembers
    );
}

#[test]
fn numbers_keep_their_text() {
    for text in [
        "0",
        "-0",
        "0.0",
        "1E5",
        "1e+5",
        "1.50",
        "123456789012345678901234567890",
        "1e999",
    ] {
        assert_eq!(format!("{}", parse(text.as_bytes()).unwrap()), text);
    }
}

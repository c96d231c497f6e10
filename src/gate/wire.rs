//! How sealed records are laid out in bytes: numbers as LEB128, texts with their length in front.
//!
//! A cookie has little room, and what is read here was authenticated before, so there are no member
//! names. Each record starts with its own version byte; [`Reader::end`] refuses trailing bytes.

/// Puts a record together.
pub(crate) struct Writer(Vec<u8>);

impl Writer {
    /// Starts a record of the given version.
    pub(crate) fn new(version: u8) -> Self {
        Self(vec![version])
    }

    /// Adds bytes whose count the reader knows.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// Adds a number.
    pub(crate) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        self.0.push((number & 0x7f) as u8);
    }

    /// Adds a text.
    pub(crate) fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes(text.as_bytes());
    }

    /// Adds a text that may be missing: 0 for none, else its length plus one.
    pub(crate) fn optional(&mut self, text: Option<&str>) {
        match text {
            None => self.number(0),
            Some(text) => {
                self.number((text.len() as u64).saturating_add(1));
                self.bytes(text.as_bytes());
            }
        }
    }

    /// Adds a list of texts.
    pub(crate) fn list(&mut self, texts: &[String]) {
        self.number(texts.len() as u64);
        for text in texts {
            self.text(text);
        }
    }

    /// The record.
    pub(crate) fn finish(self) -> Vec<u8> {
        self.0
    }
}

/// Takes a record apart. `None` from any step means that the record is not what it should be.
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// Opens a record of exactly this version.
    pub(crate) fn new(record: &'a [u8], version: u8) -> Option<Self> {
        let (first, rest) = record.split_first()?;
        (*first == version).then_some(Self(rest))
    }

    /// The next `count` bytes.
    pub(crate) fn bytes(&mut self, count: u64) -> Option<&'a [u8]> {
        let (bytes, rest) = self.0.split_at_checked(usize::try_from(count).ok()?)?;
        self.0 = rest;
        Some(bytes)
    }

    /// The next bytes, as an array.
    pub(crate) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.bytes(N as u64)?.try_into().ok()
    }

    /// A number of at most 64 bits.
    pub(crate) fn number(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let (first, rest) = self.0.split_first()?;
            self.0 = rest;
            let bits = u64::from(first & 0x7f);
            // The tenth byte has room for one bit only.
            if shift == 63 && bits > 1 {
                return None;
            }
            number |= bits << shift;
            if first & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// A text.
    pub(crate) fn text(&mut self) -> Option<String> {
        let length = self.number()?;
        self.text_of(length)
    }

    /// A text that may be missing. The outer `None` is a bad record.
    pub(crate) fn optional(&mut self) -> Option<Option<String>> {
        match self.number()?.checked_sub(1) {
            None => Some(None),
            Some(length) => self.text_of(length).map(Some),
        }
    }

    /// A list of texts. Each takes at least one byte, so the record's own size bounds it.
    pub(crate) fn list(&mut self) -> Option<Vec<String>> {
        let count = self.number()?;
        (0..count).map(|_| self.text()).collect()
    }

    /// The end of the record: nothing may follow.
    pub(crate) fn end(self) -> Option<()> {
        self.0.is_empty().then_some(())
    }

    fn text_of(&mut self, length: u64) -> Option<String> {
        std::str::from_utf8(self.bytes(length)?)
            .ok()
            .map(str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn record() -> Vec<u8> {
        let mut writer = Writer::new(1);
        writer.bytes(&[9, 9]);
        writer.number(300);
        writer.text("läuft");
        writer.optional(None);
        writer.optional(Some(""));
        writer.list(&["a".into(), String::new()]);
        writer.finish()
    }

    fn read(record: &[u8]) -> Option<()> {
        let mut reader = Reader::new(record, 1)?;
        assert_eq!(reader.array::<2>()?, [9, 9]);
        assert_eq!(reader.number()?, 300);
        assert_eq!(reader.text()?, "läuft");
        assert_eq!(reader.optional()?, None);
        assert_eq!(reader.optional()?, Some(String::new()));
        assert_eq!(reader.list()?, ["a", ""]);
        reader.end()
    }

    #[test]
    fn what_was_written_is_read() {
        assert!(read(&record()).is_some());
    }

    #[test]
    fn a_record_of_another_version_is_refused() {
        assert!(Reader::new(&record(), 2).is_none());
        assert!(Reader::new(&[], 1).is_none());
    }

    #[test]
    fn a_record_cut_anywhere_is_refused() {
        let record = record();
        for length in 0..record.len() {
            assert!(read(&record[..length]).is_none(), "{length}");
        }
    }

    #[test]
    fn trailing_bytes_are_refused() {
        let mut record = record();
        record.push(0);
        assert!(read(&record).is_none());
    }

    #[test]
    fn a_number_of_more_than_64_bits_is_refused() {
        let mut largest = vec![1];
        largest.extend([0xff; 9]);
        largest.push(1);
        assert_eq!(Reader::new(&largest, 1).unwrap().number(), Some(u64::MAX));
        *largest.last_mut().unwrap() = 2;
        assert_eq!(Reader::new(&largest, 1).unwrap().number(), None);
        assert_eq!(Reader::new(&[1, 0x80, 0x80], 1).unwrap().number(), None);
    }

    #[test]
    fn a_text_that_is_not_utf8_is_refused() {
        assert_eq!(Reader::new(&[1, 1, 0xff], 1).unwrap().text(), None);
    }

    proptest! {
        #[test]
        fn any_number_survives(number: u64) {
            let mut writer = Writer::new(1);
            writer.number(number);
            prop_assert_eq!(Reader::new(&writer.finish(), 1).unwrap().number(), Some(number));
        }

        #[test]
        fn reading_anything_never_panics(bytes: Vec<u8>) {
            if let Some(mut reader) = Reader::new(&bytes, 1) {
                let _ = (reader.number(), reader.optional(), reader.list(), reader.array::<16>());
            }
        }
    }
}

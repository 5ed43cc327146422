internal import Testing

@testable internal import Text

struct TextCleaningTests {
  @Test(arguments: [
    ("  Hello,\tWORLD!  ", "hello world"),
    ("It’s a “well-known” rock'n'roll—song…", "it's a well known rock'n'roll song"),
    ("e\u{301}tude", "étude"), ("either/or (maybe) 50% & $3", "either or maybe 50 3"),
    ("a\u{AD}b\u{200B}c\u{200E}", "abc"), ("Ｆｕｌｌ", "ｆｕｌｌ"), ("", ""), ("?!", ""),
    ("СЛОВО—Дело", "слово дело"), ("ΟΔΟΣ ΣΟΦΟΣ!", "οδος σοφος"),
    ("line\nbreak\u{2028}x", "line break x"),
  ])
  func `English is brought to small letters without punctuation`(text: String, cleaned: String) {
    #expect(TextCleaning(.english).apply(to: text) == cleaned)
  }

  @Test(arguments: [
    ("Ǆep, ǈubav i ǋegoš", "džep ljubav i njegoš"), ("ŠĐČĆŽ", "šđčćž"), ("C\u{30C}ovjek", "čovjek"),
    ("rekao je: *nejasno*; da?", "rekao je nejasno da"),
  ])
  func `Croatian digraphs become two letters`(text: String, cleaned: String) {
    #expect(
      Array(TextCleaning(.croatian).apply(to: text).unicodeScalars) == Array(cleaned.unicodeScalars)
    )
  }

  @Test(arguments: [
    ("يہ كتاب ہے۔", "یہ کتاب ہے"), ("كيا، آپ؟", "کیا آپ"), ("مـــیں", "میں"),
    ("می\u{200C}خواہم", "می\u{200C}خواہم"), ("\u{202B}سلام\u{202C}", "سلام"),
    ("۱۲۳ روپے", "۱۲۳ روپے"),
  ])
  func `Urdu gets one spelling of its letters`(text: String, cleaned: String) {
    #expect(
      Array(TextCleaning(.urdu).apply(to: text).unicodeScalars) == Array(cleaned.unicodeScalars))
  }

  @Test func `the case of Turkish letters is their own`() {
    #expect(TextCleaning(.turkish).apply(to: "IĞDIR İzmir I\u{307}") == "ığdır izmir i")
    #expect(TextCleaning(.english).apply(to: "IS") == "is")
  }

  @Test func `digits, marks and punctuation follow their policies`() {
    var rules = TextCleaning(.urdu)
    rules.digits = .ascii
    rules.removesMarks = true
    #expect(rules.apply(to: "۱۲۳ اُردُو ٤٥") == "123 اردو 45")
    rules.digits = .remove
    #expect(rules.apply(to: "۱۲۳ ب 7") == "ب")
    var kept = TextCleaning(.english)
    kept.kept = ["-", "'"]
    kept.lowercases = false
    #expect(kept.apply(to: "Well-known, Don't.") == "Well-known Don't")
    kept.removesPunctuation = false
    #expect(kept.apply(to: "A,  b.") == "A, b.")
    var compatible = TextCleaning(.other)
    compatible.form = .nfkc
    #expect(compatible.apply(to: "Ｆｕｌｌ ﬁve") == "full five")
  }

  @Test func `what is clean stays so`() {
    for language in TextCleaning.Language.allCases {
      let rules = TextCleaning(language)
      for text in ["It’s — ǅ, كياİI a\u{301}\u{323}!", "۱ ½ ™ ß ŉ", "\u{0}\u{7}x"] {
        let once = rules.apply(to: text)
        #expect(rules.apply(to: once) == once, "\(language) \(text)")
      }
    }
  }
}

@Test func `normalization forms are Python's where marks are many or stand for two`() throws {
  let rows = try #require(try fixture("unicode_forms.json").array)
  #expect(rows.count == 128)
  for row in rows {
    let texts = try #require(row.array).compactMap(\.string)
    for (form, expected) in zip([UnicodeForm.nfc, .nfd, .nfkc, .nfkd], texts.dropFirst()) {
      let isSame = form.apply(to: texts[0]).unicodeScalars.elementsEqual(expected.unicodeScalars)
      #expect(isSame, "\(form) of \(texts[0].debugDescription)")
    }
  }
}

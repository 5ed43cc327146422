import Testing

/// Calls of the engine's built-ins, whose results carry types on.
struct EngineCallTests {
  @Test(arguments: [
    ("a.log_mel(n_mel=80)", "log_mel: has no argument n_mel", "did you mean n_mels?"),
    (
      "a.log_mel(style=\"whispr\")",
      "log_mel: style expects \"whisper\" or \"htk\", got the string \"whispr\"",
      "did you mean \"whisper\"?"
    ),
    (
      "a.log_mel(n_mels=\"3\")", "log_mel: n_mels expects a whole number, got the string \"3\"",
      "int(text) and float(text) read numbers"
    ),
    (
      "a.log_mel(n_mels=1.5)", "log_mel: n_mels expects a whole number, got 1.5",
      "int(x) drops the fraction, round(x) rounds"
    ),
    ("a.duraton", "an audio has no field duraton", "did you mean duration?"),
    (
      "a.duration()", "an audio has no function duration",
      "duration is a field: write .duration without parentheses"
    ),
    ("a.show()", "show: works on dataset, not on an audio", nil),
    // A list has no upper: what is meant is not guessed.
    ("a.samples.shape.uper()", "a list has no function uper", nil),
    ("a.samples.shape.revers()", "a list has no function revers", "did you mean reverse?"),
    ("d.split().trian", "a record has no field trian", "did you mean train?"),
    ("d.split().train.shw()", "a dataset has no function shw", "did you mean show?"),
    ("d.fit()", "fit: misses the argument rates", "data.fit(epochs=3, rates, output=none)"),
    (
      "d.fit(rates=[1, \"a\"])",
      "fit: rates expects a list with a number in each place, got a list", nil
    ),
    ("d.fit(rates=[1]).stepz()", "a history has no function stepz", nil),
    ("a.log_mel() // \"a\"", nil, nil),
    (
      "d.fit(rates=[1]).show(\"3\")", "show: n expects a whole number, got the string \"3\"",
      "int(text) and float(text) read numbers"
    ),
    ("d.fit(rates=[1]).show(n=1, m=2)", "show: has no argument m", "data.show(n=10)"),
    ("x.map(1)", "map: function expects a function, got 1", nil),
    ("x.save()", "save: misses the argument path", "audio.save(path)"),
    ("x.lowr()", "there is no function lowr", "did you mean lower?"),
    (
      "rows.map(row => {text: row.text.lowr()})", "there is no function lowr", "did you mean lower?"
    ),
  ])
  func `are checked against the registry`(text: String, message: String?, hint: String?) {
    let recipe = """
      def unknown(x) { x }
      a = load_audio("/dev/null"); d = load_dataset("/dev/null")
      x = unknown(1); x = anything(); rows = x
      print(a, d, rows, x)
      \(text);
      """
    let found = errors(recipe)
    #expect(found.map(\.message) == [message].compactMap(\.self))
    #expect(found.first?.hint == hint)
  }

  @Test(arguments: [
    "a.log_mel().shape[0] + 1", "a[0:100].duration", "d[:3].show()", "d[0].whatever.text",
    "d.text.map(t => t.lower())", "d.fit(rates=range(3)).steps + 1", "d.fit(rates=[]).wer",
    "d.fit(epochs=1e3, rates=[0.1])", "anything(a=1, b=2).c.d(3)", "a.log_mel() @ a.log_mel()",
    "a.log_mel() * 2 > 0", "load_audio(\"/dev/null\").save(\"x.wav\")", "a.log_mel()[0] + 1",
    "d.columns.join()", "d.split(test=1).train[0:2].columns", "print(d.problems)",
    "for row in d { print(row.text) }", "for row in a { print(row) }", "len(a) + len(d)",
    "anything().a()", "{run: x => x}.run(3)", "anything().run()", "x.run(3).save(\"a\")",
  ])
  func `no false alarms are raised`(text: String) {
    let recipe = """
      x = anything(); record = {run: x => x + 1}
      a = load_audio("/dev/null"); d = load_dataset("/dev/null")
      print(a, d, x, record)
      \(text);
      """
    #expect(check(recipe) == [])
  }
}

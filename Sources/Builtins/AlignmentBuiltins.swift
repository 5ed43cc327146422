internal import Audio
internal import CTC
internal import Display
internal import Drawing
internal import ExactStrings
internal import Interpreter
internal import Letters
internal import Models
internal import Recognition
internal import Tensors
internal import Text
internal import Recognizers

/// Finding when a known text was said, showing and saving it.
var alignmentBuiltins: [Builtin] {
  [align, showAlignment, plotAlignment, saveAlignment, loadAlignment]
}

private var alignmentParameter: Parameter { Parameter("alignment", .object("alignment")) }

private var align: Builtin {
  Builtin(
    "align", on: modelParameter,
    [
      Parameter("audio", .anyOf([.object("audio"), .inputPath]), "a recording, or a file"),
      Parameter(
        "text", .anyOf([.string, .list(of: .string)]),
        "what is said in it, or a list of texts that follow one another: its segments"),
      Parameter(
        "star", .optional(.string), default: .none,
        "the word of the text that stands for speech which the text lacks, such as \"*\""),
    ] + windowParameters, result: "alignment",
    summary: "When each token and word of a known text was said, and how sure that is.",
    help:
      "The likeliest of all paths that spell the text, found exactly, for hours of audio too. The "
      + "result has .words, .tokens and .segments (datasets of start, end, start_frame, end_frame and "
      + "score), .frames (the token of every frame) and .score; .show(), .plot() and .save(path). Letters "
      + "that lie where nobody speaks are counted in one line and in .tokens_in_silence; the column "
      + "in_silence has each."
  ) { call in
    let model = try call.object("model", as: ModelObject.self).inUse(call)
    let texts: [String]
    if case .string(let text) = try call.value("text") {
      texts = [text]
    } else {
      texts = try call.strings("text")
    }
    let text = try spelled(texts, model.tokenizer, star: call.optionalString("star"))
    guard !text.labels.isEmpty else { throw AlignmentError.emptyText }
    if let place = text.segments.firstIndex(where: \.labels.isEmpty) { throw emptySegment(place) }
    let windows = try call.windows(for: model)
    let audio = try HeardRecording(call.source("audio"), for: model, windows)
    return .object(try aligned(audio, text, with: model, call))
  }
}

/// The error for a text of a list in which nothing is said: it has no place in the recording, and
/// leaving it out would give the segments behind it other numbers than the texts have.
private func emptySegment(_ place: Int) -> BuiltinError {
  BuiltinError(
    "text[\(place)] is empty: there is nothing to align",
    hint: "leave empty texts out: texts.filter(t => t.trim() != \"\")", kind: "text",
    argument: "text")
}

/// Spells texts; an error says in which the letter is and what else is missing.
private func spelled(
  _ texts: [String], _ tokenizer: CTCTokenizer, star: String?
) throws -> AlignmentText {
  do throws(TextError) {
    return try AlignmentText(texts, tokenizer, star: star)
  } catch {
    guard case .unknownLetter(let letter, _, _) = error else { throw error }
    let words = texts.map { splitAtSpaces($0).filter { !$0.isExactly(star ?? "") }.joined() }
    let missing = words.map(tokenizer.unknownLetters)
    var others: [Unicode.Scalar] = []
    for other in missing.joined() where !String(other).isExactly(letter) && !others.contains(other)
    {
      others.append(other)
    }
    let first = missing.firstIndex { !$0.isEmpty } ?? 0
    let shown = others.prefix(12).map { String($0) }.joined(separator: " ")
    throw BuiltinError(
      (texts.count > 1 ? "text[\(first)]: " : "") + "\(error)"
        + (others.isEmpty ? "" : "; the texts have others that it lacks: \(shown)")
        + (others.count > 12 ? " …" : ""),
      hint: tokenizer.caseAdvice(for: words)
        ?? "write the text as those of the training were: text.clean(), numbers as words",
      kind: "text", argument: "text")
  }
}

private func aligned(
  _ audio: HeardRecording, _ text: AlignmentText, with model: any SpeechModel, _ call: Call
) throws -> AlignmentObject {
  let frames = audio.frameCount
  guard frames > 0 else { throw AlignmentError.emptyAudio }
  // An hour is not heard for nothing; its last frames are not certain before.
  let aligner = ForcedAligner(blank: model.blank)
  try aligner.requireRoom(for: text.labels, frames: frames, leeway: 2)
  let (logits, outline) = try audio.scores(call, "Aligning")
  let path = try aligner.align(logits, labels: text.labels)
  let found = TextAlignment(
    path, of: text, model.tokenizer, timing: model.frameTiming, duration: outline.duration)
  let silent = found.tokens(in: outline.silence)
  if let words = describe(silent, of: found) { call.notice("align: \(words)") }
  return AlignmentObject(
    found, inSilence: silent, logits: logits, outline: outline.samples, source: audio.source)
}

/// One line that counts the tokens in silence and names their words, or `nil` if there are none.
private func describe(_ silent: TokensInSilence, of found: TextAlignment) -> String? {
  guard !silent.tokens.isEmpty else { return nil }
  let words = silent.words.prefix(3).map { index in
    let word = found.words[index]
    return "\(escapeForTerminal(word.text)) (\(formatShort(word.start)) s)"
  }
  let more = silent.words.count > 3 ? " and \(formatCount(silent.words.count - 3)) more" : ""
  return AlignmentObject.inSilence(silent.tokens.count) + ": in "
    + words.joined(separator: ", ") + more
}

private var showAlignment: Builtin {
  Builtin(
    "show", on: alignmentParameter,
    [Parameter("rows", .int, default: .int(30), "the most rows of waveform and words")],
    result: "none",
    summary: "Prints tokens and words under the waveform, and the token of every frame.",
    help:
      "Words are green from a score of 0.8, yellow from 0.5, else red. Runs of a token are counted.",
    example: "load_alignment(\"speech.ctm\").show()"
  ) { call in
    let alignment = try call.object("alignment", as: AlignmentObject.self)
    let rows = try call.int("rows")
    guard rows >= 1 else { throw BuiltinError("rows is at least 1, not \(rows)", argument: "rows") }
    func shown(on terminal: Display.Terminal) -> String {
      let text = alignment.rendered(for: terminal, rowLimit: rows)
      guard let found = alignment.found, found.path.path.count <= 1_500 else { return text }
      return text + "\n\n"
        + groupedTokenLine(found.frames.map(\.token), blank: found.blankToken, for: terminal)
    }
    call.show(shown(on: call.terminal)) {
      [.text(shown(on: .ofReports))] + alignment.pictures
    }
    return .none
  }
}

private var plotAlignment: Builtin {
  Builtin(
    "plot", on: alignmentParameter, plotParameters, result: "none",
    summary: "The probability of every token over time with the best path, or a picture of it.",
    help:
      "The tokens of the text stand from the bottom to the top in their order. An alignment that was "
      + "read from a file has no probabilities to plot."
  ) { call in
    let alignment = try call.object("alignment", as: AlignmentObject.self)
    guard let map = alignment.heatMap() else {
      throw BuiltinError(
        alignment.found == nil
          ? "an alignment from a file has no probabilities to plot"
          : "the recording and its text are too long for one plot",
        hint: "align a part of the recording, as audio[a:b]", kind: "value", argument: "alignment")
    }
    return try call.present(.heatMap(map))
  }
}

private var saveAlignment: Builtin {
  Builtin(
    "save", on: alignmentParameter,
    [
      Parameter(
        "path", .outputPath,
        "its ending says the format: .TextGrid, .ctm, .srt, .vtt, .json, or .txt for Audacity"),
      Parameter("short", .bool, default: .bool(false), "a TextGrid in Praat's short form"),
    ], result: "none",
    summary: "Writes the alignment for Praat, scoring tools, players or Audacity.",
    help:
      "Subtitles have a line for every segment, if the text was a list, else for about 42 letters. Words "
      + "of a TextGrid that have no length, or overlap others, stand in tiers of their own. What a format "
      + "has no place for is said.",
    example: "load_alignment(\"speech.ctm\").save(\"speech.srt\")"
  ) { call in
    let alignment = try call.object("alignment", as: AlignmentObject.self)
    let path = try call.string("path")
    guard let format = AlignmentFormat(path: path) else {
      throw BuiltinError(
        "\"\(path)\" does not end in .TextGrid, .ctm, .srt, .vtt, .json or .txt",
        hint: ".TextGrid opens in Praat, .srt in players, .txt as labels in Audacity", kind: "file",
        argument: "path")
    }
    let written = try alignment.contents(format, path: path, isShort: call.bool("short"))
    try writeFile(call.outputPath("path"), Array(written.text.utf8))
    for notice in written.notices { call.notice("save: \(notice)") }
    return .none
  }
}

private var loadAlignment: Builtin {
  Builtin(
    "load_alignment",
    [
      Parameter("path", .inputPath, "a file that ends in .TextGrid or .ctm"),
      Parameter(
        "recording", .optional(.string), default: .none,
        "which recording of a CTM with several"),
      Parameter(
        "channel", .optional(.string), default: .none, "which channel of a CTM with several"),
      Parameter(
        "words", .optional(.anyOf([.string, .int])), default: .none,
        "which tier of a TextGrid has the words: its name, or its number in .tiers from 0"),
      Parameter(
        "tokens", .optional(.anyOf([.string, .int])), default: .none,
        "which tier has the tokens: phones or letters"),
      Parameter(
        "silence", .list(of: .string),
        default: Value(StoredAlignment.usualSilence.map { Value($0) }),
        "what intervals of a TextGrid say that is silence and no word"),
    ], result: "alignment",
    summary: "Reads when words were said: a TextGrid of Praat, or NIST's CTM.",
    help:
      "A TextGrid is in its long, short or chronological form, in UTF-8 or UTF-16; .tiers has all its "
      + "tiers. Names such as words, phones, ORT-MAU, MAU or \"ann - words\" say what a tier is; what is "
      + "guessed is said. Of alternatives of a CTM the first is taken.",
    example: "load_alignment(\"speech.ctm\").words"
  ) { call in
    let path = try call.session.reading(try call.string("path"))
    var choice = StoredAlignment.Choice()
    choice.words = try call.tierChoice("words")
    choice.tokens = try call.tierChoice("tokens")
    choice.recording = try call.optionalString("recording")
    choice.channel = try call.optionalString("channel")
    choice.silence = try call.strings("silence")
    let stored = try StoredAlignment(reading: path, choice)
    for notice in stored.notices { call.notice("load_alignment: \(notice)") }
    return .object(AlignmentObject(stored))
  }
}

extension Call {
  /// The tier that `name` gives, or `nil` for `none`.
  fileprivate func tierChoice(_ name: String) throws -> TierChoice? {
    switch try value(name) {
    case .none: nil
    case .string(let text): .name(text)
    default: .place(try int(name))
    }
  }
}

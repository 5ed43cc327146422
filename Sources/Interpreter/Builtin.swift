/// A function that the language comes with: what help, completion and checking know, and what it does.
///
///     Builtin(
///       "resample", on: Parameter("audio", .object("audio")),
///       [Parameter("rate", .int, "samples a second")],
///       result: "audio", summary: "The same sound at another sampling rate.",
///       example: "load_audio(\"a.wav\").resample(16000)"
///     ) { call in
///       let clip = try call.object("audio", as: AudioObject.self)
///       return .object(try clip.resampled(to: call.int("rate")))
///     }
///
/// Arguments are checked against the declaration before the body runs.
public struct Builtin {
  /// The name that calls use.
  public let name: String
  /// The type that the first argument must have for this built-in to be meant, if it belongs to one.
  ///
  /// Several built-ins may share a name when their receivers differ.
  public let receiver: ValueType?
  /// All parameters in order, the receiver first if there is one.
  public let parameters: [Parameter]
  /// Whether calls may give named arguments beyond the parameters; see ``Call/extra``.
  public let allowsExtraNamed: Bool
  /// Whether it gives the same for the same arguments, and does nothing else.
  ///
  /// Functions that call only these can run for a row when the row is looked at, on any thread, and their
  /// results can be kept on disk. Not pure are those that print, draw random numbers, read or write files, ask
  /// a model or the clock.
  public let isPure: Bool
  /// What type of value comes back, as help shows it and completion uses it: `audio`, `list of int`.
  public let result: String
  /// What it does, in one line.
  public let summary: String
  /// More about it, in paragraphs; may be empty.
  public let help: String
  /// A line or more that can be run as they stand.
  public let example: String
  /// What checking a recipe says of arguments that are known before a run, besides what is wrong with
  /// them: given the value of a parameter, or `nil` if it is not known.
  public let advice: ((String) -> Value?) -> Advice?
  /// What it does.
  public let body: (Call) throws -> Value

  /// Declares a built-in; one with a receiver has it as its first parameter.
  public init(
    _ name: String, on receiver: Parameter? = nil, _ parameters: [Parameter] = [],
    allowsExtraNamed: Bool = false, isPure: Bool = false, result: String, summary: String,
    help: String = "",
    example: String = "", advice: @escaping ((String) -> Value?) -> Advice? = { _ in nil },
    body: @escaping (Call) throws -> Value
  ) {
    self.name = name
    self.receiver = receiver?.type
    self.parameters = (receiver.map { [$0] } ?? []) + parameters
    self.allowsExtraNamed = allowsExtraNamed
    self.isPure = isPure
    self.result = result
    self.summary = summary
    self.help = help
    self.example = example
    self.advice = advice
    self.body = body
  }
}

/// Something about an argument that would run, and is probably not meant.
public struct Advice {
  /// The parameter.
  public let parameter: String
  /// What it is, and what to do.
  public let message: String

  /// Makes an advice.
  public init(_ parameter: String, _ message: String) {
    (self.parameter, self.message) = (parameter, message)
  }
}

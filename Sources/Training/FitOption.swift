internal import Models
internal import Text

/// An option of training, declared once: what recipes call it, what it may be, its help, and what a run records
/// of it.
///
/// The parameters of `fit`, the reading and the checking of arguments, and the record that a resumed run is held
/// against are made of the list ``FitOptions/declared``. The default is that of ``FitOptions``.
public struct FitOption: Sendable {
  /// Where an option stands in the options.
  public typealias Place<Value> = any WritableKeyPath<FitOptions, Value> & Sendable

  /// What an option may be.
  public enum Kind: Sendable {
    /// A whole number.
    case whole(Place<Int>, ClosedRange<Int>)
    /// A whole number or none.
    case optionalWhole(Place<Int?>, ClosedRange<Int>)
    /// A number.
    case number(Place<Double>, ClosedRange<Double>)
    /// A number or none.
    case optionalNumber(Place<Double?>, ClosedRange<Double>)
    /// Yes or no.
    case flag(Place<Bool>)
    /// Yes, no or none.
    case optionalFlag(Place<Bool?>)
    /// One of some words; none if that is one of the choices.
    case choice(Choice)
    /// Something with a notation of its own.
    case own(Notation)
  }

  /// Some words of which one is chosen.
  public struct Choice: Sendable {
    /// The words.
    public let words: [String]
    /// Whether none may be chosen.
    public let isOptional: Bool
    /// The word that is chosen.
    public let word: @Sendable (FitOptions) -> String?
    /// Chooses one of the words, or none.
    public let choose: @Sendable (inout FitOptions, String?) -> Void
  }

  /// Options that recipes write in a way of their own.
  public enum Notation: Sendable {
    case learningRates
    case schedule
    /// The numbers that belong to the schedule.
    case scheduleNumbers
    case specAugment
    case augmentation
    case memory
    case seed
  }

  /// What a run records of an option, to be compared when it goes on.
  enum Recording: Sendable {
    /// The option changes nothing of what is learned.
    case nothing
    /// Its value.
    case value
    /// Words about it.
    case words(@Sendable (FitOptions, any SpeechModel) -> String)
  }

  /// The name in recipes.
  public let name: String
  /// What it may be.
  public let kind: Kind
  /// What it is about, in a phrase.
  public let help: String
  private let recording: Recording

  init(_ name: String, _ kind: Kind, _ help: String, recording: Recording = .value) {
    (self.name, self.kind, self.help, self.recording) = (name, kind, help, recording)
  }

  /// What a run records of the option; `nil` if it changes nothing of what is learned.
  func record(_ options: FitOptions, for model: any SpeechModel) -> String? {
    switch recording {
    case .nothing: nil
    case .words(let words): words(options, model)
    case .value:
      switch kind {
      case .whole(let place, _): "\(options[keyPath: place])"
      case .optionalWhole(let place, _): Self.words(options[keyPath: place])
      case .number(let place, _): "\(options[keyPath: place])"
      case .optionalNumber(let place, _): Self.words(options[keyPath: place])
      case .flag(let place): "\(options[keyPath: place])"
      case .optionalFlag(let place): Self.words(options[keyPath: place])
      case .choice(let choice): Self.words(choice.word(options))
      case .own: nil
      }
    }
  }

  /// A value in words, or `none`.
  static func words(_ value: (some Any)?) -> String { value.map { "\($0)" } ?? "none" }

  /// Refuses a value that the option may not have.
  func check(_ options: FitOptions) throws(TrainingError) {
    switch kind {
    case .whole(let place, let range): try check(options[keyPath: place], range)
    case .optionalWhole(let place, let range): try check(options[keyPath: place], range)
    case .number(let place, let range): try check(options[keyPath: place], range)
    case .optionalNumber(let place, let range): try check(options[keyPath: place], range)
    case .choice(let choice):
      let word = choice.word(options)
      guard !(word.map(choice.words.contains) ?? choice.isOptional) else { return }
      throw refusal(
        "is one of \(choice.words.joined(separator: ", ")), not \(Self.words(word))")
    case .flag, .optionalFlag, .own: break
    }
  }

  private func check(_ value: Int?, _ range: ClosedRange<Int>) throws(TrainingError) {
    guard let value, !range.contains(value) else { return }
    throw refusal(
      "is a whole number from \(grouped(range.lowerBound)) to \(grouped(range.upperBound)), not \(value)"
    )
  }

  private func check(_ value: Double?, _ range: ClosedRange<Double>) throws(TrainingError) {
    guard let value, !range.contains(value) else { return }
    throw refusal("is a number from \(range.lowerBound) to \(range.upperBound), not \(value)")
  }

  private func refusal(_ problem: String) -> TrainingError {
    .badSetting(name: name, problem: problem)
  }
}

/// A number with commas between its thousands.
private func grouped(_ number: Int) -> String {
  var digits = Array("\(number)")
  for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
  return String(digits)
}

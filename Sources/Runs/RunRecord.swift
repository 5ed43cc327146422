public import Foundation
public import Text

/// Everything that is kept of one run of a recipe: the contents of `run.json`.
///
/// The file is JSON with sorted keys. Numbers that are not finite are written as the texts `nan`,
/// `inf` and `-inf`.
public struct RunRecord: Sendable {
  /// The form of the file; a reader refuses a higher one.
  public static let schema = 1

  /// How a run stands or ended.
  public enum Status: String, Sendable {
    /// It goes on, or its process died: see ``RunFolder/isAlive``.
    case running
    /// It ran to its end.
    case done
    /// A statement failed.
    case failed
    /// The user stopped it.
    case interrupted
  }

  /// One parameter of the recipe as the run had it.
  public struct Parameter: Sendable, Equatable {
    /// The name.
    public var name: String
    /// The value as a recipe writes it.
    public var value: String
    /// The text on the command line, or `nil` for the default.
    public var given: String?
  }

  /// A recipe or another file that it imports.
  public struct Source: Sendable, Equatable {
    /// The path.
    public var path: String
    /// The whole text.
    public var text: String
    /// The SHA-256 of the text.
    public var hash: String { textHash(text) }
  }

  /// A training that the run kept in a folder.
  public struct Training: Sendable, Equatable {
    /// The folder that the recipe names.
    public var output: String
    /// The folder that it is in: another where that one held a training already, and in a rerun.
    public var folder: String
  }

  /// One step of the recipe.
  public struct Step: Sendable {
    /// The title; empty for what stands before the first step.
    public var title: String
    /// The code.
    public var code: String
    /// How long it took, or `nil` if it did not end.
    public var seconds: Double?
    /// Whether it failed.
    public var hasFailed = false
    /// What it printed and displayed, without colours.
    public var output = ""
    /// Parts of the output that are others in every run, such as times, in their order.
    public var varying: [String] = []
    /// Sentences that are no part of the result.
    public var notices: [String] = []
    /// The most memory that the process had held by its end, in megabytes.
    public var peakMegabytes: Int?
  }

  /// A number by which runs are compared.
  public struct Figure: Sendable, Equatable {
    /// Its name: `evaluate.wer`.
    public var name: String
    /// Its value, exact.
    public var value: Double
  }

  /// The run's name: the recipe's and the time of its start.
  public var id: String
  /// How it stands.
  public var status = Status.running
  /// The exit code of the program, or `nil` while it runs.
  public var exitCode: Int?
  /// What was shown when it failed.
  public var error: String?
  /// When it started.
  public var started: Date
  /// When it ended, or `nil`.
  public var ended: Date?
  /// The working folder, or `nil` if its path is not UTF-8, which no record can hold.
  public var folder: String?
  /// The recipe.
  public var recipe: Source
  /// What it imports.
  public var imports: [Source] = []
  /// Its parameters.
  public var parameters: [Parameter] = []
  /// The root of all random streams at the end.
  public var seed: UInt64 = 0
  /// The program: version, hash, libraries.
  public var engine = JSONObject()
  /// The machine: processor, instructions, threads.
  public var device = JSONObject()
  /// Variables of the environment that can change a result.
  public var environment = JSONObject()
  /// The files that were read.
  public var inputs: [FileFingerprint] = []
  /// The files that were written.
  public var outputs: [FileFingerprint] = []
  /// The trainings that were kept, in the order in which they were begun.
  public var trainings: [Training] = []
  /// The steps that were begun.
  public var steps: [Step] = []
  /// The figures, in the order in which they came.
  public var figures: [Figure] = []
}

internal import Audio
internal import Caching
public import Datasets
internal import Foundation
internal import Kernels

/// How tables are computed: by how many threads, and where costly results are kept.
public struct TablePolicy: Sendable {
  /// How many threads work on the rows of a table.
  public var threadCount: Int
  /// Where results are kept, if they are.
  public var cache: TableCache?
  /// How many seconds work must have taken for its result to be kept without being asked for.
  public var leastSeconds = 5.0

  /// Describes a policy.
  public init(threadCount: Int, cache: TableCache?) {
    (self.threadCount, self.cache) = (threadCount, cache)
  }

  /// All cores, and the cache that the environment asks for.
  public static var standard: TablePolicy {
    let environment = ProcessInfo.processInfo.environment
    return TablePolicy(
      threadCount: threadCountOfKernels,
      cache: ContentCache(environment: environment).flatMap { entries in
        programIdentity.map { TableCache(entries, program: $0) }
      })
  }

  /// What tells programs and machines apart whose results may differ in a bit, or `nil` where that
  /// cannot be known: the file of this program, and what it computes with.
  private static var programIdentity: String? {
    do {
      let program = try fileStamp("/proc/self/exe")
      let engine = engineDescription.filter { $0.name != "threads" }
        .map { "\($0.name)=\($0.value)" }
      return
        (["\(program.byteCount) \(program.nanoseconds) \(program.number)"] + engine)
        .joined(separator: "\n")
    } catch {
      return nil
    }
  }
}

/// The threads that the kernels use; the name says it beside the property of the same name.
private var threadCountOfKernels: Int { Kernels.threadCount }

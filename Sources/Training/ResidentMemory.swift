internal import Foundation

/// The bytes of memory that the process holds now, or `nil` where the system does not tell.
public var residentMemory: Int? {
  // The second number is that of pages in memory.
  let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
  let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
  return pages.map { $0 * Int(sysconf(Int32(_SC_PAGESIZE))) }
}

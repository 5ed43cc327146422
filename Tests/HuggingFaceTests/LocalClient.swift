@testable internal import HuggingFace

/// A client of a hub on this machine, which it keeps running.
struct LocalClient: Sendable {
  let hub: Hub
  let server: any AnyObject & Sendable

  func snapshot(
    of repository: String, revision: String = "main", files: FileSelection = .model,
    progress: @escaping (HubProgress) -> Void = { _ in },
    notice: @escaping (String) -> Void = { _ in }, shouldStop: @escaping () -> Bool = { false }
  ) throws(HubError) -> String {
    defer { withExtendedLifetime(server) {} }
    return try hub.snapshot(
      of: repository, revision: revision, files: files, progress: progress, notice: notice,
      shouldStop: shouldStop)
  }

  func push(
    folder: String, to repository: String, isPrivate: Bool = false, message: String = "Upload",
    progress: @escaping (HubProgress) -> Void = { _ in },
    shouldStop: @escaping () -> Bool = { false }
  ) throws(HubError) -> String {
    defer { withExtendedLifetime(server) {} }
    return try hub.push(
      folder: folder, to: repository, isPrivate: isPrivate, message: message, progress: progress,
      shouldStop: shouldStop)
  }
}

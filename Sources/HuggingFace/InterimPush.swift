extension Hub {
  public func push(
    folder: String, to repository: String, isPrivate: Bool = false,
    message: String = "Upload a model",
    progress: @escaping (HubProgress) -> Void = { _ in },
    notice: @escaping (String) -> Void = { _ in },
    shouldStop: @escaping () -> Bool = { false }
  ) throws(HubError) -> String { throw .interrupted }
}

internal import ExactStrings
internal import Kernels
internal import Synchronization

/// The zip archive that `torch.save` writes: a pickle and the storages that it names.
final class PyTorchArchive: Sendable {
  var file: FileBytes { zip.file }

  private let zip: ZipArchive
  /// The folder that all members are in.
  private let root: String
  private let members: [ExactString: ZipMember]
  /// The members whose bytes have been checked.
  private let checked = Mutex<Set<ExactString>>([])

  private static let largestPickle = 32 << 20

  init(_ file: FileBytes) throws(FormatProblem) {
    guard file.count >= 4, file.bytes(0..<4) == [0x50, 0x4B, 0x03, 0x04] else {
      let what = foreignContent(of: file).map { "; it looks like \($0)" } ?? ""
      throw FormatProblem(
        text: "it is no zip archive, as torch.save writes since PyTorch 1.6\(what)")
    }
    zip = try ZipArchive(file)
    let pickles = zip.members.filter { $0.name.hasSuffix("/data.pkl") }
    guard let pickle = pickles.first else {
      throw FormatProblem(text: "it is a zip archive without data.pkl: torch.save did not write it")
    }
    guard pickles.count == 1 else {
      throw FormatProblem(text: "it has \(pickles.count) members data.pkl where one belongs")
    }
    let root = String(pickle.name.dropLast("data.pkl".count))
    if let other = zip.members.first(where: { !$0.name.hasPrefix(root) }) {
      throw other.problem("is not in the folder of data.pkl, \(shown(root))")
    }
    self.root = root
    members = Dictionary(
      exact: zip.members.map { (String($0.name.dropFirst(root.count)), $0) })
    if members["constants.pkl"] != nil
      || members.keys.contains(where: { $0.string.hasPrefix("code/") })
    {
      throw FormatProblem(
        text: "it is a TorchScript archive, which holds programs; save model.state_dict(), or "
          + "convert it to safetensors")
    }
    try checkVersion()
  }

  private func checkVersion() throws(FormatProblem) {
    guard let version = members["version"] else {
      throw FormatProblem(text: "it has no member version, which torch.save writes")
    }
    let bytes = try zip.bytes(of: version, limit: 16)
    let digits = String(decoding: bytes.last == 0x0A ? bytes.dropLast() : bytes, as: UTF8.self)
    guard let number = Int(digits), (1...10).contains(number) else {
      throw version.problem("is \(shown(digits)); versions 1 to 10 are read")
    }
    guard let order = members["byteorder"] else { return }
    let name = String(decoding: try zip.bytes(of: order, limit: 16), as: UTF8.self)
    guard name == "little" else {
      throw order.problem("is \(shown(name)); only little is read; convert it to safetensors")
    }
  }

  /// The pickle that names the tensors.
  func pickle() throws(FormatProblem) -> [UInt8] {
    guard let member = members["data.pkl"] else {
      throw FormatProblem(text: "it has no data.pkl")
    }
    return try zip.bytes(of: member, limit: Self.largestPickle)
  }

  /// Checks that a storage has as many bytes as the pickle says.
  func checkSize(of storage: PickledStorage) throws(FormatProblem) {
    let member = try member(of: storage)
    let (size, overflow) = storage.count.multipliedReportingOverflow(
      by: storage.format?.byteCount ?? 1)
    guard !overflow, size == member.place.count else {
      throw member.problem(
        "has \(member.place.count) bytes; data.pkl says \(storage.count) of "
          + (storage.format?.rawValue ?? "one byte"))
    }
  }

  /// Where a storage's numbers are; they are checked when they are first asked for.
  func place(of storage: PickledStorage) throws(FormatProblem) -> Range<Int> {
    let member = try member(of: storage)
    if checked.withLock({ $0.contains(member.name) }) { return member.place }
    try zip.check(member)
    checked.withLock { _ = $0.insert(member.name) }
    return member.place
  }

  private func member(of storage: PickledStorage) throws(FormatProblem) -> ZipMember {
    guard let member = members["data/\(storage.key)"] else {
      throw FormatProblem(text: "it has no member for the storage \(shown(storage.key))")
    }
    return member
  }
}

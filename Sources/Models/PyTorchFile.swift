internal import ExactStrings
public import Kernels
public import Tensors
internal import Synchronization
internal import Text

/// A file of named tensors that PyTorch's `torch.save(model.state_dict(), …)` wrote.
///
/// The file is a zip archive. Its member `data.pkl` is a pickle, a program that rebuilds Python's
/// objects; here it is read by a machine that knows tensors and nothing else, so that opening a file
/// never runs what somebody put into it. The other members are the numbers. Contiguous
/// single-precision floats stand on the file; views with strides are written out.
public struct PyTorchFile: TensorFile {
  /// The file, as messages name it.
  public let path: String
  /// The tensors in the order of the dictionary.
  public let entries: [TensorFileEntry]
  /// Free text about the file: it has none.
  public var metadata: [(key: String, value: String)] { [] }

  private let archive: PyTorchArchive
  private let tensors: [PickledTensor]
  private let positions: [ExactString: Int]

  /// Opens a file and reads its names and shapes.
  ///
  /// - Parameter path: Where it is.
  /// - Throws: ``ModelError/file(_:)`` or ``ModelError/badTensors(path:problem:)``.
  public init(path: String) throws(ModelError) {
    try self.init(try mappedFile(path), path: path)
  }

  /// Reads the names and shapes of a file whose bytes are at hand.
  ///
  /// - Parameters:
  ///   - file: The bytes.
  ///   - path: What messages call the file.
  /// - Throws: ``ModelError/badTensors(path:problem:)``.
  public init(_ file: FileBytes, path: String) throws(ModelError) {
    self.path = path
    (archive, entries, tensors) = try FormatProblem.inFile(path) { () throws(FormatProblem) in
      let archive = try PyTorchArchive(file)
      let dictionary = try StateDictionary(try archive.pickle())
      for tensor in dictionary.tensors { try archive.checkSize(of: tensor.storage) }
      let entries = zip(dictionary.names, dictionary.tensors).map {
        TensorFileEntry(name: $0, format: $1.format, shape: $1.shape)
      }
      return (archive, entries, dictionary.tensors)
    }
    positions = Dictionary(
      uniqueKeysWithValues: entries.enumerated().map { (ExactString($1.name), $0) })
  }

  /// Returns a tensor, standing on the file where its numbers are single-precision floats that follow
  /// one another.
  ///
  /// When a storage is first needed, its numbers are checked against the archive's CRC-32.
  ///
  /// - Parameter name: One of the entries' names.
  /// - Returns: The tensor.
  /// - Throws: ``ModelError/badTensors(path:problem:)`` if there is no such tensor, if its numbers are
  ///   not floats, or if they are damaged.
  public func tensor(_ name: String) throws(ModelError) -> Tensor {
    try FormatProblem.inFile(path) { () throws(FormatProblem) in
      guard let position = positions[ExactString(name)] else {
        throw FormatProblem(text: "it has no tensor \(shown(name))")
      }
      let (entry, view) = (entries[position], tensors[position])
      let place = try archive.place(of: view.storage)
      let start = place.lowerBound + view.offset * entry.format.byteCount
      guard entry.count > 0 else {
        return try floats(of: archive.file, at: place.lowerBound, entry)
      }
      if view.isContiguous { return try floats(of: archive.file, at: start, entry) }
      guard let extent = PickledTensor.extent(view.shape, view.strides) else {
        throw tensorProblem(name, "has strides that lead twice to the same number")
      }
      let all = TensorFileEntry(name: name, format: entry.format, shape: [extent])
      return try floats(of: archive.file, at: start, all).gathered(
        shape: view.shape, strides: view.strides)
    }
  }
}

public import Text

/// Why a file is no notebook that can be read.
public enum NotebookError: Error, Equatable, Sendable {
  /// The file is not JSON.
  case json(JSONError)
  /// The file is JSON, but it says of no format that it is a notebook in it.
  case noNotebook
  /// The notebook has a format that is not read.
  case format(Int)
  /// A part of the notebook is not what it has to be; cells are counted from 1.
  case part(String, expected: String)
}

extension NotebookError: CustomStringConvertible {
  /// The error in words that follow the name of the file.
  public var description: String {
    switch self {
    case .json(let error): "is not JSON: \(error)"
    case .noNotebook: "is no notebook: it has no whole number nbformat"
    case .format(let number): "is a notebook of format \(number); format 4 is read"
    case .part(let part, let expected): "is a broken notebook: \(part) is not \(expected)"
    }
  }

  /// What to do about it, where something is known.
  public var hint: String? {
    switch self {
    case .format(let number) where number < 4:
      "jupyter nbconvert --to notebook --nbformat 4 brings it to format 4"
    default: nil
    }
  }
}

internal import Files
package import Language

/// Where an import statement leads.
package struct ImportPlace {
  /// How deeply imports may be nested.
  package static let deepest = 64

  /// The path of the file, from where the process is.
  package let path: String
  /// The same file by whatever path has the same identity.
  package let identity: String

  /// Resolves the path of an import in `source`, which is relative to the file that imports.
  ///
  /// - Throws: ``BuiltinError`` if it begins with `~` and there is no `HOME`.
  package init(_ path: String, from source: SourceText) throws(BuiltinError) {
    let path = try meantPath(path)
    let folder = source.path?.pathFolder ?? "."
    self.path = path.hasPrefix("/") || folder == "." ? path : folder.inFolder(path)
    identity = place(of: self.path)
  }

  /// The error for a file that imports itself, or one that imports it.
  package static func cycle(_ path: String) -> BuiltinError {
    BuiltinError(
      "\(path) is being imported already, by a file that it imports", kind: "import")
  }

  /// The error for imports without an end.
  package static var tooDeep: BuiltinError {
    BuiltinError("imports are nested too deeply", kind: "import")
  }
}

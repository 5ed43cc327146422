internal import Testing

/// The rules of the architecture, held against every source file.
///
/// A violation names file and line.
@Suite struct ArchitectureTests {
  let sources: [(path: String, code: SwiftSource)]
  let arrows: [String: Set<String>]

  init() throws {
    sources = try Repository.swiftFiles(under: "Sources").map {
      ($0, SwiftSource(try Repository.text(of: $0)))
    }
    arrows = Manifest(try Repository.text(of: "Package.swift")).arrows
  }

  @Test func `the manifest lists every module that has sources, and no other`() {
    let modules = Set(sources.map { Repository.module(of: $0.path) })
    #expect(modules == Set(arrows.keys))
    #expect(modules.count > 10)
  }

  @Test func `a module imports only what its row of the manifest names`() {
    for (path, code) in sources {
      let module = Repository.module(of: path)
      for (index, line) in code.lines.enumerated() {
        guard let imported = Rules.importedModule(in: line) else { continue }
        if !Rules.mayImport(imported, into: module, arrows: arrows[module] ?? []) {
          Issue.record("\(path):\(index + 1): \(module) may not import \(imported)")
        }
      }
    }
  }

  @Test func `the table of modules goes from the lowest to the highest`() throws {
    let order = try Repository.text(of: "Package.swift")
    for (module, row) in arrows {
      for lower in row where arrows[lower] != nil {
        let from = order.firstRange(of: "\"\(lower)\": [")?.lowerBound ?? order.endIndex
        let to = order.firstRange(of: "\"\(module)\": [")?.lowerBound ?? order.endIndex
        #expect(from < to, "Package.swift: \(lower) must stand before \(module)")
      }
    }
  }

  @Test func `raw memory is touched in Kernels and in the wrappers of C libraries alone`() {
    for (path, code) in sources
    where Repository.module(of: path) != "Kernels" && !Rules.wrapperFiles.contains(path) {
      for number in code.lineNumbers(where: Rules.isUnsafe) {
        Issue.record("\(path):\(number): unsafe code outside Kernels and the wrapper files")
      }
    }
  }

  @Test func `nothing ends the process where a value is not as expected`() {
    for (path, code) in sources {
      for (index, line) in code.lines.enumerated() {
        if let trap = Rules.trap(in: line) {
          Issue.record("\(path):\(index + 1): \(trap); throw an error instead")
        }
      }
    }
  }

  @Test func `paths go to the system as they are, and to no URL`() {
    for (path, code) in sources where !Rules.filesWithURLs.contains(path) {
      for (index, line) in code.lines.enumerated() {
        if let word = Rules.otherPathMeaning(in: line) {
          Issue.record("\(path):\(index + 1): \(word); the module Files has what paths need")
        }
      }
    }
  }

  @Test func `strings that stand for data are compared by their code points`() {
    var unused = Set(ExactNames.exceptions.keys)
    for (path, code) in sources where ExactNames.modules.contains(Repository.module(of: path)) {
      for (index, line) in code.lines.enumerated() {
        guard let fault = ExactNames.fault(in: line) else { continue }
        guard ExactNames.exceptions[path] == nil else {
          unused.remove(path)
          continue
        }
        Issue.record(
          "\(path):\(index + 1): \(fault) compares strings by how they look; use ExactString")
      }
    }
    #expect(unused.isEmpty, "exceptions that nothing needs")
  }

  @Test func `no file is longer than 400 lines`() throws {
    let tests = try Repository.swiftFiles(under: "Tests")
    for path in sources.map(\.path) + tests {
      let count = try Repository.text(of: path).count { $0 == "\n" }
      if count > Rules.longestFile {
        Issue.record("\(path):\(Rules.longestFile + 1): \(count) lines; split the file")
      }
    }
  }
}

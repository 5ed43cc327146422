internal import Testing

/// The rules can tell good code from bad.
@Suite struct RulesTests {
  @Test func `comments and text are not code`() {
    let text = #"""
      let a = "try! \(b!) // no" // as! String
      /* fatalError() /* unsafe */
      */ let c = """
        unsafe
        """
      let d = r"x" + "\"unsafe"
      """#
    let lines = SwiftSource(text).lines
    #expect(lines.count == 6)
    #expect(lines[0].contains("(b!)"))
    #expect(!lines[0].contains("try") && !lines[0].contains("as!"))
    #expect(!lines[1].contains("fatalError"))
    #expect(lines[2].contains("let c"))
    #expect(!lines[3].contains("unsafe") && !lines[5].contains("unsafe"))
  }

  @Test func `raw strings end at their own mark`() {
    let lines = SwiftSource(##"let a = #"x " y! \#(z!)"#; q!"##).lines
    #expect(lines[0].contains("(z!)"))
    #expect(lines[0].hasSuffix("; q!"))
    #expect(!lines[0].contains("y!"))
  }

  @Test(arguments: [
    ("internal import Foundation", "Foundation"), ("import Tensors", "Tensors"),
    ("public import struct Tensors.Tensor", "Tensors"), ("@testable import asrsh", "asrsh"),
    ("  @preconcurrency import Glibc", "Glibc"), ("let imported = import_", nil), ("", nil),
  ])
  func `imports are seen`(line: String, module: String?) {
    #expect(Rules.importedModule(in: line) == module)
  }

  @Test func `an import needs its arrow`() {
    #expect(Rules.mayImport("Kernels", into: "Tensors", arrows: ["Kernels"]))
    #expect(Rules.mayImport("Glibc", into: "Kernels", arrows: []))
    #expect(Rules.mayImport("Foundation", into: "Text", arrows: []))
    #expect(!Rules.mayImport("Foundation", into: "Kernels", arrows: []))
    #expect(!Rules.mayImport("Tensors", into: "Language", arrows: []))
  }

  @Test(arguments: [
    "let x = y!", "f()!.g()", "a[0]!", "try! f()", "x as! Int", "fatalError()", "var s: String!",
  ])
  func `traps are seen`(line: String) {
    #expect(Rules.trap(in: line) != nil)
  }

  @Test(arguments: [
    "var a: [String: Int] = [:]", "let b: Set<String> = []", "Dictionary<String, Int>()",
    "let c: [String?: Int]", "if names.contains(name) {", "data.names.firstIndex(of: column)",
    "a.keys.contains(b) && names.contains(\"\")",
  ])
  func `strings compared by how they look are seen`(line: String) {
    #expect(ExactNames.fault(in: line) != nil)
  }

  @Test(arguments: [
    "var a: [ExactString: Int]", "Set<ExactString>", "names.contains(\"    \")", "[String]",
    "names.contains(where: x)", "names.containsExactly(name)", "names.firstExactIndex(of: name)",
    "(String, Int)",
  ])
  func `strings compared by code points pass`(line: String) {
    #expect(ExactNames.fault(in: line) == nil)
  }

  @Test(arguments: ["if !x {", "a != b", "a!=b", "(!x)", "try? f()", "return !done"])
  func `what is no trap passes`(line: String) {
    #expect(Rules.trap(in: line) == nil)
  }

  @Test(arguments: [
    "unsafe read(0)", "let x = unsafe y", "nonisolated(unsafe) var a",
    "class A: @unchecked Sendable {",
  ])
  func `unsafe code is seen`(line: String) {
    #expect(Rules.isUnsafe(line))
  }

  @Test(arguments: [
    "URL(fileURLWithPath: path)", "try Data(contentsOf: URL(filePath: p))", "(path as NSString).x",
    "FileManager.default.fileExists(atPath: path)", "url.standardizedFileURL", "a.write(toFile: p)",
    "call.session.files.reading(path)",
  ])
  func `paths with another meaning are seen`(line: String) {
    #expect(Rules.otherPathMeaning(in: line) != nil)
  }

  @Test(arguments: ["let curl = CURLOPT_URL", "path.pathFolder", "files.reading(place.path)"])
  func `what leaves paths as they are passes`(line: String) {
    #expect(Rules.otherPathMeaning(in: line) == nil)
  }

  @Test(arguments: ["let unsafety = 1", "struct A: Sendable {", "UnsafePointer<Int>"])
  func `what is not unsafe passes`(line: String) {
    #expect(!Rules.isUnsafe(line))
  }

  @Test func `the manifest is read row by row`() {
    let manifest = Manifest(
      """
      /// "Not": ["this"]
      let modules: KeyValuePairs<String, [String]> = [
        "A": ["C"],
        "B": [
          "A", "D",
        ],
        "E": [],
      ]
      .executableTarget(
        name: "tool", dependencies: ["B", .product(name: "P", package: "q")],
        swiftSettings: settings)
      """)
    #expect(manifest.arrows["A"] == ["C"])
    #expect(manifest.arrows["B"] == ["A", "D"])
    #expect(manifest.arrows["E"] == [])
    #expect(manifest.arrows["tool"] == ["B", "P", "q"])
    #expect(manifest.arrows.count == 4)
  }
}

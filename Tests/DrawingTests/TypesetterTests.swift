import Foundation
import Testing

@testable import Drawing

/// Text as it is set: fonts, shapes, directions.
struct TypesetterTests {
  private func typesetter() throws -> Typesetter { try Typesetter(DrawingLibrary.shared()) }

  @Test func `there are fonts for Urdu and Croatian`() throws {
    let typesetter = try typesetter()
    let urdu =
      "ا آ ب پ ت ٹ ث ج چ ح خ د ڈ ذ ر ڑ ز ژ س ش ص ض ط ظ ع غ ف ق ک گ ل م ن ں و ؤ ہ ۂ ھ ء ی ئ ے ۓ ۔ ، ؟ ۰۱۲۳"
    for text in [urdu, "abcčćdđžš ABCČĆDĐŽŠ dž lj nj", "0123456789 −×…⁻⁰¹²³⁴⁵⁶⁷⁸⁹"] {
      #expect(typesetter.set(text).missingLetterCount == 0)
      #expect(typesetter.set(text, isBold: true).missingLetterCount == 0)
    }
    #expect(typesetter.missingLetterCount == 0)
    #expect(typesetter.set("\u{E123}").missingLetterCount == 1)
    #expect(typesetter.missingLetterCount == 1)
  }

  @Test func `letters of Urdu are joined`() throws {
    let typesetter = try typesetter()
    // A ZERO WIDTH NON-JOINER between two letters gives both the shape that they have alone.
    for word in ["سلام", "تربیت", "شہر", "کتاب"] {
      let alone = word.unicodeScalars.map { String($0) }.joined(separator: "\u{200C}")
      let (joined, apart) = (typesetter.set(word).width, typesetter.set(alone).width)
      #expect(joined < 0.97 * apart, "\(word): \(joined) joined, \(apart) apart")
    }
  }

  @Test func `accents stand over their letters`() throws {
    let typesetter = try typesetter()
    let (plain, accented) = (typesetter.set("cczsd").width, typesetter.set("čćžšd").width)
    #expect(abs(plain - accented) < 0.01)
    let composed = typesetter.set("c\u{30C}").width
    #expect(abs(composed - typesetter.set("č").width) < 0.01)
  }

  @Test func `a text begins in the direction of its first letter`() throws {
    let typesetter = try typesetter()
    #expect(typesetter.set("نقصان (loss)").isRightToLeft)
    #expect(!typesetter.set("loss (نقصان)").isRightToLeft)
    #expect(!typesetter.set("12 %").isRightToLeft)
    #expect(typesetter.set("12 نقصان").isRightToLeft)
  }

  @Test func `long text is broken, then cut`() throws {
    let typesetter = try typesetter()
    let line = typesetter.set("word").height
    let long = String(repeating: "many words ", count: 300)
    let one = typesetter.set(long, width: 200)
    #expect(one.width <= 200.5 && abs(one.height - line) < 0.5)
    let two = typesetter.set(long, width: 200, lines: 2)
    #expect(two.width <= 200.5 && two.height > 1.5 * line && two.height < 2.5 * line)
    // What is short takes no more than its own width.
    #expect(typesetter.set("word", width: 200).width < 50)
    let endless = typesetter.set(String(repeating: "x", count: 1_000_000), width: 300)
    #expect(endless.width <= 300.5)
  }

  @Test func `text from data cannot reorder or steer`() throws {
    let typesetter = try typesetter()
    let (override, spelled) = ("abc\u{202E}def", "abc\\u{202e}def")
    #expect(typesetter.set(override).width == typesetter.set(spelled).width)
    #expect(typesetter.set("two\nlines").height == typesetter.set("one line").height)
  }

  @Test func `a system without fonts is an error that says so`() async {
    await #expect(processExitsWith: .exitCode(7)) {
      let folder = FileManager.default.temporaryDirectory.appending(
        path: "asrsh-fonts-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      let settings = folder.appending(path: "fonts.conf")
      try "<fontconfig><dir>\(folder.path)</dir><cachedir>\(folder.path)</cachedir></fontconfig>"
        .write(to: settings, atomically: true, encoding: .utf8)
      unsafe setenv("FONTCONFIG_FILE", settings.path, 1)
      do throws(DrawingError) {
        _ = try Picture(samplePlots[0]).svg()
      } catch {
        exit(error == .noFont ? 7 : 1)
      }
    }
  }

  @Test func `a system without the libraries is an error that says so`() throws {
    let missing = #expect(throws: DrawingError.self) {
      try DrawingLibrary(loading: "libno-such-thing.so.0")
    }
    let text = "\(try #require(missing))"
    #expect(text.contains("Pango and Cairo") && text.contains("libno-such-thing.so.0"))
    #expect(try #require(missing).advice?.contains("libpangocairo") ?? false)
    // A library without the functions is as good as none.
    #expect(throws: DrawingError.self) { try DrawingLibrary(loading: "libm.so.6") }
  }

  /// Whether there are headers to compare with, and a compiler.
  private static let hasHeaders = run("pkg-config --exists pangocairo && command -v cc >/dev/null")

  @Test(.enabled(if: hasHeaders))
  func `the functions are declared as their headers declare them`() {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Interoperability/drawing_headers.c").path
    #expect(Self.run("cc -fsyntax-only $(pkg-config --cflags pangocairo) '\(file)'"))
  }

  private static func run(_ command: String) -> Bool {
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = ["-c", command]
    do {
      try shell.run()
    } catch {
      return false
    }
    shell.waitUntilExit()
    return shell.terminationStatus == 0
  }
}

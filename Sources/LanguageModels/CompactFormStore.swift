internal import Caching
internal import Files
internal import Foundation
internal import Hashing
internal import Kernels
internal import Text

/// Keeps compact forms of ARPA files in the cache.
///
/// An entry's key is the hash of the file's bytes, so that a copy of the file finds it too. Its prefix is
/// made of what the system knows of the file, the time of its last change of any kind among it, so that
/// a file of gigabytes need not be read to find its entry.
struct CompactFormStore {
  private let cache: ContentCache

  /// Which form is kept; the first one was not mapped.
  private static let version = "language model 2\n"
  /// The prefix of an entry whose file was changed too shortly before to be known by its times.
  private static let noMark = String(repeating: "0", count: 16)
  /// How long ago a file must have been changed, in seconds: times may be coarser than two changes are
  /// apart.
  private static let settlingSeconds = 2

  init(_ cache: ContentCache) { self.cache = cache }

  /// What tells a file from others without reading it, or `nil` if it was changed just now.
  func mark(of path: String) -> String? {
    guard !path.utf8.contains(0), let mark = FileMark(path),
      mark.lastChange + Self.settlingSeconds < Int(Date.now.timeIntervalSince1970)
    else { return nil }
    return hash(Array(mark.text.utf8)).map { String($0.prefix(16)) }
  }

  /// The key of a file's bytes, or `nil` where there is no hash.
  func key(of bytes: [UInt8]) -> String? { hash(bytes) }

  private func hash(_ bytes: [UInt8]) -> String? {
    guard let digest = Digest(.sha256) else { return nil }
    digest.update(Array(Self.version.utf8))
    digest.update(bytes)
    return digest.finish()
  }

  /// The form of the file with a mark, or `nil` if none is kept that is whole.
  func form(marked mark: String) -> CompactForm? {
    for name in cache.names(prefix: mark) {
      if let form = form(name) { return form }
    }
    return nil
  }

  /// The form of the file with a key, which is found by its mark from now on.
  func form(key: String, mark: String?) -> CompactForm? {
    for name in cache.names(key: key) {
      guard let form = form(name) else { continue }
      if let mark { cache.rename(name, prefix: mark) }
      return form
    }
    return nil
  }

  /// Keeps a form, and returns it as it stands in its file, or `nil` if that cannot be done.
  func keep(_ packed: [UInt8], key: String, mark: String?, path: String) -> CompactForm? {
    let name = ContentCache.Name(prefix: mark ?? Self.noMark, key: key)
    do throws(CacheError) {
      try cache.write(packed, as: name, label: "language model \(path)", isMapped: true)
    } catch {
      return nil
    }
    return form(name)
  }

  private func form(_ name: ContentCache.Name) -> CompactForm? {
    guard let content = cache.content(name),
      let form = CompactForm(content.file, content.range)
    else { return nil }
    // Opening it has touched all pages once more.
    content.file.release(content.range)
    return form
  }
}

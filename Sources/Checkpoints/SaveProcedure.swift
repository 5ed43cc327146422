/// The steps of saving that protect what is saved.
///
/// All are taken but in the tests, which leave out one at a time to show that they would notice.
package struct SaveProcedure: Sendable {
  /// Waits until files and names are on the disk.
  package var syncs = true
  /// Writes under another name first.
  package var renames = true
  /// Compares hashes when it reads.
  package var hashes = true
  /// Removes old checkpoints only when the new one has been verified.
  package var rotatesLast = true
  /// Keeps other processes off.
  package var locks = true

  /// All of them.
  package static let standard = SaveProcedure()

  package init() {}
}

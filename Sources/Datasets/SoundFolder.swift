internal import Audio
internal import Text

/// A folder of recordings that are made here, with a journal of what each was made of.
struct SoundFolder: Sendable {
  /// Where it is.
  let path: String
  /// What was made, and of what.
  let journal: FileJournal

  /// Writes a recording, and notes it in the journal when it is there.
  ///
  /// Sound beyond full scale is made softer, as no file of whole numbers can hold it.
  ///
  /// - Parameters:
  ///   - clip: The sound.
  ///   - name: The name in the folder.
  ///   - key: What the file depends on.
  ///   - isCancelled: Asked often.
  /// - Returns: What the samples were multiplied by, at most 1.
  /// - Throws: ``DatasetError``.
  func save(
    _ clip: AudioClip, as name: String, key: String, isCancelled: () -> Bool
  ) throws(DatasetError) -> Double {
    let peak = Double(clip.peak)
    let factor = peak > 1 ? 0.999_969 / peak : 1
    let file = path + "/" + name
    do {
      try (factor < 1 ? clip.scaled(by: factor) : clip).save(to: file, isCancelled: isCancelled)
      let entry = FileJournal.Entry(
        key: key, byteCount: try fileStamp(file).byteCount, factor: factor)
      try journal.add(name, entry)
    } catch AudioError.cancelled {
      throw .cancelled
    } catch let error as AudioError {
      throw .audio(error)
    } catch let error as TextError {
      throw .text(error)
    } catch {
      throw .badArgument("folder", "\(error)")
    }
    return factor
  }
}

public import Audio

/// A change to a recording: a chain of steps, and which recording it is for their draws.
public struct AudioChange: Sendable, Equatable {
  /// The steps.
  public let augmentation: Augmentation
  /// The recording.
  public let place: Augmentation.Place
}

extension Dataset {
  /// The dataset with every recording behind a chain of steps.
  ///
  /// Nothing is decoded or changed before a recording is read, and then anew each time. What is drawn
  /// for a row depends on the seed and the row's number here; the whole dataset is one batch.
  ///
  /// - Parameters:
  ///   - augmentation: The steps.
  ///   - seed: The root of the draws.
  /// - Returns: The same rows, their recordings changed.
  /// - Throws: ``DatasetError/noColumn(_:nearest:known:)`` if there is no column `audio`.
  public func augmented(
    by augmentation: Augmentation, seed: UInt64
  ) throws(DatasetError) -> Dataset {
    _ = try column("audio")
    var number = 0
    return map { row in
      defer { number += 1 }
      guard let source = row["audio"]?.audio else { return Row() }
      let change = AudioChange(
        augmentation: augmentation, place: Augmentation.Place(seed: seed, row: number))
      return Row([("audio", .audio(AudioSource(source, changedBy: change)))])
    }
  }
}

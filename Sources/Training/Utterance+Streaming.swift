internal import Audio
internal import Datasets

extension Utterance {
  /// The recording block by block, for a model that hears `rate` samples a second; what lies in a file is
  /// never wholly in memory.
  func stream(at rate: Int) throws -> StreamedAudio {
    if let recording { return try recording.streamed(at: rate) }
    return StreamedAudio(try audio().mono().resampled(to: rate))
  }
}

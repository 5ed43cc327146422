import TestSupport
import Testing

@testable import Training

private struct EventsFixture: Decodable {
  var hex: String
}

@Test func `an event file has the bytes that TensorBoard writes itself`() throws {
  let fixture = try jsonFixture("training/events.json", as: EventsFixture.self)
  var bytes = TensorBoardFile.start(time: 1_700_000_000.25)
  bytes += TensorBoardFile.restart(time: 1_700_000_000.5, step: 300)
  for (step, loss, rate) in [(300, 2.5, 1e-4), (70_000, 0.125, 3e-5)] {
    bytes += TensorBoardFile.scalars(
      time: 1_700_000_001, step: step, [("train/loss", loss), ("train/learning_rate", rate)])
  }
  let hex = bytes.map { byte in
    let digits = String(byte, radix: 16)
    return digits.count == 1 ? "0" + digits : digits
  }.joined()
  #expect(hex == fixture.hex)
}

@Test func `the checksum is that of the standard's example`() {
  // RFC 3720, appendix B.4: 32 bytes of zero, and of ones.
  #expect(TensorBoardFile.checksum(Array(repeating: 0, count: 32)) == 0x8A91_36AA)
  #expect(TensorBoardFile.checksum(Array(repeating: 0xFF, count: 32)) == 0x62A8_AB43)
}

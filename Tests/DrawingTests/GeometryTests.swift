import Testing

@testable import Drawing

/// Colours, and images made larger.
struct GeometryTests {
  @Test func `a colour is three bytes`() {
    let color = Color(0x12AB_F0)
    #expect(color.code == 0x12ABF0 && color.opacity == 1)
    #expect(abs(color.red - 18.0 / 255) < 1e-12 && abs(color.blue - 240.0 / 255) < 1e-12)
    #expect(Color(red: 2, green: -1, blue: 0.5).code == 0xFF0080)
  }

  @Test func `dots become rectangles of them`() {
    let image = Pixels(columns: 2, rows: 2, codes: [1, 2, 3, 4]).enlarged(toColumns: 3, rows: 2)
    #expect(image.columns == 4 && image.rows == 2)
    #expect(image.codes == [1, 1, 2, 2, 3, 3, 4, 4])
    let high = Pixels(columns: 1, rows: 2, codes: [1, 2]).enlarged(toColumns: 1, rows: 5)
    #expect(high.codes == [1, 1, 1, 2, 2, 2])
    let large = Pixels(columns: 3, rows: 1, codes: [1, 2, 3]).enlarged(toColumns: 2, rows: 1)
    #expect(large.codes == [1, 2, 3])
    #expect(Pixels(columns: 0, rows: 0, codes: []).enlarged(toColumns: 9, rows: 9).codes.isEmpty)
  }
}

import Display
import Testing

@Test(arguments: [
  (0, "0 s"), (0.000_012, "12 µs"), (0.0043, "4.3 ms"), (0.43, "0.43 s"), (4.31, "4.3 s"),
  (59.94, "59.9 s"), (59.97, "1 min"), (192, "3 min 12 s"), (3599.4, "59 min 59 s"),
  (3599.6, "1 h"),
  (7500, "2 h 5 min"), (86_369, "23 h 59 min"), (86_370, "1 d"), (273_600, "3 d 4 h"),
  (-2, "-2.0 s"),
  (.nan, "nan"), (.infinity, "inf"), (1e300, "41,666,666,666,666 d 16 h"),
])
func `writes a length of time for reading`(seconds: Double, text: String) {
  #expect(formatDuration(seconds) == text)
}

@Test(arguments: [
  (0, "0:00"), (12.4, "0:12"), (59.6, "1:00"), (185, "3:05"), (3723, "1:02:03"), (-5, "0:00"),
  (.infinity, "--:--"),
])
func `writes a length of time as a clock`(seconds: Double, text: String) {
  #expect(formatClock(seconds) == text)
}

internal import Foundation

extension Core {
  /// The clock.
  ///
  /// What these give depends on when they are called, so that no result of a function that calls them is
  /// kept.
  static var clock: [Builtin] {
    [
      Builtin(
        "now", result: "float",
        summary: "The time now, in seconds since the beginning of 1970 (UTC).",
        help: "The difference of two is how long something took; date(seconds=…) writes one. A run "
          + "that shows it shows something else when it is run again.",
        example: "now() > 1_700_000_000"
      ) { _ in .float(Date().timeIntervalSince1970) },
      Builtin(
        "date",
        [
          Parameter(
            "format", .string, default: .string("%Y-%m-%d"),
            "how, as in Python's strftime: %Y-%m-%d %H:%M:%S"),
          Parameter(
            "seconds", .optional(.numberIn(-62_135_596_800...253_402_300_799)), default: .none,
            "which time, in seconds since 1970; now if none"),
          Parameter("utc", .bool, default: .bool(false), "in UTC, not in the time of this place"),
        ], result: "string", summary: "The date as text, or a time in any form.",
        help: "%Y year, %m month, %d day, %H hour, %M minute, %S second, %j day of the year, %A "
          + "weekday, %B month, %a and %b their first three letters, %z zone, %% a percent sign. A run "
          + "that shows it shows something else when it is run again.",
        example: "date(\"%Y-%m-%d %H:%M\", seconds=0, utc=true)"
      ) { call in
        let seconds = try call.optionalDouble("seconds") ?? Date().timeIntervalSince1970
        let date = Date(timeIntervalSince1970: seconds)
        let offset = try call.bool("utc") ? 0 : TimeZone.current.secondsFromGMT(for: date)
        return .string(
          try ClockTime(seconds: seconds, offset: offset).text(call.string("format")))
      },
    ]
  }
}

/// A time as calendars and clocks name it.
struct ClockTime {
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  private static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  private let year, month, day, weekday, dayOfYear, hour, minute, second, offset: Int

  /// Splits a time up.
  ///
  /// - Parameters:
  ///   - seconds: Since the beginning of 1970, UTC.
  ///   - offset: How many seconds the clocks of the place are ahead of UTC.
  init(seconds: Double, offset: Int) {
    let whole = Int(seconds.rounded(.down)) + offset
    let days = Int((Double(whole) / 86_400).rounded(.down))
    let rest = whole - days * 86_400
    (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60)
    // 1 January 1970 was a Thursday.
    weekday = ((days + 3) % 7 + 7) % 7
    self.offset = offset
    var (year, left) = (1970, days)
    while left < 0 {
      year -= 1
      left += Self.length(ofYear: year)
    }
    while left >= Self.length(ofYear: year) {
      left -= Self.length(ofYear: year)
      year += 1
    }
    dayOfYear = left + 1
    var month = 1
    while left >= Self.length(ofMonth: month, in: year) {
      left -= Self.length(ofMonth: month, in: year)
      month += 1
    }
    (self.year, self.month, day) = (year, month, left + 1)
  }

  private static func length(ofYear year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return isLeap ? 366 : 365
  }

  private static func length(ofMonth month: Int, in year: Int) -> Int {
    switch month {
    case 2: length(ofYear: year) - 337
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The time in the form of Python's `strftime`; a letter behind `%` that means nothing is an error.
  func text(_ format: String) throws(BuiltinError) -> String {
    var text = ""
    var rest = format.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "%" else {
        text.unicodeScalars.append(scalar)
        continue
      }
      let letter = rest.popFirst()
      guard let part = letter.flatMap(part) else {
        throw BuiltinError(
          "%\(letter.map { String($0) } ?? "") is no part of a date",
          hint: "%Y %m %d %H %M %S %j %y %A %a %B %b %z, and %% for a percent sign",
          argument: "format")
      }
      text += part
    }
    return text
  }

  private func part(_ letter: Unicode.Scalar) -> String? {
    func padded(_ number: Int, _ width: Int = 2) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    switch letter {
    case "Y": return padded(year, 4)
    case "y": return padded(year % 100)
    case "m": return padded(month)
    case "d": return padded(day)
    case "H": return padded(hour)
    case "M": return padded(minute)
    case "S": return padded(second)
    case "j": return padded(dayOfYear, 3)
    case "A": return Self.weekdays[weekday]
    case "a": return String(Self.weekdays[weekday].prefix(3))
    case "B": return Self.months[month - 1]
    case "b": return String(Self.months[month - 1].prefix(3))
    case "z":
      let minutes = abs(offset) / 60
      return (offset < 0 ? "-" : "+") + padded(minutes / 60) + padded(minutes % 60)
    case "%": return "%"
    default: return nil
    }
  }
}

/// A plot of any kind, as data: the same one is drawn in a terminal and as a picture.
public enum Plot: Sendable {
  /// Curves over a common axis.
  case lines(LinePlot)
  /// How often which values are.
  case histogram(Histogram)
  /// A matrix as colours.
  case heatMap(HeatMap)
  /// Sound over time.
  case waveform(Waveform)

  /// What stands above the plot; empty for nothing.
  public var title: String {
    get {
      switch self {
      case .lines(let plot): plot.title
      case .histogram(let plot): plot.title
      case .heatMap(let plot): plot.title
      case .waveform(let plot): plot.title
      }
    }
    set {
      switch self {
      case .lines(var plot):
        plot.title = newValue
        self = .lines(plot)
      case .histogram(var plot):
        plot.title = newValue
        self = .histogram(plot)
      case .heatMap(var plot):
        plot.title = newValue
        self = .heatMap(plot)
      case .waveform(var plot):
        plot.title = newValue
        self = .waveform(plot)
      }
    }
  }

  /// The plot as lines of text, at most as wide as the terminal, joined by newlines.
  public func rendered(for terminal: Terminal) -> String {
    let text =
      switch self {
      case .lines(let plot): plot.rendered(for: terminal)
      case .histogram(let plot): plot.rendered(for: terminal)
      case .heatMap(let plot): plot.rendered(for: terminal)
      case .waveform(let plot): plot.rendered(for: terminal)
      }
    guard !title.isEmpty else { return text }
    let line = escapeForTerminal(title)
      .truncated(toWidth: terminal.width, ellipsis: terminal.ellipsis)
    return Style.bold.applied(to: line.isolated(for: terminal), on: terminal) + "\n" + text
  }
}

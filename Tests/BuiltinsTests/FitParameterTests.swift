internal import Interpreter
internal import Testing
internal import Training

@testable import Builtins

/// The parameters of `fit` are made of its options.
@Suite struct FitParameterTests {
  @Test func `each option is a parameter, whose type takes its default and nothing out of range`()
    throws
  {
    let fit = try #require(makeRegistry().builtins(named: "fit").first)
    for option in FitOptions.declared {
      let parameter = try #require(fit.parameters.first { $0.name == option.name })
      #expect(parameter.summary == option.help)
      let usual = try #require(parameter.defaultValue)
      #expect(option.name == "seed" || parameter.type.accepts(usual), "\(option.name)")
      switch option.kind {
      case .whole(_, let range), .optionalWhole(_, let range):
        #expect(!parameter.type.accepts(.int(range.lowerBound - 1)), "\(option.name)")
        #expect(parameter.type.accepts(.int(range.upperBound)), "\(option.name)")
      case .number(_, let range), .optionalNumber(_, let range):
        #expect(!parameter.type.accepts(.float(range.upperBound * 2)), "\(option.name)")
        #expect(parameter.type.accepts(.float(range.lowerBound)), "\(option.name)")
      case .flag, .optionalFlag, .choice, .own: break
      }
    }
  }
}

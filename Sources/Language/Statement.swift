/// One step of a recipe's work.
public struct Statement: Sendable {
  /// What a statement is.
  public indirect enum Kind: Sendable {
    /// A bare expression, displayed at the top level unless `quiet` (it ended in `;`).
    case expression(Expression, quiet: Bool)
    /// `name = value`
    case assignment(Name, Expression)
    /// `def name(a, b=1) { … }`
    case function(FunctionDefinition)
    /// `param epochs = 30 "passes over the training set"`
    case parameter(ParameterDeclaration)
    /// `# %% Title`
    case step(String)
    /// `# %% [markdown]`
    case prose(String)
    /// `for x in xs { }`, or `for key, value in pairs { }`, which takes each item apart.
    case forLoop([Name], Expression, Block)
    /// `while c { }`
    case whileLoop(Expression, Block)
    /// `break`
    case breakLoop
    /// `continue`
    case continueLoop
    /// `return`, `return value`
    case returnValue(Expression?)
    /// `import "other.asr"`
    case importFile(Name)
  }

  /// What the statement is.
  public let kind: Kind
  /// Where it stands.
  public let span: SourceSpan
}

/// Statements between braces.
public struct Block: Sendable {
  /// The statements.
  public let statements: [Statement]
  /// Where the block stands, braces included.
  public let span: SourceSpan
  /// How deeply it nests, from 1.
  public let depth: Int
}

/// A function of the recipe, with a name or without.
public struct FunctionDefinition: Sendable {
  /// What a call does.
  public enum Body: Sendable {
    /// `=> value`
    case expression(Expression)
    /// `{ … }`, whose last expression is the value.
    case block(Block)
  }

  /// The name after `def`.
  public let name: Name?
  /// The parameters.
  public let parameters: [FunctionParameter]
  /// What a call does.
  public let body: Body
  /// The string that stands as the first statement.
  public let help: String?
  /// Where the whole definition stands.
  public let span: SourceSpan

  /// How deeply the definition nests, from 2.
  public var depth: Int {
    let defaults = parameters.map { $0.defaultValue?.depth ?? 0 }.max() ?? 0
    switch body {
    case .expression(let expression): return max(defaults, expression.depth) + 1
    case .block(let block): return max(defaults, block.depth) + 1
    }
  }
}

/// A parameter of a function of the recipe.
public struct FunctionParameter: Sendable {
  /// The name.
  public let name: Name
  /// The value if a call gives none.
  public let defaultValue: Expression?
}

/// A parameter of the recipe: `param NAME: type = default "what it is"`.
public struct ParameterDeclaration: Sendable {
  /// The types that a declaration can name.
  public static let typeNames = ["int", "float", "bool", "string", "path", "list"]

  /// The name, which the command line uses too.
  public let name: Name
  /// The declared type; without one, the default's type counts.
  public let type: Name?
  /// The value if the command line gives none.
  public let defaultValue: Expression
  /// What it is.
  public let summary: String?
}

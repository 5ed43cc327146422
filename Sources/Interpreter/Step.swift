/// A step of a running recipe, as a `# %% Title` line opened it.
public struct Step: Sendable {
  /// Its place among the steps, from 1.
  public let number: Int
  /// The number of steps in the recipe.
  public let total: Int
  /// The text after `# %%`.
  public let title: String
}

/// What a session tells its listeners while a recipe runs.
public enum StepEvent: Sendable {
  /// Prose for the report, from a `# %% [markdown]` cell.
  case prose(String)
  /// A step starts.
  case started(Step)
  /// A step ended after a time, by itself or by an error.
  case ended(Step, Duration, failed: Bool)
}

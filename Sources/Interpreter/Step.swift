/// A step of a running recipe, as a `# %% Title` line opened it.
public struct Step: Sendable {
  /// Its place among the steps, from 1.
  public let number: Int
  /// The number of steps in the recipe.
  public let total: Int
  /// The text after `# %%`.
  public let title: String
}

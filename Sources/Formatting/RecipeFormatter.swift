internal import ExactStrings
public import Language

/// Lays recipes out in one canonical way.
///
/// Blank lines, indentation, spaces and line breaks are the formatter's; words, numbers, strings and
/// comments stay as they are written. What comes out is laid out in the same way again, means the
/// same, and has the same comments in the same places: the meaning is compared before a text is
/// given out. `docs/formatting.md` has the rules.
public enum RecipeFormatter {
  /// The most columns that a line takes where it can be broken.
  public static let width = 100

  /// Lays out a recipe.
  ///
  /// - Parameter source: The text of the recipe, with any line ends and with or without a
  ///   byte-order mark.
  /// - Returns: The same recipe in the canonical layout: line feeds, no byte-order mark, no tabs
  ///   but those in strings and comments. A recipe without anything in it is the empty text.
  /// - Throws: ``FormattingError`` if the recipe has syntax errors.
  public static func format(_ source: SourceText) throws(FormattingError) -> String {
    let recipe: Recipe
    do throws(SyntaxErrors) {
      recipe = try Recipe(source)
    } catch {
      throw .syntax(error)
    }
    var composer = Composer(source)
    let text: String
    do throws(LayoutFailure) {
      let layout = try composer.layout(of: recipe)
      text = LayoutPrinter.print(layout, width: width)
    } catch {
      let span = SourceSpan(error.offset, error.offset + 1)
      throw .unfaithful(SourceRange(source, span))
    }
    try check(text, against: recipe)
    return text
  }

  /// Fails if `text` does not mean what `recipe` means.
  private static func check(_ text: String, against recipe: Recipe) throws(FormattingError) {
    let fault = FormattingError.unfaithful(SourceRange(recipe.source, SourceSpan(0, 1)))
    let again: Recipe
    do throws(SyntaxErrors) {
      again = try Recipe(SourceText(text, name: recipe.source.name))
    } catch {
      throw fault
    }
    guard SyntaxOutline.text(of: again).isExactly(SyntaxOutline.text(of: recipe)) else {
      throw fault
    }
    guard Comment.texts(in: again.source).areExactly(Comment.texts(in: recipe.source)) else {
      throw fault
    }
  }
}

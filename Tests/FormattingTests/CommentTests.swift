import Formatting
import Language
import Testing

/// Comments stay, each in its place.
@Suite struct CommentTests {
  @Test func `comments behind code stand in a column`() throws {
    let text = """
      a = 1 # one
      bcd = 2      # two

      e = 3 # three
      f = "a line that is far too long to be in one column" # four
      """
    #expect(
      try expectFaithful(text) == """
        a = 1    # one
        bcd = 2  # two

        e = 3  # three
        f = "a line that is far too long to be in one column"  # four

        """)
  }

  @Test func `comments in brackets stay with their items`() throws {
    let text = """
      f( # start
        a, # first
          # second follows
        b # second
        # end
      ) # behind
      """
    #expect(
      try expectFaithful(text) == """
        f(  # start
          a,  # first
          # second follows
          b,  # second
          # end
        )  # behind

        """)
  }

  @Test func `a comment behind an expression does not break it`() throws {
    for text in ["x = f(a, b)  # why", "f(x).g(y)  # why", "if a { b }  # why", "xs[0]  # why"] {
      #expect(try expectFaithful(text) == text + "\n")
    }
  }

  @Test func `comments in a chain break it`() throws {
    #expect(
      try expectFaithful("x = a # first\n   # second\n .b()") == """
        x = a  # first
          # second
          .b()

        """)
  }

  @Test func `comments in blocks`() throws {
    let text = """
      if a { # why

        # before
        b
        # after
      } # end
      # otherwise
      else { }
      for x in xs { # none
      }
      """
    #expect(
      try expectFaithful(text) == """
        if a {  # why
          # before
          b
          # after
        }  # end
        # otherwise
        else { }
        for x in xs {  # none
        }

        """)
  }

  @Test func `comments behind operators and signs`() throws {
    #expect(
      try expectFaithful("x = # a\n 1 + # b\n 2") == """
        x =  # a
          1 +  # b
            2

        """)
    #expect(
      try expectFaithful("x = [1 # one\n , 2 # two\n ]") == "x = [\n  1,  # one\n  2,  # two\n]\n")
    #expect(try expectFaithful("[x # a\n => 1]") == "[\n  x =>  # a\n    1,\n]\n")
    #expect(try expectFaithful("x = not # a\n y") == "x = not  # a\n  y\n")
  }

  @Test func `a comment does not become a step or prose`() throws {
    #expect(try expectFaithful("x = 1\n  # %% no step") == "x = 1\n  # %% no step\n")
    #expect(
      try expectFaithful("# %% [markdown]\n# text\n # no text\nx = 1") == """
        # %% [markdown]
        # text

          # no text
        x = 1

        """)
  }

  @Test func `an empty line goes behind a step, not between comments`() throws {
    #expect(
      try expectFaithful("# a\n\n\n# b\n# %% S\n\n# c\n\n# d\n") == """
        # a

        # b

        # %% S
        # c

        # d

        """)
  }

  @Test func `a closing semicolon may go, its comment stays`() throws {
    #expect(try expectFaithful("x = 1; # why\ny; # because") == "x = 1  # why\ny;     # because\n")
  }
}

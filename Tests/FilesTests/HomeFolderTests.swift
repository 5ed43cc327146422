internal import Testing

@testable internal import Files

@Test(arguments: [
  ("~", "/h"), ("~/", "/h/"), ("~/a/../b", "/h/a/../b"), ("~//a", "/h//a"),
  ("~a", "~a"), ("~a/b", "~a/b"), ("./~", "./~"), ("a/~/b", "a/~/b"), ("/~", "/~"), ("", ""),
  ("~/\u{301}a", "/h/\u{301}a"), ("~\u{301}/a", "~\u{301}/a"),
])
func `a tilde at the beginning is the home folder, and nothing else is`(path: String, meant: String)
  throws
{
  #expect(try expandingHome(path, home: "/h") == meant)
}

@Test func `a home folder is taken as it is spelled`() throws {
  #expect(try expandingHome("~/a", home: "/") == "/a")
  #expect(try expandingHome("~/a", home: "/h/") == "/h/a")
  #expect(try expandingHome("~/a", home: "h") == "h/a")
}

@Test func `without a home folder a tilde is an error, and other paths are not`() throws {
  for home in [nil, ""] {
    #expect(throws: HomeProblem.notSet) { try expandingHome("~/a", home: home) }
    #expect(throws: HomeProblem.notSet) { try expandingHome("~", home: home) }
    #expect(try expandingHome("./~/a", home: home) == "./~/a")
  }
}

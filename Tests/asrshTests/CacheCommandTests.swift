import Testing

/// `asrsh cache` on the command line.
@Suite struct CacheCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private let recipe = """
    data = load_dataset("t.csv", format="table")
    print(data.map(row => {n: row.n + 1}, cache=true).n)

    """

  @Test func `results are listed with their sizes and taken away`() throws {
    _ = try folder.write("t.csv", "n\n1\n2\n")
    let environment = ["ASRSH_CACHE": folder.file("kept")]
    func run(_ arguments: [String], input: String = "") throws -> Binary.Outcome {
      try Binary.run(arguments, in: folder, input: input, environment: environment)
    }
    #expect(try run(["cache"]).output.hasPrefix("0 results, 0 B of at most "))
    let first = try run(["-"], input: recipe)
    #expect(first.output == "[2, 3]\n")
    #expect(first.messages.contains("map: kept in the cache, "))
    let second = try run(["-"], input: recipe)
    #expect(second.output == "[2, 3]\n")
    #expect(second.messages.contains("map: 2 rows from the cache in "))
    let list = try run(["cache"])
    #expect(list.output.contains("map over 2 rows"))
    #expect(list.output.contains("\n1 result, "))
    #expect(list.code == 0)
    #expect(try run(["cache", "--clear"]).output.hasPrefix("1 result, "))
    #expect(try run(["cache"]).output.hasPrefix("0 results"))
  }

  @Test func `an empty ASRSH_CACHE turns it off`() throws {
    _ = try folder.write("t.csv", "n\n1\n2\n")
    for _ in 0..<2 {
      let run = try Binary.run(["-"], in: folder, input: recipe, environment: ["ASRSH_CACHE": ""])
      #expect(run.output == "[2, 3]\n")
      #expect(run.messages == "")
    }
    let list = try Binary.run(["cache"], in: folder, environment: ["ASRSH_CACHE": ""])
    #expect(list.code == 2)
    #expect(list.message == "error: there is no cache")
  }

  @Test func `a disk that takes no more costs no result`() throws {
    _ = try folder.write("t.csv", "n\n1\n2\n")
    _ = try folder.write("a.asr", recipe)
    let run = try Binary.run(
      script: "(ulimit -f 0; \"$0\" a.asr --no-record) 2>&1 | cat", in: folder)
    #expect(run.output.contains("[2, 3]\n"))
    #expect(run.output.contains("map: the result is not kept in the cache: "))
  }
}

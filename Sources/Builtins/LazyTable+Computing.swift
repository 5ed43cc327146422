internal import Datasets
internal import Display
internal import Foundation
internal import Interpreter

/// The work that lies between a dataset and a table that is to be computed.
private struct Chain {
  var source: Dataset
  /// The rows of the dataset that are wanted, or `nil` for all of them.
  var places: [Int]?
  var steps: [(step: RowStep, call: Call, isKept: Bool?)] = []

  /// The rows that the steps are done for.
  var rows: Dataset { places.map { source.rows(at: $0) } ?? source }
}

extension LazyTable {
  /// The table as a dataset, all its rows computed.
  func computed() throws -> Dataset {
    let (parent, work): (LazyTable, Work)
    switch state {
    case .computed(let data): return data
    case .pending(let table, let step): (parent, work) = (table, step)
    }
    let chain = try chain(parent, work, isAll: true)
    guard let last = chain.steps.last else {
      state = .computed(chain.rows)
      return chain.rows
    }
    let source = chain.rows
    let pass = RowPass(source, chain.steps.map(\.step), last.call.session)
    let result = source.applying(try changes(pass, chain, source))
    state = .computed(result)
    return result
  }

  /// How many rows there are.
  func count() throws -> Int { try countIfKnown ?? computed().count }

  /// The work from the nearest dataset on.
  ///
  /// A table on the way that the recipe still has is computed first, so that its functions do not run
  /// again when it is used itself; unless only some of its rows are wanted.
  private func chain(_ parent: LazyTable, _ work: Work, isAll: Bool) throws -> Chain {
    var chain: Chain
    let isWanted = { if case .rows = work { false } else { isAll } }()
    if isWanted, parent.holder != nil {
      chain = Chain(source: try parent.computed())
    } else {
      switch parent.state {
      case .computed(let data): chain = Chain(source: data)
      case .pending(let table, let step): chain = try self.chain(table, step, isAll: isWanted)
      }
    }
    switch work {
    case .step(let step, let call, let isKept): chain.steps.append((step, call, isKept))
    case .rows(let indices):
      // That these rows pass the filters is known.
      chain.places = indices.map(parent.origin)
      chain.steps.removeAll { if case .filter = $0.step { true } else { false } }
    }
    return chain
  }

  /// What becomes of the rows, from the cache if it is there.
  private func changes(_ pass: RowPass, _ chain: Chain, _ source: Dataset) throws -> TableChanges {
    let keeping = ResultKeeping(
      policy, chain.steps.map { (step: $0.step, isKept: $0.isKept) },
      chain.steps.last { if case .columns = $0.step { false } else { true } }?.call)
    if let found = try keeping.found(on: source) { return found }
    let begin = Date.now
    let clock = ContinuousClock.now
    let changes = try run(pass, chain, source)
    keeping.keep(
      changes, of: source, begin: begin, seconds: clock.duration(to: .now) / .seconds(1))
    return changes
  }

  private func run(_ pass: RowPass, _ chain: Chain, _ source: Dataset) throws -> TableChanges {
    let call = chain.steps[chain.steps.count - 1].call
    let progress = Progress(call)
    var changes = TableChanges(
      of: source, whole: pass.isWhole ? try columns(chain, source) : nil)
    var seen = chain.steps.map { _ in 0 }
    let title = chain.steps.contains { if case .map = $0.step { true } else { false } }
    let threadCount = policy.threadCount
    try progress.during(title ? "Mapping" : "Filtering", total: source.count, unit: "rows") {
      try pass.run(
        threadCount: threadCount, registry: call.session.registry, update: { progress.update($0) }
      ) { chunk in
        for (index, fate) in chunk.rows {
          switch fate {
          case .kept(let over): changes.keep(index, over: over)
          case .leftOut(let names): changes.leaveOut(names: names)
          }
        }
        if let failure = chunk.failure {
          throw error(failure, chain, row: seen[failure.step] + chunk.seen[failure.step] - 1)
        }
        for place in seen.indices { seen[place] += chunk.seen[place] }
      }
    }
    changes.finish()
    return changes
  }

  /// The error of a step; a row is counted as the table that the step is done for counts it.
  private func error(_ failure: RowFailure, _ chain: Chain, row: Int) -> any Error {
    let earlier = chain.steps[..<failure.step]
    let isFiltered = earlier.contains { if case .filter = $0.step { true } else { false } }
    let number = isFiltered ? row : chain.places?[row] ?? row
    return late(
      failure, chain.steps[failure.step].call, row: number,
      of: isFiltered ? nil : chain.source.count)
  }

  /// The columns that the source's rows have when their columns are chosen, whatever functions add, as
  /// a row without values.
  private func columns(_ chain: Chain, _ source: Dataset) throws -> Row {
    var row = source.emptyRow
    for case (.columns(let choice), _, _) in chain.steps { row = try choice(row) }
    return row
  }
}

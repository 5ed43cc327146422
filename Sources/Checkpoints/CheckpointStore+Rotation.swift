internal import Glibc

extension CheckpointStore {
  /// Removes checkpoints that are not kept any more.
  ///
  /// The newest ones that can be used are kept, as many as the options say, and the best, and the one
  /// that the run was resumed from. Before one is removed, every byte of those that are kept for it is
  /// read; one that is found damaged is set aside and does not count. If none can be used, nothing is
  /// removed.
  ///
  /// - Returns: What is worth saying.
  public func rotate() -> [String] { rotate(keeping: options.keep, verified: nil) }

  /// Removes checkpoints but the newest `count` that can be used; `verified` is known to be good.
  func rotate(keeping count: Int, verified: Int?) -> [String] {
    let steps: [Int]
    do throws(CheckpointError) { steps = try archive.list().steps } catch { return ["\(error)"] }
    guard steps.count > count else { return [] }
    var warnings: [String] = []
    var good = 0
    for step in steps.reversed() {
      let isCounted = good < count
      let isKept = isCounted || step == bestStep || step == resumedFrom
      let verdict = archive.verify(step: step, deep: isCounted && step != verified, runID: runID)
      switch verdict.problems.first {
      case nil where isKept: good += 1
      case nil where good > 0 || !procedure.rotatesLast: warnings += remove(step)
      case nil: break
      case .some(let problem):
        warnings.append("\(StepName.folder(step)) \(problem)")
        if problem.isDamage { warnings += setAside(step) }
      }
    }
    return warnings
  }

  /// Removes a checkpoint: its name first, so that what is left is none.
  private func remove(_ step: Int) -> [String] {
    do throws(DiskFailure) {
      let removed = try moved(StepName.folder(step), to: StepName.removedPrefix + "\(step)")
      if procedure.syncs { try disk.synchronize() }
      try disk.removeFolder(removed)
      return []
    } catch {
      return ["\(StepName.folder(step)) is not removed: \(error.path): \(error.reason)"]
    }
  }

  /// Gives a damaged checkpoint a name by which it is none.
  func setAside(_ step: Int) -> [String] {
    do throws(DiskFailure) {
      let name = try moved(StepName.folder(step), to: StepName.damagedPrefix + "\(step)")
      if procedure.syncs { try disk.synchronize() }
      return ["\(StepName.folder(step)) was set aside as \(name)"]
    } catch {
      return ["\(StepName.folder(step)) is not set aside: \(error.path): \(error.reason)"]
    }
  }

  /// Renames to the first of `name`, `name-2`, `name-3` … that is free.
  private func moved(_ name: String, to target: String) throws(DiskFailure) -> String {
    for attempt in 1...1000 {
      let free = attempt == 1 ? target : "\(target)-\(attempt)"
      if disk.entry(free) != nil { continue }
      try disk.rename(name, to: free, .vacant)
      return free
    }
    throw DiskFailure("rename", "\(folder)/\(target)", EEXIST)
  }

  /// Removes a folder that is no checkpoint; what cannot be removed now is when the next store opens.
  func discard(_ name: String) {
    do throws(DiskFailure) { try disk.removeFolder(name) } catch {}
  }

  /// Removes what was left of work that was cut short.
  ///
  /// - Returns: What is worth saying of it, and of what looks like a checkpoint and is none.
  func tidy(_ listing: CheckpointArchive.Listing) -> [String] {
    var notices = listing.ignored.map {
      "\($0.debugDescription) in \"\(folder)\" is no checkpoint and is not looked at"
    }
    for name in listing.leftOver {
      do throws(DiskFailure) {
        if case .folder = disk.entry(name) {
          try disk.removeFolder(name)
        } else {
          try disk.remove(name)
        }
      } catch {
        notices.append("\(name.debugDescription) is not removed: \(error.reason)")
      }
    }
    return notices
  }
}

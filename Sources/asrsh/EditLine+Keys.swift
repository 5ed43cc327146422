internal import CEdit

// The keys, and what they call.

extension EditLine {
  func bindKeys() {
    for (keys, function) in EditKeys.emacs + EditKeys.vital {
      unsafe asrsh_bind(editor, keys, function)
    }
  }

  func bindViKeys() {
    for (keys, function) in EditKeys.plain + EditKeys.vital {
      unsafe asrsh_bind(editor, keys, function)
    }
    for (keys, function) in EditKeys.vital {
      unsafe asrsh_bind_alternative(editor, keys, function)
    }
  }

  func addFunctions() {
    for function in EditFunction.allCases {
      let perform: asrsh_edit_function =
        switch function {
        case .enter: { editor, _ in unsafe EditLine.perform(.enter, editor) }
        case .newRow: { editor, _ in unsafe EditLine.perform(.newRow, editor) }
        case .close: { editor, key in unsafe EditLine.perform(.close, editor, key: key) }
        case .complete: { editor, _ in unsafe EditLine.perform(.complete, editor) }
        case .left: { editor, _ in unsafe EditLine.perform(.left, editor) }
        case .right: { editor, _ in unsafe EditLine.perform(.right, editor) }
        case .up: { editor, _ in unsafe EditLine.perform(.up, editor) }
        case .down: { editor, _ in unsafe EditLine.perform(.down, editor) }
        case .rowStart: { editor, _ in unsafe EditLine.perform(.rowStart, editor) }
        case .rowEnd: { editor, _ in unsafe EditLine.perform(.rowEnd, editor) }
        case .backspace: { editor, _ in unsafe EditLine.perform(.backspace, editor) }
        case .delete: { editor, _ in unsafe EditLine.perform(.delete, editor) }
        case .deleteOrLeave: { editor, _ in unsafe EditLine.perform(.deleteOrLeave, editor) }
        case .paste: { editor, _ in unsafe EditLine.perform(.paste, editor) }
        case .interrupt: { editor, _ in unsafe EditLine.perform(.interrupt, editor) }
        case .search: { editor, _ in unsafe EditLine.perform(.search, editor) }
        case .showNotice: { editor, _ in unsafe EditLine.perform(.showNotice, editor) }
        }
      unsafe asrsh_add_function(editor, function.rawValue, function.summary, perform)
    }
  }
}

internal import CEdit
internal import Glibc

/// The line editor: libedit, with rows, pastes and completions of our own.
///
/// libedit calls back in the middle of `el_gets`, always on the thread that called it, which is the
/// main one. Its own handling of signals is off: it would send them on to the whole process group.
/// They come through ``SignalPipe`` instead, which is waited for together with the keyboard.
@safe
final class EditLine {
  /// What the user has done.
  enum Input: Equatable {
    /// Entered a statement.
    case statement(String)
    /// Given up the statement with Ctrl-C.
    case interrupted
    /// Left, with Ctrl-D or by closing the terminal.
    case end
  }

  /// Says whether a text can be entered, or needs more rows.
  var isComplete: (String) -> Bool = { _ in true }
  /// Completes what stands before the cursor.
  var complete: (String) -> Completion = { _ in Completion() }

  let editor: OpaquePointer
  private let entries: OpaquePointer
  private let prompt: UnsafeMutablePointer<CChar>
  private let output: Int32
  private let signals: SignalPipe
  private let isDumb: Bool
  private var isVi = false

  private var decoder = UTF8Decoder()
  /// What was read or made up, and not yet asked for.
  private var pending: [Unicode.Scalar] = []
  private var isInterrupted = false
  private var isReady = false
  /// How many of the bytes to come were typed before the prompt was shown.
  private var typedAhead = 0
  /// The statements that Ctrl-R searches, and the search that goes on.
  private var statements = HistoryEntries()
  private var search: HistorySearch?
  /// What a search has found, until the editor holds it.
  private var replacement: String?
  private var notice = ""
  private var cursorOfNotice = 0

  /// Prepares the terminal's standard streams for editing; `nil` if libedit cannot.
  init?(prompt text: String, signals: SignalPipe, isDumb: Bool) {
    output = SystemCalls.isTerminal(1) ? 1 : 2
    let stream = unsafe output == 1 ? asrsh_stdout() : asrsh_stderr()
    guard let editor = unsafe el_init("asrsh", asrsh_stdin(), stream, asrsh_stderr()) else {
      return nil
    }
    guard let entries = unsafe history_init(), let prompt = unsafe strdup(text) else {
      unsafe el_end(editor)
      return nil
    }
    unsafe self.editor = editor
    unsafe self.entries = entries
    unsafe self.prompt = prompt
    self.signals = signals
    self.isDumb = isDumb
    connect()
    unsafe asrsh_set_editor(editor, "emacs")
    addFunctions()
    bindKeys()
    unsafe el_source(editor, nil)
    isVi = readsVi
    if isVi { bindViKeys() }
  }

  deinit {
    unsafe el_end(editor)
    unsafe history_end(entries)
    unsafe free(prompt)
  }

  private func connect() {
    unsafe asrsh_set_client_data(editor, Unmanaged.passUnretained(self).toOpaque())
    unsafe asrsh_set_signal_handling(editor, 0)
    unsafe asrsh_set_prompt(editor) { editor in
      unsafe EditLine.of(editor).flatMap { unsafe $0.prompt }
    }
    unsafe asrsh_set_reader(editor) { editor, letter in
      guard let scalar = unsafe EditLine.of(editor)?.nextScalar() else { return 0 }
      unsafe letter?.pointee = wchar_t(bitPattern: scalar.value)
      return 1
    }
    unsafe asrsh_history_set_size(entries, Int32(HistoryEntries.capacity))
    unsafe asrsh_set_history(editor, entries)
  }

  /// Returns the editor that libedit calls back for.
  private static func of(_ editor: OpaquePointer?) -> EditLine? {
    var data: UnsafeMutableRawPointer?
    unsafe asrsh_get_client_data(editor, &data)
    return unsafe data.map { unsafe Unmanaged<EditLine>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Whether the user's `~/.editrc` asks for the keys of vi.
  private var readsVi: Bool {
    var name: UnsafePointer<CChar>?
    unsafe asrsh_get_editor(editor, &name)
    return unsafe name.map { unsafe String(cString: $0) } == "vi"
  }
}

// MARK: - Reading statements

extension EditLine {
  /// Lets the user write a statement.
  func read() -> Input {
    for signal in [SIGINT, SIGWINCH] { SystemCalls.handle(signal, .reported) }
    let suspending: [Int32] = [SIGTSTP, SIGTERM, SIGHUP]
    for signal in suspending { SystemCalls.handle(signal, .reported) }
    // Ctrl-\ ends what hangs, and no statement that is being written.
    SystemCalls.handle(SIGQUIT, .ignored)
    defer { for signal in suspending + [SIGQUIT] { SystemCalls.handle(signal, .standard) } }
    isInterrupted = false
    isReady = false
    // Before the prompt, so that no key which follows it is taken for one of the old mode.
    unsafe asrsh_prepare_terminal(editor, 1)
    typedAhead = SystemCalls.waitingBytes(0)
    defer { if isReady, marksPastes { show(PastedText.turnOff) } }
    var count: Int32 = 0
    let line = unsafe el_gets(editor, &count)
    if isInterrupted { return .interrupted }
    guard let line = unsafe line, count > 0 else { return .end }
    // Exactly `count` bytes: what comes after them may be left from a longer line.
    let bytes = unsafe UnsafeRawBufferPointer(start: line, count: Int(count))
    var text = unsafe String(decoding: bytes, as: UTF8.self)
    if text.last == "\n" { text.removeLast() }
    return .statement(EditBuffer(text, cursor: 0).statement)
  }

  /// Puts `statements` in the place of what the arrow keys and Ctrl-R find.
  func setHistory(_ statements: [String]) {
    unsafe asrsh_history_clear(entries)
    self.statements = HistoryEntries()
    for statement in statements { remember(statement) }
  }

  /// Adds a statement to what the arrow keys and Ctrl-R find.
  func remember(_ statement: String) {
    statements.add(statement)
    unsafe asrsh_history_enter(entries, EditBuffer.marked(statement))
  }

  /// Whether the terminal is to mark pastes; in vi's modes the mark would be taken for an escape.
  private var marksPastes: Bool { !isDumb && !isVi }

  /// The next letter for libedit, or `nil` at the end of the input.
  private func nextScalar() -> Unicode.Scalar? {
    if !isReady {
      // Only now is the prompt shown and the terminal in the mode for editing.
      isReady = true
      if marksPastes { show(PastedText.turnOn) }
    }
    while pending.isEmpty {
      switch nextKeys(atMost: 1) {
      case .bytes(let bytes):
        let scalars = bytes.flatMap { decoder.push(meant($0)) }
        pending += search == nil ? scalars : scalars.flatMap(searched)
      case .end: return nil
      case .interrupted:
        // The key for it moves to the end of the statement first; if that hangs, this ends it.
        if isInterrupted { return nil }
        isInterrupted = true
        search = nil
        // Half a letter that was typed before does not go into the next statement.
        decoder = UTF8Decoder()
        pending = Array(EditKeys.interruption.unicodeScalars)
      }
    }
    return pending.removeFirst()
  }

  /// Gives a key to the search that goes on; returns the keys that have the editor show what came of it.
  private func searched(_ key: Unicode.Scalar) -> [Unicode.Scalar] {
    guard var search else { return [key] }
    let step = search.take(key)
    self.search = search
    let redraw = Array(EditKeys.search.unicodeScalars)
    guard case .ends(let rest) = step else { return redraw }
    (replacement, self.search) = (search.found, nil)
    return redraw + rest
  }

  /// Begins a search, shows how far it has come, or what it has found.
  private func showSearch(_ buffer: EditBuffer) -> Int32 {
    var text = replacement.map(EditBuffer.marked)
    replacement = nil
    if text == nil {
      let search = self.search ?? HistorySearch(statements.statements, from: buffer.statement)
      self.search = search
      text = EditBuffer.marked(search.found) + "\n" + search.line
    }
    _ = move(from: buffer, to: buffer.scalars.count)
    if !buffer.scalars.isEmpty { _ = delete(buffer.scalars.count) }
    return insert(text ?? "")
  }

  /// Ctrl-D typed while something ran arrives as zero, for the terminal then edits lines itself.
  private func meant(_ byte: UInt8) -> UInt8 {
    if typedAhead == 0 { return byte }
    typedAhead -= 1
    return byte == 0 ? 4 : byte
  }

  /// What comes from the keyboard.
  private enum Keys {
    case bytes([UInt8])
    case end
    case interrupted
  }

  private func nextKeys(atMost count: Int) -> Keys {
    do {
      while true {
        let ready = try SystemCalls.wait(
          for: [(0, Int16(POLLIN)), (signals.descriptor, Int16(POLLIN))])
        while ready[1], case .signal(let number) = signals.next() {
          if number == SIGINT { return .interrupted }
          take(number)
        }
        if ready[0] {
          let bytes = try SystemCalls.read(0, count)
          return bytes.isEmpty ? .end : .bytes(bytes)
        }
      }
    } catch {
      return .end
    }
  }

  /// Does what the signal `number` asks for.
  private func take(_ number: Int32) {
    switch number {
    case SIGWINCH: unsafe el_resize(editor)
    case SIGTSTP, SIGTERM, SIGHUP:
      if marksPastes { show(PastedText.turnOff) }
      unsafe asrsh_prepare_terminal(editor, 0)
      SystemCalls.raiseStandard(number)
      // Only a stopped process comes here, when it is taken up again.
      SystemCalls.handle(number, .reported)
      unsafe asrsh_prepare_terminal(editor, 1)
      if marksPastes { show(PastedText.turnOn) }
      unsafe asrsh_refresh(editor)
    default: break
    }
  }

  /// Writes to the terminal, past libedit; one that is gone will be seen by the next read.
  private func show(_ text: String) {
    do { try SystemCalls.write(output, Array(text.utf8)) } catch {}
  }
}

// MARK: - Functions of keys

extension EditLine {
  static func perform(
    _ function: EditFunction, _ editor: OpaquePointer?, key: Int32 = 0
  ) -> UInt8 {
    let code =
      unsafe of(editor)?.perform(function, UInt32(exactly: key).flatMap(Unicode.Scalar.init))
      ?? CC_ERROR
    return UInt8(truncatingIfNeeded: code)
  }

  private func perform(_ function: EditFunction, _ key: Unicode.Scalar?) -> Int32 {
    let buffer = buffer
    switch function {
    case .enter: return isComplete(buffer.statement) ? push(EditKeys.accept) : insert(buffer.newRow)
    case .newRow: return insert(buffer.newRow)
    case .close: return close(with: key, in: buffer)
    case .complete: return complete(in: buffer)
    case .left: return move(from: buffer, to: buffer.left)
    case .right: return move(from: buffer, to: buffer.right)
    case .up: return buffer.up.map { move(from: buffer, to: $0) } ?? push(EditKeys.previousEntry)
    case .down: return buffer.down.map { move(from: buffer, to: $0) } ?? push(EditKeys.nextEntry)
    case .rowStart: return move(from: buffer, to: buffer.rowStart)
    case .rowEnd: return move(from: buffer, to: buffer.rowEnd)
    case .backspace: return delete(buffer.backspaceCount)
    case .delete: return delete(after: buffer)
    case .deleteOrLeave: return buffer.isEmpty ? CC_EOF : delete(after: buffer)
    case .paste: return paste()
    case .interrupt:
      _ = move(from: buffer, to: buffer.scalars.count)
      _ = insert("^C")
      return push(EditKeys.accept, CC_REFRESH)
    case .search: return showSearch(buffer)
    case .showNotice: return showNotice()
    }
  }

  /// What stands in the editor.
  private var buffer: EditBuffer {
    guard let line = unsafe el_line(editor), let start = unsafe line.pointee.buffer else {
      return EditBuffer("", cursor: 0)
    }
    let count = unsafe line.pointee.lastchar - start
    let before = unsafe line.pointee.cursor - start
    let bytes = unsafe UnsafeRawBufferPointer(start: start, count: count)
    let text = unsafe String(decoding: bytes, as: UTF8.self)
    let typed = unsafe String(decoding: bytes[..<before], as: UTF8.self)
    return EditBuffer(text, cursor: typed.unicodeScalars.count)
  }

  private func insert(_ text: String) -> Int32 {
    unsafe el_insertstr(editor, text) == 0 ? CC_REFRESH : CC_ERROR
  }

  private func close(with bracket: Unicode.Scalar?, in buffer: EditBuffer) -> Int32 {
    guard let bracket else { return CC_ERROR }
    if buffer.closingCount > 0 { _ = delete(buffer.closingCount) }
    return insert(String(bracket))
  }

  private func move(from buffer: EditBuffer, to place: Int) -> Int32 {
    unsafe el_cursor(editor, Int32(truncatingIfNeeded: place - buffer.cursor))
    return CC_CURSOR
  }

  private func delete(_ count: Int) -> Int32 {
    if count == 0 { return CC_ERROR }
    unsafe el_deletestr(editor, Int32(truncatingIfNeeded: count))
    return CC_REFRESH
  }

  private func delete(after buffer: EditBuffer) -> Int32 {
    _ = move(from: buffer, to: buffer.cursor + buffer.deleteCount)
    return delete(buffer.deleteCount)
  }

  /// Has libedit go on with `keys` as if they were typed.
  private func push(_ keys: String, _ code: Int32 = CC_NORM) -> Int32 {
    unsafe el_push(editor, keys)
    return code
  }

  private func complete(in buffer: EditBuffer) -> Int32 {
    let completion = complete(buffer.statementBeforeCursor)
    let code = completion.insertion.isEmpty ? CC_ERROR : insert(completion.insertion)
    if completion.choices.isEmpty { return code }
    return showBelow(
      ChoiceList.text(completion.choices, width: SystemCalls.columns(output) ?? 80))
  }

  /// Takes a paste up to its end mark.
  private func paste() -> Int32 {
    var bytes = pending.flatMap { Array(String($0).utf8) }
    pending = []
    var start = 0
    while true {
      if let end = bytes[start...].firstRange(of: PastedText.end) {
        for byte in bytes[end.upperBound...] { pending += decoder.push(byte) }
        if end.lowerBound > PastedText.limit { return showBelow(PastedText.refusal) }
        let before = buffer.statementBeforeCursor
        let text = PastedText.cleaned(Array(bytes[..<end.lowerBound]), after: before)
        return insert(EditBuffer.marked(text))
      }
      start = max(0, bytes.count - PastedText.end.count)
      guard case .bytes(let more) = nextKeys(atMost: 4_096) else { return CC_ERROR }
      bytes += more
    }
  }

  /// Shows `text` below the statement, and the statement again below that.
  ///
  /// The cursor has to be at the end for that, which libedit sees to when this key is done; the
  /// next key, which is pushed, shows the text.
  private func showBelow(_ text: String) -> Int32 {
    notice = text
    let buffer = buffer
    cursorOfNotice = buffer.cursor
    _ = move(from: buffer, to: buffer.scalars.count)
    return push(EditKeys.notice, CC_REFRESH)
  }

  private func showNotice() -> Int32 {
    show("\n\(notice)\n")
    _ = move(from: buffer, to: cursorOfNotice)
    unsafe asrsh_refresh(editor)
    return CC_NORM
  }
}

internal import Interpreter
internal import Language

extension RecipeWalk {
  /// Walks statements one after the other and returns the type of the last one's value.
  @discardableResult func walk(_ statements: [Statement]) -> StaticType {
    var type = StaticType.none
    for (index, statement) in statements.enumerated() {
      if !isReachable, statement.runs {
        warn(
          "this never runs", at: statement.span, hint: "what stands before it ends in any case",
          kind: "unreachable")
        walkUnreachable { walk(Array(statements[index...])) }
        return .unknown
      }
      type = walk(statement)
    }
    return type
  }

  /// Walks what never runs, for the names that it reads.
  func walkUnreachable(_ walk: () -> Void) {
    _ = within({ $0.isSilent = true }) {
      isReachable = true
      return scope.changes(of: walk)
    }
    isReachable = false
  }

  func walk(_ statement: Statement) -> StaticType {
    switch statement.kind {
    case .expression(let expression, _): return type(ofStatement: expression)
    case .assignment(let name, let value): assign(name, value)
    case .function(let definition):
      let facts = function(definition)
      if let name = definition.name { bind(name, .function(facts), .function) }
    case .parameter(let declaration): walk(declaration)
    case .forLoop(let names, let sequence, let body): walkFor(names, sequence, body)
    case .whileLoop(let condition, let body): walkWhile(condition, body, statement.span)
    case .breakLoop:
      loop.hasBreak = true
      jump()
    case .continueLoop: jump()
    case .returnValue(let value): walkReturn(value)
    case .importFile(let path): walkImport(path)
    case .step, .prose: break
    }
    return .none
  }

  private func jump() {
    loop.mayHaveJumped = true
    isReachable = false
  }

  private func walkReturn(_ value: Expression?) {
    let type = value.map { self.type(of: $0) } ?? StaticType.none
    if let function = scope.function {
      function.returned.append(type)
      function.mayHaveReturned = true
    }
    isReachable = false
  }

  private func assign(_ name: Name, _ value: Expression) {
    let type: StaticType
    if case .function(let definition) = value.kind {
      let facts = function(definition)
      facts.name = name.text
      type = .function(facts)
    } else {
      type = self.type(of: value)
    }
    bind(name, type, .variable)
  }

  /// Binds a name of the running scope.
  func bind(
    _ name: Name, _ type: StaticType, _ declaration: Variable.Declaration, isDefinite: Bool = true
  ) {
    noteShadowing(by: name, type, declaration)
    scope.bind(name.text, type, isDefinite: isDefinite)
    guard importing.isEmpty, scope.variables[name.text] == nil else { return }
    scope.variables[name.text] = Variable(name: name, declaration: declaration)
  }

  private func walk(_ declaration: ParameterDeclaration) {
    let name = declaration.name
    var type = self.type(of: declaration.defaultValue)
    if !isOfDeclaredType(type, declaration) {
      report(
        BuiltinError(
          "\(name.text) is declared as \(declaration.type?.text ?? ""), but its default is "
            + (type.typeWithArticle ?? "something else"), kind: "parameter"),
        at: declaration.defaultValue.span)
    }
    if importing.isEmpty, let text = parameterTexts[name.text] {
      do throws(BuiltinError) {
        type = StaticType(try declaration.value(text))
      } catch {
        report(error, at: name.span)
      }
    }
    bind(name, type, .recipeParameter)
  }

  /// Whether a default may be of the declared type.
  private func isOfDeclaredType(_ type: StaticType, _ declaration: ParameterDeclaration) -> Bool {
    guard importing.isEmpty, let declared = declaration.type?.text else { return true }
    if let value = type.value { return declaration.accepts(value) }
    guard let name = type.typeName else { return true }
    switch declared {
    case "float": return name == "float" || name == "int"
    case "string", "path": return name == "string"
    case "list": return name == "list" || name == "range"
    default: return name == declared
    }
  }
}

extension Statement {
  /// Whether a run does something at the statement.
  fileprivate var runs: Bool {
    switch kind {
    case .step, .prose: false
    default: true
    }
  }
}

extension StaticType {
  /// The type of a value that is known.
  init(_ value: Value) {
    if case .list(let list) = value {
      self = .items(list.items.map { StaticType($0) })
    } else {
      self = .constant(value)
    }
  }
}

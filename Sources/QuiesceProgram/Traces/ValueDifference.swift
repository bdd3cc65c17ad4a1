import QuiesceModel

/// What happened to a variable, said as shortly as it can be: `slot[0].phase = waiting`, `requests.push(…)`.
struct ValueDifference {
  /// Values up to this length are shown whole.
  private static let short = 24

  private(set) var texts: [String] = []

  /// The difference between two values of a variable; `isBag` only matters for channels, whose `type` is that of the elements.
  init(name: String, old: Value, new: Value, type: ValueType, isBag: Bool = false) {
    compare(name, old, new, type, isBag: isBag)
  }

  private mutating func compare(_ name: String, _ old: Value, _ new: Value, _ type: ValueType, isBag: Bool = false) {
    guard old != new else { return }
    let whole = "\(name) = \(new.description(as: type))"
    guard whole.count > ValueDifference.short else { return texts.append(whole) }
    switch (old, new, type) {
    case (.channel(let before), .channel(let after), _):
      texts += (isBag ? bag(name, before, after, type) : queue(name, before, after, type)) ?? [whole]
    case (.structure(let before), .structure(let after), .structure(let type)):
      let changed = before.indices.filter { before[$0] != after[$0] }
      guard changed.count < before.count else { return texts.append(whole) }
      for index in changed {
        compare("\(name).\(type.fields[index].name)", before[index], after[index], type.fields[index].type)
      }
    case (.array(let before), .array(let after), .array(let index, let element)):
      let changed = before.indices.filter { before[$0] != after[$0] }
      guard changed.count * 2 <= before.count || changed.count == 1 else { return texts.append(whole) }
      for position in changed {
        let label =
          index.ordinals.map { index.value(ordinal: $0.lowerBound + position).description(as: index) } ?? "\(position)"
        compare("\(name)[\(label)]", before[position], after[position], element)
      }
    case (.set(let before), .set(let after), .set(let element)):
      texts += set(name, before, after, element) ?? [whole]
    case (.some(let before), .some(let after), .optional(let wrapped)): compare(name, before, after, wrapped)
    default: texts.append(whole)
    }
  }

  /// Elements that left at the head and came at the tail.
  private func queue(_ name: String, _ before: [Value], _ after: [Value], _ type: ValueType) -> [String]? {
    let popped = (0...before.count).first { count in
      let rest = before.dropFirst(count)
      return after.count >= rest.count && rest.elementsEqual(after.prefix(rest.count))
    }
    guard let popped, popped <= 1, after.count - (before.count - popped) <= 1 else { return nil }
    let pushed = after.dropFirst(before.count - popped)
    return Array(repeating: "\(name).pop()", count: popped)
      + pushed.map { "\(name).push(\($0.description(as: type)))" }
  }

  /// Elements that came and went.
  private func bag(_ name: String, _ before: [Value], _ after: [Value], _ type: ValueType) -> [String]? {
    var gone = before
    var come: [Value] = []
    for value in after {
      if let index = gone.firstIndex(of: value) { gone.remove(at: index) } else { come.append(value) }
    }
    guard gone.count + come.count <= 2 else { return nil }
    return gone.map { "\(name).remove(\($0.description(as: type)))" }
      + come.map { "\(name).insert(\($0.description(as: type)))" }
  }

  private func set(_ name: String, _ before: Set<Value>, _ after: Set<Value>, _ type: ValueType) -> [String]? {
    let gone = before.subtracting(after)
    let come = after.subtracting(before)
    guard gone.count + come.count <= 2 else { return nil }
    let sorted = { (values: Set<Value>) in values.sorted { type.ordinal(of: $0) < type.ordinal(of: $1) } }
    return sorted(gone).map { "\(name).remove(\($0.description(as: type)))" }
      + sorted(come).map { "\(name).insert(\($0.description(as: type)))" }
  }
}

extension Replay {
  /// What a step did to variables, said shortly.
  func differences(of variables: [StateVariable], between before: [Int], _ after: [Int]) -> [TraceStep.Difference] {
    variables.flatMap { variable -> [TraceStep.Difference] in
      let old = program.value(of: variable, in: before)
      let new = program.value(of: variable, in: after)
      guard old != new else { return [] }
      var isBag = false
      if case .channel(_, _, _, _, let bag) = variable.content { isBag = bag }
      var name = variable.name
      var actor: Int?
      switch variable.owner {
      case .shared: break
      case .actor(let position): actor = position
      case .monitor(let monitor): name = "\(program.model.monitors[monitor].name).\(name)"
      }
      return ValueDifference(name: name, old: old, new: new, type: variable.type, isBag: isBag).texts
        .map { TraceStep.Difference(actor: actor, text: $0) }
    }
  }
}

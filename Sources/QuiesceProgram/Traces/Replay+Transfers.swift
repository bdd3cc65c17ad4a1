import QuiesceModel

extension Replay {
  /// What a step took out of queues and bags, of those given, and put into them, as far as their contents tell.
  func transfers(of variables: [StateVariable], between before: [Int], _ after: [Int]) -> [TraceStep.Transfer] {
    variables.flatMap { variable -> [TraceStep.Transfer] in
      guard case .channel(let old) = program.value(of: variable, in: before),
        case .channel(let new) = program.value(of: variable, in: after), old != new
      else { return [] }
      let name = program.name(of: variable)
      let transfer = { (value: Value, isPut: Bool) in
        TraceStep.Transfer(channel: name, value: value.description(as: variable.type), isPut: isPut)
      }
      var taken = old.surplus(over: new)
      var put = new.surplus(over: old)
      // The same elements in another order: the first went to the end.
      if taken.isEmpty, put.isEmpty { (taken, put) = ([old[0]], [old[0]]) }
      return taken.map { transfer($0, false) } + put.map { transfer($0, true) }
    }
  }
}

extension [Value] {
  /// The elements that another list has fewer of, in order.
  fileprivate func surplus(over other: [Value]) -> [Value] {
    var rest = other
    return filter { value in
      guard let index = rest.firstIndex(of: value) else { return true }
      rest.remove(at: index)
      return false
    }
  }
}

extension Program {
  /// The name of a variable, with its owner where it has one: `function[0].outstanding`.
  package func name(of variable: StateVariable) -> String {
    switch variable.owner {
    case .shared: variable.name
    case .actor(let actor): "\(actors[actor].name).\(variable.name)"
    case .monitor(let monitor): "\(model.monitors[monitor].name).\(variable.name)"
    }
  }
}

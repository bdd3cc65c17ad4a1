package import QuiesceModel
import QuiesceProgram

/// Visits every state of a checked model breadth first, as plainly as it can be said.
package struct NaiveExplorer {
  let model: CheckedModel
  let maximumStates: Int
  private var known: Set<NaiveState> = []
  private var outcome = NaiveOutcome()

  /// Makes an explorer that gives up after a number of states.
  package init(_ model: CheckedModel, maximumStates: Int = 1_000_000) {
    self.model = model
    self.maximumStates = maximumStates
  }

  /// Explores the model.
  package static func explore(_ model: CheckedModel, maximumStates: Int = 1_000_000) -> NaiveOutcome {
    var explorer = NaiveExplorer(model, maximumStates: maximumStates)
    return explorer.explore()
  }

  private mutating func explore() -> NaiveOutcome {
    outcome.properties = model.properties.map { property in
      let verdict: Verdict =
        switch property.kind {
        case .invariant, .never, .monitor, .atRest: .holds
        case .reachable, .reachableEvent: .notReached
        case .alwaysReachable, .temporal: .noVerdict
        }
      return NaiveOutcome.Finding(name: property.name, verdict: verdict)
    }
    var level: [NaiveState] = []
    do throws(NaiveFault) {
      for state in try initialStates() where known.insert(state).inserted { level.append(state) }
    } catch {
      outcome.faults.append((error, 0))
    }
    for state in level { inspect(state, depth: 0) }
    var depth = 0
    while !level.isEmpty, known.count <= maximumStates {
      outcome.depth = depth
      level = expand(level, depth: depth)
      depth += 1
    }
    outcome.isComplete = level.isEmpty
    // Behind a fault nothing was visited: what is open then stays open.
    if !outcome.faults.isEmpty {
      for position in outcome.properties.indices
      where [.holds, .notReached].contains(outcome.properties[position].verdict) {
        outcome.properties[position].verdict = .noVerdict
      }
    }
    outcome.states = known.count
    return outcome
  }

  /// The states one step further that were not known.
  private mutating func expand(_ level: [NaiveState], depth: Int) -> [NaiveState] {
    var next: [NaiveState] = []
    for state in level {
      let step = NaiveStep(model: model, state: state)
      let firings = step.firings()
      if firings.isEmpty, !mayAllRest(state), !isBeyondBound(state) {
        outcome.deadlocks += 1
        outcome.deadlockDepth = outcome.deadlockDepth ?? depth
      }
      for firing in firings {
        switch firing {
        case .success(let successor):
          outcome.transitions += 1
          for property in successor.flagged { flag(property, depth: depth + 1) }
          if known.insert(successor.state).inserted {
            next.append(successor.state)
            inspect(successor.state, depth: depth + 1)
          }
        case .failure(let fault): outcome.faults.append((fault, depth + 1))
        }
      }
      if known.count > maximumStates { return next }
    }
    return next
  }

  /// Asks the properties of states.
  private mutating func inspect(_ state: NaiveState, depth: Int) {
    let machine = NaiveMachine(model: model, state: state)
    for (position, property) in model.properties.enumerated() {
      do throws(NaiveFault) {
        switch property.kind {
        case .invariant(let condition): if !(try machine.truth(of: condition)) { flag(position, depth: depth) }
        case .reachable(let condition): if try machine.truth(of: condition) { flag(position, depth: depth) }
        case .atRest(let condition):
          guard try isAtRest(state) else { break }
          if !(try machine.truth(of: condition)) { flag(position, depth: depth) }
        case .never, .monitor, .reachableEvent, .alwaysReachable, .temporal: break
        }
      } catch {
        outcome.faults.append((error, depth))
      }
    }
  }

  private mutating func flag(_ position: Int, depth: Int) {
    guard outcome.properties[position].depth == nil else { return }
    outcome.properties[position].depth = depth
    switch model.properties[position].kind {
    case .invariant, .never, .monitor, .atRest: outcome.properties[position].verdict = .violated
    case .reachable, .reachableEvent: outcome.properties[position].verdict = .reached
    case .alwaysReachable, .temporal: break
    }
  }

  /// Whether every actor may rest; a condition that cannot be evaluated lets nobody rest.
  private func mayAllRest(_ state: NaiveState) -> Bool {
    let step = NaiveStep(model: model, state: state)
    return zip(model.actors, state.locations).allSatisfy { actor, locations in
      locations.enumerated().allSatisfy { instance, location in
        (try? step.mayRest(actor, instance, actor.locations[location])) == true
      }
    }
  }

  /// Whether nothing is under way: nobody begins anything but actors that may rest, and the search bound keeps nobody from it.
  private func isAtRest(_ state: NaiveState) throws(NaiveFault) -> Bool {
    if let bound = model.bound {
      guard (try? NaiveMachine(model: model, state: state).truth(of: bound)) == true else { return false }
    }
    return !(try NaiveStep(model: model, state: state).isUnderWay())
  }

  /// Whether the search bound is false; one that cannot be evaluated is not.
  func isBeyondBound(_ state: NaiveState) -> Bool {
    guard let bound = model.bound else { return false }
    do throws(NaiveFault) {
      return !(try NaiveMachine(model: model, state: state).truth(of: bound))
    } catch {
      return false
    }
  }

  // MARK: Initial states

  /// The number of instances of an actor or members of a channel family.
  private func count(of index: ValueType?) -> Int { index?.allValues.count ?? 1 }

  func initialStates() throws(NaiveFault) -> [NaiveState] {
    let empty = NaiveState(
      variables: [], channels: model.channels.map { channel in (0..<count(of: channel.index)).map { _ in [] } },
      locations: model.actors.map { actor in
        (0..<count(of: actor.index.map { model.locals[$0].type })).map { _ in actor.initial }
      })
    var states = [empty]
    for variable in model.variables {
      var index: ValueType?
      var local: LocalID?
      if case .actor(let actor) = variable.owner, let own = model.actors[actor].index {
        local = own
        index = model.locals[own].type
      }
      for position in states.indices { states[position].variables.append([]) }
      for instance in 0..<count(of: index) {
        var next: [NaiveState] = []
        for state in states {
          var machine = NaiveMachine(model: model, state: state)
          if let local, let index { machine.locals[local] = index.allValues[instance] }
          for value in try choices(of: variable, machine) {
            var state = state
            state.variables[state.variables.count - 1].append(value)
            next.append(state)
          }
        }
        states = next
      }
    }
    return try fillingChannels(of: states)
  }

  private func fillingChannels(of states: [NaiveState]) throws(NaiveFault) -> [NaiveState] {
    var states = states
    for (id, channel) in model.channels.enumerated() {
      for position in states.indices {
        for member in 0..<count(of: channel.index) {
          var machine = NaiveMachine(model: model, state: states[position])
          if let local = channel.member, let index = channel.index { machine.locals[local] = index.allValues[member] }
          for element in channel.content {
            let value = try machine.evaluate(element)
            guard channel.element.admits(value) else { throw NaiveFault(.valueOutOfRange, at: element.span) }
            states[position].channels[id][member].append(value)
          }
          if channel.isBag { states[position].channels[id][member].sort { channel.element.precedes($0, $1) } }
        }
      }
    }
    return states
  }

  private func choices(of variable: Variable, _ machine: NaiveMachine) throws(NaiveFault) -> [Value] {
    guard let initial = variable.initial else { return variable.type.everyValue(limit: maximumStates) ?? [] }
    let value = try machine.evaluate(initial)
    guard variable.type.admits(value) else { throw NaiveFault(.valueOutOfRange, at: initial.span) }
    return [value]
  }
}

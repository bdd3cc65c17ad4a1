import QuiesceModel

extension Checker {
  /// Finds an actor's locations: declared states first, then those that sequences declare.
  mutating func shapeActor(_ id: ActorID) {
    let syntax = declarations.actors[id]
    for state in syntax.states { addState(state, to: id) }
    for sequence in syntax.sequences { addSource(of: sequence, to: id) }
    for sequence in syntax.sequences { addSequence(sequence, to: id) }
    findInitial(syntax, id)
  }

  /// Finds an actor's locations again, once it is known which of its steps exist. What is wrong has been reported.
  mutating func reshapeActor(_ id: ActorID) {
    let known = diagnostics
    facts.shapes[id].locations = []
    facts.shapes[id].named = [:]
    facts.shapes[id].states = [:]
    facts.shapes[id].sequences = []
    shapeActor(id)
    diagnostics = known
  }

  private mutating func addState(_ state: StateSyntax, to id: ActorID) {
    guard facts.shapes[id].states[state.name.text] == nil else {
      reportDuplicate(state.name, first: stateName(state.name.text, of: id))
      return
    }
    addLocation(
      Location(
        name: state.name.text, isFinal: state.isFinal, isCommitted: state.isCommitted, span: state.name.span), to: id)
    facts.shapes[id].states[state.name.text] = facts.shapes[id].locations.count - 1
    facts.shapes[id].named[state.name.text] = [facts.shapes[id].locations.count - 1]
  }

  private func stateName(_ text: String, of id: ActorID) -> Name? {
    declarations.actors[id].states.first { $0.name.text == text }?.name
  }

  private mutating func addLocation(_ location: Location, to id: ActorID) {
    facts.shapes[id].locations.append(location)
  }

  /// The state in which a sequence starts is declared by it unless the actor does.
  private mutating func addSource(of sequence: SequenceSyntax, to id: ActorID) {
    let name = sequence.source
    guard facts.shapes[id].states[name.text] == nil else { return }
    addLocation(Location(name: name.text, isFinal: false, isCommitted: false, span: name.span), to: id)
    facts.shapes[id].states[name.text] = facts.shapes[id].locations.count - 1
    facts.shapes[id].named[name.text] = [facts.shapes[id].locations.count - 1]
  }

  private mutating func addSequence(_ sequence: SequenceSyntax, to id: ActorID) {
    if sequence.locations.isEmpty {
      report(.malformedActor, "the sequence '\(sequence.name.text)' has no steps", at: sequence.name.span)
    }
    var names: [String: Name] = [:]
    for (position, location) in sequence.locations.enumerated() {
      for name in location.names {
        if let known = names[name.text] { reportDuplicate(name, first: known) }
        names[name.text] = name
      }
      if position == 0, let name = location.name {
        report(
          .malformedActor, "the location before the first step is the state '\(sequence.source.text)'", at: name.span,
          notes: [Diagnostic.Note("'at' names a location inside the sequence")])
      }
    }
    let locations = addLocations(of: sequence, to: id)
    facts.shapes[id].sequences.append(locations)
    let inside = zip(sequence.locations, locations).filter { location, _ in
      location.steps.contains { isPresent($0, in: id) }
    }
    if facts.shapes[id].named[sequence.name.text] != nil {
      let known = stateName(sequence.name.text, of: id) ?? sequenceName(sequence.name.text, of: id)
      reportDuplicate(sequence.name, first: known)
    } else {
      facts.shapes[id].named[sequence.name.text] = Set(inside.map(\.1))
    }
  }

  /// Adds the locations between the steps of a sequence; the result is the location before each of them. Where constants
  /// leave no step, it is the one behind, in the end the state to which the sequence leads.
  private mutating func addLocations(of sequence: SequenceSyntax, to id: ActorID) -> [LocationID] {
    let states = facts.shapes[id].states
    let source = states[sequence.source.text] ?? 0
    var own: [LocationID?] = []
    var hasBegun = false
    for location in sequence.locations {
      let steps = location.steps.filter { isPresent($0, in: id) }
      guard let first = steps.first else {
        own.append(nil)
        continue
      }
      guard hasBegun else {
        own.append(source)
        hasBegun = true
        continue
      }
      let alternatives = steps.count > 2 ? [first.name.text, "..."] : steps.map(\.name.text)
      let name = location.name?.text ?? alternatives.joined(separator: "|")
      addLocation(
        Location(
          name: "\(sequence.name.text).\(name)", isFinal: false, isCommitted: false,
          span: (location.name ?? first.name).span),
        to: id)
      own.append(facts.shapes[id].locations.count - 1)
    }
    var next = states[sequence.target.text] ?? source
    var locations: [LocationID] = []
    for location in own.reversed() {
      next = location ?? next
      locations.append(next)
    }
    return locations.reversed()
  }

  private func sequenceName(_ text: String, of id: ActorID) -> Name? {
    declarations.actors[id].sequences.first { $0.name.text == text }?.name
      ?? declarations.actors[id].sequences.first { $0.source.text == text }?.source
  }

  private mutating func findInitial(_ syntax: ActorSyntax, _ id: ActorID) {
    let initial = syntax.states.filter(\.isInitial)
    guard let first = initial.first else {
      report(
        .malformedActor, "the actor '\(syntax.name.text)' has no initial state", at: syntax.name.span,
        notes: [Diagnostic.Note("write 'initial state' in front of the one it starts in")])
      return
    }
    for other in initial.dropFirst() {
      report(
        .malformedActor, "the actor '\(syntax.name.text)' has more than one initial state", at: other.name.span,
        notes: [Diagnostic.Note("it starts in '\(first.name.text)'", at: first.name.span)])
    }
    facts.shapes[id].initial = facts.shapes[id].states[first.name.text]
  }

  /// The location that `-> name` means.
  mutating func target(_ name: Name, of id: ActorID, in sequence: Int?) -> LocationID? {
    let shape = facts.shapes[id]
    if let state = shape.states[name.text] { return state }
    let sequences = declarations.actors[id].sequences
    if let sequence {
      for (position, location) in sequences[sequence].locations.enumerated()
      where location.names.contains(where: { $0.text == name.text }) {
        return shape.sequences[sequence][position]
      }
    }
    let actorName = declarations.actors[id].name.text
    if let other = sequences.first(where: { $0.name.text == name.text }) {
      report(
        .malformedActor, "'\(name.text)' is a sequence: a step leads to the state it starts in", at: name.span,
        notes: [Diagnostic.Note("write -> \(other.source.text)")])
      return nil
    }
    var known = shape.states.keys.sorted()
    if let sequence { known += sequences[sequence].locations.flatMap(\.names).map(\.text) }
    reportUnknown(name, "the actor '\(actorName)' has no state '\(name.text)'", among: known)
    return nil
  }
}

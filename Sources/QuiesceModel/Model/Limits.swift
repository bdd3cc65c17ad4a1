/// How large a model may be before the checker refuses it; everything behind the checker may rely on these.
package enum Limits {
  /// The greatest distance between the bounds of an integer range.
  package static let rangeWidth = 1 << 32
  /// The greatest magnitude of a bound of an integer range.
  package static let rangeBound = 1 << 53
  /// How many values a type has at most that indexes an array or a family, fills a set or is enumerated.
  package static let enumeratedValues = 4096
  /// How many elements a queue or bag holds at most.
  package static let channelCapacity = 1024
  /// How many scalars one variable or channel takes at most.
  package static let scalarsPerVariable = 16_384
  /// How many scalars a state takes at most.
  package static let scalarsPerModel = 65_536
  /// How deep types may lie in types.
  package static let typeDepth = 32
  /// How deep the body of a function may be, the bodies of the functions that it calls included.
  package static let callDepth = 400
  /// How many nodes the body of a function may have, the bodies of the functions that it calls included.
  package static let inlinedNodes = 200_000
  /// By how many bits a shift may move an integer.
  package static let shiftAmounts = 0...62
  /// How many steps the evaluation of one constant may take.
  package static let constantSteps = 2_000_000
  /// How many runs a `where` may stand for.
  package static let runsPerExpectation = 10_000
}

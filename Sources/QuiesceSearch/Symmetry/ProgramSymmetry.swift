import QuiesceModel
import QuiesceProgram

/// Which symmetric types of a program may be permuted, and how that moves the slots.
///
/// The language check has shown that no step and no property can tell the values of a symmetric type apart. What it leaves open
/// is looked for here: what a run finds is refused with the reason, and the other types are permuted.
struct ProgramSymmetry {
  let places: SymmetricPlaces
  let use: SymmetryUse

  /// Moving all slots once for each pair of values must stay cheap.
  static let workLimit = 2_000_000

  init(_ program: Program) {
    var refusals: [SymmetryRefusal] = []
    var types: [SymmetricType] = []
    for type in SymmetricPlaces.types(of: program) {
      if let refusal = program.orderDependencies.first(where: { $0.type == type }) {
        refusals.append(refusal)
      } else if let variable = program.variables.first(where: { $0.type.typesMovingInSets.contains(type) }) {
        let reason = "its values order the parts of the elements of sets in '\(variable.name)'"
        refusals.append(SymmetryRefusal(type: type, reason: reason))
      } else if type.size * (type.size - 1) / 2 > ProgramSymmetry.workLimit / program.slots.count {
        refusals.append(SymmetryRefusal(type: type, reason: "its \(type.size) values have too many pairs"))
      } else if !ProgramSymmetry.permutesInitialStates(of: program, type) {
        refusals.append(SymmetryRefusal(type: type, reason: "the initial states tell its values apart"))
      } else {
        types.append(type)
      }
    }
    places = SymmetricPlaces(program, types: types)
    use = SymmetryUse(types: types, refusals: refusals)
  }

  /// Whether each permutation of an initial state is an initial state: neighbours that trade places generate all permutations.
  private static func permutesInitialStates(of program: Program, _ type: SymmetricType) -> Bool {
    let places = SymmetricPlaces(program, types: [type])
    let states = Set(program.initialStates)
    return (1..<type.size).allSatisfy { second in
      let swapped = places.swap(second - 1, second, of: 0, slots: program.slots)
      return states.allSatisfy { states.contains(swapped($0)) }
    }
  }
}

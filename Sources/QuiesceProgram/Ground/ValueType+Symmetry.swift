package import QuiesceModel

extension ValueType {
  /// The symmetric types whose permutation would move the parts of a set's element among themselves: those that index an array in it
  /// or are the elements of a set in it.
  package var typesMovingInSets: Set<SymmetricType> {
    switch self {
    case .bool, .integer, .enumeration, .symmetric: []
    case .optional(let wrapped): wrapped.typesMovingInSets
    case .structure(let structure): structure.fields.reduce(into: []) { $0.formUnion($1.type.typesMovingInSets) }
    case .array(_, let element): element.typesMovingInSets
    case .set(let element): element.typesMovingInside
    }
  }

  private var typesMovingInside: Set<SymmetricType> {
    switch self {
    case .bool, .integer, .enumeration, .symmetric: []
    case .optional(let wrapped): wrapped.typesMovingInside
    case .structure(let structure): structure.fields.reduce(into: []) { $0.formUnion($1.type.typesMovingInside) }
    case .array, .set: permutedTypes
    }
  }

  /// The symmetric types whose permutation may change a value of this type: those of indices included.
  package var permutedTypes: Set<SymmetricType> {
    switch self {
    case .bool, .integer, .enumeration: []
    case .symmetric(let type): type.size > 1 ? [type] : []
    case .optional(let wrapped), .set(let wrapped): wrapped.permutedTypes
    case .structure(let structure): structure.fields.reduce(into: []) { $0.formUnion($1.type.permutedTypes) }
    case .array(let index, let element): index.permutedTypes.union(element.permutedTypes)
    }
  }
}

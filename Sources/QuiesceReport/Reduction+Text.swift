import QuiesceModel
package import QuiesceProgram

extension Reduction {
  /// What reports call it: `slicing`, `stubborn sets`, `symmetry Worker (3)`.
  package var text: String {
    switch self {
    case .slicing: "slicing"
    case .stubbornSets: "stubborn sets"
    case .symmetry(let type): "symmetry \(type.name) (\(type.size))"
    }
  }
}

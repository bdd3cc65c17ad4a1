/// The fields that one instruction chooses from by an index, which lie one after the other in `Code.fields`.
struct FieldRun {
  /// The first field.
  let first: Field
  /// The word that they all lie in; nil if there are several.
  let word: Int?
  /// How many bits each lies above the one before it, where it does and they are all of one kind; nil else.
  let distance: Int?

  /// Looks at fields, of which there is at least one.
  init?(_ fields: [Field]) {
    guard let first = fields.first else { return nil }
    self.first = first
    word = fields.allSatisfy { $0.word == first.word } ? first.word : nil
    let shifts = fields.map { Int($0.shift) }
    let steps = Set(zip(shifts, shifts.dropFirst()).map { $1 - $0 })
    let areAlike = fields.allSatisfy { $0.mask == first.mask && $0.bias == first.bias }
    distance = areAlike && steps.count <= 1 ? steps.first ?? 0 : nil
  }

  /// Whether the index alone tells where in its word a field lies.
  var isEven: Bool { word != nil && distance != nil }
}

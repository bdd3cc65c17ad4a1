/// What somebody wants to know of the steps of models: which of them can be left out.
package struct NeedRequest: Sendable {
  /// The models, their settings, and the properties that must not be lost.
  package var check: CheckRequest
  /// The names of steps and sequences; none for every step.
  package var parts: [String]
  /// Whether the conjuncts of their guards are left out in their place.
  package var asksGuards: Bool
  /// How many are left out together, at most; nil for as many as make few enough sets.
  package var largest: Int?

  /// Makes a request.
  package init(check: CheckRequest, parts: [String] = [], asksGuards: Bool = false, largest: Int? = nil) {
    self.check = check
    self.parts = parts
    self.asksGuards = asksGuards
    self.largest = largest
  }
}

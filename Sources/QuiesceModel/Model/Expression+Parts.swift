extension Expression {
  /// The parts of a condition that explain its value: what is compared, and what is true or false by itself.
  ///
  /// They are the greatest operands that are neither Boolean nor constant, and the Boolean reads that no operator takes
  /// apart (variables, queries, calls, quantifiers), in the order of the text, each once.
  package var parts: [Expression] {
    var result: [Expression] = []
    var seen: Set<SourceSpan> = []
    collectParts(into: &result, seen: &seen)
    return result
  }

  private func collectParts(into result: inout [Expression], seen: inout Set<SourceSpan>) {
    if case .bool = type {
      switch kind {
      case .constant: return
      // `set.isEmpty` is a comparison that nobody wrote.
      case .binary(_, let left, _) where left.span == span: break
      case .not, .binary, .conditional, .within, .contains:
        for child in children { child.collectParts(into: &result, seen: &seen) }
        return
      case .variable, .local, .field, .element, .wrap, .unwrap, .negate, .quantified, .set, .setCount, .array,
        .filledArray, .structure, .channel, .call, .location:
        break
      }
    } else if case .wrap(let operand) = kind {
      operand.collectParts(into: &result, seen: &seen)
      return
    } else if !readsAnything {
      return
    }
    if seen.insert(span).inserted { result.append(self) }
  }

  /// Whether the value can depend on more than constants.
  private var readsAnything: Bool {
    switch kind {
    case .constant: false
    case .variable, .local, .quantified, .channel, .call, .location: true
    case .field, .element, .wrap, .unwrap, .not, .negate, .binary, .conditional, .contains, .within, .set, .setCount,
      .array, .filledArray, .structure:
      children.contains { $0.readsAnything }
    }
  }
}

import QuiesceModel
import QuiesceProgram

/// How the slots are declared in the exported text.
///
/// Slots that an index chooses among become the elements of one array, with the slots between them; every other slot
/// is a variable of its own. So names stay readable and an index stays an index.
struct ExportStorage {
  /// A declared variable.
  struct Variable {
    /// Its name, fit for both languages and for the C that they turn into.
    var name: String
    /// The first slot.
    var first: SlotID
    /// How many slots; nil for a scalar.
    package var count: Int?
    /// Between which values all of them lie.
    var bounds: ClosedRange<Int>
  }

  /// The variables in the order of their slots.
  private(set) var variables: [Variable] = []
  /// For each slot, the position of its variable.
  private var variableOfSlot: [Int] = []

  init(slots: [Slot], accesses: Set<DynamicAccess>) {
    var names = ExportNames()
    var slot = 0
    var extents = ExportStorage.merged(accesses.map(\.extent))[...]
    while slot < slots.count {
      let isArray = extents.first?.lowerBound == slot
      let extent = isArray ? extents.removeFirst() : slot...slot
      var bounds = slots[slot].range
      for other in extent { bounds = bounds.hull(slots[other].range) }
      let name = isArray ? ExportStorage.commonPrefix(slots[extent].map(\.name)) : slots[slot].name
      for _ in extent { variableOfSlot.append(variables.count) }
      variables.append(
        Variable(name: names.unique(name), first: slot, count: isArray ? extent.count : nil, bounds: bounds))
      slot = extent.upperBound + 1
    }
  }

  /// Whether the slot is an element of an array.
  func isElement(_ slot: SlotID) -> Bool { variables[variableOfSlot[slot]].count != nil }

  /// How a slot is written.
  func reference(_ slot: SlotID) -> String {
    let variable = variables[variableOfSlot[slot]]
    return variable.count == nil ? variable.name : "\(variable.name)[\(slot - variable.first)]"
  }

  /// How a slot that an index chooses is written.
  func reference(_ access: DynamicAccess, index: String) -> String {
    let variable = variables[variableOfSlot[access.base]]
    let offset = access.base - variable.first
    let scaled = access.stride == 1 ? index : "\(index) * \(access.stride)"
    return offset == 0 ? "\(variable.name)[\(scaled)]" : "\(variable.name)[\(offset) + \(scaled)]"
  }

  /// Ranges that overlap as one, in ascending order.
  private static func merged(_ extents: [ClosedRange<SlotID>]) -> [ClosedRange<SlotID>] {
    var result: [ClosedRange<SlotID>] = []
    for extent in extents.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.last, last.upperBound >= extent.lowerBound {
        result[result.count - 1] = last.lowerBound...max(last.upperBound, extent.upperBound)
      } else {
        result.append(extent)
      }
    }
    return result
  }

  private static func commonPrefix(_ names: [String]) -> String {
    guard var prefix = names.first.map({ Array($0.utf8) }) else { return "" }
    for name in names {
      var length = 0
      for (one, other) in zip(prefix, name.utf8) {
        if one != other { break }
        length += 1
      }
      prefix.removeLast(prefix.count - length)
    }
    return String(decoding: prefix, as: UTF8.self)
  }
}

/// Names that neither Promela, Murphi nor the C code that is generated from them can mistake for something else.
struct ExportNames {
  private var taken: Set<String> = []

  /// The prefix of the names that the exports themselves use for temporaries.
  static let temporaryPrefix = "tmp_"
  /// What the names of a formula's atoms begin with.
  static let atomPrefix = "atom_"

  /// A name made of letters, digits and underscores, unlike every name before, also where case does not matter.
  mutating func unique(_ name: String) -> String {
    var words: [String] = []
    for part in name.utf8.split(whereSeparator: { !ExportNames.isWordByte($0) }) {
      words.append(String(decoding: part, as: UTF8.self))
    }
    var base = String(words.joined(separator: "_").prefix(60))
    let startsLower = base.utf8.first.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) } ?? false
    let prefixes = [ExportNames.temporaryPrefix, ExportNames.atomPrefix]
    if !startsLower || prefixes.contains(where: base.hasPrefix)
      || ExportNames.reserved.contains(base.lowercased())
    {
      base = "v_" + base
    }
    var result = base
    var number = 2
    while !taken.insert(result.lowercased()).inserted {
      result = "\(base)_\(number)"
      number += 1
    }
    return result
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static let reserved: Set<String> = Set(
    (promela + " " + murphi + " " + generatedC + " system committed restart question"
      + " bitwise_and bitwise_or bitwise_xor").split(separator: " ").map(String.init))

  private static let promela = """
    active always assert atomic bit bool break byte c_code c_decl c_expr c_state c_track chan d_proctype d_step \
    do else empty enabled equivalent eval eventually false fi for full get_priority goto hidden if implies in init \
    inline int len local ltl mtype nempty never next nfull nonstate notrace np_ od of pc_value pid print printf \
    printm priority proctype provided release return run select set_priority short show skip stronguntil timeout \
    trace true typedef u unless unsigned until v w weakuntil x xr xs
    """

  private static let murphi = """
    alias array assert assume begin boolean by case clear const cover do else elsif end endalias endexists endfor \
    endforall endfunction endif endprocedure endrecord endrule endruleset endstartstate endswitch endwhile enum \
    error exists false for forall function if in invariant ismember isundefined liveness multiset multisetadd \
    multisetcount multisetremove multisetremovepred of procedure process program property put record return rule \
    ruleset scalarset startstate switch then to traceuntil true type undefine undefined union var while
    """

  private static let generatedC = """
    asm auto case char const continue default double enum extern final float getframe iam_alive int long main max \
    maxseq0 min minseq0 mix now onstack_put onstack_zap q_sz rand register restrict rot signed sizeof static struct \
    switch typeof uchar ulong union unsigned ushort void volatile wasnew while linux unix errno stdin stdout stderr
    """
}

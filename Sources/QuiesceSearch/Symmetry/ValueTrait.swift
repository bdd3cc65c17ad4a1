import QuiesceProgram

/// What a slot says of a symmetric value, whichever value that is: the value's signature is the sum of what all slots say of it.
///
/// A signature must not change when values are permuted, so it is made of orbits of slots and of plain contents only.
struct ValueTrait {
  let word: Int
  let shift: UInt64
  let mask: UInt64
  /// Tells what the slot says from what other slots say.
  let key: UInt64
  /// The value that indexes the way to the slot, by position among all values; -1 for the value that it holds.
  let index: Int
  /// For a slot that may hold a value, the position of the first one; -1 for others.
  let held: Int
  let base: UInt64
  let presence: PresenceTest

  private init(_ field: Field, key: UInt64, index: Int, held: Int, _ holder: SymmetricPlaces.Holder?, _ slots: [Slot]) {
    word = field.word
    shift = field.shift
    mask = field.mask
    self.key = key
    self.index = index
    self.held = held
    base = UInt64(holder?.base ?? 0)
    presence = PresenceTest(holder?.presence, slots)
  }

  /// What all slots say; `starts` has the position of each type's first value.
  static func traits(of places: SymmetricPlaces, _ slots: [Slot], starts: [Int]) -> [ValueTrait] {
    var keys: [[SymmetricPlaces.Part]: Int] = [:]
    var result: [ValueTrait] = []
    for (slot, place) in places.places.enumerated() where slots[slot].width > 0 {
      let field = Field(slots[slot])
      let values = place.path.filter(\.isValue)
      guard !values.isEmpty || place.holder != nil else { continue }
      let number = keys[place.orbit] ?? keys.count
      keys[place.orbit] = number
      let held = place.holder.map { starts[$0.type] } ?? -1
      for (role, value) in values.enumerated() {
        guard case .value(let type, let value) = value else { continue }
        let key = mixed(UInt64(number) << 16 | UInt64(role + 1))
        result.append(ValueTrait(field, key: key, index: starts[type] + value, held: held, place.holder, slots))
      }
      if let holder = place.holder {
        result.append(ValueTrait(field, key: mixed(UInt64(number) << 16), index: -1, held: held, holder, slots))
      }
    }
    return result
  }

  /// Adds what the slot says in a state to the signatures of the values concerned.
  @inline(__always)
  func add(of state: PackedState, to signatures: borrowing OwnedBuffer<UInt64>) {
    let raw = (state[word] &>> shift) & mask
    if held >= 0, raw >= base {
      guard presence.holds(in: state) else { return }
      let value = held &+ Int(truncatingIfNeeded: raw &- base)
      if index < 0 {
        signatures[value] &+= ValueTrait.mixed(key)
      } else {
        // Which other value it holds would depend on the permutation; whether it is its own index does not.
        signatures[index] &+= ValueTrait.mixed(key &+ (value == index ? 1 << 32 : 1 << 33))
      }
    } else if index >= 0 {
      signatures[index] &+= ValueTrait.mixed(key &+ raw)
    }
  }

  @inline(__always)
  private static func mixed(_ number: UInt64) -> UInt64 {
    let product = (number ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
    return product.high ^ product.low
  }
}

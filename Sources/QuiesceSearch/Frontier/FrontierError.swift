/// Why a frontier cannot be expanded.
package enum FrontierError: Error, Equatable {
  /// It does not begin as a frontier does.
  case noFrontier
  /// It is one of another program, of this fingerprint.
  case otherProgram(UInt64)
  /// Its states take another number of words.
  case otherWidth(Int)
  /// It ends before its end, behind so many states.
  case cut(after: Int)
  /// The state with this number, counted from 1, is none of the program: a slot has a value outside its limits, or unused bits are set.
  case noState(Int)
  /// More follows its end.
  case trailing
  /// It cannot be read, for this reason of the system.
  case unreadable(Int32)
  /// What follows it cannot be written, for this reason of the system.
  case unwritable(Int32)
  /// There is no memory for a batch.
  case noMemory
}

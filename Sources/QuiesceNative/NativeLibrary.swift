import Glibc

/// A library that was loaded into this process; it is unloaded with its last user.
package final class NativeLibrary: Sendable {
  /// invariant: it is handed to the loader only, which does its own locking.
  nonisolated(unsafe) private let handle: UnsafeMutableRawPointer
  /// The loader takes a file of the same name for the one that it has, so that the number is not to be given to another one.
  private let file: Descriptor

  /// Loads an open file; nil if the system refuses.
  init?(_ file: consuming Descriptor) {
    guard let handle = dlopen("/proc/self/fd/\(file.number)", RTLD_NOW | RTLD_LOCAL) else { return nil }
    self.handle = handle
    self.file = file
  }

  deinit { dlclose(handle) }

  /// Where a function of it lies.
  package func symbol(_ name: String) -> UnsafeMutableRawPointer? { dlsym(handle, name) }
}

import Glibc

/// Programs that this one starts, without a shell.
package enum ChildProcess {
  /// Starts a program that has nothing to read; nil if it cannot be started.
  ///
  /// - Parameters:
  ///   - arguments: its path and its arguments.
  ///   - output: the descriptor that it writes to.
  ///   - errors: that of its messages.
  ///   - ownsGroup: whether it leads a process group, so that it can be killed with all that it starts.
  package static func start(
    _ arguments: [String], environment: [String], output: Int32, errors: Int32, ownsGroup: Bool = false
  ) -> Int32? {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    guard posix_spawn_file_actions_init(&actions) == 0 else { return nil }
    defer { posix_spawn_file_actions_destroy(&actions) }
    guard posix_spawnattr_init(&attributes) == 0 else { return nil }
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
    if ownsGroup {
      posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
      posix_spawnattr_setpgroup(&attributes, 0)
    }
    var child: pid_t = 0
    let status = withCStrings(arguments) { argv in
      withCStrings(environment) { envp in posix_spawn(&child, arguments[0], &actions, &attributes, argv, envp) }
    }
    return status == 0 ? child : nil
  }
}

/// Passes texts as a C array that ends with a null pointer.
private func withCStrings<Result>(
  _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  let pointers: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) } + [nil]
  defer { for pointer in pointers { free(pointer) } }
  return pointers.withUnsafeBufferPointer { buffer in
    // The array holds at least the null pointer, so that it has an address.
    buffer.baseAddress.map(body) ?? withUnsafePointer(to: nil, body)
  }
}

/// Where commands are looked for.
package struct CommandPath: Sendable {
  /// The directories, separated by colons.
  package let text: String

  /// The given path, or the environment's.
  package init(_ text: String? = nil) {
    self.text = text ?? getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
  }

  /// The file that a command's name stands for.
  package func find(_ command: String) -> String? {
    for directory in text.split(separator: ":") {
      let file = "\(directory)/\(command)"
      if access(file, X_OK) == 0 { return file }
    }
    return nil
  }
}

import Glibc
import QuiesceTestSupport

/// Chromium without a window, spoken to over a pair of pipes by its DevTools protocol.
final class Browser {
  /// Whether tests with it run.
  static var isExpected: Bool { Readers.areRequired || Shell.has("chromium") }
  /// Why a test was skipped.
  static let absence = "chromium is not installed"

  /// What goes wrong with the browser itself.
  struct Failure: Error {
    let reason: String
  }

  /// What the page, its policy or the network had to say: a page that needs nothing but itself leaves this empty.
  private(set) var complaints: [String] = []
  private let process: pid_t
  private let input: Int32
  private let output: Int32
  private var buffer: [UInt8] = []
  private var lastNumber = 0
  private var session: String?
  private var address = ""

  /// Starts it, with a profile in a folder.
  init(profile: String) throws {
    var (down, up): ([Int32], [Int32]) = ([0, 0], [0, 0])
    guard pipe(&down) == 0, pipe(&up) == 0 else { throw Failure(reason: "no pipe") }
    for end in [down[1], up[0]] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    // Out of the way of the numbers under which Chromium looks for its ends.
    let ends = [down[0], up[1]].map { end in
      defer { close(end) }
      return fcntl(end, F_DUPFD_CLOEXEC, 10)
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[0], 3)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 4)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    let words = [
      "chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
      "--remote-debugging-pipe",
      "--user-data-dir=\(profile)", "about:blank",
    ]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process: pid_t = 0
    let error = posix_spawnp(&process, "chromium", &actions, nil, &arguments, environ)
    for end in ends { close(end) }
    (self.process, input, output) = (process, down[1], up[0])
    guard error == 0 else { throw Failure(reason: "chromium cannot be started") }
    let target = try send("Target.createTarget", "{\"url\": \"about:blank\"}")
    guard case .text(let id)? = target["targetId"],
      case .text(let session)? = try send("Target.attachToTarget", "{\"targetId\": \"\(id)\", \"flatten\": true}")[
        "sessionId"]
    else { throw Failure(reason: "no page") }
    self.session = session
    for domain in ["Page", "Runtime", "Log", "Network"] { _ = try send("\(domain).enable") }
  }

  deinit {
    close(input)
    close(output)
    kill(process, SIGTERM)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }

  // MARK: what a reader does

  /// Opens a file, perhaps at one of its places.
  func open(_ path: String, place: String = "") throws {
    address = "file://\(path)"
    _ = try send("Page.navigate", "{\"url\": \"\(address)\(place)\"}")
    try wait(for: "document.readyState === 'complete' && location.protocol === 'file:'")
  }

  /// The value of an expression, as JSON has it.
  func value(_ expression: String) throws -> JSONValue {
    let quoted = expression.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    let result = try send("Runtime.evaluate", "{\"expression\": \"\(quoted)\", \"returnByValue\": true}")
    if let trouble = result["exceptionDetails"] { throw Failure(reason: "\(expression): \(trouble)") }
    return result["result"]?["value"] ?? .null
  }

  /// Waits until an expression is true.
  func wait(for expression: String) throws {
    for _ in 0..<200 {
      if try value(expression) == .bool(true) { return }
      usleep(50_000)
    }
    throw Failure(reason: "never true: \(expression)")
  }

  /// Presses a key.
  func press(_ key: String) throws {
    for type in ["keyDown", "keyUp"] {
      _ = try send("Input.dispatchKeyEvent", "{\"type\": \"\(type)\", \"key\": \"\(key)\", \"text\": \"\(key)\"}")
    }
  }

  /// Shows pages as on a screen or on paper, light or dark, of a width.
  func look(media: String = "screen", scheme: String = "light", width: Int = 1300) throws {
    _ = try send(
      "Emulation.setEmulatedMedia",
      "{\"media\": \"\(media)\", \"features\": [{\"name\": \"prefers-color-scheme\", \"value\": \"\(scheme)\"}]}")
    _ = try send(
      "Emulation.setDeviceMetricsOverride",
      "{\"width\": \(width), \"height\": 1000, \"deviceScaleFactor\": 1, \"mobile\": false}")
  }

  /// Whether scripts run in pages that are opened from now on.
  func allowScripts(_ isAllowed: Bool) throws {
    _ = try send("Emulation.setScriptExecutionDisabled", "{\"value\": \(!isAllowed)}")
  }

  /// A picture of the whole page, as a PNG in base 64.
  func picture() throws -> String {
    let result = try send("Page.captureScreenshot", "{\"captureBeyondViewport\": true}")
    guard case .text(let data)? = result["data"] else { throw Failure(reason: "no picture") }
    return data
  }

  // MARK: the protocol

  private func send(_ method: String, _ parameters: String = "{}") throws -> JSONValue {
    lastNumber += 1
    let recipient = session.map { ", \"sessionId\": \"\($0)\"" } ?? ""
    let text = "{\"id\": \(lastNumber), \"method\": \"\(method)\", \"params\": \(parameters)\(recipient)}\0"
    guard write(input, text, text.utf8.count) == text.utf8.count else { throw Failure(reason: "chromium went away") }
    while true {
      let message = try JSONValue(reading: try receive())
      if message["id"] == .number(Double(lastNumber)) {
        if let error = message["error"] { throw Failure(reason: "\(method): \(error)") }
        return message["result"] ?? .null
      }
      note(message)
    }
  }

  /// Keeps what is said about the page.
  private func note(_ message: JSONValue) {
    let details = message["params"]
    switch message["method"] {
    case .text("Log.entryAdded"), .text("Runtime.exceptionThrown"), .text("Runtime.consoleAPICalled"):
      complaints.append("\(details ?? .null)")
    case .text("Network.requestWillBeSent"):
      guard case .text(let url)? = details?["request"]?["url"], !url.hasPrefix(address) else { return }
      complaints.append("asks for \(url)")
    default: break
    }
  }

  private func receive() throws -> String {
    while true {
      if let end = buffer.firstIndex(of: 0) {
        defer { buffer.removeFirst(end + 1) }
        return String(decoding: buffer[..<end], as: UTF8.self)
      }
      var request = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      guard poll(&request, 1, 30_000) > 0 else { throw Failure(reason: "chromium does not answer") }
      let count = read(output, &chunk, chunk.count)
      guard count > 0 else { throw Failure(reason: "chromium went away") }
      buffer += chunk.prefix(count)
    }
  }
}

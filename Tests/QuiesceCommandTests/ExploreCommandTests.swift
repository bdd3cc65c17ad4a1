import Glibc
import Testing

@testable import quiesce

/// Stepping through a model.
@Suite("quiesce explore") struct ExploreCommandTests {
  /// A queue of one; it is emptied before the end, or never.
  private static let model = """
    model unbind
    param lazy : Bool = false
    var waiting : 0...2 = 0
    var bound : Bool = true
    event freed()
    actor device { initial final state on { step request when bound && waiting < 1 { waiting += 1 } } }
    actor driver {
      initial state up { step clear { bound = false } -> flushing }
      state flushing {
        step flush when waiting > 0 { waiting -= 1 }
        step free when lazy || waiting == 0 { emit freed() } -> down
        step slip when waiting > 0 { waiting += 2 }
      }
      state down
    }
    property clean: invariant driver is down implies waiting == 0
    property ends: reachable freed()
    property later: eventually driver is down

    """

  private func explore(_ orders: String..., options: String = "") throws -> Shell.Result {
    try Scratch(["m.quiesce": Self.model, "orders": orders.joined(separator: "\n") + "\n"])
      .run("quiesce explore m.quiesce \(options) < orders")
  }

  @Test func theFirstStateIsShown() throws {
    let result = try explore()
    #expect(result.status == 0)
    #expect(
      result.lines == [
        "step 0: the initial state", "",
        "  device in on, driver in up", "  waiting = 0, bound = true",
        "  clean: holds here", "  ends: not here", "  later: is about runs", "",
        "  1  device.request", "  2  driver.clear", "",
      ])
  }

  @Test func stepsAreTakenByNumberAndByName() throws {
    let result = try explore("# two ways", "", "1", "take driver.clear")
    #expect(result.status == 0)
    let shown = result.lines.filter { $0.hasPrefix("step ") || $0.hasPrefix("> ") }
    #expect(
      shown == [
        "step 0: the initial state", "> 1", "step 1: device.request", "> take driver.clear", "step 2: driver.clear",
      ]
    )
    let last = result.lines.drop { $0 != "step 2: driver.clear" }
    #expect(last.contains("  1  driver.flush") && last.contains("  2  driver.slip: ends in a fault"))
    #expect(last.contains("At step 2: not enabled"))
    #expect(
      last.contains("    request: bound is false")
        && last.contains("    free: lazy || waiting == 0 is false: waiting = 1"), "\(last)")
  }

  @Test func theWayBackIsOpenAndForwardAgain() throws {
    let result = try explore("1", "1", "back 2", "forward", "back", "2", "forward 9", "start")
    let shown = result.lines.filter { $0.hasPrefix("step ") }
    #expect(
      shown == [
        "step 0: the initial state", "step 1: device.request", "step 2: driver.clear",
        "step 0: the initial state (2 steps ahead)", "step 1: device.request (1 step ahead)",
        // Another step forgets what was ahead.
        "step 0: the initial state (2 steps ahead)", "step 1: driver.clear", "step 1: driver.clear",
        "step 0: the initial state (1 step ahead)",
      ])
  }

  @Test func propertiesSayWhatTheyComeTo() throws {
    let result = try explore("jump driver is down && waiting > 0", options: "--set lazy=true")
    let last = result.lines.drop { !$0.hasPrefix("step 3") }
    #expect(last.first == "step 3: driver.free freed()", "a request, clear, and free at once")
    #expect(last.contains("  clean: VIOLATED here") && last.contains("  ends: reached here"))
    #expect(last.contains("nothing can be taken: a DEADLOCK"), "'down' is no final state")
  }

  @Test func nothingFollowsAFault() throws {
    let result = try explore("take device.request", "take driver.clear", "take driver.slip", "back")
    let last = result.lines.drop { !$0.hasPrefix("step 3") }
    #expect(last.first == "step 3: driver.slip: a fault ends it, and nothing changed")
    #expect(last.contains("nothing follows a fault; 'back' leads before it"))
    #expect(result.lines.contains("step 2: driver.clear (1 step ahead)"))
  }

  @Test(arguments: [
    ("jump waiting == 2", "", Int32(1), "quiesce: note: there is no such state from here on"),
    ("jump driver is down", "--max-states 2", 3, "quiesce: note: no such state among the nearest 2 (--max-states)"),
    ("jump bound", "", 0, "step 0: the initial state"),
  ])
  func aJumpLooksAsFarAsItMay(order: String, options: String, status: Int32, line: String) throws {
    let result = try explore(order, options: options)
    #expect(result.status == status && result.lines.contains(line), "\(result.text)")
  }

  @Test(arguments: [
    ("7", "there is no step 7: there are 1 to 2"), ("take driver.free", "'driver.free' cannot be taken here"),
    ("take driver.claer", "did you mean 'driver.clear'?"), ("jump", "something is missing: jump CONDITION"),
    ("jump wating > 0", "'wating > 0' is no condition on the states of 'unbind'"),
    ("jump waiting", "'waiting' is no condition on the states of 'unbind'"),
    ("back x", "'x' is no number: back N"), ("start 2", "there is no initial state 2, but 1"),
    ("why drivr", "there is no actor 'drivr': did you mean 'driver'?"),
    ("fly", "there is no order 'fly'; 'help' lists them"), ("save /nowhere/x", "'/nowhere/x' cannot be written"),
  ])
  func aScriptEndsBehindAMistake(order: String, message: String) throws {
    let result = try explore(order, "trace")
    #expect(result.status == 2)
    #expect(result.text.contains(message), "\(result.text)")
    #expect(!result.lines.contains("> trace"))
  }

  // MARK: saving

  @Test(arguments: [
    (["1"], "deadlock: replayed 1 step: nothing happens at its end, as recorded"),
    (["1", "take driver.clear", "take driver.free"], "clean: replayed 3 steps: violated, as recorded"),
    (["1", "take driver.clear", "take driver.free"], "deadlock: replayed 3 steps: deadlock, as recorded"),
    (["1", "take driver.clear", "take driver.slip"], "fault: replayed 3 steps: fault, as recorded"),
  ])
  func aWayIsSavedForReplay(orders: [String], line: String) throws {
    let scratch = try Scratch([
      "m.quiesce": Self.model, "orders": (orders + ["save way.json"]).joined(separator: "\n"),
    ])
    let saved = scratch.run("quiesce explore m.quiesce --set lazy=true < orders")
    #expect(
      saved.status == 0
        && saved.lines.contains("saved \(orders.count == 1 ? "1 step" : "3 steps"): quiesce replay way.json"))
    let replayed = scratch.run("quiesce replay way.json")
    #expect(replayed.status == 0 && replayed.lines.contains("unbind: \(line)"), "\(replayed.text)")
    #expect(try JSONSchema(documented: "json-schema.json").complaints(about: scratch.text(of: "way.json")) == [])
    #expect(scratch.run("quiesce show way.json --mail").status == 0)
  }

  @Test func theModelCannotComeFromWhereTheOrdersDo() throws {
    for name in ["-", "/dev/stdin"] {
      let result = try Scratch().run("quiesce explore \(name) < /dev/null")
      #expect(result.status == 2)
      #expect(
        result.lines == ["quiesce: error: the model cannot be read from standard input, where the orders come from"])
    }
  }

  // MARK: a terminal

  /// At a terminal there is a prompt, and a mistake ends nothing.
  @Test func aTerminalHasAPrompt() throws {
    let scratch = try Scratch(["m.quiesce": Self.model])
    let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    #expect(terminal >= 0)
    defer { close(terminal) }
    // What unlockpt and ptsname do, which Swift does not see: TIOCSPTLCK and TIOCGPTN.
    var (lock, number): (CInt, CInt) = (0, 0)
    #expect(ioctl(terminal, 0x4004_5431, &lock) == 0 && ioctl(terminal, 0x8004_5430, &number) == 0)
    let name = "/dev/pts/\(number)"
    let orders = Array("fly\n1\nwhy driver\nquit\n".utf8)
    #expect(Glibc.write(terminal, orders, orders.count) == orders.count)
    let status = scratch.run("quiesce explore m.quiesce --color never < \(name) > \(name) 2>&1").status
    #expect(status == 0)
    #expect(fcntl(terminal, F_SETFL, O_NONBLOCK) == 0)
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    var text = ""
    while true {
      let count = read(terminal, &bytes, bytes.count)
      guard count > 0 else { break }
      text += String(decoding: bytes.prefix(count), as: UTF8.self)
    }
    let lines = text.replacing("\r\n", with: "\n").split(separator: "\n").map(String.init)
    #expect(lines.contains("unbind: 'help' lists what can be asked"), "\(lines)")
    #expect(lines.contains("> quiesce: error: there is no order 'fly'; 'help' lists them"))
    #expect(lines.contains("> step 1: device.request"))
    #expect(lines.contains("> every step that leaves this place can be taken"))
    #expect(lines.last == "> ")
  }

  @Test func ordersAreRead() throws {
    #expect(try ExploreOrder("  b 3 ") == .move(-3) && ExploreOrder("f") == .move(1))
    #expect(try ExploreOrder("jump a == 1 && b") == .jump("a == 1 && b"))
    #expect(try ExploreOrder("why") == .why(nil) && ExploreOrder("w driver") == .why("driver"))
    #expect(try ExploreOrder("") == nil && ExploreOrder("# take 3") == nil)
    #expect(throws: Refusal.self) { try ExploreOrder("3 4") }
    #expect(throws: Refusal.self) { try ExploreOrder("back 0") }
  }
}

import Glibc
import QuiesceTestSupport
import Testing

/// Properties as automata for the kernel's runtime verification.
@Suite("quiesce export rv") struct RuntimeVerificationTests {
  private static let properties = """
    monitor order {
      var cleared : Bool = false
      var flushes : 0...2 = 0
      on clear() { cleared = true; flushes = 0 }
      on flush(_) when cleared { if flushes < 2 { flushes += 1 } }
      on freed() { assert cleared && flushes > 0; cleared = false; flushes = 0 }
    }
    ltl precede: (not freed()) until clear() or always (not freed())
    ltl alternate: always (clear() implies next ((not clear()) until freed() or always not clear()))
    monitor largest { var last : 0...1 = 0
      on flush(s) { assert s >= last; last = s }
    }
    monitor empty { on freed() { assert queue == 0 } }
    monitor placed { on freed() { assert driver is start } }
    monitor counted { var n : 0...2 = 0
      on freed() { n += 1 }
    }
    monitor anywhere { var n : 0...2 = any
      on freed() { assert n == 0 }
    }
    property forbidden: never freed()
    property invariantQueue: invariant queue == 0
    property seen: reachable freed()
    ltl ends: always (clear() implies eventually freed())
    ltl soon: always (clear() implies next freed())
    ltl asks: always (freed() implies queue == 0)

    """

  /// A driver that emits these events in turn, and rests.
  private static func model(emitting events: [String]) -> String {
    let steps = events.enumerated().map { "step s\($0) { emit \($1) }\n" }.joined()
    let sequence = events.isEmpty ? "" : "sequence run from start to done {\n\(steps)}\n"
    return """
      model word
      var queue : 0...1 = 0
      event clear()
      event flush(s: 0...1)
      event freed()
      actor driver {
        initial final state start
        \(sequence)\(events.isEmpty ? "" : "final state done")
      }
      actor other { initial final state s { step fill when queue == 0 { queue = 1 } } }
      """ + "\n" + properties
  }

  /// The moves of a graph, read anew: for each state and event the state behind.
  private static func moves(of dot: [String]) -> (initial: String, moves: [String: [String: String]]) {
    var initial = ""
    var moves: [String: [String: String]] = [:]
    for line in dot where line.contains("->") {
      let parts = line.split(separator: "\"", omittingEmptySubsequences: false).map(String.init)
      guard parts.count > 5 else {
        initial = parts[3]
        continue
      }
      for event in parts[5].replacing("\\n", with: " ").split(separator: " ") {
        moves[parts[1], default: [:]][String(event)] = parts[3]
      }
    }
    return (initial, moves)
  }

  @Test func theGraphHasTheFormOfTheKernelsModels() throws {
    let scratch = try Scratch(["word.quiesce": Self.model(emitting: [])])
    let result = scratch.run("quiesce export rv word.quiesce alternate 2>/dev/null")
    // Line by line as tools/verification/models/wwnr.dot of the kernel.
    #expect(
      result.lines == [
        "digraph state_automaton {",
        "\t{node [shape = plaintext, style=invis, label=\"\"] \"__init_s0\"};",
        "\t{node [shape = ellipse] \"s0\"};",
        "\t{node [shape = plaintext] \"s0\"};",
        "\t{node [shape = plaintext] \"s1\"};",
        "\t\"__init_s0\" -> \"s0\";",
        "\t\"s0\" [label = \"s0\", color = green3];",
        "\t\"s0\" -> \"s0\" [ label = \"freed\" ];",
        "\t\"s0\" -> \"s1\" [ label = \"clear\" ];",
        "\t\"s1\" [label = \"s1\"];",
        "\t\"s1\" -> \"s0\" [ label = \"freed\" ];",
        "\t{ rank = min ;", "\t\t\"__init_s0\";", "\t\t\"s0\";", "\t}", "}",
      ])
  }

  /// A word that the automaton does not allow is a run that breaks the property, and every other word is none.
  @Test(arguments: ["order", "precede", "alternate"])
  func theAutomatonForbidsWhatBreaksTheProperty(property: String) throws {
    let scratch = try Scratch(["word.quiesce": Self.model(emitting: [])])
    let graph = Self.moves(of: scratch.run("quiesce export rv word.quiesce \(property) 2>/dev/null").lines)
    let events = ["clear": "clear()", "flush": "flush(1)", "freed": "freed()"]
    var words: [[String]] = [[]]
    for length in 1...3 {
      words += words.filter { $0.count == length - 1 }.flatMap { word in events.keys.sorted().map { word + [$0] } }
    }
    var broken = 0
    for word in words {
      var state: String? = graph.initial
      // An event that the property does not speak of is none of the automaton.
      let known = Set(graph.moves.values.flatMap(\.keys))
      for event in word where known.contains(event) { state = state.flatMap { graph.moves[$0]?[event] } }
      #expect(write(Self.model(emitting: word.compactMap { events[$0] }), to: scratch.path + "/word.quiesce"))
      let status = scratch.run("quiesce check -q word.quiesce --property \(property)").status
      #expect(status == (state == nil ? 1 : 0), "\(word)")
      if status == 1 { broken += 1 }
    }
    #expect(broken > 5, "40 words, and each property forbids some of them")
  }

  @Test(arguments: [
    ("largest", "what it says of 'flush' depends on the arguments"), ("empty", "it asks for 'queue'"),
    ("placed", "it asks for 'driver'"), ("counted", "evaluating it fails at 'freed'"),
    ("anywhere", "its variables have several initial values"), ("forbidden", "it forbids 'freed' everywhere"),
    ("invariantQueue", "it is about the states of the model"), ("seen", "it asks what can happen"),
    ("ends", "no finite run breaks it"), ("soon", "it counts steps without an event"), ("asks", "it asks for 'queue'"),
  ])
  func whatIsNoAutomatonIsRefusedWithTheReason(property: String, reason: String) throws {
    let scratch = try Scratch(["word.quiesce": Self.model(emitting: ["clear()", "freed()"])])
    let result = scratch.run("quiesce export rv word.quiesce \(property) --output \(property).dot")
    #expect(result.status == 2)
    #expect(
      result.text.contains("error: '\(property)' is no deterministic automaton: \(reason)")
        && result.text.contains("[NO_AUTOMATON]"), "\(result.text)")
    #expect(scratch.run("ls \(property).dot").status != 0, "nothing is written")
  }

  @Test(arguments: [
    ("word.quiesce", "'export rv' writes one property"), ("word.quiesce ordr", "did you mean 'order'?"),
    ("gone.quiesce order", "'gone.quiesce' cannot be read"), ("word.quiesce order ends", "unexpected argument"),
    ("word.quiesce order --property ends", "'export rv' writes one property"),
  ])
  func whatCannotBeWrittenIsSaid(words: String, message: String) throws {
    let scratch = try Scratch(["word.quiesce": Self.model(emitting: [])])
    let result = scratch.run("quiesce export rv \(words)")
    #expect(result.status == 2 && result.text.contains(message), "\(result.text)")
    #expect(scratch.run("quiesce export promela word.quiesce order").text.contains("one argument too many"))
  }

  /// The parser of the kernel's own tool reads the graph as it is meant; `QUIESCE_RVGEN` names the folder of its tree in which
  /// `dot2` lies (`tools/verification`), or, of newer ones, `rvgen` (`tools/verification/rvgen`).
  @Test(.enabled(if: getenv("QUIESCE_RVGEN") != nil, "QUIESCE_RVGEN is not set"))
  func theKernelsToolReadsIt() throws {
    let scratch = try Scratch([
      "word.quiesce": Self.model(emitting: []),
      "read.py": """
      import importlib, os, sys
      tools = os.environ["QUIESCE_RVGEN"]
      sys.path.insert(0, tools)
      name = "rvgen" if os.path.isdir(os.path.join(tools, "rvgen")) else "dot2"
      Automata = importlib.import_module(name + ".automata").Automata
      read = Automata("order.dot")
      print(read.initial_state, read.states, read.events)
      for row in read.function: print(row)
      """,
    ])
    let result = scratch.run(
      "quiesce export rv word.quiesce order --output order.dot 2>/dev/null && python3 read.py")
    #expect(
      result.lines == [
        "cleared_false_flushes_0 ['cleared_false_flushes_0', 'cleared_true_flushes_0', 'cleared_true_flushes_1', "
          + "'cleared_true_flushes_2'] ['clear', 'flush', 'freed']",
        "['cleared_true_flushes_0', 'cleared_false_flushes_0', 'INVALID_STATE']",
        "['cleared_true_flushes_0', 'cleared_true_flushes_1', 'INVALID_STATE']",
        "['cleared_true_flushes_0', 'cleared_true_flushes_2', 'cleared_false_flushes_0']",
        "['cleared_true_flushes_0', 'cleared_true_flushes_2', 'cleared_false_flushes_0']",
      ])
  }
}

import QuiesceLowering
import QuiesceModel
import QuiesceNative
import QuiesceProgram
import QuiesceSearch
import QuiesceSystem
import QuiesceTestSupport
import Testing

@testable import QuiesceExport

/// Spin says the same of classic algorithms, written for both: without fairness, and with its weak fairness of processes.
///
/// Every step of these models changes the state, so that both count the same steps as fair; and a process `rest` that does nothing
/// but tick lets Spin's runs rest where nothing is fair, as runs do here.
@Suite(.enabled(if: Peers.areExpected, "\(Peers.absence)"))
struct LivenessPeerTests {
  /// An algorithm in both languages; `FAIR` stands for what declares an actor fair.
  struct Classic: Sendable {
    let name: String
    let quiesce: String
    let promela: String
    /// The verdicts without and with fairness.
    let verdicts: [Verdict]
  }

  @Test(arguments: classics) func spinAgrees(classic: Classic) throws {
    for (isFair, expected) in zip([false, true], classic.verdicts) {
      #expect(try own(classic, isFair: isFair) == expected, "\(classic.name), fair \(isFair)")
      #expect(try spins(classic, isFair: isFair) == expected, "Spin on \(classic.name), fair \(isFair)")
    }
  }

  private func own(_ classic: Classic, isFair: Bool) throws -> Verdict {
    let text = "model classic\n" + classic.quiesce.replacing("FAIR", with: isFair ? "fair" : "")
    let checked = CheckedText(text)
    let program = try checked.lowered()
    var options = SearchOptions()
    options.checksDeadlock = false
    let outcome = try Search.run(program, sources: checked.sources, options: options, control: RunControl())
    return outcome.verdict
  }

  private func spins(_ classic: Classic, isFair: Bool) throws -> Verdict {
    guard let directory = TemporaryDirectory() else { throw PeerFailure(output: "no temporary directory") }
    let rest = "\nbool ticks; active proctype rest() { do :: ticks = !ticks od }\n"
    directory.write(classic.promela + rest, to: "model.pml")
    var output = ""
    for command in [
      ["spin", "-a", "model.pml"], ["gcc", "-w", "-O0", "-DNFAIR=3", "-o", "pan", "pan.c"],
      ["./pan", "-a", "-m100000"] + (isFair ? ["-f"] : []),
    ] {
      let result = PeerProcess.run(command, in: directory.path, path: CommandPath(nil), options: CrossCheck.Options())
      output = result.output
      guard case .exited = result.end else { throw PeerFailure(output: output) }
    }
    if output.contains("max search depth too small") { throw PeerFailure(output: output) }
    if output.contains("errors: 0") { return .holds }
    guard output.contains("acceptance cycle"), output.contains("errors: 1") else { throw PeerFailure(output: output) }
    return .violated
  }

  private struct PeerFailure: Error {
    let output: String
  }

  private static let classics = [
    Classic(
      name: "Peterson's algorithm starves nobody",
      quiesce: """
        var want : [0...1: Bool] = false
        var turn : 0...1 = 0
        FAIR actor p[i in 0...1] {
          initial state away { step ask { want[i] = true } -> polite }
          state polite { step yield { turn = 1 - i } -> waiting }
          state waiting { step enter when !want[1 - i] || turn == i -> critical }
          state critical { step leave { want[i] = false } -> away }
        }
        property enters: p[0] is polite leads to p[0] is critical
        """,
      promela: """
        bool want[2]; byte turn; byte at[2];
        active [2] proctype p() {
          do :: atomic { want[_pid] = true; at[_pid] = 1 };
                atomic { turn = 1 - _pid; at[_pid] = 2 };
                atomic { (!want[1 - _pid] || turn == _pid) -> at[_pid] = 3 };
                atomic { want[_pid] = false; at[_pid] = 0 }
          od
        }
        ltl enters { [] ((at[0] == 1) -> <> (at[0] == 3)) }
        """, verdicts: [.violated, .holds]),
    Classic(
      name: "a semaphore starves a process that is only weakly fair",
      quiesce: """
        var isFree : Bool = true
        FAIR actor p[i in 0...1] {
          initial state waiting { step enter when isFree { isFree = false } -> critical }
          state critical { step leave { isFree = true } -> waiting }
        }
        property enters: always eventually p[0] is critical
        """,
      promela: """
        bool isFree = true; bool in[2];
        active [2] proctype p() {
          do :: atomic { isFree -> isFree = false; in[_pid] = true }; atomic { isFree = true; in[_pid] = false } od
        }
        ltl enters { [] <> in[0] }
        """.replacing("in[", with: "inside["), verdicts: [.violated, .violated]),
    Classic(
      name: "somebody enters a semaphore again and again",
      quiesce: """
        var isFree : Bool = true
        FAIR actor p[i in 0...1] {
          initial state waiting { step enter when isFree { isFree = false } -> critical }
          state critical { step leave { isFree = true } -> waiting }
        }
        property enters: always eventually !isFree
        """,
      promela: """
        bool isFree = true;
        active [2] proctype p() { do :: atomic { isFree -> isFree = false }; isFree = true od }
        ltl enters { [] <> !isFree }
        """, verdicts: [.violated, .holds]),
    Classic(
      name: "an election in a ring ends with the greatest as leader, and with no other",
      quiesce: """
        queue link[i in 0...2] : 0...2[3]
        var leader : -1...2 = -1
        FAIR actor node[i in 0...2] {
          initial state fresh { step begin { link[(i + 1) % 3].push(i) } -> relay }
          state relay {
            step pass(n from link[i]) when link[i].first > i { link[(i + 1) % 3].push(n) }
            step drop(n from link[i]) when link[i].first < i {}
            step win(n from link[i]) when link[i].first == i { leader = i }
          }
        }
        property elects: (eventually always leader == 2) and always (leader == -1 or leader == 2)
        """,
      promela: """
        chan link[3] = [3] of { byte }; byte leader = 9;
        active [3] proctype node() {
          byte n;
          link[(_pid + 1) % 3] ! _pid;
          do :: atomic { link[_pid] ? n ->
                  if :: n > _pid -> link[(_pid + 1) % 3] ! n :: n < _pid -> skip :: n == _pid -> leader = _pid fi;
                  n = 0 }
          od
        }
        ltl elects { (<> [] (leader == 2)) && [] (leader == 9 || leader == 2) }
        """, verdicts: [.violated, .holds]),
    Classic(
      name: "philosophers who take both forks at once may still starve one between them",
      quiesce: """
        var isTaken : [0...2: Bool] = false
        FAIR actor philosopher[i in 0...2] {
          initial state thinking {
            step take when !isTaken[i] && !isTaken[(i + 1) % 3] {
              isTaken[i] = true
              isTaken[(i + 1) % 3] = true
            } -> eating
          }
          state eating { step put { isTaken[i] = false; isTaken[(i + 1) % 3] = false } -> thinking }
        }
        property eats: eventually philosopher[0] is eating
        """,
      promela: """
        bool isTaken[3]; bool eats[3];
        active [3] proctype philosopher() {
          do :: atomic { (!isTaken[_pid] && !isTaken[(_pid + 1) % 3]) ->
                  isTaken[_pid] = true; isTaken[(_pid + 1) % 3] = true; eats[_pid] = true };
                atomic { isTaken[_pid] = false; isTaken[(_pid + 1) % 3] = false; eats[_pid] = false }
          od
        }
        ltl eats0 { <> eats[0] }
        """, verdicts: [.violated, .violated]),
  ]
}

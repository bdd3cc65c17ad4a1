import Testing

@testable import QuiesceExport
@testable import QuiesceLowering
@testable import QuiesceProgram
@testable import QuiesceSearch

@Suite struct ExportTests {
  /// A toggle that a second actor resets through an array, with everything that a text shows.
  private var small: Program {
    var sketch = ProgramSketch("small")
    let door = sketch.slot("door", 0...1)
    let places = (0..<2).map { sketch.slot("place[\($0)]", -1...1, initial: 0) }
    let guardian = sketch.actor("guardian", locations: 2, final: [1], committed: [1])
    let chosen = GroundExpression.slotAt(base: places[0], stride: 1, count: 2, index: .slot(door))
    sketch.step(guardian, 0, 1, when: chosen == 0, [.assign(door, .not(.slot(door)))])
    sketch.step(
      guardian, 1, 0,
      [
        .assignAt(base: places[0], stride: 1, count: 2, index: .slot(door), .check(chosen + .constant(1), -1...1, 0))
      ])
    sketch.property("closed", .invariant(.slot(door) == 0))
    return sketch.finished()
  }

  @Test func promela() throws {
    let text = try PromelaExport.text(of: small, asking: [.property(0)])
    #expect(
      text == """
        /* small, exported by Quiesce; checks closed.
           spin -o2 -a FILE && gcc -O2 -DSAFETY -DNOREDUCE -DVECTORSZ=1024 -o pan pan.c && ./pan -m1000000
           Spin counts 0 states and 1 transitions more than Quiesce.
           guardian: 0 at0, 1 at1 */
        bit door = 0;
        short place[2] = { 0, 0 };
        bit guardian_location = 0;
        hidden int tmp_0;

        #define committed (guardian_location == 1)

        inline restart() {
          door = 0;
          place[0] = 0;
          place[1] = 0;
          guardian_location = 0;
          skip
        }

        active proctype system()
        {
        end_resting:
          do
          /* guardian.0 */
          :: d_step { (guardian_location == 0) && !committed && (place[door] == 0) ->
               door = !door;
               guardian_location = 1
             }
          /* guardian.1 */
          :: d_step { (guardian_location == 1) ->
               tmp_0 = (place[door] + 1);
               if
               :: !(tmp_0 <= 1) ->
                    restart();
                    goto after_1
               :: else -> skip
               fi;
               place[door] = tmp_0;
               guardian_location = 0;
          after_1: skip
             }
          /* closed */
          :: d_step { door -> assert(false) }
          od
        }

        """)
  }

  @Test func murphi() throws {
    let text = try MurphiExport.text(of: small, asking: [.property(0), .deadlock])
    #expect(
      text == """
        -- small, exported by Quiesce; checks closed, deadlock.
        -- rumur --value-type int32_t --deadlock-detection off --threads 1 -o model.c FILE
        -- gcc -O2 -std=c11 -mcx16 -o model model.c -lpthread && ./model
        -- Rumur counts the same states and rules fired as Quiesce states and transitions.
        -- guardian: 0 at0, 1 at1

        var
          door : 0..1;
          place : array [0..1] of -1..1;
          guardian_location : 0..1;

        function committed(): boolean;
        begin
          return (guardian_location = 1);
        end;

        procedure restart();
        begin
          door := 0;
          place[0] := 0;
          place[1] := 0;
          guardian_location := 0;
        end;

        startstate "initial 0"
        begin
          door := 0;
          place[0] := 0;
          place[1] := 0;
          guardian_location := 0;
        end;

        rule "guardian.0"
          (guardian_location = 0) & !committed() & (place[door] = 0)
        ==>
        begin
          door := ((door = 0) ? 1 : 0);
          guardian_location := 1;
        end;

        rule "guardian.1"
          (guardian_location = 1)
        ==>
        var
          tmp_0 : 0..2;
        begin
          tmp_0 := (place[door] + 1);
          if !(tmp_0 <= 1) then
            restart();
            return;
          end;
          place[door] := tmp_0;
          guardian_location := 0;
        end;

        invariant "[3] closed"
          (door = 0);

        invariant "[1] deadlock"
          (guardian_location = 1)
          | ((guardian_location = 0) & !committed() & (place[door] = 0))
          | ((guardian_location = 1));

        """)
  }

  /// Keywords of either language or of C, doubles, and names that begin like nothing they know.
  @Test func namesFitBothLanguages() {
    var names = ExportNames()
    #expect(names.unique("function[0].outstanding") == "function_0_outstanding")
    #expect(names.unique("function.0.outstanding") == "function_0_outstanding_2")
    #expect(names.unique("int") == "v_int")
    #expect(names.unique("rule") == "v_rule")
    #expect(names.unique("Timeout") == "v_Timeout")
    #expect(names.unique("tmp_1") == "v_tmp_1")
    #expect(names.unique("[0]") == "v_0")
    #expect(names.unique("") == "v_")
  }

  /// Neither peer calculates beyond 32 bits.
  @Test func aWideValueIsRefused() {
    var sketch = ProgramSketch("wide")
    let slot = sketch.slot("wide", 0...1 << 40)
    let actor = sketch.actor("actor", locations: 1)
    sketch.step(actor, 0, 0, when: .slot(slot) == 1)
    let program = sketch.finished()
    #expect(throws: ExportError.tooWide(place: "actor.0")) { try PromelaExport.text(of: program) }
    #expect(throws: ExportError.tooWide(place: "actor.0")) { try MurphiExport.text(of: program) }
  }

  /// A guard has no `let` in either language: forty that double each other would take a terabyte of text.
  @Test func aGuardThatWouldExplodeIsRefused() {
    var sketch = ProgramSketch("large")
    let slot = sketch.slot("bit", 0...1)
    let actor = sketch.actor("actor", locations: 1)
    var body = GroundExpression.local(39)
    for local in (0..<40).reversed() {
      let before: GroundExpression = local == 0 ? .slot(slot) : .local(local - 1)
      body = .letIn(local, .binary(.bitXor, before, before), body: body)
    }
    sketch.step(actor, 0, 0, when: body)
    let program = sketch.finished()
    #expect(throws: ExportError.tooLarge(place: "actor.0")) { try PromelaExport.text(of: program) }
  }

  @Test func aQuestionMustHaveAProperty() {
    var sketch = ProgramSketch("temporal")
    sketch.property("later", .temporal(TemporalProperty(formula: .constant(true), atoms: [])))
    let program = sketch.finished()
    #expect(throws: ExportError.temporal(name: "later")) { try MurphiExport.text(of: program, asking: [.property(0)]) }
    #expect(throws: ExportError.noProperty(1)) { try MurphiExport.text(of: program, asking: [.property(1)]) }
    #expect(program.exportQuestions(for: .rumur) == [.deadlock, .fault])
  }
}

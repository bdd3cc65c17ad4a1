import QuiesceLanguage
import QuiesceModel
import Testing

@Suite struct FormatterTests {
  @Test func spacingIsNormalized() {
    let text = """


      model   x
      param a:1 ... 8=2
      func f( x :Int,y: Bool )->Int=if y then - x else ( x+1 )*2
      type T=[ Bool : Set < 0..<3 > ? ]


      var v:T=any
      queue q [ i in T ] : R [ 2 ]
      actor a[ i in T ]{
      initial state s{
      @source( "a.c:f" )
      step one( x in {1,2} ,y from q [ i ] where x!=y.b )when ! q . isFull&&v ! [0]in s{ q [ i ] . pop( );v={ 1 };w=-1 }->t

      step two {}
      step three on s( v :let   x,let y , 1 )when x>y
      }

      }
      property p"text":invariant forall r in q:r . last==.page
      extra   property later : eventually x
      extra  check m{expect  pass}
      """
    #expect(
      formatted(text)
        == """
        model x
        param a : 1...8 = 2
        func f(x: Int, y: Bool) -> Int = if y then -x else (x + 1) * 2
        type T = [Bool: Set<0..<3>?]

        var v : T = any
        queue q[i in T] : R[2]
        actor a[i in T] {
          initial state s {
            @source("a.c:f")
            step one(x in {1, 2}, y from q[i] where x != y.b) when !q.isFull && v![0] in s { q[i].pop(); v = {1}; w = -1 } -> t

            step two {}
            step three on s(v: let x, let y, 1) when x > y
          }
        }
        property p "text": invariant forall r in q: r.last == .page
        extra property later: eventually x
        extra check m { expect pass }

        """)
  }

  @Test func continuationsAreIndented() {
    let text = """
      actor a {
      state s {
      /// doc
      step one
      when x &&
      y
      {
      if a {
      b = 1
      }
      // last
      else {
      q.push(R(
      kind: .page,
      last: true
      ))
      }
      }
      -> t
      }
      }
      property p:
      never e(a,
      b)
      enum E {
      one
      two,
      three
      }
      """
    #expect(
      formatted(text) == """
        actor a {
          state s {
            /// doc
            step one
              when x &&
              y
              {
                if a {
                  b = 1
                }
                // last
                else {
                  q.push(R(
                    kind: .page,
                    last: true
                  ))
                }
              }
              -> t
          }
        }
        property p:
          never e(a,
            b)
        enum E {
          one
          two,
          three
        }

        """)
  }

  @Test func columnsOfConsecutiveLinesStay() {
    let text = """
      param stop       : Bool=true   // one
      param queueDepth : 1...8 = 2   // two
      param functions  : 1...4 = 1

      param far    : Bool = true // three
      let   a     = x // four
      """
    #expect(
      formatted(text) == """
        param stop       : Bool = true  // one
        param queueDepth : 1...8 = 2    // two
        param functions  : 1...4 = 1

        param far : Bool = true  // three
        let   a = x  // four

        """)
  }

  @Test func aRenameMovesTheColumn() {
    // The longest name has one space before its colon, wherever the column was.
    #expect(
      formatted("param a     : Bool = true\nparam bcdef : Bool = true\n".replacing("bcdef :", with: "bcd   :"))
        == "param a   : Bool = true\nparam bcd : Bool = true\n")
  }

  @Test func commentsStayWhereTheyAre() {
    let text = """
      // first

      /* a block
           of two lines */ model m // name
      import "x" /* behind */ // and more
      actor a { // opened

        // alone

        // before the end

      } // closed
      // last
      """
    // A blank line directly inside a brace goes; one behind a comment there stays.
    #expect(
      formatted(text) == """
        // first

        /* a block
             of two lines */ model m  // name
        import "x" /* behind */  // and more
        actor a {  // opened

          // alone

          // before the end
        }  // closed
        // last

        """)
  }

  @Test func textsAndLineEndsAreNormalizedOnlyOutsideQuotes() {
    #expect(
      formatted("\u{FEFF}let a = b\r\n\r\n\r\n\r\nproperty p \"a  b\": invariant  a") == """
        let a = b

        property p "a  b": invariant a

        """)
    #expect(formatted("") == "")
    #expect(formatted("\n\n") == "")
    #expect(formatted("// only a comment") == "// only a comment\n")
  }

  @Test func whatDoesNotParseIsRefused() {
    var diagnostics: [Diagnostic] = []
    let file = SourceFile(path: "x.quiesce", text: "var x :   Bool")
    #expect(format(file, id: 0, diagnostics: &diagnostics) == nil)
    #expect(diagnostics.map(\.type) == [.unexpectedToken])
  }

  @Test(arguments: [Samples.model, Samples.properties])
  func formattingTwiceChangesNothing(text: String) {
    let once = formatted(text)
    #expect(formatted(once) == once)
    // The samples are laid out well: only the comments that stood apart without a neighbour move.
    #expect(once.split(separator: "\n").count == text.split(separator: "\n").count)
  }
}

import QuiesceModel

extension Classic {
  /// Equal clients, for the reduction by symmetry: 43,084 of the states of four are different but for a renaming of
  /// clients.
  static let lockServer = Classic(
    name: "lock_server",
    instances: [
      Instance(settings: ["clients": .integer(3), "rounds": .integer(3)], states: 34_942, transitions: 74_619),
      Instance(settings: ["clients": .integer(4), "rounds": .integer(3)], states: 946_927, transitions: 2_205_636),
    ],
    model: """
      /// Equal clients and a server that lends a counter to several readers or one writer, first come first served.
      ///
      /// It is here for its symmetry: nothing tells the clients apart.
      model lock_server

      param clients : 2...6 = 4
      /// How often a client asks.
      param rounds : 1...4 = 3

      symmetric type Client[clients]
      type Count = 0..<4
      struct Request { client: Client, writes: Bool }

      queue requests : Request[clients]
      /// Who may use the counter.
      var holders   : Set<Client> = {}
      var isWriting : Bool        = false
      var counter   : Count       = 0

      actor client[c in Client] {
        var left : 0...rounds = rounds
        /// The count that a writer found.
        var seen : Count = 0

        initial final state idle {
          step askToRead when left > 0 {
            requests.push(Request(client: c, writes: false))
            left -= 1
          } -> reading
          step askToWrite when left > 0 {
            requests.push(Request(client: c, writes: true))
            left -= 1
          } -> fetching
        }
        state reading {
          step read when c in holders -> returning
        }
        state fetching {
          step fetch when c in holders { seen = counter } -> storing
        }
        state storing {
          step store {
            assert counter == seen, "somebody else wrote in between"
            counter = (seen + 1) % 4
            seen = 0
          } -> returning
        }
        state returning {
          step giveBack {
            holders.remove(c)
            isWriting = false
          } -> idle
        }
      }

      actor server {
        initial final state ready {
          step lendToReader(request from requests where !request.writes && !isWriting) {
            holders.insert(request.client)
          }
          step lendToWriter(request from requests where request.writes && holders.isEmpty) {
            holders.insert(request.client)
            isWriting = true
          }
        }
      }
      """,
    promela: """
      /* Equal clients and a server that lends a counter to several readers or one writer, first come first served. */

      chan requests = [CLIENTS] of { byte, bit };  /* client, whether it writes */
      bool holds[CLIENTS];                         /* who may use the counter */
      byte holders;
      bool isWriting;
      byte counter;

      active [CLIENTS] proctype client() {
        byte left = ROUNDS, seen;
      end:
        if
        :: atomic { left > 0 -> requests!_pid, 0; left-- };
           holds[_pid]
        :: atomic { left > 0 -> requests!_pid, 1; left-- };
           atomic { holds[_pid] -> seen = counter };
           atomic { assert(counter == seen); counter = (seen + 1) % 4; seen = 0 }
        fi;
        atomic { holds[_pid] = false; holders--; isWriting = false; goto end }
      }

      active proctype server() {
        xr requests;
        byte who;
      end:
        do
        :: d_step { requests?[_, 0] && !isWriting -> requests?who, _; holds[who] = true; holders++; who = 0 }
        :: d_step { requests?[_, 1] && holders == 0 ->
             requests?who, _; holds[who] = true; holders++; isWriting = true; who = 0 }
        od
      }
      """)
}

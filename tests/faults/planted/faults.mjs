/**
 * Faults that a suite worth its name must catch. Each is planted by exact text, so that a row whose place has moved
 * fails loudly; `test` is a title in `in` that must turn red, with `says` in what it reports.
 */
const MODEL = { in: "tests/faults/model.test.ts", test: "[MODEL-1]", env: { FAULTS_SIZE: "6", FAULTS_SEED: "7" } };

export const FAULTS = [
  {
    name: "acknowledged before the commit",
    harm: "Saved appears, the computer stops, and the sentence is gone.",
    edits: [
      {
        file: "server/room/commit.ts",
        find: "      live.queue.push(pending);\n      waiting.add(live);\n",
        put: "      live.queue.push(pending);\n      if (pending.counts) {\n        const { peer } = pending;\n        const early = live.head.seq + live.queue.filter(({ bytes }) => bytes).length;\n        readers.tell(peer, ackFrame(early, peer.accepted + live.queue.filter((p) => p.peer === peer && p.counts).length, vectorOf(live, peer)));\n      }\n      waiting.add(live);\n",
      },
    ],
    ...MODEL,
    says: "an acknowledgement of row",
  },
  {
    name: "synchronous=NORMAL",
    harm: "After a power cut the last sentences that were Saved are missing.",
    edits: [{ file: "db/open.ts", find: '["synchronous", 2]', put: '["synchronous", 1]' }],
    in: "tests/faults/planted.test.ts",
    test: "[PLANT-1]",
    says: "FULL",
  },
  {
    name: "no look at the Origin of a socket",
    harm: "Any page in another tab opens a signed-in person's rooms and writes in their name.",
    edits: [
      {
        file: "server/upgrade.ts",
        find: "      if (!sameOrigin(req.headers, env.PUBLIC_URL)) return refuse(socket, 403);\n",
        put: "",
      },
    ],
    in: "tests/integration/room-door.test.ts",
    test: "[ROOM-11]",
    says: "403",
  },
  {
    name: "permission epoch not compared at the commit",
    harm: "Somebody who was taken off the panel by another process goes on writing until they leave.",
    edits: [
      {
        file: "server/room/commit.ts",
        find: '    if (epoch !== live.epoch) return "moved";\n',
        put: "",
      },
    ],
    ...MODEL,
    says: "may not write there",
  },
  {
    name: "documents made with gc:true",
    harm: "Words that were taken out are gone from the room: nobody can show what was there.",
    edits: [
      {
        file: "db/rooms.ts",
        find: '  const doc = unassisted(new Y.Doc({ gc: false }));\n  doc.transact(() => replay(doc, updates), "log");\n',
        put: '  const doc = unassisted(new Y.Doc({ gc: true }));\n  doc.transact(() => replay(doc, updates), "log");\n',
      },
    ],
    ...MODEL,
    says: "has forgotten it",
  },
  {
    name: "another person's Yjs client accepted",
    harm: "One person writes in the name of another, whose next words are silently dropped.",
    edits: [
      {
        file: "server/room/accept.ts",
        find: '    else if (owner !== viewer.userId) return answer("foreign-client");\n',
        put: "",
      },
    ],
    in: "tests/integration/room-refusals.test.ts",
    test: "[ROOM-20]",
    says: "",
  },
  {
    name: "written when the last one leaves, not before",
    harm: "The server dies in the middle of an interview, and an hour of notes that were Saved is gone.",
    edits: [
      {
        file: "server/room/commit.ts",
        find: "      waiting.add(live);\n      soon();\n",
        put: "      waiting.add(live);\n      const { peer, bytes } = pending;\n      if (bytes) for (const other of live.peers) if (other !== peer) readers.change(live, other, updateFrame(bytes), () => []);\n      if (pending.counts) readers.tell(peer, ackFrame(live.head.seq, ++peer.accepted, vectorOf(live, peer)));\n      pending.counts = false;\n",
      },
    ],
    in: "tests/faults/kill.test.ts",
    test: "[ROOM-60]",
    env: { FAULTS_SIZE: "3", FAULTS_SEED: "7" },
    says: "lost",
  },
  {
    name: "late edits merged after the seal",
    harm: "A signed text is not the text that was signed.",
    edits: [
      {
        file: "server/room/accept.ts",
        find: "  if (!writes || closed || live.distrusted) {\n",
        put: "  if (live.distrusted) {\n",
      },
      {
        file: "server/room/access.ts",
        find: "      const kept = live.queue.filter(({ peer, bytes }) => !bytes || (peer.open && !closed));\n",
        put: "      const kept = live.queue;\n",
      },
      {
        file: "db/migrations/0005_epoch_and_order.sql",
        find: "BEGIN SELECT RAISE(ABORT, 'this room is closed to edits'); END;",
        put: "BEGIN SELECT 1; END;",
      },
    ],
    in: "tests/integration/room-refusals.test.ts",
    test: "[ROOM-22]",
    says: "",
  },
];

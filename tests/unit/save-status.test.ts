import { describe, expect, test } from "vitest";
import {
  combine,
  isSaved,
  reduceSave,
  type SaveEvent,
  type SaveMachine,
  type SaveStatus,
  sentenceOf,
  startSave,
  statusOf,
} from "../../app/workspace/save-status.ts";

const run = (...events: SaveEvent[]) => events.reduce(reduceSave, startSave("write"));
const say = (state: SaveMachine, why: string | null = null, sealed = false) =>
  sentenceOf(statusOf(state, { why, sealed }), () => "10:42 AM");

const open: SaveEvent = { type: "open" };
const answer: SaveEvent = { type: "frame", kind: "state" };
const frame: SaveEvent = { type: "frame", kind: "update" };
const edit: SaveEvent = { type: "edit" };
const synced: SaveEvent = { type: "synced", at: 1 };
const close: SaveEvent = { type: "close", reason: null };
const ack = (accepted: number): SaveEvent => ({ type: "ack", accepted, at: 2 });
const JOIN = [open, answer, synced, ack(1)];

describe("what a room may claim about saving", () => {
  test("[SAVE-1] says Saved only when every frame of this connection is acknowledged", () => {
    expect(say(run(...JOIN))).toBe("Saved 10:42 AM");
    expect(say(run(...JOIN, edit, frame))).toBe("Saving…");
    expect(say(run(...JOIN, edit, frame, edit, frame, ack(2)))).toBe("Saving…");
    expect(say(run(...JOIN, edit, frame, edit, frame, ack(3)))).toBe("Saved 10:42 AM");
  });

  test("[SAVE-1] the server's state alone proves nothing about what was typed here", () => {
    expect(isSaved(run(open, synced))).toBe(false);
    expect(isSaved(run(open, synced, answer))).toBe(false);
    expect(isSaved(run(open, answer, ack(1)))).toBe(false);
  });

  test("[SAVE-1] an edit that is in no frame is not saved, whatever was acknowledged", () => {
    expect(say(run(...JOIN, edit, ack(1)))).toBe("Saving…");
  });

  test("[SAVE-2] counts what waits, across lost connections, until all of it is acknowledged", () => {
    const lost = run(...JOIN, edit, frame, edit, frame, close, edit);
    expect(say(lost)).toBe("Offline, 3 changes kept here. Keep this tab open.");
    const back = [open, answer, synced].reduce(reduceSave, lost);
    expect(say(back)).toBe("Saving…");
    expect(back.unsent).toBe(3);
    const done = reduceSave(back, ack(1));
    expect(done.unsent).toBe(0);
    expect(say(done)).toBe("Saved 10:42 AM");
  });

  test("[SAVE-2] an acknowledgement of the connection before does not count for this one", () => {
    const back = run(...JOIN, edit, frame, close, open);
    expect(back.accepted).toBe(0);
    expect(isSaved(back)).toBe(false);
  });

  test("[SAVE-3] says what holds otherwise, one sentence each", () => {
    expect(say(startSave("write"))).toBe("Connecting…");
    expect(say(run(...JOIN, close))).toBe("Offline. New changes are kept here until you are back.");
    expect(say(run(...JOIN, edit, frame, close))).toBe("Offline, 1 change kept here. Keep this tab open.");
    const reader = reduceSave(run(...JOIN), { type: "mode", mode: "read" });
    expect(say(reader)).toBe("View only");
    expect(say(reader, "only the two leads write here.")).toBe("View only: only the two leads write here.");
    expect(say(reduceSave(reader, close))).toBe("Offline. What you see here may be out of date.");
    expect(say(run(...JOIN, close, open))).toBe("Connecting…");
  });

  test("[SAVE-3] a close that the server planned is not called offline, unless it lasts", () => {
    const moved: SaveEvent = { type: "close", reason: "accessChanged" };
    const late: SaveEvent = { type: "overdue" };
    expect(say(run(...JOIN, moved))).toBe("Connecting…");
    expect(say(run(...JOIN, moved, late))).toBe("Offline. New changes are kept here until you are back.");
    expect(say(run(...JOIN, moved, close))).toBe("Offline. New changes are kept here until you are back.");
    expect(say(run(...JOIN, edit, frame, moved))).toBe("Saving…");
    expect(say(run(...JOIN, edit, frame, moved, late))).toBe("Offline, 1 change kept here. Keep this tab open.");
    expect(say(run(...JOIN, moved, open, answer, synced, ack(1), late))).toBe("Saved 10:42 AM");
  });

  test("[SAVE-4] a room that is read after the seal says Sealed, whatever it said before", () => {
    const reader = reduceSave(run(...JOIN), { type: "mode", mode: "read" });
    expect(say(reader, "the joint scorecard is fixed for signing.", true)).toBe("Sealed");
    expect(say(reduceSave(reader, close), null, true)).toBe("Offline. What you see here may be out of date.");
  });

  test("[SAVE-4] a sealed room keeps nothing waiting and hears nothing more", () => {
    const sealed = run(...JOIN, edit, frame, { type: "end", reason: "sealed" });
    expect(say(sealed)).toBe("Sealed");
    expect(sealed.unsent).toBe(0);
    expect(run(...JOIN, { type: "end", reason: "sealed" }, open, synced, ack(9)).open).toBe(false);
  });

  test("[SAVE-4] signing out keeps the count, and signing in again goes on", () => {
    const out = run(...JOIN, edit, frame, { type: "close", reason: "signIn" });
    expect(say(out)).toBe("Signed out, 1 change kept here. Keep this tab open.");
    expect(say([open, answer, synced, ack(1)].reduce(reduceSave, out))).toBe("Saved 10:42 AM");
  });

  test("[SAVE-10] sent and not answered for long is not Saved and not Saving", () => {
    const late = run(...JOIN, edit, frame, { type: "late" });
    expect(say(late)).toBe("The server has not answered yet. 1 change kept here. Keep this tab open.");
    expect(say(reduceSave(late, ack(2)))).toBe("Saved 10:42 AM");
    expect(say(reduceSave(late, close))).toBe("Offline, 1 change kept here. Keep this tab open.");
    expect(say(run(...JOIN, { type: "late" }))).toBe("Saved 10:42 AM");
  });

  test("[SAVE-11] says that the server cannot save, from its first word until it can again", () => {
    const down = run(...JOIN, { type: "store", down: true });
    expect(say(down)).toBe("The server cannot save just now. New changes are kept here.");
    const owed = [edit, frame, edit, frame].reduce(reduceSave, down);
    expect(say(owed)).toBe("The server cannot save just now. 2 changes kept here. Keep this tab open.");
    expect(say(reduceSave(owed, { type: "store", down: false }))).toBe("Saving…");
    // It closes the lines that owe something, and they bring it again.
    const back = [{ type: "close", reason: "resync" } as const, open, answer, synced].reduce(reduceSave, owed);
    expect(say(back)).toBe("Saving…");
    expect(say(reduceSave(back, ack(1)))).toBe("Saved 10:42 AM");
    expect(say(reduceSave(owed, { type: "close", reason: "readOnlyStore" }))).toBe(
      "The server cannot save just now. 2 changes kept here. Keep this tab open.",
    );
  });

  test("[SAVE-3] a server that said why it went is believed for a while", () => {
    const gone = run(...JOIN, { type: "close", reason: "restart" });
    expect(say(gone)).toBe("The server is restarting. New changes are kept here until it is back.");
    const trying = [close, edit, close].reduce(reduceSave, gone);
    expect(say(trying)).toBe("The server is restarting. 1 change kept here. Keep this tab open.");
    expect(say(reduceSave(trying, { type: "overdue" }))).toBe("Offline, 1 change kept here. Keep this tab open.");
    expect(say(run(...JOIN, edit, frame, { type: "close", reason: "slowDown" }))).toBe(
      "Too many changes at once. 1 change kept here. Keep this tab open.",
    );
  });

  test("[SAVE-12] over HTTP both sentences say so", () => {
    const slow = run({ type: "line", line: "http" }, ...JOIN);
    expect(say(slow)).toBe("Saved 10:42 AM, over the slower connection this network allows");
    expect(say([edit, frame].reduce(reduceSave, slow))).toBe("Saving over the slower connection this network allows…");
    expect(
      say([close, { type: "line", line: "socket" } as const, open, answer, synced, ack(1)].reduce(reduceSave, slow)),
    ).toBe("Saved 10:42 AM");
  });

  test("[SAVE-15] what an earlier page kept counts from the moment it is found, and is saved like any other edit", () => {
    const looking = run({ type: "looking" }, open, answer, synced, ack(1));
    expect(isSaved(looking)).toBe(false);
    const found = reduceSave(looking, { type: "found", count: 3 });
    expect(found.unsent).toBe(3);
    const sent = [{ type: "added" } as const, frame, { type: "restored", at: 3 } as const].reduce(reduceSave, found);
    expect(sent.unsent).toBe(3);
    expect(say(sent)).toBe("Saving…");
    expect(say(reduceSave(sent, ack(2)))).toBe("Saved 10:42 AM");
    expect(reduceSave(sent, ack(2)).unsent).toBe(0);
    // All of it was there already.
    expect(reduceSave(found, { type: "restored", at: 3 }).unsent).toBe(0);
    expect(reduceSave(found, { type: "given-up", count: 3 }).unsent).toBe(0);
    expect(say(run({ type: "looking" }, { type: "found", count: 2 }))).toBe(
      "Connecting, 2 changes kept on this device.",
    );
  });

  test("[SAVE-15] kept on this device is said when every edit is, and not before", () => {
    const typed = run(
      { type: "looking" },
      { type: "found", count: 0 },
      open,
      answer,
      synced,
      { type: "restored", at: 1 },
      ack(1),
      close,
      edit,
      edit,
    );
    expect(say(reduceSave(typed, { type: "kept", upTo: 1 }))).toBe("Offline, 2 changes kept here. Keep this tab open.");
    const all = reduceSave(typed, { type: "kept", upTo: 2 });
    expect(say(all)).toBe("Offline, 2 changes kept on this device.");
    expect(say(reduceSave(all, edit))).toBe("Offline, 3 changes kept here. Keep this tab open.");
  });

  test("[SAVE-1] in every possible history of eight steps, Saved means that all edits are durable", () => {
    /** The truth beside the machine: each edit is a bit; frames carry bits; acknowledged frames make them durable. */
    interface Truth {
      save: SaveMachine;
      open: boolean;
      edits: number;
      /** The edits that are in the document: not yet the one an earlier page kept. */
      doc: number;
      durable: number;
      frames: readonly number[];
      acked: number;
    }
    const all = (edits: number) => 2 ** edits - 1;
    const steps = (t: Truth): Truth[] => {
      const on = (...events: SaveEvent[]) => events.reduce(reduceSave, t.save);
      if (!t.open)
        return [
          { ...t, save: on(open), open: true, frames: [], acked: 0 },
          { ...t, save: on(edit), edits: t.edits + 1, doc: t.doc | (2 ** t.edits) },
        ];
      const next: Truth[] = [
        { ...t, save: on(close), open: false },
        { ...t, save: on(synced) },
        { ...t, save: on(answer), frames: [...t.frames, t.doc] },
        {
          ...t,
          save: on(edit, frame),
          edits: t.edits + 1,
          doc: t.doc | (2 ** t.edits),
          frames: [...t.frames, 2 ** t.edits],
        },
      ];
      if (t.save.restoring && t.save.synced)
        next.push({
          ...t,
          save: on({ type: "added" }, frame, { type: "restored", at: 4 }),
          doc: t.doc | 1,
          frames: [...t.frames, 1],
        });
      for (let n = t.acked + 1; n <= t.frames.length; n++)
        next.push({
          ...t,
          save: on(ack(n)),
          acked: n,
          durable: t.frames.slice(0, n).reduce((a, b) => a | b, t.durable),
        });
      return next;
    };
    let histories = 0;
    const lies: SaveMachine[] = [];
    const visit = (t: Truth, left: number) => {
      histories++;
      const durable = t.durable === all(t.edits);
      const claims = isSaved(t.save) || (t.edits > 0 && t.save.unsent === 0);
      if (claims && !durable) lies.push(t.save);
      if (left > 0) for (const next of steps(t)) visit(next, left - 1);
    };
    const none = { open: false, doc: 0, durable: 0, frames: [], acked: 0 };
    visit({ ...none, save: startSave("write"), edits: 0 }, 8);
    // The same after an earlier page left one change on the device.
    visit({ ...none, save: run({ type: "looking" }, { type: "found", count: 1 }), edits: 1 }, 8);
    expect(histories).toBeGreaterThan(100_000);
    expect(lies).toEqual([]);
  });
});

describe("one state for several rooms", () => {
  const saved = (at: number): SaveStatus => ({ kind: "saved", at, line: "socket" });
  const saving = (unsent: number, line: "socket" | "http" = "socket"): SaveStatus => ({
    kind: "saving",
    line,
    unsent,
    onDevice: false,
  });
  const offline = (unsent: number, onDevice = false, mode: "write" | "read" = "write"): SaveStatus => ({
    kind: "offline",
    why: null,
    unsent,
    onDevice,
    mode,
  });
  const room = (status: SaveStatus, silent = false) => ({ status, silent });

  test("[SAVE-5] the worst one is shown, with everything that waits added up", () => {
    expect(combine([room(saved(5)), room(offline(2)), room(offline(1))], true)).toEqual(offline(3));
    expect(combine([room(saved(5)), room(saving(1))], true)?.kind).toBe("saving");
    expect(combine([room(saved(5)), room(saving(0, "http"))], true)?.kind).toBe("saving");
    expect(combine([room(saved(5)), room({ kind: "view", why: null })], true)).toEqual(saved(5));
  });

  test("[SAVE-5] when all is saved, the time is that of the latest change in any room", () => {
    expect(combine([room(saved(5)), room(saved(3))], true)).toEqual(saved(5));
    expect(combine([room(saved(3)), room(saved(5)), room(saved(4))], true)).toEqual(saved(5));
    expect(combine([room(saved(5)), room(saving(1))], true)?.kind).toBe("saving");
  });

  test("[SAVE-5] a page without rooms, and a room of presence only, claim nothing", () => {
    expect(combine([], true)).toBeNull();
    expect(combine([room({ kind: "view", why: null }, true)], true)).toBeNull();
    expect(combine([room(offline(0, false, "read"), true)], true)?.kind).toBe("offline");
  });

  test("[SAVE-5] without a network, connecting is not what happens", () => {
    expect(combine([room({ kind: "connecting", unsent: 0, onDevice: false })], false)?.kind).toBe("offline");
  });

  test("[SAVE-15] kept on this device is said only when all of it is", () => {
    const words = (...rooms: SaveStatus[]) =>
      sentenceOf(
        combine(
          rooms.map((each) => room(each)),
          true,
        ) as SaveStatus,
        () => "",
      );
    expect(words(offline(2, true), offline(1, true))).toBe("Offline, 3 changes kept on this device.");
    expect(words(offline(2, true), offline(0), saved(5))).toBe("Offline, 2 changes kept on this device.");
    expect(words(offline(2, true), offline(1))).toBe("Offline, 3 changes kept here. Keep this tab open.");
  });
});

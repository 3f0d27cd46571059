import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { describe, expect, test } from "vitest";
import { writeSyncStep1, writeSyncStep2, writeUpdate } from "y-protocols/sync";
import * as Y from "yjs";
import { countingSocket, type FrameKind, readAck, readNotice } from "../../app/workspace/socket.ts";
import { ackFrame } from "../../server/room/frames.ts";
import { MESSAGE } from "../../shared/wire.ts";

/** The network behind the socket: keeps what was sent. */
class Wire {
  readonly sent: unknown[] = [];
  send(data: unknown) {
    this.sent.push(data);
  }
}

function counted() {
  const kinds: FrameKind[] = [];
  const Socket = countingSocket((kind) => kinds.push(kind), Wire as unknown as typeof WebSocket);
  return { kinds, socket: new Socket("ws://unused") as unknown as Wire };
}

const frame = (type: number, write: (encoder: encoding.Encoder) => void) =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, type);
    write(encoder);
  });

describe("the counting socket", () => {
  const doc = new Y.Doc();
  doc.getText("t").insert(0, "x");

  test("[SAVE-8] counts the frames that carry changes, and no others", () => {
    const { kinds, socket } = counted();
    socket.send(frame(MESSAGE.sync, (encoder) => writeSyncStep1(encoder, doc)));
    socket.send(frame(MESSAGE.awareness, (encoder) => encoding.writeVarUint8Array(encoder, new Uint8Array([1]))));
    socket.send(frame(MESSAGE.queryAwareness, () => {}));
    socket.send("text");
    expect(kinds).toEqual([]);
    socket.send(frame(MESSAGE.sync, (encoder) => writeSyncStep2(encoder, doc)));
    socket.send(frame(MESSAGE.sync, (encoder) => writeUpdate(encoder, Y.encodeStateAsUpdate(doc))));
    expect(kinds).toEqual(["state", "update"]);
    expect(socket.sent).toHaveLength(6);
  });

  test("[SAVE-8] looks into buffers and into views of buffers alike", () => {
    const { kinds, socket } = counted();
    const bytes = frame(MESSAGE.sync, (encoder) => writeUpdate(encoder, Y.encodeStateAsUpdate(doc)));
    const padded = new Uint8Array(bytes.length + 3);
    padded.set(bytes, 3);
    socket.send(padded.subarray(3));
    socket.send(Uint8Array.from(bytes).buffer);
    expect(kinds).toEqual(["update", "update"]);
  });

  test("[SAVE-8] reads what the server acknowledges", () => {
    const decoder = decoding.createDecoder(ackFrame(700, 12, new Map([[doc.clientID, 1]])));
    expect(decoding.readVarUint(decoder)).toBe(MESSAGE.ack);
    expect(readAck(decoder)).toEqual({ seq: 700, accepted: 12 });
  });

  test("[SAVE-11] reads whether the server can save", () => {
    const said = (word: number) => {
      const decoder = decoding.createDecoder(frame(MESSAGE.notice, (encoder) => encoding.writeVarUint(encoder, word)));
      expect(decoding.readVarUint(decoder)).toBe(MESSAGE.notice);
      return readNotice(decoder);
    };
    expect([said(1), said(0)]).toEqual([true, false]);
  });
});

/**
 * Room names: built and parsed here only.
 * `<program>/<kind>/<record>/<part>/r<revision>`: one (record, part, revision) is one live document, one permission
 * boundary and one seal boundary. Different readers or writers means different rooms.
 */

export const ROOM_PARTS = {
  /** The memorandum of understanding both leads write. */
  mou: ["agreement"],
  /** The process agreement both leads write. */
  process: ["agreement"],
  /** `session`: who is here, nothing else. `notes`: the panel's shared facts. `card-<user>`: one rater's private card. `joint`: the joint scorecard. */
  interview: ["session", "notes", "card", "joint"],
  /** The reasons for a round's decision, written by both leads. */
  decision: ["rationale"],
} as const;

export type Room =
  | { programId: string; kind: "mou"; recordId: string; part: "agreement"; revision: number }
  | { programId: string; kind: "decision"; recordId: string; part: "rationale"; revision: number }
  | { programId: string; kind: "process"; recordId: string; part: "agreement"; revision: number }
  | { programId: string; kind: "interview"; recordId: string; part: "session" | "notes" | "joint"; revision: number }
  | { programId: string; kind: "interview"; recordId: string; part: "card"; userId: string; revision: number };

/** The path prefix every live room is opened under. */
export const COLLAB_PATH = "/collab/";

const ID = "[a-z0-9_-]{1,64}";
const PATTERN = new RegExp(
  `^(${ID})/(mou|process|interview|decision)/(${ID})/(agreement|rationale|session|notes|joint|card-(${ID}))/r([1-9][0-9]{0,5})$`,
);

/** The name of a room, as it stands in the log and in the socket's path. */
export function roomName(room: Room): string {
  const part = room.part === "card" ? `card-${room.userId}` : room.part;
  return `${room.programId}/${room.kind}/${room.recordId}/${part}/r${room.revision}`;
}

/** Reads a room name; `null` when it names no room that can exist. */
export function parseRoom(name: string): Room | null {
  const m = PATTERN.exec(name);
  if (!m) return null;
  const [, programId = "", kind, recordId = "", part = "", userId, rev] = m;
  const revision = Number(rev);
  if (kind === "process" || kind === "mou")
    return part === "agreement" ? { programId, kind, recordId, part, revision } : null;
  if (kind === "decision") return part === "rationale" ? { programId, kind, recordId, part, revision } : null;
  if (part === "agreement" || part === "rationale") return null;
  if (userId) return { programId, kind: "interview", recordId, part: "card", userId, revision };
  return { programId, kind: "interview", recordId, part: part as "session" | "notes" | "joint", revision };
}

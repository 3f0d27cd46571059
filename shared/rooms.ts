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
  /** One checkpoint of a probation. `self`: the officer's words. `input-<user>`: what one lead writes alone. `ratings`, `section` and `narrative`: the joint review. */
  checkpoint: ["self", "input", "ratings", "section", "narrative"],
  /** An annual evaluation. `draft` and `feedback` are written alone, `ratings` and `text` (and `feedback`) together. */
  evaluation: ["goals", "self", "draft", "feedback", "ratings", "text", "response"],
  /** A removal review. `side-<agency, district or officer>`: what one side says at the meeting. */
  removal: ["request", "side", "minutes", "decision"],
} as const;

/** The sides heard in a removal review. */
export const SIDES = ["agency", "district", "officer"] as const;
export type Side = (typeof SIDES)[number];

interface Place<Kind extends keyof typeof ROOM_PARTS, Part extends (typeof ROOM_PARTS)[Kind][number]> {
  programId: string;
  kind: Kind;
  recordId: string;
  part: Part;
  revision: number;
}

export type CheckpointPart = (typeof ROOM_PARTS)["checkpoint"][number];
export type EvaluationPart = (typeof ROOM_PARTS)["evaluation"][number];
export type RemovalPart = (typeof ROOM_PARTS)["removal"][number];

export type CheckpointRoom =
  | Place<"checkpoint", Exclude<CheckpointPart, "input">>
  | (Place<"checkpoint", "input"> & { userId: string });
export type EvaluationRoom = Place<"evaluation", EvaluationPart>;
export type RemovalRoom = Place<"removal", Exclude<RemovalPart, "side">> | (Place<"removal", "side"> & { side: Side });

export type Room =
  | Place<"mou", "agreement">
  | Place<"decision", "rationale">
  | Place<"process", "agreement">
  | Place<"interview", "session" | "notes" | "joint">
  | (Place<"interview", "card"> & { userId: string })
  | CheckpointRoom
  | EvaluationRoom
  | RemovalRoom;

/** The path prefix every live room is opened under. */
export const COLLAB_PATH = "/collab/";

const ID = "[a-z0-9_-]{1,64}";
const PATTERN = new RegExp(
  `^(${ID})/(${Object.keys(ROOM_PARTS).join("|")})/(${ID})/(?:(card|input|side)-(${ID})|([a-z]{1,20}))/r([1-9][0-9]{0,5})$`,
);

/** The part of a room as its name and its pages' addresses write it: "notes", "card-<user>", "side-district". */
export function partName(room: Pick<Room, "part"> & { userId?: string; side?: string }): string {
  const whose = room.userId ?? room.side;
  return whose === undefined ? room.part : `${room.part}-${whose}`;
}

/** The name of a room, as it stands in the log and in the socket's path. */
export function roomName(room: Room): string {
  return `${room.programId}/${room.kind}/${room.recordId}/${partName(room)}/r${room.revision}`;
}

/** The part of the record's lifecycle that this room holds. */
export function partOf(room: Room): string {
  return room.part === "side" ? `${room.side}Side` : room.part;
}

/** Reads a room name; `null` when it names no room that can exist. */
export function parseRoom(name: string): Room | null {
  const m = PATTERN.exec(name);
  if (!m) return null;
  const [, programId = "", kind = "", recordId = "", owned, whose, plain, rev] = m;
  const part = owned ?? plain ?? "";
  const parts: readonly string[] = ROOM_PARTS[kind as keyof typeof ROOM_PARTS];
  if (!parts.includes(part)) return null;
  const place = { programId, kind, recordId, part, revision: Number(rev) };
  if (part === "side") return SIDES.includes(whose as Side) ? ({ ...place, side: whose } as Room) : null;
  if (part === "card" || part === "input") return whose ? ({ ...place, userId: whose } as Room) : null;
  return whose ? null : (place as Room);
}

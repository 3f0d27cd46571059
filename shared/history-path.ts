import { parseRoom, type Room } from "./rooms.ts";

/** The page with the history of a room. Everybody finds their own card, or their own input, under the same word. */
export function historyPath(room: Pick<Room, "kind" | "recordId" | "part" | "revision"> & { side?: string }): string {
  const { kind, recordId, part, side, revision } = room;
  return `/history/${kind}/${recordId}/${side === undefined ? part : `${part}-${side}`}/r${revision}`;
}

/** The room such a page is about; `null` when there can be none. */
export function roomOfPath(
  reader: { programId: string; userId: string },
  { kind, recordId, part, revision }: Record<string, string | undefined>,
): Room | null {
  const whole = part === "card" || part === "input" ? `${part}-${reader.userId}` : part;
  return parseRoom([reader.programId, kind, recordId, whole, revision].join("/"));
}

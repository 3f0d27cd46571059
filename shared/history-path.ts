import { parseRoom, type Room } from "./rooms.ts";

/** The page with the history of a room. Everybody finds their own card under the same word. */
export function historyPath({ kind, recordId, part, revision }: Omit<Room, "programId" | "userId">): string {
  return `/history/${kind}/${recordId}/${part}/r${revision}`;
}

/** The room such a page is about; `null` when there can be none. */
export function roomOfPath(
  reader: { programId: string; userId: string },
  { kind, recordId, part, revision }: Record<string, string | undefined>,
): Room | null {
  const whole = part === "card" ? `card-${reader.userId}` : part;
  return parseRoom([reader.programId, kind, recordId, whole, revision].join("/"));
}

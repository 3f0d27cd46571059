/** Runs in the browser: the page's part for whoever writes and for whoever suggests, side by side on one text. */
import { createRoot } from "react-dom/client";
import { Awareness } from "y-protocols/awareness";
import type { Connection } from "../../../app/workspace/connection.ts";
import type { Room } from "../../../app/workspace/room.ts";
import type { Remark } from "../../../app/workspace/suggest/decorations.ts";
import { SuggestionText } from "../../../app/workspace/suggest/suggestion-text.tsx";
import { type Client, makeWorld, type Trouble } from "./world.ts";

const NAMES = { usr_a: "Lt. Ortiz", usr_b: "Principal Bell" };

export function mountPages(lines: readonly string[]): { trouble: Trouble; remarks: Remark[]; text: () => string } {
  const trouble: Trouble = { refused: [], errors: [], broken: [] };
  const world = makeWorld(lines, trouble);
  const remarks: Remark[] = [];
  for (const [name, userId, mode] of [
    ["writer", "usr_a", "write"],
    ["suggester", "usr_b", "suggest"],
  ] as const) {
    const client = world.join(name, userId, mode);
    const host = document.body.appendChild(document.createElement("main"));
    host.id = name;
    host.className = "rich-page";
    const root = createRoot(host);
    const show = (said: readonly Remark[]) =>
      root.render(
        <SuggestionText
          room={roomOf(client)}
          userId={userId}
          names={NAMES}
          times={{}}
          label={`Text for the ${name}`}
          remarks={said}
          onRemark={(anchor) => {
            remarks.push({ id: String(remarks.length), anchor, resolved: false, says: "[Comment by Principal Bell: " });
            show([...remarks]);
          }}
        />,
      );
    show([]);
  }
  setInterval(() => {
    for (const client of world.clients) world.deliver(client, Number.POSITIVE_INFINITY);
  }, 10);
  return { trouble, remarks, text: () => world.reading(world.server) };
}

const rooms = new Map<Client, Room>();
function roomOf(client: Client): Room {
  const known = rooms.get(client);
  if (known) return known;
  const connection = { awareness: new Awareness(client.doc), label: () => {} } as unknown as Connection;
  const room: Room = {
    name: client.name,
    doc: client.doc,
    mode: client.mode,
    ready: true,
    editable: client.mode === "write",
    ended: null,
    connection,
    setField: () => {},
  };
  rooms.set(client, room);
  return room;
}

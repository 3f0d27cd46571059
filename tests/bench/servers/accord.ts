import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type Kind, listen, type Place, root } from "./server.ts";

/** The real product: built pages, cookie, Origin, permission, ownership, schema, WAL with synchronous=FULL. */
export const accord: Kind = {
  name: "accord",
  persists: true,
  async prepare(dir, count) {
    const args = ["--import", "tsx", "server/cli/accord.ts", "fixture", "rooms", "--count", `${count}`];
    const { stdout } = await promisify(execFile)(process.execPath, [...args, "--as", "dana.ortiz"], {
      cwd: root,
      env: { ...process.env, DATA_DIR: dir },
      maxBuffer: 64 * 1024 * 1024,
    });
    const { cookie, rooms, fragment } = JSON.parse(stdout) as { cookie: string; rooms: string[]; fragment: string };
    return { rooms, fragment, headers: { cookie } };
  },
  async start(dir, place: Place) {
    const env = { DATA_DIR: dir, PORT: "0", HOST: "127.0.0.1", ACCORD_ROOM_LIMITS: "off", LOG_LEVEL: "error" };
    const { match, ...child } = await listen(["--import", "tsx", "server/cli/start.ts"], env, /listening on (http\S+)/);
    const origin = match[1] as string;
    const headers = { ...place.headers, origin };
    return { ...place, ...child, headers, dialect: "plain", address: `${origin.replace(/^http/, "ws")}/collab` };
  },
};

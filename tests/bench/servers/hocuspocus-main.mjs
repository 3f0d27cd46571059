// The peer's process: hocuspocus as its documentation starts it, with one database file.
import { SQLite } from "@hocuspocus/extension-sqlite";
import { Server } from "@hocuspocus/server";

const server = new Server({
  port: 0,
  address: "127.0.0.1",
  quiet: true,
  extensions: [new SQLite({ database: process.argv[2] })],
});
await server.listen();
process.stdout.write(`listening on ${server.address.port}\n`);

import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

export interface Received {
  from: string;
  to: string[];
  /** The letter as it came over the wire, dots unstuffed. */
  data: string;
}

export interface SmtpSink {
  url: string;
  received: Received[];
  /** How many letters were offered, taken or not. */
  offered: number;
  /** Answers to the next letters instead of taking them, for example "451 4.3.0 Try again later, bell@example.org". */
  refusals: string[];
  /** Connections are dropped before the greeting while true. */
  deaf: boolean;
  close(): Promise<void>;
}

/** A small mail server on this computer that keeps what it is given (RFC 5321, as much as a client needs). */
export async function startSmtpSink(): Promise<SmtpSink> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    if (sink.deaf) socket.destroy();
    else converse(socket, sink);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const sink: SmtpSink = {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: [],
    offered: 0,
    refusals: [],
    deaf: false,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
  return sink;
}

function converse(socket: Socket, sink: SmtpSink): void {
  let buffer = "";
  let letter: Received = { from: "", to: [], data: "" };
  let inData = false;
  const say = (line: string) => socket.write(`${line}\r\n`);
  const command = (line: string) => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === "EHLO" || verb === "HELO") say("250 sink");
    else if (verb === "MAIL") {
      letter = { from: addressIn(line), to: [], data: "" };
      say("250 ok");
    } else if (verb === "RCPT") {
      letter.to.push(addressIn(line));
      say("250 ok");
    } else if (verb === "DATA") {
      inData = true;
      say("354 go on");
    } else if (verb === "QUIT") {
      say("221 bye");
      socket.end();
    } else say("250 ok");
  };
  say("220 sink");
  socket.setEncoding("utf8").on("data", (chunk: string) => {
    buffer += chunk;
    for (;;) {
      const mark = inData ? "\r\n.\r\n" : "\r\n";
      const end = buffer.indexOf(mark);
      if (end === -1) return;
      const piece = buffer.slice(0, end);
      buffer = buffer.slice(end + mark.length);
      if (!inData) {
        command(piece);
        continue;
      }
      inData = false;
      sink.offered += 1;
      const refusal = sink.refusals.shift();
      if (!refusal) sink.received.push({ ...letter, data: piece.replace(/^\.\./gm, ".") });
      say(refusal ?? "250 taken");
    }
  });
}

const addressIn = (line: string) => /<([^>]*)>/.exec(line)?.[1] ?? "";

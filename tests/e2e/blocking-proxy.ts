import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { connect } from "node:net";
import type { Duplex } from "node:stream";

/**
 * A network as some agencies have it: HTTP passes, WebSockets do not. `refuse` answers the upgrade with 403, `hang` never
 * answers it, `pass` lets it through.
 */
export class BlockingProxy {
  mode: "refuse" | "hang" | "pass" = "refuse";
  /** So many upgrades more are answered as by a server that is too busy. */
  busy = 0;
  /** So many page loads are answered as by a proxy whose server is gone. */
  gone = 0;
  url = "";
  /** Upgrades that were asked for, and posts and streams of rooms that passed. */
  readonly seen = { upgrades: 0, streams: 0, posts: 0 };
  private readonly server: Server;
  private readonly held = new Set<Duplex>();

  private readonly target: () => string;

  constructor(target: () => string) {
    this.target = target;
    this.server = createServer((req, res) => this.forward(req, res));
    this.server.on("upgrade", (req, socket, head) => this.upgrade(req, socket, head));
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    const address = this.server.address();
    this.url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
    return this;
  }

  async close(): Promise<void> {
    this.cut();
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  /** Cuts every WebSocket that passed. */
  cut(): void {
    for (const socket of this.held) socket.destroy();
  }

  private forward(req: IncomingMessage, res: ServerResponse): void {
    if (this.gone > 0 && req.url?.includes(".data")) {
      this.gone--;
      res.writeHead(502, { "Content-Type": "text/html" }).end("<h1>Bad gateway</h1>\n");
      return;
    }
    if (req.url?.includes("/collab-http")) this.seen[req.method === "POST" ? "posts" : "streams"]++;
    const { hostname, port } = new URL(this.target());
    const onward = request(
      { hostname, port, method: req.method, path: req.url, headers: req.headers, agent: false },
      (answer) => {
        res.writeHead(answer.statusCode ?? 502, answer.headers);
        // Each piece goes on at once, as from a proxy that does not collect.
        answer.on("data", (piece) => res.write(piece));
        answer.on("end", () => res.end());
        answer.on("close", () => res.destroy());
      },
    );
    onward.on("error", () => (res.headersSent ? res.destroy() : res.writeHead(502).end("no server here\n")));
    res.on("close", () => onward.destroy());
    req.on("error", () => onward.destroy());
    req.pipe(onward);
  }

  private upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.seen.upgrades++;
    this.held.add(socket);
    socket.on("close", () => this.held.delete(socket));
    socket.on("error", () => socket.destroy());
    const busy = this.busy > 0 && this.busy--;
    if (busy || this.mode === "refuse") {
      const status = busy ? "503 Service Unavailable" : "403 Forbidden";
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    }
    if (busy || this.mode !== "pass") return;
    const { hostname, port } = new URL(this.target());
    const onward = connect(Number(port), hostname, () => {
      const headers = Object.entries(req.headers).map(([name, value]) => `${name}: ${value}\r\n`);
      onward.write(`${req.method} ${req.url} HTTP/1.1\r\n${headers.join("")}\r\n`);
      onward.write(head);
      socket.pipe(onward).pipe(socket);
    });
    onward.on("error", () => socket.destroy());
    socket.on("close", () => onward.destroy());
  }
}

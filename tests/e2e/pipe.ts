import { connect, createServer, type Server, type Socket } from "node:net";

/** A network between a browser and the product that can fall silent: what is open stays open and carries nothing. */
export class Pipe {
  url = "";
  private readonly pairs = new Set<[Socket, Socket]>();
  private readonly upgraded = new WeakSet<Socket>();
  private server: Server | null = null;

  async start(target: string): Promise<this> {
    const port = Number(new URL(target).port);
    const server = createServer((near) => {
      const far = connect(port, "127.0.0.1");
      const pair: [Socket, Socket] = [near, far];
      near.once("data", (first: Buffer) => {
        if (/upgrade: websocket/i.test(first.toString("latin1"))) this.upgraded.add(near);
      });
      this.pairs.add(pair);
      for (const [one, other] of [pair, [far, near] as const]) {
        one.pipe(other);
        one.on("error", () => other.destroy());
        one.on("close", () => {
          other.destroy();
          this.pairs.delete(pair);
        });
      }
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    this.url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
    return this;
  }

  /** Everything open now goes silent without closing; new lines pass. */
  stall(): void {
    for (const pair of this.pairs)
      for (const socket of pair) {
        socket.unpipe();
        socket.removeAllListeners("close");
        socket.pause();
      }
  }

  /** What browsers send over the sockets of live rooms waits on its way; what comes to them arrives. */
  hold(): void {
    for (const [near] of this.rooms()) near.pause();
  }

  /** What waited goes on. */
  release(): void {
    for (const [near] of this.rooms()) near.resume();
  }

  async close(): Promise<void> {
    for (const pair of this.pairs) for (const socket of pair) socket.destroy();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  private rooms(): [Socket, Socket][] {
    return [...this.pairs].filter(([near]) => this.upgraded.has(near));
  }
}

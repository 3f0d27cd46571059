import { monitorEventLoopDelay } from "node:perf_hooks";
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Db } from "#db/open.ts";
import type { Alerts } from "./alerts.ts";
import { createStoreFigures } from "./metrics-store.ts";
import type { LiveRoom } from "./room/live-room.ts";
import type { AlertKind, Meter } from "./room/meter.ts";

/** The operator's figures: what the rooms report is added up, the rest is read when somebody asks. */
export interface Metrics {
  /** Handed to the rooms. */
  meter: Meter;
  /** Says where rooms and storage are looked at when somebody asks. */
  watch(sources: { db: Db; rooms: { all(): Iterable<LiveRoom> } }): void;
  /** Prometheus text, format 0.0.4. */
  text(): Promise<string>;
  stop(): void;
}

const KINDS: readonly AlertKind[] = ["room-mismatch", "store-down", "snapshot-corrupt", "lease-lost", "log-broken"];
/** Seconds. */
const ACK_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const COMMIT_BUCKETS = [0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];
const GROUP_BUCKETS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
/** A reason is one of a few fixed words; a figure never carries anything else. */
const FIXED_WORD = /^[a-z-]{1,32}$/;

/** One set of figures per server. Nothing in them names a person, a room or a word. */
export function createMetrics(alerts: Alerts): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = (name: string, help: string) => new Counter({ name, help, registers });
  const histogram = (name: string, help: string, buckets: number[]) =>
    new Histogram({ name, help, buckets, registers });

  const acks = histogram("accord_ack_seconds", "From an edit's arrival to its acknowledgement.", ACK_BUCKETS);
  const commits = histogram("accord_commit_seconds", "Length of one commit.", COMMIT_BUCKETS);
  const groups = histogram("accord_commit_updates", "Edits written by one commit.", GROUP_BUCKETS);
  const grouped = histogram("accord_commit_rooms", "Rooms written by one commit.", GROUP_BUCKETS);
  const away = counter("accord_turned_away_total", "Connections refused at the door because it was too busy.");
  const refusals = new Counter({
    name: "accord_refusals_total",
    help: "Connections closed by the server, by close reason and cause.",
    labelNames: ["reason", "why"],
    registers,
  });
  let behind = 0;
  gauge(registry, "accord_slow_readers", "Readers that are behind now.", () => behind);
  gauge(registry, "accord_store_down", "1 while nothing can be saved.", () => isRaised(alerts, "store-down"));
  new Gauge({
    name: "accord_alerts",
    help: "1 while an alert of this kind is open.",
    labelNames: ["kind"],
    registers,
    collect() {
      for (const kind of KINDS) this.set({ kind }, isRaised(alerts, kind));
    },
  });
  const stopProcess = processFigures(registry);

  return {
    meter: {
      committed(updates, rooms, ms) {
        commits.observe(ms / 1000);
        groups.observe(updates);
        grouped.observe(rooms);
      },
      acknowledged: (ms) => acks.observe(ms / 1000),
      refused: (reason, why) => refusals.inc({ reason, why: FIXED_WORD.test(why) ? why : "other" }),
      turnedAway: () => away.inc(),
      behind(is) {
        behind += is ? 1 : -1;
      },
      raise: (kind, roomId) => alerts.raise(kind, roomId),
      clear: (kind, roomId) => alerts.clear(kind, roomId),
    },
    watch({ db, rooms }) {
      gauge(registry, "accord_rooms_open", "Rooms in memory.", () => [...rooms.all()].length);
      new Gauge({
        name: "accord_sockets",
        help: "Places taken in rooms, by what carries them.",
        labelNames: ["kind"],
        registers,
        collect() {
          const counts = { websocket: 0, http: 0 };
          for (const { peers } of rooms.all())
            for (const { line } of peers) counts[line.kind === "http" ? "http" : "websocket"]++;
          for (const [kind, count] of Object.entries(counts)) this.set({ kind }, count);
        },
      });
      const store = createStoreFigures(db);
      gauge(registry, "accord_log_rows", "Edits in the log of all rooms.", store.logRows);
      gauge(registry, "accord_database_bytes", "Size of the database file.", store.databaseBytes);
      gauge(registry, "accord_snapshots", "Snapshots beside the log.", store.snapshots);
    },
    text: () => registry.metrics(),
    stop() {
      stopProcess();
      registry.clear();
    },
  };
}

const isRaised = (alerts: Alerts, kind: AlertKind) => (alerts.list().some((alert) => alert.kind === kind) ? 1 : 0);

function gauge(registry: Registry, name: string, help: string, read: () => number): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(read());
    },
  });
}

/** Event loop, memory and processor of this process. @returns a function that stops measuring. */
function processFigures(registry: Registry): () => void {
  const loop = monitorEventLoopDelay({ resolution: 20 });
  loop.enable();
  const p99 = () => {
    // Nothing measured yet reads as NaN, and each answer covers the time since the one before.
    const seconds = loop.percentile(99) / 1e9;
    loop.reset();
    return Number.isFinite(seconds) ? seconds : 0;
  };
  gauge(registry, "accord_event_loop_delay_p99_seconds", "Event loop delay since the last look, 99th percentile.", p99);
  gauge(registry, "accord_resident_memory_bytes", "Memory of the process.", () => process.memoryUsage.rss());
  gauge(registry, "accord_heap_used_bytes", "JavaScript memory in use.", () => process.memoryUsage().heapUsed);
  gauge(registry, "accord_uptime_seconds", "Time since the process began.", () => process.uptime());
  gauge(registry, "accord_cpu_seconds", "Processor time used.", () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
  return () => loop.disable();
}

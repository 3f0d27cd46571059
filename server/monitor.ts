import { createHash, timingSafeEqual } from "node:crypto";
import { type Request, Router } from "express";
import type { Alerts } from "./alerts.ts";
import type { Env } from "./env.ts";
import type { Metrics } from "./metrics.ts";

/** For the operator: `GET /metrics` (Prometheus text, only with the token) and `GET /health` (one word without it). */
export function monitorRoutes({ METRICS_TOKEN: token }: Env, metrics: Metrics, alerts: Alerts): Router {
  const router = Router();
  router.get("/health", (req, res) => {
    const open = alerts.list();
    const status = open.length === 0 ? "ok" : "trouble";
    if (!token || !bears(req, token)) return res.json({ status });
    res.json({
      status,
      alerts: open.map(({ kind, since, rooms }) => ({ kind, since: new Date(since).toISOString(), rooms })),
    });
  });
  if (!token) return router;
  router.get("/metrics", async (req, res, next) => {
    if (!bears(req, token)) return res.status(401).set("WWW-Authenticate", "Bearer").type("text/plain").send("No.\n");
    try {
      res.type("text/plain; version=0.0.4").send(await metrics.text());
    } catch (error) {
      next(error);
    }
  });
  return router;
}

/** Hashes first: equal lengths, and a comparison whose time tells nothing about the token. */
function bears(req: Request, token: string): boolean {
  const said = /^Bearer (.+)$/i.exec(req.headers.authorization ?? "")?.[1];
  return said !== undefined && timingSafeEqual(digest(said), digest(token));
}

const digest = (text: string) => createHash("sha256").update(text).digest();

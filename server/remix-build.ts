import { existsSync } from "node:fs";
import type { Server } from "node:http";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { ServerBuild } from "@remix-run/node";
import type { RequestHandler } from "express";
import type { Env } from "./env.ts";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The compiled app: in development through Vite on our own port, otherwise from build/. */
export interface RemixBuild {
  get: () => Promise<ServerBuild>;
  /** Serves modules in development; absent in production. */
  middleware: RequestHandler | null;
  close: () => Promise<void>;
}

export async function loadBuild(env: Env, http: Server): Promise<RemixBuild> {
  if (env.NODE_ENV === "development") {
    const { createServer } = await import("vite");
    // hmr.server is passed here and not in the config file: Remix's child compiler would attach it twice.
    const vite = await createServer({
      root: ROOT,
      appType: "custom",
      server: { middlewareMode: true, hmr: { server: http } },
    });
    return {
      get: () => vite.ssrLoadModule("virtual:remix/server-build") as Promise<ServerBuild>,
      middleware: vite.middlewares as unknown as RequestHandler,
      close: () => vite.close(),
    };
  }
  const file = path.join(ROOT, "build/server/index.js");
  if (!existsSync(file)) throw new Error("Accord has not been built yet. Run: npm start");
  const build = (await import(pathToFileURL(file).href)) as ServerBuild;
  return { get: async () => build, middleware: null, close: async () => {} };
}

/**
 * The build as it answers who only asks for an address: one that takes forms and shows nothing is no page, and answers
 * like every address that does not exist.
 */
export function forReading(build: ServerBuild): ServerBuild {
  const missing = build.routes["routes/$"]?.module;
  const routes = Object.entries(build.routes).map(([id, route]) => {
    const shows = !route?.module.action || route.module.loader || route.module.default;
    return [id, shows ? route : { ...route, module: { ...route.module, ...missing } }];
  });
  return { ...build, routes: Object.fromEntries(routes) };
}

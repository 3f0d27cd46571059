import { randomBytes } from "node:crypto";
import path from "node:path";
import { createRequestHandler } from "@remix-run/express";
import type { AppLoadContext } from "@remix-run/node";
import compression from "compression";
import express, { type Express, type NextFunction, type Request, type Response, type Router } from "express";
import type { Auth, SignedIn } from "./auth/auth.ts";
import { limitBodies } from "./body-limit.ts";
import type { CaseNews } from "./case-news.ts";
import type { AppContext } from "./context.ts";
import { windowOf } from "./demo-window.ts";
import type { HttpLine } from "./http-line/door.ts";
import { sameOrigin } from "./origin.ts";
import { forReading, type RemixBuild, ROOT } from "./remix-build.ts";

declare module "@remix-run/node" {
  interface AppLoadContext {
    app: AppContext;
    auth: Auth;
    signedIn: SignedIn | null;
    nonce: string;
    /** What the rooms had announced before anything of this page was read. */
    seen: string | null;
    /** The demo window this request came from (`/as/dana.ortiz/…`), or null. */
    window: string | null;
    /** Where the request came from, for the limit on sign-in tries; never logged. */
    address: string;
  }
  interface Future {
    v3_singleFetch: true;
  }
}

/** Headers, static files, rooms over HTTP, and the Remix handler, in that order. */
export function createApp(
  context: AppContext,
  auth: Auth,
  remix: RemixBuild,
  rooms: HttpLine,
  news: CaseNews,
  monitor: Router,
): Express {
  const app = express();
  app.disable("x-powered-by");
  // With PUBLIC_URL a proxy on this machine or network stands in front: its word on the sender's address is taken.
  if (context.env.PUBLIC_URL) app.set("trust proxy", ["loopback", "linklocal", "uniquelocal"]);
  app.use(compression());
  app.use(securityHeaders(context));
  app.get("/healthz", (_req, res) => {
    res.type("text/plain").send("ok\n");
  });
  app.use(monitor);
  if (remix.middleware) app.use(remix.middleware);
  else
    app.use(
      "/assets",
      express.static(path.join(ROOT, "build/client/assets"), { immutable: true, maxAge: "1y", fallthrough: false }),
    );
  app.use(
    express.static(path.join(ROOT, remix.middleware ? "public" : "build/client"), { maxAge: "1h", index: false }),
  );
  app.use(refuseForeignOrigins(context));
  app.use(rooms.handle);
  app.use(news.handle);
  app.use(limitBodies);
  app.use(remixHandler(context, auth, remix));
  app.use((error: Error, _req: Request, res: Response, _next: NextFunction) => {
    context.log.error({ err: { name: error.name, message: error.message, stack: error.stack } }, "request failed");
    if (!res.headersSent)
      res
        .status(500)
        .type("text/plain")
        .send("Something went wrong here. Nothing you saved is lost. Load the page again.\n");
  });
  return app;
}

/** One handler per demo window: the same build under the base path /as/<person>, so that every window keeps its own person. */
function remixHandler(context: AppContext, auth: Auth, remix: RemixBuild) {
  return async (req: Request, res: Response, next: NextFunction) => {
    try {
      const window = windowOf(context.db, req.url);
      const signedIn = await auth.read(req.headers.cookie, window);
      const seen = signedIn && context.rooms.changes(signedIn.viewer.programId);
      const nonce = res.locals.nonce as string;
      const load: AppLoadContext = { app: context, auth, signedIn, nonce, seen, window, address: req.ip ?? "unknown" };
      const whole = await remix.get();
      const build = req.method === "GET" || req.method === "HEAD" ? forReading(whole) : whole;
      const handler = createRequestHandler({
        build: window ? { ...build, basename: `/as/${window}` } : build,
        mode: context.env.NODE_ENV === "development" ? "development" : "production",
        getLoadContext: () => load,
      });
      await handler(req, res, next);
    } catch (error) {
      next(error);
    }
  };
}

function securityHeaders({ env }: AppContext) {
  const dev = env.NODE_ENV === "development";
  return (_req: Request, res: Response, next: NextFunction) => {
    const nonce = randomBytes(16).toString("base64");
    res.locals.nonce = nonce;
    res.setHeader(
      "Content-Security-Policy",
      [
        "default-src 'self'",
        `script-src 'self' 'nonce-${nonce}'`,
        dev ? "style-src 'self' 'unsafe-inline'" : "style-src 'self'",
        dev ? "connect-src 'self' ws:" : "connect-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "worker-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ].join("; "),
    );
    res.setHeader("X-Content-Type-Options", "nosniff");
    res.setHeader("Referrer-Policy", "same-origin");
    res.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    res.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    // Personnel pages are never kept by a shared machine's cache; static files set their own header later.
    res.setHeader("Cache-Control", "no-store");
    next();
  };
}

/** Everything that changes something must come from a page of this installation. Browsers send cookies cross-site; Origin says so. */
function refuseForeignOrigins({ env }: AppContext) {
  return (req: Request, res: Response, next: NextFunction) => {
    if (req.method === "GET" || req.method === "HEAD") return next();
    if (sameOrigin(req.headers, env.PUBLIC_URL)) return next();
    res
      .status(403)
      .type("text/plain")
      .send("This form was not sent from Accord. Open the page again and send it from there.\n");
  };
}

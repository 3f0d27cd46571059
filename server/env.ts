import type { Logger } from "pino";
import { z } from "zod";

const settings = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: z.coerce.number({ error: "PORT must be a number, for example 3000." }).int().min(0).max(65535).default(3000),
  DATA_DIR: z.string().min(1).default("data"),
  /** The address people type, when a proxy stands in front: https://accord.example.org. Sets Secure cookies and the allowed Origin. */
  PUBLIC_URL: z.url({ error: "PUBLIC_URL must be a full address, for example https://accord.example.org." }).optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("warn"),
  /** "off" lifts the limits on what one connection may send: for measuring only. */
  ACCORD_ROOM_LIMITS: z.enum(["on", "off"]).default("on"),
  /** Who may read /metrics. Without it there is no such page. */
  METRICS_TOKEN: z.string().min(16, { error: "METRICS_TOKEN must have at least 16 characters." }).optional(),
  /** PEM files, when records are to be signed with a certificate from outside instead of this installation's own. */
  SEAL_KEY_FILE: z.string().min(1).optional(),
  SEAL_CERTIFICATE_FILE: z.string().min(1).optional(),
  /** The mail server: smtp://name:password@mail.example.org:587. Without it letters wait in the outbox to be passed on by hand. */
  SMTP_URL: z
    .string()
    .refine(isMailServer, {
      error: "SMTP_URL must be the address of a mail server, for example smtp://name:password@mail.example.org:587.",
    })
    .optional(),
  /** Whom letters come from. */
  MAIL_FROM: z
    .string()
    .refine((text) => SENDER.test(text), {
      error: "MAIL_FROM must be a sender, for example Accord <accord@example.org>.",
    })
    .optional(),
});

/** The address people reply to, with or without a name before it; on one line, so that it brings no header of its own. */
const SENDER = /^(?:[^<>"\r\n]{0,100}<[^\s<>@"]+@[^\s<>@"]+>|[^\s<>@"]+@[^\s<>@"]+)$/;

const schema = settings
  .refine((env) => !env.SMTP_URL || env.MAIL_FROM, {
    path: ["MAIL_FROM"],
    error: "SMTP_URL is set: MAIL_FROM must say whom letters come from, for example Accord <accord@example.org>.",
  })
  .refine((env) => !env.MAIL_FROM || env.SMTP_URL, {
    path: ["SMTP_URL"],
    error: "MAIL_FROM is set without SMTP_URL. Set both to send e-mail, or neither.",
  });

export type Env = z.infer<typeof settings>;

/** Parses the settings once at start. @throws Error with one readable sentence per problem. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const result = schema.safeParse(source);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`).join("\n");
  throw new Error(`Accord cannot start with these settings:\n${problems}`);
}

function isMailServer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return (protocol === "smtp:" || protocol === "smtps:") && hostname !== "";
}

/** Says at start what must never go unnoticed: whatever the log level is, on standard error. */
export function warnOfSettings(env: Env, log: Logger): void {
  if (env.ACCORD_ROOM_LIMITS === "on") return;
  log.warn({ setting: "ACCORD_ROOM_LIMITS" }, "limits are off");
  process.stderr.write(
    "\n*** WARNING: ACCORD_ROOM_LIMITS=off. One connection can overload this server. For measuring only; never with real people. ***\n\n",
  );
}

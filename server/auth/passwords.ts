import { hash, verify } from "@node-rs/argon2";

/** argon2id with at least 19 MiB and two passes. Source: OWASP Password Storage Cheat Sheet. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Of a password nobody has: unknown accounts take as long to refuse as known ones. */
const NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$AQ4aX5wr2eGu/3cjfSlfmg$AJnhK6xYOXTOB+TxUpGi9tMcwpz6TkbZm3GWiw3HYbE";

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), COST);
}

/** @param passwordHash null for an account that does not exist or has no password; takes the same time and says no. */
export async function passwordFits(passwordHash: string | null, password: string): Promise<boolean> {
  const fits = await verify(passwordHash ?? NOBODY, password.normalize("NFKC"));
  return passwordHash !== null && fits;
}

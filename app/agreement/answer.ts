/** What the agreement's acts answer. */
export type Answer = { ok: true } | { ok: false; reason: string; sentence: string };

/** The sentence of a refused act, once it has come back. */
export function refusalIn({
  data,
  state,
}: {
  data?: { ok: boolean; sentence?: string };
  state: string;
}): string | null {
  return state === "idle" && data && !data.ok ? (data.sentence ?? null) : null;
}

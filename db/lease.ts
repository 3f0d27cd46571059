import type { Db } from "./open.ts";

/** The right to write the rooms of this database. One process holds it; whoever takes it next has a higher number. */
export interface Lease {
  fence: number;
  /** Is it still ours? Inside a transaction the answer holds until the commit. */
  holds(): boolean;
  /** A small write that says we live, and finds out whether the disk takes anything. @returns whether it is still ours */
  beat(at: number): boolean;
}

/** Takes the lease from whoever had it. @param at milliseconds since 1970 */
export function takeLease({ $client }: Db, at: number): Lease {
  const take = $client
    .prepare<[number, number], number>(
      "insert into server_lease (id, fence, taken_at, beat_at) values (1, 1, ?, ?) on conflict (id) do update set fence = fence + 1, taken_at = excluded.taken_at, beat_at = excluded.beat_at returning fence",
    )
    .pluck();
  const fence = take.get(at, at) as number;
  const current = $client.prepare<[], number>("select fence from server_lease").pluck();
  const beat = $client.prepare("update server_lease set beat_at = ? where fence = ?");
  return {
    fence,
    holds: () => current.get() === fence,
    beat: (now) => beat.run(now, fence).changes === 1,
  };
}

import { guestsOf } from "#db/guests.ts";
import type { InterviewRecord } from "#db/interviews.ts";
import { programOf } from "#db/programs.ts";
import { hasRight } from "#shared/machine.ts";
import { initialsOf } from "#shared/names.ts";
import { codeAsShown } from "../auth/tokens.ts";
import { openInterview } from "../commands/interview-access.ts";
import { devicesOf } from "../commands/joining.ts";
import type { CommandContext } from "../context.ts";
import { qrOf } from "../qr.ts";

/**
 * Who has joined this interview on which device: one's own devices, and the guests' for whoever lets guests in.
 * @returns `null` when the interview does not exist for this person, and for a device that joined itself.
 */
export function joinPage(ctx: CommandContext, interviewId: string) {
  const { db, viewer } = ctx;
  const record = openInterview(ctx, interviewId);
  if (!record || viewer.only !== undefined) return null;
  const letsGuestsIn = hasRight(viewer, "guestCodes", viewer.programId);
  return {
    id: interviewId,
    candidate: record.candidate.name,
    zone: programOf(db, viewer.programId)?.timeZone ?? "UTC",
    me: viewer.userId,
    rates: record.seats.some((seat) => seat.userId === viewer.userId),
    devices: shown(ctx, record, viewer.userId),
    guests: letsGuestsIn ? guestsHere(ctx, record) : null,
  };
}

function guestsHere(ctx: CommandContext, record: InterviewRecord) {
  const seated = new Map(record.seats.map((seat) => [seat.userId, seat.state]));
  return guestsOf(ctx.db, ctx.viewer.programId)
    .filter(({ userId }) => seated.has(userId))
    .map((guest) => ({
      ...guest,
      recused: seated.get(guest.userId) === "recused",
      devices: shown(ctx, record, guest.userId),
    }));
}

function shown(ctx: CommandContext, record: InterviewRecord, userId: string) {
  return devicesOf(ctx, record, userId).map(({ device, since }) => ({ device, since }));
}

/** A fresh code as the page shows it. @param origin the address people type, when the installation does not say it. */
export function codeToShow(ctx: CommandContext, { code, origin }: { code: string; origin: string }) {
  const shown = codeAsShown(code);
  const address = new URL(`/join/${shown}`, ctx.env.PUBLIC_URL ?? origin).href;
  return { address, typed: address.replace(/^https?:\/\//, ""), qr: qrOf(address) };
}

/** A name as a stranger may see it: enough to know it is oneself. "Ji-woo Kim" → "J. K." */
export function maskedName(name: string): string {
  return Array.from(initialsOf(name), (letter) => `${letter}.`).join(" ");
}

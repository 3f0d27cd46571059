import { type MouRow, mouFacts, mousOf, proposalsOf } from "#db/mou.ts";
import { signaturesOf } from "#db/processes.ts";
import { can } from "#shared/machine.ts";
import type { CommandContext } from "../context.ts";
import { partyOf } from "../pages/leads.ts";
import type { Desk, DeskRow } from "./desk.ts";

/** What waits at the agreement between the parties: writing, deciding on a proposal, signing. */
export function mouRows(ctx: CommandContext, desk: Desk): void {
  for (const row of mousOf(ctx.db, ctx.viewer.programId)) {
    if (!can(ctx.viewer, "R", "agreement", mouFacts(row))) continue;
    if (row.state === "draft") writing(ctx, desk, row);
    if (row.state === "negotiation") deciding(ctx, desk, row);
    if (row.state === "frozen") signing(ctx, desk, row);
  }
}

function writing({ viewer }: CommandContext, desk: Desk, row: MouRow): void {
  const writes = can(viewer, "W", "agreement", mouFacts(row));
  (writes ? desk.you : desk.others).push(
    line(
      row,
      "write",
      writes
        ? `Write the agreement, version ${row.version}`
        : `Both leads to write the agreement, version ${row.version}`,
      "When both leads have marked the same text ready, changes are only proposed.",
      ["agency", "district"],
    ),
  );
}

function deciding({ db, viewer }: CommandContext, desk: Desk, row: MouRow): void {
  const open = proposalsOf(db, row.id).filter(({ state }) => state === "open");
  for (const role of ["supervisor", "administrator"] as const) {
    const waiting = open.filter(({ party }) => party !== partyOf(role)).length;
    if (waiting === 0) continue;
    const what = waiting === 1 ? "one proposed change" : `${waiting} proposed changes`;
    const mine = viewer.role === role;
    (mine ? desk.you : desk.others).push(
      line(
        row,
        mine ? "decide" : `decide-${role}`,
        mine
          ? `Decide on ${what} of the agreement`
          : `The ${partyOf(role)}’s lead to decide on ${what} of the agreement`,
        "The text can be fixed for signing when no proposal is open.",
        [partyOf(role)],
      ),
    );
  }
}

function signing({ db, viewer }: CommandContext, desk: Desk, row: MouRow): void {
  const signed = signaturesOf(db, "mou", row.id).filter((s) => s.voidedAt === null);
  for (const party of ["agency", "district"] as const) {
    if (signed.some((s) => s.party === party)) continue;
    const mine = can(viewer, "S", "agreement", mouFacts(row)) && viewer.party === party;
    (mine ? desk.you : desk.others).push(
      line(
        row,
        mine ? "sign" : `sign-${party}`,
        mine ? `Sign the agreement, version ${row.version}` : `The head of the ${party} to sign the agreement`,
        "The text is fixed. A signature binds exactly these words.",
        [party],
        mine ? "To sign" : undefined,
      ),
    );
  }
}

const line = (
  row: MouRow,
  key: string,
  sentence: string,
  hint: string,
  parties: DeskRow["parties"],
  state?: string,
): DeskRow => ({ key: `${key}-${row.id}`, to: `/agreement/${row.version}`, sentence, hint, parties, state });

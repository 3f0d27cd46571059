import { createHash } from "node:crypto";
import { aliasAt, nameHider } from "#shared/hidden-names.ts";
import { ROLES, type Role } from "#shared/roles.ts";
import type { DebriefPage } from "./debrief.ts";

/** Is this the address of a debrief on a screen for the whole room? The choice stands in the address, so it outlives a reload. */
export function namesHidden(request: Request): boolean {
  const { pathname, searchParams } = new URL(request.url);
  return searchParams.get("names") === "hidden" && /\/debrief(\.data)?$/.test(pathname);
}

/**
 * The debrief for a screen the whole room sees. Raters are Rater A, Rater B and so on, the same in every interview of
 * the round and in an order that follows from nobody's name or seat; what people wrote has the panel's names taken out;
 * party marks, the signed text and everything that is written or signed are left out. Field by field, so that nothing
 * new gets through unseen.
 */
export function hideDebriefNames(page: DebriefPage): DebriefPage {
  const aliases = aliasesOf(page);
  const idOf = (userId: string) => aliases.get(userId)?.id ?? "somebody";
  const hide = nameHider(
    page.seats.map(({ userId, name }) => ({ userId, name, alias: aliases.get(userId)?.name ?? "Somebody" })),
  );
  const all = (said: Record<string, string>) =>
    Object.fromEntries(Object.entries(said).map(([key, text]) => [key, hide(text)]));
  return {
    id: page.id,
    namesHidden: true,
    state: page.state,
    viewer: { ...page.viewer, userId: "", name: "", shortName: "", initials: "" },
    candidate: page.candidate,
    process: page.process,
    place: page.place,
    zone: page.zone,
    revealedAt: page.revealedAt,
    criteria: page.criteria,
    seats: page.seats
      .filter(({ card }) => card !== "recused")
      .map((seat) => {
        const { id, name, letter } = aliases.get(seat.userId) ?? { id: "", name: "", letter: "" };
        return {
          userId: id,
          name,
          shortName: name,
          initials: letter,
          tag: letter,
          party: null,
          role: "panelist" as const,
          card: seat.card,
        };
      })
      .sort((a, b) => a.userId.localeCompare(b.userId)),
    raters: page.raters.map(idOf),
    panel: [],
    first: Object.fromEntries(
      Object.entries(page.first).map(([criterionId, ratings]) => [
        criterionId,
        ratings
          .map(({ userId, rating, evidence }) => ({
            userId: idOf(userId),
            rating,
            evidence: evidence && hide(evidence),
          }))
          .sort((a, b) => a.userId.localeCompare(b.userId)),
      ]),
    ),
    counted: page.counted,
    mechanical: page.mechanical,
    ranking: page.ranking,
    jointNow: {
      agreed: page.jointNow.agreed,
      reasons: all(page.jointNow.reasons),
      moves: page.jointNow.moves.map((move) => ({ ...move, userId: idOf(move.userId), reason: hide(move.reason) })),
      dissent: page.jointNow.dissent.map((one) => ({ ...one, userId: idOf(one.userId), text: hide(one.text) })),
    },
    joint: page.joint && { name: page.joint.name, mode: "read" },
    spotlight: page.spotlight && { ...page.spotlight, by: `The ${roleWords(page.spotlight.role)}` },
    questions: page.questions,
    me: null,
    notes: page.notes.map((block) => ({ ...block, text: hide(block.text) })),
    deviations: [],
    openedWithout: page.openedWithout.map((one) => ({ ...one, name: roleLabel(one.role), reason: hide(one.reason) })),
    reopened: page.reopened.map((one) => ({ ...one, name: roleLabel(one.role), reason: hide(one.reason) })),
    result: null,
    signatures: [],
    signers: [],
    recordId: page.recordId,
    may: { spotlight: page.may.spotlight, explain: false, freeze: false, reopen: false, sign: null },
  };
}

function aliasesOf({ process, panel }: DebriefPage) {
  const place = (userId: string) => createHash("sha256").update(`${process.id}/${userId}`).digest("hex");
  return new Map(
    [...panel]
      .sort((a, b) => (place(a) < place(b) ? -1 : 1))
      .map((userId, i) => {
        const name = aliasAt(i);
        return [userId, { id: `rater-${String(i).padStart(2, "0")}`, name, letter: name.replace("Rater ", "") }];
      }),
  );
}

const roleLabel = (role: string) => ROLES[role as Role]?.label ?? "A lead";
/** "school administrator"; "SRO supervisor" keeps its capitals. */
const roleWords = (role: Role) => roleLabel(role).replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase());

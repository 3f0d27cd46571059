import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { mouByVersion } from "#db/mou.ts";
import { act } from "#server/acts/answer.ts";
import { markReady, redraftMou } from "#server/commands/mou.ts";
import { decideProposal, proposeChange, withdrawProposal } from "#server/commands/mou-proposals.ts";
import { amendMou, reaffirmMou, startReview } from "#server/commands/mou-review.ts";
import { freezeMou, reopenMou, signMou } from "#server/commands/mou-signing.ts";
import { sha256 } from "#server/records/hash.ts";
import { notFound, requireViewer } from "#server/viewer.ts";

const nothing = z.object({});
const reasoned = z.object({ reason: z.string().trim().max(1000, "Use at most 1,000 characters for the reason.") });
/** The words on the lead's screen: the mark is given on them and on nothing else. */
const seen = z.object({ seen: z.string().min(2).max(1_000_000) });
const hashed = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/, "Load the page again, read the text, and sign it."),
});
const change = reasoned.extend({
  clauseId: z.string().max(64),
  field: z.string().max(64),
  before: z.string().max(10_000),
  after: z.string().max(10_000, "This is too long for a clause."),
});
const decision = reasoned.extend({ proposalId: z.string().max(64), decision: z.enum(["accept", "reject"]) });
const withdrawal = z.object({ proposalId: z.string().max(64) });

/** Everything people do with a version of the agreement, one address each. */
export async function action({ context, request, params }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  const version = /^[1-9]\d{0,3}$/.test(params.version ?? "") ? Number(params.version) : 0;
  const mouId = mouByVersion(ctx.db, ctx.viewer.programId, version)?.id ?? "";
  switch (params.act) {
    case "ready":
      return act(request, seen, (given) => markReady(ctx, { mouId, hash: sha256(given.seen) }));
    case "writing":
      return act(request, nothing, () => redraftMou(ctx, { mouId }));
    case "proposal":
      return act(request, change, (given) => proposeChange(ctx, { mouId, ...given }));
    case "decision":
      return act(request, decision, (given) => decideProposal(ctx, { mouId, ...given }));
    case "withdrawal":
      return act(request, withdrawal, (given) => withdrawProposal(ctx, { mouId, ...given }));
    case "freezing":
      return act(request, nothing, () => freezeMou(ctx, { mouId }));
    case "reopening":
      return act(request, reasoned, (given) => reopenMou(ctx, { mouId, ...given }));
    case "signature":
      return act(request, hashed, (given) => signMou(ctx, { mouId, ...given }));
    case "review":
      return act(request, nothing, () => startReview(ctx, { mouId }));
    case "reaffirmation":
      return act(request, nothing, () => reaffirmMou(ctx, { mouId }));
    case "amendment":
      return act(request, reasoned, (given) => amendMou(ctx, { mouId, ...given }));
    default:
      throw notFound();
  }
}

/** What people do besides writing: the real commands, and what each means in the plain model. */
import { and, eq } from "drizzle-orm";
import { interviewRecord } from "../../db/interviews.ts";
import type { Db } from "../../db/open.ts";
import { membership } from "../../db/schema.ts";
import { declareConflict, submitCard } from "../../server/commands/cards.ts";
import { acknowledgeKit } from "../../server/commands/interview-kit.ts";
import { agreeReveal, endQuestions, reveal, startInterview } from "../../server/commands/interviews.ts";
import { endMembership } from "../../server/commands/people.ts";
import { freezeResult, reopenResult, signResult } from "../../server/commands/results.ts";
import type { CommandContext, Outcome } from "../../server/context.ts";
import { isLead, type Plain } from "./model-plain.ts";
import { CAST, PROGRAM, ROLES, stageOf, type World } from "./model-world.ts";

type Pick = <T>(of: readonly T[]) => T;

interface Act {
  name: string;
  run(ctx: CommandContext, input: { interviewId: string }): Outcome;
  /** May this person do it now? A command that goes through although the model says no is a mismatch. */
  may(plain: Plain, userId: string): boolean;
  means(plain: Plain, userId: string): void;
}

const own = (plain: Plain, userId: string) => plain.cards.get(userId);
const setStage = (stage: Plain["stage"]) => (plain: Plain) => {
  plain.stage = stage;
};
const setCard = (state: "draft" | "recused" | "submitted") => (plain: Plain, userId: string) => {
  plain.cards.set(userId, state);
};
/** Who declares no tie has read the kit. */
const declare = (choice: "none" | "recused") => (ctx: CommandContext, input: { interviewId: string }) => {
  if (choice === "none") acknowledgeKit(ctx, input);
  return declareConflict(ctx, { ...input, choice, text: "" });
};

const ACTS = {
  declare: {
    name: "declares no tie",
    run: declare("none"),
    may: (plain, userId) => own(plain, userId) === "assigned",
    means: setCard("draft"),
  },
  recuse: {
    name: "steps back",
    run: declare("recused"),
    may: (plain, userId) => ["assigned", "draft"].includes(own(plain, userId) ?? ""),
    means: setCard("recused"),
  },
  start: {
    name: "starts the interview",
    run: (ctx, input) => startInterview(ctx, { ...input, reason: "The others come later." }),
    may: (plain, userId) => plain.stage === "briefed" && isLead(plain, userId),
    means: setStage("live"),
  },
  end: {
    name: "ends the questions",
    run: (ctx, input) => endQuestions(ctx, { ...input, reason: "The model ends early." }),
    may: (plain, userId) => plain.stage === "live" && isLead(plain, userId),
    means: setStage("scoring"),
  },
  submit: {
    name: "submits the card",
    run: submitCard,
    may: (plain, userId) => plain.stage !== "briefed" && own(plain, userId) === "draft",
    means: setCard("submitted"),
  },
  agree: {
    name: "agrees to go on without the missing cards",
    run: (ctx, input) => agreeReveal(ctx, { ...input, reason: "One of us was called away." }),
    may: (plain, userId) => plain.stage === "scoring" && isLead(plain, userId),
    means: () => {},
  },
  reveal: {
    name: "opens the cards",
    run: reveal,
    may: (plain, userId) => plain.stage === "scoring" && isLead(plain, userId),
    means: (plain) => {
      plain.stage = "consensus";
      for (const [userId, state] of plain.cards) {
        if (state === "submitted") plain.cards.set(userId, "revealed");
        else if (state !== "recused") plain.cards.set(userId, "missing");
      }
    },
  },
  freeze: {
    name: "fixes the joint scorecard",
    run: freezeResult,
    may: (plain, userId) => plain.stage === "consensus" && isLead(plain, userId),
    means: setStage("frozen"),
  },
  reopen: {
    name: "opens the joint scorecard again",
    run: (ctx, input) => reopenResult(ctx, { ...input, reason: "A number was mixed up." }),
    may: (plain, userId) => plain.stage === "frozen" && isLead(plain, userId),
    means: (plain) => {
      plain.stage = "consensus";
      plain.revision++;
    },
  },
  sign: {
    name: "signs",
    run: (ctx, input) => {
      const hash = stageOf(ctx.db, input.interviewId)?.resultHash ?? "";
      return signResult(ctx, { ...input, hash });
    },
    may: (plain, userId) =>
      plain.stage === "frozen" && ["supervisor", "administrator"].includes(plain.roles.get(userId) ?? ""),
    means: () => {},
  },
} satisfies Record<string, Act>;

const NEXT: Record<Plain["stage"], (keyof typeof ACTS)[]> = {
  briefed: ["declare", "declare", "declare", "start", "recuse"],
  live: ["declare", "declare", "submit", "end", "recuse", "declare"],
  scoring: ["declare", "submit", "submit", "submit", "reveal", "agree", "reveal"],
  consensus: ["freeze"],
  frozen: ["sign", "sign", "sign", "sign", "reopen"],
  sealed: ["sign", "reopen", "freeze"],
};

/** Somebody tries the next step of the interview, or one that is not theirs. @returns what happened, in words */
export function move(world: World, pick: Pick): string {
  const { plain } = world;
  const name = pick(NEXT[plain.stage]);
  const fit = CAST.filter((userId) => ACTS[name].may(plain, userId));
  const userId = fit.length > 0 && pick([true, true, true, false]) ? pick(fit) : pick(CAST);
  return act(world, name, userId);
}

/** One command by one person, with the model at its side. @returns what happened, in words */
export function act(world: World, name: keyof typeof ACTS, userId: string): string {
  const { plain, interviewId } = world;
  const act: Act = ACTS[name];
  const ctx = world.as(userId);
  if (Boolean(ctx) !== Boolean(plain.roles.get(userId))) world.fail(`${userId} is a member for one side only`);
  if (!ctx) return `${userId} is not here`;
  const outcome = world.step(
    () => act.run(ctx, { interviewId }),
    ({ ok }) => {
      if (!ok) return;
      if (!act.may(plain, userId)) world.fail(`${userId} ${act.name}, and may not`);
      act.means(plain, userId);
      if (stageOf(world.outside, interviewId)?.state === "sealed" && act === ACTS.sign) sealed(plain);
    },
  );
  compare(world);
  return `${userId} ${act.name}: ${outcome.ok ? "done" : outcome.reason}`;
}

function sealed(plain: Plain): void {
  plain.stage = "sealed";
  for (const [userId, state] of plain.cards) if (state === "revealed") plain.cards.set(userId, "sealed");
}

/** The model's states against the database's. */
function compare(world: World): void {
  const record = interviewRecord(world.outside, PROGRAM, world.interviewId);
  const { plain } = world;
  const there = [record?.interview.state, record?.interview.revision, ...(record?.seats ?? []).map((s) => s.state)];
  const here = [plain.stage, plain.revision, ...(record?.seats ?? []).map((s) => plain.cards.get(s.userId))];
  if (JSON.stringify(there) !== JSON.stringify(here)) world.fail(`the record says ${there}, the model ${here}`);
}

const OTHERS = ["panelist", "coordinator", "executive", "officer", "supervisor", "administrator", "custodian"];

/** Signs out, or in again. The page that is left open keeps what was typed. */
export function sign(world: World, userId: string): string {
  const how = world.isIn(userId) ? "out" : "in";
  world.sign(userId, how);
  return `${userId} signs ${how}`;
}

/** A person's part in the program changes. @param how `quietly`: another process did it, and told no room */
export function changePart(world: World, pick: Pick, how: "aloud" | "quietly"): { userId: string; words: string } {
  const { plain } = world;
  const userId = pick(CAST.slice(0, 5));
  const role = plain.roles.get(userId);
  const db: Db = how === "aloud" ? world.db : world.outside;
  const next = role === null ? ROLES[userId] : role !== ROLES[userId] ? ROLES[userId] : pick([null, null, ...OTHERS]);
  const set = (values: { endedAt?: number | null; role?: string }) =>
    db
      .update(membership)
      .set(values)
      .where(and(eq(membership.userId, userId), eq(membership.programId, PROGRAM)))
      .run();
  world.step(
    () => {
      if (next === null && how === "aloud") {
        const ctx = world.as("amara-osei");
        if (ctx) return endMembership(ctx, userId);
      }
      if (next === null) set({ endedAt: world.clock() });
      else set({ endedAt: null, role: next });
      if (how === "aloud") world.rooms().personChanged(userId);
      return { ok: true };
    },
    () => {
      plain.roles.set(userId, next ?? null);
      if (how === "quietly") plain.unheard.add(userId);
      else plain.unheard.delete(userId);
    },
  );
  return { userId, words: `${userId} is now ${next ?? "no member"}, ${how}` };
}

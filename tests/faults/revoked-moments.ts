import type Database from "better-sqlite3";
import { agreementRoom, processById } from "../../db/processes.ts";
import { viewerOf } from "../../db/programs.ts";
import { declareConflict } from "../../server/commands/cards.ts";
import { endQuestions } from "../../server/commands/interviews.ts";
import { endMembership } from "../../server/commands/people.ts";
import { createProcess, liveTerms, reopenProcess, signProcess } from "../../server/commands/processes.ts";
import { freezeResult, signResult } from "../../server/commands/results.ts";
import { signOut } from "../../server/commands/sessions.ts";
import type { CommandContext, Outcome } from "../../server/context.ts";
import { fingerprint } from "../../server/records/hash.ts";
import { editText, setValue, texts } from "../../shared/documents/form.ts";
import type { Room } from "../../shared/rooms.ts";
import type { CloseReason } from "../../shared/wire.ts";
import { type Field, field, jointRoom, type Victim } from "../support/battlefield.ts";
import { type DemoRooms, PROGRAM } from "../support/demo-rooms.ts";

/** A moment at which somebody, or everybody in a room, may write no longer. */
export interface Scene {
  fields: Field[];
  /** Commits it. */
  act(): void;
  /** Why this line has to close; null when it stays. */
  closes(at: Field, slug: string, typed: boolean): CloseReason | null;
  /** Another process does it: it is noticed with the next change. */
  foreign?: true;
  /** Rooms that are closed to everybody from then on. */
  sealed?: Room[];
  /** Those who lost their place try again with what they typed. Those who only signed out may. */
  comeBack: boolean;
  undo?(): void;
}

export const PANEL = ["dana.ortiz", "ruth.bell", "marcus.hale"];
const LEADS = PANEL.slice(0, 2);

/**
 * Every way in which a right ends, each with fresh rooms and people at work in them.
 * @param second another process on the same database
 */
export function moments(
  demo: DemoRooms,
  second: Database.Database,
  pick: <T>(from: readonly T[]) => T,
): Record<string, () => Scene> {
  const as = (slug: string): CommandContext => {
    const viewer = viewerOf(demo.server.context.db, PROGRAM, demo.userId(slug));
    if (!viewer) throw new Error(`no such member: ${slug}`);
    return { ...demo.server.context, viewer };
  };
  const done = (outcome: Outcome) => {
    if (!outcome.ok) throw new Error(outcome.sentence);
  };

  /** Notes that three people write, and the private card of one of them. */
  function interview(who: string) {
    const notes = demo.notes();
    const { sessionId } = demo.sessionOf(who);
    const card = demo.card(notes, who, "draft");
    const fields = [
      field(demo, "notes", notes, PANEL, { [who]: sessionId }),
      field(demo, "card", card, [who], { [who]: sessionId }),
    ];
    return { notes, card, fields, sessionId };
  }

  /** An agreement that both leads write, complete from its first word. */
  function agreement() {
    const made = createProcess(as("amara.osei"), { title: "School Resource Officer", schoolId: null });
    if (!made.ok) throw new Error(made.sentence);
    const row = () => {
      const found = processById(demo.server.context.db, PROGRAM, made.processId);
      if (!found) throw new Error("no such round");
      return found;
    };
    const room = agreementRoom(row());
    const sign = (slug: string) => {
      const hash = row().termsHash ?? fingerprint(liveTerms(demo.server.context, row())).hash;
      done(signProcess(as(slug), { processId: made.processId, hash }));
    };
    return { room, row, sign, fields: [field(demo, "agreement", room, LEADS)] };
  }

  /** Everybody in the room: in the act's own reading of the text, what was typed before it is saved first. */
  const everybody = (room: Room) => (at: Field) => (at.room === room ? "accessChanged" : null);

  return {
    "a membership ends"() {
      const who = pick(PANEL);
      return {
        ...interview(who),
        act: () => done(endMembership(as("amara.osei"), demo.userId(who))),
        closes: (_, slug) => (slug === who ? "noAccess" : null),
        comeBack: false,
        undo: () => second.prepare("update membership set ended_at = null where user_id = ?").run(demo.userId(who)),
      };
    },
    "another process changes a role"() {
      const who = pick(PANEL);
      const role = pick(["coordinator", "executive", "officer", "custodian"]);
      const set = second.prepare("update membership set role = ? where user_id = ? and program_id = ?");
      const before = as(who).viewer.role;
      return {
        ...interview(who),
        act: () => set.run(role, demo.userId(who), PROGRAM),
        // A card is its owner's, whatever else they are.
        closes: (at, slug) =>
          slug !== who || at.name === "card" ? null : role === "coordinator" ? "accessChanged" : "noAccess",
        foreign: true,
        comeBack: true,
        undo: () => set.run(before, demo.userId(who), PROGRAM),
      };
    },
    "somebody steps back"() {
      const who = pick(PANEL);
      const { notes, card, fields } = interview(who);
      const input = { interviewId: notes.recordId, choice: "recused", text: "" } as const;
      return {
        fields,
        act: () => done(declareConflict(as(who), input)),
        closes: (at, slug) => (slug !== who ? null : at.name === "card" ? "sealed" : "noAccess"),
        sealed: [card],
        comeBack: true,
      };
    },
    "somebody signs out"() {
      const who = pick(PANEL);
      const { fields, sessionId } = interview(who);
      const { viewer, ...context } = as(who);
      return {
        fields,
        act: () => signOut(context, { sessionId, userId: viewer.userId, viewer } as Parameters<typeof signOut>[1]),
        closes: (_, slug) => (slug === who ? "signIn" : null),
        comeBack: false,
      };
    },
    "another process ends a session"() {
      const who = pick(PANEL);
      const { fields, sessionId } = interview(who);
      return {
        fields,
        act: () => second.prepare("delete from session where id = ?").run(sessionId),
        closes: (_, slug) => (slug === who ? "signIn" : null),
        foreign: true,
        comeBack: false,
      };
    },
    "the questions end"() {
      const { notes, fields } = interview(pick(PANEL));
      return {
        fields,
        act: () => done(endQuestions(as(pick(LEADS)), { interviewId: notes.recordId, reason: "Time was up." })),
        closes: (at, _, typed) => (at.room !== notes ? null : typed ? "sealed" : "accessChanged"),
        sealed: [notes],
        comeBack: true,
      };
    },
    "a joint scorecard is sealed"() {
      const room = jointRoom(demo);
      const at = field(demo, "joint", room, PANEL);
      const interviewId = room.recordId;
      return {
        fields: [at],
        act() {
          const { line } = at.victims[0] as Victim;
          line.doc.transact(() => {
            for (const key of texts(line.doc).keys())
              if (key.startsWith("reason.")) {
                editText(line.doc, key, "Both of us heard it.");
                setValue(line.doc, key.replace("reason.", "agreed."), 3);
              }
          });
          const frozen = freezeResult(as("dana.ortiz"), { interviewId });
          if (!frozen.ok) throw new Error(frozen.sentence);
          for (const slug of LEADS) done(signResult(as(slug), { interviewId, hash: frozen.hash }));
        },
        closes: everybody(room),
        sealed: [room],
        comeBack: true,
      };
    },
    "an agreement is signed by both"() {
      const { room, sign, fields } = agreement();
      return { fields, act: () => LEADS.forEach(sign), closes: everybody(room), sealed: [room], comeBack: true };
    },
    "an agreement goes on as its next revision"() {
      const { room, row, sign, fields } = agreement();
      return {
        fields,
        act() {
          sign(pick(LEADS));
          done(reopenProcess(as(pick(LEADS)), { processId: row().id, reason: "A number was mixed up." }));
        },
        closes: everybody(room),
        sealed: [room],
        comeBack: true,
      };
    },
  };
}

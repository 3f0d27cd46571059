import type { Db } from "../open.ts";
import { installationKind } from "../programs.ts";
import { storyCalendar } from "./calendar.ts";
import { printPapers } from "./papers.ts";
import { openStage } from "./stage.ts";
import { PROGRAM } from "./story.ts";
import { LINDQVIST, MONROE, PREWITT } from "./story-annex.ts";
import { ABARA, CASTELLANO, HALLORAN, LINDGREN, MARLOWE, SANDOVAL, TRAN, WHITCOMB } from "./story-elementary.ts";
import { BLAKE, NAIR, ORTEGA, REYES } from "./story-middle.ts";
import { RELIEF } from "./story-relief.ts";
import { playAgreements } from "./tale-agreements.ts";
import { playAnnex } from "./tale-annex.ts";
import { playElementary } from "./tale-elementary.ts";
import { playMiddle } from "./tale-middle.ts";
import { playMonroe } from "./tale-monroe.ts";
import { playMou } from "./tale-mou.ts";
import { playPatel } from "./tale-patel.ts";
import { foundProgram } from "./tale-program.ts";
import { playRelief } from "./tale-relief.ts";

/**
 * Writes the demonstration program into an empty database: its people, its rounds, and a record in every state that
 * exists. Papers are stored first; the database part is one transaction, so a failure leaves no half of a program.
 * @param options.now milliseconds since 1970; every date of the story keeps its distance from this day.
 * @throws when the database is not empty: a real installation never becomes a demonstration.
 */
export async function seedDemo(db: Db, { now, dataDir }: { now: number; dataDir: string }): Promise<void> {
  refuseUnlessEmpty(db);
  const calendar = storyCalendar(now, PROGRAM.timeZone);
  const papers = await printPapers(
    [
      ...[NAIR, ORTEGA, REYES, BLAKE, MONROE, LINDQVIST, ...RELIEF].map((interview) => interview.candidate),
      ...[PREWITT, ABARA, CASTELLANO, TRAN, HALLORAN, LINDGREN, SANDOVAL, WHITCOMB, MARLOWE],
    ],
    dataDir,
    calendar,
  );
  db.transaction(() => {
    refuseUnlessEmpty(db);
    const stage = openStage(db, calendar);
    foundProgram(stage);
    playMou(stage);
    playAnnex(stage, papers);
    playRelief(stage, papers);
    playMiddle(stage, papers);
    playElementary(stage, papers);
    playAgreements(stage, papers);
    playMonroe(stage);
    playPatel(stage);
    stage.writeAudit();
  });
}

function refuseUnlessEmpty(db: Db): void {
  const kind = installationKind(db);
  if (kind !== null)
    throw new Error(
      kind === "demo"
        ? "This database holds the demonstration already."
        : "This is a real program, not an empty database.",
    );
}

import { Link } from "@remix-run/react";
import { CommentThreads } from "#app/workspace/comments/comment-threads.tsx";
import { useComments } from "#app/workspace/comments/use-comments.ts";
import { Faces, facesOf, usePresence } from "#app/workspace/presence.tsx";
import type { Room } from "#app/workspace/room.ts";
import { SuggestionText } from "#app/workspace/suggest/suggestion-text.tsx";
import type { EvaluationPage } from "#server/pages/evaluation.ts";
import type { TogetherPart } from "#server/pages/evaluation-together.ts";
import { TEXT_FRAGMENT } from "#shared/documents/rich.ts";
import { historyPath } from "#shared/history-path.ts";
import { initialsOf } from "#shared/names.ts";
import { dayInWords } from "#shared/time.ts";
import { Agreements, type SectionNow } from "./evaluation-sections.tsx";
import { HistoryLink } from "./joint-review.tsx";

/**
 * The text: the supervisor writes, the administrator suggests, everybody else who is here reads. Below it each section
 * with both sides' agreement. The conversations about its words stand below the suggestions.
 */
export function EvaluationText({
  page,
  together,
  room,
  sections,
  to,
  unsent,
}: {
  page: EvaluationPage;
  together: TogetherPart;
  room: Room;
  sections: readonly SectionNow[];
  to: string;
  unsent: number;
}) {
  const { head, viewer, line } = page;
  const { text, draftHistory } = together;
  const present = usePresence(room, viewer);
  const comments = useComments(together.comments, room);
  const leads = head.leads.map((lead) => ({ ...lead, initials: initialsOf(lead.name) }));
  return (
    <section id="text" className="evaluation-part" aria-labelledby="text-title">
      <div className="runhead">
        <span>
          Annual evaluation of {head.officer}, {line.title}
        </span>
        <b>DRAFT</b>
      </div>
      <div className="part-head">
        <h2 id="text-title">The text</h2>
        <Faces label="Here now" people={facesOf(leads, present)} />
      </div>
      <div className="part-head">
        <p className="small muted">{PENS[room.mode]}</p>
        <div className="part-links">
          <HistoryLink of={text.history} what="the text" />
          {draftHistory ? (
            <p className="small">
              <Link to={historyPath(draftHistory)}>My draft as I wrote it</Link>
            </p>
          ) : null}
        </div>
      </div>
      {together.draftLeft ? (
        <p>
          <b>Your draft was not handed in{line.parallelDueOn ? ` by ${dayInWords(line.parallelDueOn)}` : ""}.</b> It is
          yours alone, under “My draft as I wrote it”; copy from it what should stand here.
        </p>
      ) : null}
      <SuggestionText
        room={room}
        userId={viewer.userId}
        names={text.names}
        times={text.times}
        label="The text of the evaluation"
        fragment={TEXT_FRAGMENT}
        blocks={text.blocks}
        remarks={comments?.remarks}
        onRemark={comments?.onRemark}
        onRemarkAt={comments?.onRemarkAt}
        beside={comments ? <CommentThreads comments={comments} zone={page.zone} /> : null}
      />
      <Agreements sections={sections} to={to} me={viewer.userId} may={together.may.tick} unsent={unsent} />
    </section>
  );
}

const PENS = {
  write: "You write; the administrator suggests. Accept or reject each suggestion.",
  suggest: "The supervisor writes. What you type here is a suggestion, until it is accepted or rejected.",
  read: "The supervisor writes and the administrator suggests.",
} as const;

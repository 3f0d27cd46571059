import { ClauseNote } from "#app/agreement/clause-note.tsx";
import { useUnsent } from "#app/interview/use-card.ts";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { Time } from "#app/ui/time.tsx";
import { LiveText } from "#app/workspace/live-text.tsx";
import { useRoom } from "#app/workspace/room.ts";
import type { EvaluationPage } from "#server/pages/evaluation.ts";
import { SELF_ASSESSMENT } from "#shared/content/evaluation-form.ts";
import { dayInWords } from "#shared/time.ts";
import { HistoryLink } from "./joint-review.tsx";
import { Prompts } from "./prompts.tsx";
import { Alone, HandIn } from "./writing-alone.tsx";

interface Props {
  page: EvaluationPage;
  /** The path of the evaluation's page. */
  to: string;
}

/** The officer writes first, alone; after the hand-over it is read and never changed. */
export function SelfAssessment({ page, to }: Props) {
  const { self, line, zone } = page;
  const room = useRoom(self?.room?.name ?? null, self?.room?.mode ?? "read", {
    why: "the self-assessment was handed over.",
  });
  const unsent = useUnsent(room);
  const until = line.selfDueOn ? dayInWords(line.selfDueOn) : null;
  const writes = self?.writing && self.room?.mode === "write";
  return (
    <LedgerSection
      title="Self-assessment"
      note="The officer’s own words, before anybody else has written."
      aside={self?.history ? <HistoryLink of={self.history} what="the self-assessment" /> : undefined}
    >
      {!self ? (
        <p role="status">
          {line.state === "self"
            ? `${page.head.officer} is asked to write first${until ? `, until ${until}` : ""}. Nobody reads a word before it is handed over. When the day is over it goes on without it, and the record says so.`
            : page.selfReceived
              ? "It was handed over. Its words are for the officer and the two leads."
              : "It was asked for, and not handed over by its day. The record says so."}
        </p>
      ) : writes ? (
        <>
          <Alone title="My self-assessment" who={`Only you, until you hand it over${until ? `. Due ${until}` : ""}`}>
            {SELF_ASSESSMENT.map(({ id, text }) => (
              <LiveText
                key={id}
                room={room}
                field={id}
                label={text}
                rows={4}
                max={8000}
                fallback={self.answers?.find((one) => one.id === id)?.answer ?? ""}
              />
            ))}
            <HandIn
              to={`${to}/self-assessment`}
              label="Hand over my self-assessment"
              room={room}
              unsent={unsent}
              hint={`Both leads read it then. Once the text is fixed it stands in the evaluation, which the coordinator and both executives read too, and which is sealed. ${until ? `If you do not, it goes on without it after ${until}, and what you typed stays yours alone.` : ""}`}
            />
          </Alone>
          <Rests page={page} parameter="evaluation.feedback_window" />
        </>
      ) : self.answers ? (
        <>
          <p className="small muted">
            {self.submittedAt ? (
              <>
                Handed over <Time at={self.submittedAt} zone={zone} />
              </>
            ) : null}
          </p>
          <Prompts
            content={{
              answers: self.answers.map(({ question, answer }) => ({ prompt: question, answer })),
              words: "",
            }}
          />
        </>
      ) : (
        <p>It was asked for, and not handed over by its day. The record says so.</p>
      )}
    </LedgerSection>
  );
}

/** The clause a day rests on. */
export function Rests({
  page,
  parameter,
}: {
  page: EvaluationPage;
  parameter: keyof NonNullable<EvaluationPage["rests"]>;
}) {
  return page.rests ? <ClauseNote parameter={parameter} on={page.rests[parameter]} /> : null;
}

import { Link } from "@remix-run/react";
import { Act } from "#app/interview/act.tsx";
import { useUnsent } from "#app/interview/use-card.ts";
import { Alert } from "#app/ui/alert.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Time } from "#app/ui/time.tsx";
import { LiveText } from "#app/workspace/live-text.tsx";
import { type Room, useRoom } from "#app/workspace/room.ts";
import type { CheckpointPage } from "#server/pages/checkpoint.ts";
import { checkpointKeys } from "#shared/documents/checkpoint.ts";
import { historyPath } from "#shared/history-path.ts";
import { dayInWords } from "#shared/time.ts";
import { Prompts } from "./prompts.tsx";

interface Props {
  page: CheckpointPage;
  /** The path of the checkpoint's page. */
  to: string;
}

/** The officer writes first, alone; after the hand-over it is read and never changed. */
export function SelfPart({ page, to }: Props) {
  const { self, line, form } = page;
  const room = useRoom(self?.room?.name ?? null, self?.room?.mode ?? "read", {
    why: "the self-assessment was handed over.",
    sealed: line.state === "sealed",
  });
  const unsent = useUnsent(room);
  if (!self) return <p role="status">{waitingForSelf(page)}</p>;
  if (!self.writing || room.mode === "read" || self.room?.mode !== "write")
    return self.content ? (
      <>
        <p className="small muted">
          {self.submittedAt ? (
            <>
              Handed over <Time at={self.submittedAt} zone={page.zone} />
            </>
          ) : null}
        </p>
        <Prompts content={self.content} />
      </>
    ) : (
      <p>It was asked for, and not handed over by its day. The record says so.</p>
    );
  return (
    <Alone
      title="My self-assessment"
      who={`Only you, until you hand it over${line.selfDueOn ? `. Due ${dayInWords(line.selfDueOn)}` : ""}`}
    >
      {form.selfPrompts.map((prompt, i) => (
        <LiveText
          key={prompt}
          room={room}
          field={checkpointKeys.prompt(i)}
          label={prompt}
          rows={4}
          max={6000}
          fallback={self.content?.answers[i]?.answer ?? ""}
        />
      ))}
      <HandIn
        to={`${to}/self-assessment`}
        label="Hand over my self-assessment"
        room={room}
        unsent={unsent}
        hint="It is fixed then, and both leads read it; neither of them has written a word yet. It stands in the review, and stays in the record."
      />
    </Alone>
  );
}

/** What one lead writes alone. Nobody else receives a word of it before the exchange. */
export function InputPart({ page, to }: Props) {
  const { input, line, form, zone } = page;
  const { mine } = input;
  const room = useRoom(mine?.room?.name ?? null, mine?.room?.mode ?? "read", {
    why: "your input was handed in.",
  });
  const unsent = useUnsent(room);
  if (!mine)
    return (
      <p role="status">
        Both leads write now, each alone{line.inputDueOn ? `, until ${dayInWords(line.inputDueOn)}` : ""}. What they
        hand in opens to both at the same moment.
      </p>
    );
  if (mine.submittedAt !== null)
    return (
      <>
        <Alert tone="ok" title="Handed in" live>
          <p>
            <Time at={mine.submittedAt} zone={zone} />. It opens together with the other lead’s input
            {line.inputDueOn ? `, or when ${dayInWords(line.inputDueOn)} is over` : ""}.
          </p>
        </Alert>
        <Prompts content={mine.content} />
      </>
    );
  const prompts = mine.role === "administrator" ? form.administratorPrompts : [];
  return (
    <Alone
      title="My input"
      who={`Only you. ${input.asked > 1 ? opensWhen(line.inputDueOn) : ""}What you do not hand in stays yours alone.`}
    >
      {prompts.map((prompt, i) => (
        <LiveText
          key={prompt}
          room={room}
          field={checkpointKeys.prompt(i)}
          label={prompt}
          rows={4}
          max={6000}
          fallback={mine.content.answers[i]?.answer ?? ""}
        />
      ))}
      <LiveText
        room={room}
        field={checkpointKeys.words}
        label={prompts.length > 0 ? "Anything beyond the questions" : "What you saw since the last review"}
        hint={prompts.length > 0 ? undefined : form.focus}
        rows={6}
        max={6000}
        fallback={mine.content.words}
      />
      <HandIn
        to={`${to}/input`}
        label="Hand in my input"
        room={room}
        unsent={unsent}
        hint={`It is fixed then${
          input.asked > 1
            ? ". The other lead reads it once both are in, or the day is over"
            : ", and the joint review begins"
        }. The officer reads it with the review, and it stays in the record.`}
      />
    </Alone>
  );
}

const opensWhen = (day: string | null) =>
  `What you hand in opens when both are in${day ? `, or ${dayInWords(day)} is over` : ""}. `;

/** Both inputs, once they are open. */
export function OpenedInputs({ page }: Pick<Props, "page">) {
  const { input, zone } = page;
  return (
    <div className="side-by-side">
      {input.opened?.map((one) => (
        <section key={one.name + one.role} aria-label={`Input of ${one.name}`}>
          <h3>{one.name}</h3>
          {one.content ? (
            <>
              <p className="small muted">
                {one.submittedAt ? (
                  <>
                    Handed in <Time at={one.submittedAt} zone={zone} />
                  </>
                ) : null}
              </p>
              <Prompts content={one.content} />
            </>
          ) : one.mine && input.unsent ? (
            <UnsentInput page={page} />
          ) : (
            <p>Offered, and not received by the day. What was typed stays its author’s alone.</p>
          )}
        </section>
      ))}
    </div>
  );
}

/** What a lead had typed and not handed in by the day: theirs alone, and where they find it. */
export function UnsentInput({ page: { input, line } }: Pick<Props, "page">) {
  if (!input.unsent) return null;
  return (
    <p>
      You did not hand in your input by {line.inputDueOn ? dayInWords(line.inputDueOn) : "its day"}. What you had typed
      stays yours alone. <Link to={historyPath(input.unsent)}>Read what I had typed</Link>
    </p>
  );
}

/** White, between two ink rules, with the sentence that says who sees it and when. */
export function Alone({ title, who, children }: { title: string; who: string; children: React.ReactNode }) {
  return (
    <div className="alone">
      <div className="alone-h">
        <h3>
          <Icon name="lock" />
          {title}
        </h3>
        <span className="muted">{who}</span>
      </div>
      {children}
    </div>
  );
}

/** Handing in reads the text on the server: the last words must have arrived there first. */
export function HandIn({
  to,
  label,
  room,
  unsent,
  hint,
}: {
  to: string;
  label: string;
  room: Room;
  unsent: number;
  hint: string;
}) {
  return (
    <Act
      to={to}
      label={label}
      variant="solid"
      before={() => room.doc === null || unsent === 0}
      hint={unsent > 0 ? "Your last words are still on their way. Hand it in in a moment." : hint}
    />
  );
}

function waitingForSelf({ line, head }: CheckpointPage): string {
  if (line.state === "self")
    return `${head.officer} is asked to write first${line.selfDueOn ? `, until ${dayInWords(line.selfDueOn)}` : ""}. Nobody reads a word before it is handed over.`;
  return "The officer writes first. Nobody else reads a word before it is handed over.";
}

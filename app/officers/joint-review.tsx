import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { Act } from "#app/interview/act.tsx";
import { useReading, useUnsent } from "#app/interview/use-card.ts";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { PartyName } from "#app/ui/marks.tsx";
import { Time } from "#app/ui/time.tsx";
import { CommentThreads } from "#app/workspace/comments/comment-threads.tsx";
import { RemarkedText } from "#app/workspace/comments/remarked-text.tsx";
import { useComments } from "#app/workspace/comments/use-comments.ts";
import { LiveChoice } from "#app/workspace/fields.tsx";
import { LiveText } from "#app/workspace/live-text.tsx";
import { Faces, facesOf, usePresence } from "#app/workspace/presence.tsx";
import { type Room, useRoom } from "#app/workspace/room.ts";
import type { CheckpointPage, JointPart } from "#server/pages/checkpoint.ts";
import { CHECKPOINT_SCALE } from "#shared/content/probation-forms.ts";
import { checkpointKeys, missingInReview, readNarrative, readRatings } from "#shared/documents/checkpoint.ts";
import { historyPath } from "#shared/history-path.ts";
import { RatingsTable } from "./review-document.tsx";

const SCALE = CHECKPOINT_SCALE.map(({ value, label }) => ({ value, label }));

/** The joint review: one document, three pens. Each part says whose it is; the others read it as it is written. */
export function JointReview({ page, joint, to }: { page: CheckpointPage; joint: JointPart; to: string }) {
  const { form, head, may } = page;
  const ratings = useRoom(joint.ratings.room?.name ?? null, joint.ratings.room?.mode ?? "read", WHY.ratings);
  const section = useRoom(joint.section.room?.name ?? null, joint.section.room?.mode ?? "read", WHY.section);
  const narrative = useRoom(joint.narrative.room?.name ?? null, joint.narrative.room?.mode ?? "read", WHY.narrative);
  const comments = useComments(joint.comments, narrative);
  const rated = useReading(ratings, joint.ratings.now, (doc) => readRatings(doc, form));
  const written = useReading(narrative, joint.narrative.now, readNarrative);
  const gaps = missingInReview({ ratings: rated, narrative: written }, form);
  const present = usePresence(narrative, page.viewer);
  const supervisor = head.leads.find(({ role }) => role === "supervisor");
  const administrator = head.leads.find(({ role }) => role === "administrator");
  const leads = head.leads.map((lead) => ({ ...lead, initials: initialsOf(lead.name) }));
  return (
    <>
      <LedgerSection
        title="The review"
        note="Both leads write it; the officer reads it."
        aside={
          <>
            <Faces label="Here now" people={facesOf(leads, present)} />
            <HistoryLink of={joint.narrative.history} what="the review" />
            {comments ? <CommentThreads comments={comments} zone={page.zone} /> : null}
          </>
        }
      >
        <Pen both>Written by both leads</Pen>
        <RemarkedText room={narrative} label="The review" blocks={joint.narrative.now} comments={comments} />
      </LedgerSection>
      <LedgerSection
        title="Ratings"
        note="The supervisor rates. “Not observed” never counts against the officer."
        aside={<HistoryLink of={joint.ratings.history} what="the ratings" />}
      >
        <Pen party="agency" name={supervisor?.name}>
          Rated by
        </Pen>
        {joint.ratings.room?.mode === "write" ? (
          <Rating room={ratings} page={page} joint={joint} />
        ) : (
          <RatingsTable ratings={rated} />
        )}
      </LedgerSection>
      <LedgerSection
        title="Administrator’s section"
        note="The supervisor reads it and cannot change it."
        aside={<HistoryLink of={joint.section.history} what="the administrator’s section" />}
      >
        <div className="theirs" data-party="district">
          <Pen party="district" name={administrator?.name}>
            Written by
          </Pen>
          <LiveText
            room={section}
            field={checkpointKeys.words}
            label="The administrator’s section"
            labelHidden
            rows={6}
            max={6000}
            fallback={joint.section.now}
          />
        </div>
      </LedgerSection>
      {may.present ? <Present to={to} rooms={[ratings, section, narrative]} gaps={gaps} /> : null}
      {joint.reopened.length > 0 ? (
        <LedgerSection title="Opened again">
          <ul className="history">
            {joint.reopened.map((one) => (
              <li key={one.at}>
                Revision {one.revision}: {one.name} opened it again, “{one.reason}”.{" "}
                <Time at={one.at} zone={page.zone} />
              </li>
            ))}
          </ul>
        </LedgerSection>
      ) : null}
    </>
  );
}

const WHY = {
  ratings: { why: "only the supervisor rates." },
  section: { why: "only the administrator writes here." },
  narrative: { why: "only the two leads write here." },
};

/** Every item with its choice and its evidence, for the one who rates. */
function Rating({ room, page, joint }: { room: Room; page: CheckpointPage; joint: JointPart }) {
  const { form } = page;
  return (
    <div className="rating-list">
      {form.items.map((item) => {
        const now = joint.ratings.now.items.find(({ id }) => id === item.id);
        return (
          <section key={item.id} aria-label={item.text}>
            <LiveChoice
              room={room}
              field={checkpointKeys.rating(item.id)}
              label={item.text}
              as="select"
              placeholder="Choose how it stands"
              options={SCALE}
              fallback={now?.rating ?? null}
            />
            <LiveText
              room={room}
              field={checkpointKeys.evidence(item.id)}
              label="Evidence"
              context={item.text}
              rows={2}
              fallback={now?.evidence ?? ""}
            />
          </section>
        );
      })}
      {form.overallRating ? (
        <LiveChoice
          room={room}
          field={checkpointKeys.overall}
          label="In all"
          as="select"
          placeholder="Choose how it stands"
          options={SCALE}
          fallback={joint.ratings.now.overall}
        />
      ) : null}
      <dl className="small muted scale-meaning">
        {CHECKPOINT_SCALE.map(({ value, label, meaning }) => (
          <div key={value}>
            <dt>{label}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** What is still missing, then the one button that fixes the text. */
function Present({ to, rooms, gaps }: { to: string; rooms: readonly [Room, Room, Room]; gaps: readonly string[] }) {
  const unsent = useUnsent(rooms[0]) + useUnsent(rooms[1]) + useUnsent(rooms[2]);
  return (
    <LedgerSection title="Present it" note="At the meeting, to the officer.">
      {gaps.length > 0 ? (
        <>
          <p>{gaps.length === 1 ? "One thing is missing." : `${gaps.length} things are missing.`}</p>
          <ul className="rules">
            {gaps.map((gap) => (
              <li key={gap}>{gap}</li>
            ))}
          </ul>
        </>
      ) : (
        <Act
          to={`${to}/presentation`}
          label="Fix and present the review"
          variant="solid"
          before={() => unsent === 0}
          hint={
            unsent > 0
              ? "The last words are still on their way. Present it in a moment."
              : "No character changes after this. The officer answers exactly this text."
          }
        />
      )}
    </LedgerSection>
  );
}

function Pen({
  party,
  name,
  both = false,
  children,
}: {
  party?: "agency" | "district";
  name?: string;
  both?: boolean;
  children: ReactNode;
}) {
  return (
    <p className="pen small">
      {children}{" "}
      {both ? (
        <>
          <PartyName party="agency" /> <PartyName party="district" />
        </>
      ) : party ? (
        <PartyName party={party} name={name} />
      ) : null}
    </p>
  );
}

export function HistoryLink({ of, what }: { of: Parameters<typeof historyPath>[0] | null; what: string }) {
  return of ? (
    <p className="small">
      <Link to={historyPath(of)}>
        History<span className="vh"> of {what}</span>
      </Link>
    </p>
  ) : null;
}

const initialsOf = (name: string) =>
  name
    .split(" ")
    .slice(-2)
    .map((word) => word[0] ?? "")
    .join("");

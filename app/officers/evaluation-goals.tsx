import { Act } from "#app/interview/act.tsx";
import { useReading, useUnsent } from "#app/interview/use-card.ts";
import { DataTable } from "#app/ui/data-table.tsx";
import { Choices, Field } from "#app/ui/field.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { Time } from "#app/ui/time.tsx";
import { LiveText } from "#app/workspace/live-text.tsx";
import type { Room } from "#app/workspace/room.ts";
import type { EvaluationPage } from "#server/pages/evaluation.ts";
import { EVALUATION_ROLES, GOAL_TEMPLATES } from "#shared/content/evaluation-form.ts";
import { evaluationKeys, GOALS_PER_ROLE, type GoalContent, readGoals } from "#shared/documents/evaluation.ts";
import { roleTitle } from "#shared/evaluation-words.ts";
import { GoalsSigning } from "./evaluation-goals-signing.tsx";
import { HistoryLink } from "./joint-review.tsx";

interface Props {
  page: EvaluationPage;
  /** The path of the evaluation's page. */
  to: string;
  room: Room;
}

/** The goals while both leads write them: by role, with the signatures that begin the year. */
export function GoalsWriting({ page, to, room }: Props) {
  const { goals } = page;
  const written = useReading(room, goals.written, readGoals);
  const unsent = useUnsent(room);
  const writes = goals.room?.mode === "write";
  return (
    <>
      <LedgerSection
        title="Goals"
        note="One at least for each of the three roles. Both leads write; the officer reads along."
        aside={<HistoryLink of={goals.history} what="the goals" />}
      >
        {writes ? (
          EVALUATION_ROLES.map((role, i) => (
            <RoleGoals key={role.id} role={role} room={room} written={goals.written} needed={i < 3} />
          ))
        ) : (
          <GoalsTable goals={written} zone={page.zone} />
        )}
      </LedgerSection>
      <GoalsSigning page={page} to={to} written={written} unsent={unsent} />
    </>
  );
}

/** The places after a role's first goal, by their number. */
const FURTHER = Array.from({ length: GOALS_PER_ROLE - 1 }, (_, i) => i + 2);

function RoleGoals({
  role,
  room,
  written,
  needed,
}: {
  role: (typeof EVALUATION_ROLES)[number];
  room: Room;
  written: readonly GoalContent[];
  needed: boolean;
}) {
  const now = written.filter((one) => one.role === role.id);
  const ideas = GOAL_TEMPLATES.filter((one) => one.role === role.id);
  const place = (n: number) => (
    <div className="goal-place" key={n}>
      <LiveText
        room={room}
        field={evaluationKeys.goal(role.id, n)}
        label={n === 1 ? "Goal" : `Goal ${n}`}
        context={role.title}
        rows={2}
        fallback={now[n - 1]?.words ?? ""}
      />
      <LiveText
        room={room}
        field={evaluationKeys.measure(role.id, n)}
        label="How both sides will see it"
        context={`${role.title}, goal ${n}`}
        rows={1}
        fallback={now[n - 1]?.measure ?? ""}
      />
    </div>
  );
  return (
    <section className="goal-role" aria-label={role.title}>
      <h3>
        {role.title} {needed ? null : <span className="muted small">if there is one</span>}
      </h3>
      {ideas.length > 0 ? (
        <details className="small no-print">
          <summary>Goals to start from</summary>
          <ul className="rules">
            {ideas.map(({ id, text, measure }) => (
              <li key={id}>
                {text} <span className="muted">Seen by: {measure.toLowerCase()}.</span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {place(1)}
      {FURTHER.map((n) => (
        <details key={n} open={now.length >= n} className="no-print">
          <summary>
            Another goal<span className="vh"> for {role.title}</span>
          </summary>
          {place(n)}
        </details>
      ))}
    </section>
  );
}

/** The goals as agreed, and during the year what one lead would add. */
export function AgreedGoals({ page, to }: Omit<Props, "room">) {
  const { goals, zone } = page;
  return (
    <>
      <LedgerSection
        title="Goals"
        note="Agreed by both leads at the start of the year."
        aside={<HistoryLink of={goals.history} what="the goals" />}
        wide={goals.history === null}
      >
        <GoalsTable goals={goals.goals} zone={zone} />
      </LedgerSection>
      {goals.proposals.map((one) => (
        <LedgerSection key={one.hash} title="Proposed goal" note={roleTitle(one.goal.role)}>
          <div className="stack">
            <p className="kept">{one.goal.words}</p>
            <p className="small muted">
              How both sides will see it: {one.goal.measure}. Proposed by {one.name}, <Time at={one.at} zone={zone} />.
            </p>
            {one.answers && !one.mine ? (
              <Act
                to={`${to}/goal-answer`}
                label="Answer the proposal"
                values={{ hash: one.hash }}
                hint="No goal is added without both. The officer reads the answer at once."
              >
                <Choices
                  name="agree"
                  id={`agree-${one.hash}`}
                  label="Your answer"
                  required
                  options={[
                    { value: "yes", label: "Agree: add it to the goals" },
                    { value: "no", label: "Decline", hint: "Write why below." },
                  ]}
                />
                <Field
                  as="textarea"
                  name="reason"
                  id={`reason-${one.hash}`}
                  label="Reason, when you decline"
                  rows={2}
                  maxLength={4000}
                />
              </Act>
            ) : (
              <p role="status">
                Waits for the answer of the {one.by === "supervisor" ? "administrator" : "supervisor"}.
              </p>
            )}
          </div>
        </LedgerSection>
      ))}
      <GoalsSigning page={page} to={to} written={goals.written} unsent={0} />
      {goals.may.propose ? <ProposeGoal key={goals.proposals.length} to={to} /> : null}
    </>
  );
}

function ProposeGoal({ to }: { to: string }) {
  return (
    <LedgerSection title="One more goal" note="During the year only, and only with both leads." className="no-print">
      <details>
        <summary>Propose a goal</summary>
        <Act
          to={`${to}/goal`}
          label="Propose this goal"
          hint="The other lead agrees or declines; the officer sees both."
        >
          <Field as="select" name="role" label="Role" required defaultValue="">
            <option value="">Choose the role</option>
            {EVALUATION_ROLES.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </Field>
          <Field as="textarea" name="words" label="Goal" rows={3} maxLength={2000} required />
          <Field name="measure" label="How both sides will see it" maxLength={2000} required />
        </Act>
      </details>
    </LedgerSection>
  );
}

function GoalsTable({ goals, zone }: { goals: readonly (GoalContent & { addedAt?: number | null })[]; zone: string }) {
  if (goals.length === 0) return <p>Nothing is written yet. Both leads write the goals of the year here.</p>;
  return (
    <DataTable
      caption="Goals by role"
      captionHidden
      columns={[{ label: "Role" }, { label: "Goal" }, { label: "How both sides will see it" }]}
      rows={goals.map((goal, i) => ({
        key: `${goal.role}-${i}`,
        cells: [
          roleTitle(goal.role),
          <>
            {goal.words}
            {goal.addedAt ? (
              <span className="sub">
                Added during the year, <Time at={goal.addedAt} zone={zone} as="date" />
              </span>
            ) : null}
          </>,
          goal.measure,
        ],
      }))}
    />
  );
}

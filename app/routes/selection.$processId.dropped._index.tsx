import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Act } from "#app/interview/act.tsx";
import { Field } from "#app/ui/field.tsx";
import { LedgerSection, PageHead } from "#app/ui/ledger.tsx";
import { droppedPage } from "#server/pages/dropped.ts";
import { notFound, requireViewer } from "#server/viewer.ts";

export function loader({ request, context, params: { processId = "" } }: LoaderFunctionArgs) {
  const page = droppedPage(requireViewer(context, request), processId);
  if (page === null) throw notFound();
  return page;
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Questions not counted, ${data?.process.title ?? "not found"} · Accord` },
];

export default function DroppedQuestions() {
  const { process, questions, may } = useLoaderData<typeof loader>();
  const free = questions.filter((one) => one.asked === null);
  const asked = questions.flatMap((one) => (one.asked ? [{ ...one, asked: one.asked }] : []));
  const to = `/selection/${process.id}/dropped`;
  return (
    <main id="main" className="page">
      <PageHead
        kicker={<Link to={`/selection/${process.id}`}>{process.title}</Link>}
        title="Questions that are not counted"
        lede="A question that went wrong is left out for every candidate alike. One lead asks with a reason, the other approves."
      />
      <LedgerSection
        title="Asked and approved"
        aside="Ratings are given per criterion, not per question. A criterion leaves the totals only when nothing else measures it. Sealed results stay as they were signed; ranks and the decision are computed anew."
      >
        {asked.length === 0 ? <p className="muted">Every question counts.</p> : null}
        <div className="stack">
          {asked.map((one) => (
            <section key={one.id} aria-label={`Question ${one.number}`}>
              <p>
                <b>
                  Question {one.number}, for {one.criterion.toLowerCase()}.
                </b>{" "}
                {one.lead}
              </p>
              <p>
                {one.asked.by} asked: “{one.asked.reason}”{" "}
                {one.asked.approvedBy ? <b>Approved by {one.asked.approvedBy}: not counted.</b> : "Not decided yet."}
              </p>
              <p className="small muted">{one.effect}</p>
              {one.asked.mayDecide ? (
                <div className="actions">
                  <Act
                    to={`${to}/deciding`}
                    label="Approve"
                    variant="solid"
                    small
                    values={{ dropId: one.asked.id, decision: "approve" }}
                  />
                  <Act
                    to={`${to}/deciding`}
                    label="Decline"
                    small
                    values={{ dropId: one.asked.id, decision: "decline" }}
                  />
                </div>
              ) : null}
            </section>
          ))}
        </div>
      </LedgerSection>
      {may.ask && free.length > 0 ? (
        <LedgerSection title="Ask">
          <Act
            key={asked.length}
            to={`${to}/asking`}
            label="Ask the other lead"
            hint="Nothing changes before the approval."
          >
            <Field as="select" name="questionId" label="Question" required defaultValue="">
              <option value="">Choose a question</option>
              {free.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.number}. {one.lead.slice(0, 80)}
                </option>
              ))}
            </Field>
            <Field
              as="textarea"
              name="reason"
              label="Why it should count for nobody"
              hint="It stands in the record of the decision."
              rows={2}
              maxLength={2000}
              required
            />
          </Act>
        </LedgerSection>
      ) : null}
      <LedgerSection title="What would follow" note="For each question of the agreement.">
        <ol className="rules">
          {questions.map((one) => (
            <li key={one.id}>
              {one.lead} <span className="muted">{one.effect}</span>
            </li>
          ))}
        </ol>
      </LedgerSection>
    </main>
  );
}

import { Act } from "#app/interview/act.tsx";
import { Facts } from "#app/ui/facts.tsx";
import { Check, Choices, Field } from "#app/ui/field.tsx";
import { Time } from "#app/ui/time.tsx";
import { ItemComments } from "#app/workspace/comments/item-comments.tsx";
import type { OpenedProbation, PlanLine } from "#server/pages/probation.ts";
import { dayInWords, formatTime } from "#shared/time.ts";
import { ReceiptForms, ReceiptLine } from "./receipt.tsx";

/** Remediation plans: help with an owner, a day and a proof, in one to three items. */
export function RemediationPart({ probation, acts, zone }: { probation: OpenedProbation; acts: string; zone: string }) {
  const { remediation, notices } = probation;
  if (!remediation) return null;
  return (
    <div className="stack">
      {remediation.plans.length === 0 ? (
        <p>
          No plan was issued.{" "}
          {notices && notices.given.length > 0
            ? "A plan has one to three items, each with help, an owner, a day and a proof."
            : "A plan follows an interim notice."}
        </p>
      ) : (
        remediation.plans.map((plan) => <Plan key={plan.id} plan={plan} acts={acts} zone={zone} />)
      )}
      {remediation.mayIssue && notices ? (
        <IssuePlan key={remediation.plans.length} acts={acts} notices={notices.given} zone={zone} />
      ) : null}
    </div>
  );
}

function Plan({ plan, acts, zone }: { plan: PlanLine; acts: string; zone: string }) {
  return (
    <article className="paper-part" aria-label={`Plan of ${formatTime(plan.issuedAt, zone, "date")}`}>
      <p className="small muted">
        Issued <Time at={plan.issuedAt} zone={zone} />
      </p>
      {plan.items.map((item) => (
        <section key={item.id} aria-label={`Item ${item.n}`} className="plan-item">
          <h3>
            {item.n}. {item.item}
          </h3>
          <Facts
            facts={[
              [
                "When it is right",
                <span className="kept" key="expected">
                  {item.expected}
                </span>,
              ],
              [
                "Help",
                <span className="kept" key="help">
                  {item.help}
                </span>,
              ],
              ["Responsible", item.owner],
              ["By", dayInWords(item.dueOn)],
              [
                "Proof",
                <span className="kept" key="proof">
                  {item.proof}
                </span>,
              ],
              ["Result", item.result ? `${RESULTS[item.result]}: ${item.resultEvidence ?? ""}` : "Open"],
            ]}
          />
          {plan.may.result && item.result === null ? (
            <details className="no-print">
              <summary>Record what came of it</summary>
              <Act
                to={`${acts}/plan-result`}
                label="Record the result"
                values={{ planId: plan.id, itemId: item.id }}
                hint="Once."
              >
                <Choices
                  name="result"
                  id={`result-${item.id}`}
                  label={`Result of item ${item.n}`}
                  required
                  options={Object.entries(RESULTS).map(([value, label]) => ({ value, label }))}
                />
                <Field
                  as="textarea"
                  name="evidence"
                  id={`shown-${item.id}`}
                  label="What shows it"
                  rows={2}
                  maxLength={4000}
                  required
                />
              </Act>
            </details>
          ) : null}
        </section>
      ))}
      {plan.officerWords ? (
        <blockquote className="answer">
          <p className="kept">{plan.officerWords}</p>
          <p className="small muted">The officer’s own words</p>
        </blockquote>
      ) : null}
      <ReceiptLine
        receipt={plan.receipt}
        at={plan.receiptAt}
        by={plan.receiptByName}
        witness={plan.witness}
        zone={zone}
      />
      <ReceiptForms
        to={`${acts}/plan-receipt`}
        id={plan.id}
        values={{ planId: plan.id, hash: plan.hash }}
        may={plan.may}
        words
        what="this plan"
      />
      {plan.comments ? (
        <ItemComments part={plan.comments} items={plan.items.map(({ item }) => item)} zone={zone} />
      ) : null}
    </article>
  );
}

function IssuePlan({
  acts,
  notices,
  zone,
}: {
  acts: string;
  notices: NonNullable<OpenedProbation["notices"]>["given"];
  zone: string;
}) {
  return (
    <details className="no-print">
      <summary>Issue a plan</summary>
      <Act
        to={`${acts}/plan`}
        label="Issue this plan"
        hint="The officer confirms receipt. Items left empty are left out."
      >
        <Field
          as="select"
          name="noticeId"
          id="plan-notice"
          label="The notice it follows"
          defaultValue={notices.at(-1)?.id}
          required
        >
          {notices.map(({ id, issuedAt }) => (
            <option key={id} value={id}>
              Notice of {formatTime(issuedAt, zone, "date")}
            </option>
          ))}
        </Field>
        <PlanItemFields />
      </Act>
    </details>
  );
}

/** One to three items of a plan, as `planItemsIn` reads them. */
export function PlanItemFields() {
  return (
    <>
      {[1, 2, 3].map((n) => (
        <fieldset key={n} className="plan-item">
          <legend className="label">
            Item {n}
            {n > 1 ? ", if there is one" : ""}
          </legend>
          <Field name={`item-${n}`} label="What it is about, and the evidence" maxLength={400} />
          <Field
            as="textarea"
            name={`expected-${n}`}
            label="What it looks like when it is right"
            rows={2}
            maxLength={4000}
          />
          <Field
            as="textarea"
            name={`help-${n}`}
            label="Help: coach, shadowing, course, time"
            rows={2}
            maxLength={4000}
          />
          <Field name={`owner-${n}`} label="Who is responsible for the help" maxLength={200} />
          <Field name={`dueOn-${n}`} type="date" label="By" hint="At least 30 days ahead." />
          <Field name={`proof-${n}`} label="How both sides will see it" maxLength={400} />
        </fieldset>
      ))}
      <Check name="forSafety" value="yes" label="Safety requires a day sooner than 30 days ahead" />
    </>
  );
}

const RESULTS = { met: "Met", "partly-met": "Partly met", "not-met": "Not met" } as const;

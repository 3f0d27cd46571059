import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { CardReading } from "#app/interview/card-reading.tsx";
import { Alert } from "#app/ui/alert.tsx";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { Field } from "#app/ui/field.tsx";
import { LedgerSection, PageHead } from "#app/ui/ledger.tsx";
import { Time } from "#app/ui/time.tsx";
import { postedForm } from "#server/acts/form.ts";
import { addLateCard, markFromPaper, unmarkFromPaper } from "#server/commands/paper.ts";
import { paperEntry, readLateContent, readOnPaper } from "#server/pages/paper.ts";
import { notFound, requireViewer } from "#server/viewer.ts";
import { SCALE } from "#shared/content/rubric.ts";

export const meta: MetaFunction = () => [{ title: "Enter a card from paper · Accord" }];

export function loader({ request, context, params: { interviewId = "" } }: LoaderFunctionArgs) {
  const page = paperEntry(requireViewer(context, request), interviewId);
  if (!page) throw notFound();
  return page;
}

export async function action({ request, context, params: { interviewId = "" } }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  const page = paperEntry(ctx, interviewId);
  if (!page) throw notFound();
  const form = await postedForm(request);
  const intent = form.get("intent");
  const paper = { interviewId, ...readOnPaper(ctx, interviewId, form) };
  const outcome =
    intent === "unmark"
      ? unmarkFromPaper(ctx, { interviewId })
      : intent === "late"
        ? addLateCard(ctx, { ...paper, content: readLateContent(form, page.criteria) })
        : markFromPaper(ctx, paper);
  if (!outcome.ok) {
    const values = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
    return data({ field: outcome.reason, sentence: outcome.sentence, values }, 409);
  }
  throw redirect(intent === "mark" ? `/interviews/${interviewId}` : `/interviews/${interviewId}/paper/entry`);
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;
type Refused = { field: string; sentence: string; values: Record<string, string> } | undefined;

export default function EnterFromPaper() {
  const page = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>() as Refused;
  return (
    <main id="main" className="page">
      <PageHead
        kicker={<Link to={`/interviews/${page.id}`}>Interview of {page.candidate}</Link>}
        title="Enter a card from paper"
        lede="For the day the network fails. Your card then says, for good, that it was filled in on paper."
        aside={<OnlyTheRater />}
      />
      {page.may.mark ? <Mark page={page} refused={refused} /> : null}
      {page.may.addLate ? <Late page={page} refused={refused} /> : null}
      {page.may.mark || page.may.addLate ? null : <Nothing page={page} />}
    </main>
  );
}

function OnlyTheRater() {
  return (
    <div className="aside">
      <h2>Only the rater types</h2>
      <p>
        Until the cards open nobody else may type or read your card: not the coordinator, and no lead or colleague of
        your own party either. If you cannot come to a device, both leads can agree to open the cards without yours; you
        add it then, marked as later.
      </p>
    </div>
  );
}

function Mark({ page, refused }: { page: Page; refused: Refused }) {
  const busy = useNavigation().state === "submitting";
  return (
    <LedgerSection title="Your card" note="It stays yours alone until all cards open.">
      {page.mark ? (
        <Alert tone="ok" title="Your card counts as filled in on paper">
          <p>
            Written on paper <Time at={page.mark.filledAt} zone={page.zone} />. {page.mark.reason}
          </p>
          <p>
            <Link to={`/interviews/${page.id}`}>Type the ratings into your card</Link>, then submit it there.
          </p>
        </Alert>
      ) : null}
      <Form method="post" noValidate>
        <Problem refused={refused} />
        <PaperFields page={page} refused={refused} start={page.mark} />
        <div className="actions mt-5">
          <Button name="intent" value="mark" variant={page.mark ? "line" : "solid"} disabled={busy}>
            {page.mark ? "Change reason and time" : "Go on to my card"}
          </Button>
          {page.mark ? (
            <Button name="intent" value="unmark" variant="plain" disabled={busy}>
              It was not filled in on paper
            </Button>
          ) : (
            <span className="hint">Next: type the ratings and the evidence exactly as they stand on the paper.</span>
          )}
        </div>
      </Form>
    </LedgerSection>
  );
}

function Late({ page, refused }: { page: Page; refused: Refused }) {
  const busy = useNavigation().state === "submitting";
  const kept = refused?.values ?? {};
  return (
    <LedgerSection
      title="After the reveal"
      note="The leads opened the cards without yours, on record."
      aside={
        <p>
          What you add stands beside the record, marked “after the reveal”. It changes no first rating, no mean and no
          rank. It is added once.
        </p>
      }
    >
      <Form method="post" noValidate>
        <Problem refused={refused} />
        <PaperFields page={page} refused={refused} start={null} />
        {page.criteria.map(({ id, title }) => (
          <fieldset key={id} className="field mt-5">
            <legend className="label">{title}</legend>
            <Field as="select" name={`rating-${id}`} label="Rating" defaultValue={kept[`rating-${id}`]}>
              <option value="">Choose</option>
              {SCALE.map(({ value, label }) => (
                <option key={value} value={value}>
                  {value} {label}
                </option>
              ))}
              <option value="not-observed">Not observed</option>
            </Field>
            <Field
              as="textarea"
              name={`evidence-${id}`}
              label="Evidence"
              rows={2}
              maxLength={2000}
              defaultValue={kept[`evidence-${id}`]}
            />
          </fieldset>
        ))}
        <div className="actions mt-5">
          <Button name="intent" value="late" variant="solid" disabled={busy}>
            Add my card to the record
          </Button>
          <span className="hint">It cannot be changed afterwards.</span>
        </div>
      </Form>
    </LedgerSection>
  );
}

function Problem({ refused }: { refused: Refused }) {
  if (!refused) return null;
  const field = refused.field === "reason" || refused.field === "date" ? refused.field : "";
  return <ErrorSummary errors={[{ field, sentence: refused.sentence }]} attempt={refused} />;
}

function PaperFields({ page, refused, start }: { page: Page; refused: Refused; start: Page["mark"] }) {
  const kept = refused?.values;
  const wrong = (field: string) => (refused?.field === field ? refused.sentence : null);
  return (
    <>
      <Field
        as="textarea"
        name="reason"
        label="Why on paper?"
        hint="The network was down from 10:05 on, for example. It stands in the record."
        rows={2}
        maxLength={2000}
        defaultValue={kept?.reason ?? start?.reason}
        error={wrong("reason")}
      />
      <div className="two mt-5">
        <Field
          name="date"
          label="Day on the paper"
          type="date"
          defaultValue={kept?.date ?? start?.date ?? page.now.date}
          error={wrong("date")}
        />
        <Field
          name="time"
          label="Time on the paper"
          hint={`Clocks at the school (${page.zoneName})`}
          type="time"
          defaultValue={kept?.time ?? start?.time}
        />
      </div>
    </>
  );
}

/** Nothing to enter now, and why. */
function Nothing({ page }: { page: Page }) {
  if (page.late)
    return (
      <LedgerSection title="After the reveal" note="Added to the record.">
        <p>
          Your paper card stands in the record since <Time at={page.late.addedAt} zone={page.zone} />. It counts
          nowhere.
        </p>
        <CardReading caption="Your paper card" content={page.late.content} criteria={page.criteria} />
      </LedgerSection>
    );
  const sentence =
    page.state === "assigned"
      ? "Declare any tie to the candidate first, on the interview’s page. Then your card opens."
      : page.state === "disclosed"
        ? "The two leads decide on the tie you disclosed first."
        : page.state === "draft"
          ? "Read the kit and its warnings first, on the interview’s page. Then your card opens."
          : page.state === "missing"
            ? "The joint scorecard is fixed. A later card can stand beside the sealed record as a correction: ask a lead."
            : "Your card is submitted and locked, so there is nothing to enter.";
  return (
    <LedgerSection title="Your card">
      <p>{sentence}</p>
    </LedgerSection>
  );
}

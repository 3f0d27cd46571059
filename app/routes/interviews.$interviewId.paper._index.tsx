import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { PrintButton } from "#app/interview/print-button.tsx";
import { paperSheet } from "#server/pages/paper.ts";
import { notFound, requireViewer } from "#server/viewer.ts";
import { SCALE } from "#shared/content/rubric.ts";
import "../interview/paper.css";

export const meta: MetaFunction = () => [{ title: "Paper scorecard · Accord" }];

export function loader({ request, context, params: { interviewId = "" } }: LoaderFunctionArgs) {
  const sheet = paperSheet(requireViewer(context, request), interviewId);
  if (!sheet) throw notFound();
  return sheet;
}

type Sheet = ReturnType<typeof useLoaderData<typeof loader>>;

/** A blank scorecard to print before the day: black on white, A4 or US Letter. */
export default function PaperScorecard() {
  const sheet = useLoaderData<typeof loader>();
  return (
    <main id="main" className="paper-page">
      <div className="paper-how no-print">
        <p>
          <Link to={`/interviews/${sheet.id}`}>Back to the interview</Link>
        </p>
        <p>
          Print one for each rater before the day, in case the network fails. It fits A4 and US Letter. Afterwards each
          rater types their own card here, and only the rater: until the cards open nobody else may read it.
        </p>
        <div className="actions">
          <PrintButton />
          {sheet.rater === null ? null : (
            <Link to={`/interviews/${sheet.id}/paper/entry`}>Enter my card from paper</Link>
          )}
        </div>
      </div>
      <article className="sheet" aria-label="Paper scorecard">
        <Head sheet={sheet} />
        <section>
          <h2>How to rate</h2>
          <p>
            {SCALE.map(({ value, label }) => `${value} ${label}`).join(" · ")} · N Not observed. Rate alone, before
            anybody talks. A 1 or a 5 needs one sentence of evidence: what was said, shown or recorded. “Not observed”
            is never zero.
          </p>
        </section>
        <section>
          <h2>Criteria</h2>
          {sheet.criteria.map((criterion) => (
            <Criterion key={criterion.id} criterion={criterion} />
          ))}
        </section>
        <section className="sheet-questions">
          <h2>Questions, in this order</h2>
          <ol>
            {sheet.questions.map(({ id, lead, probes }) => (
              <li key={id}>
                <p>{lead}</p>
                {probes.length > 0 ? (
                  <ul className="sheet-probes sheet-small">
                    {probes.map((probe) => (
                      <li key={probe}>{probe}</li>
                    ))}
                  </ul>
                ) : null}
                <Lines n={3} label="Facts" />
              </li>
            ))}
          </ol>
          {sheet.exercises.length > 0 ? (
            <>
              <h2>Exercises</h2>
              <ul>
                {sheet.exercises.map(({ id, title }) => (
                  <li key={id}>
                    <p>{title}</p>
                    <Lines n={2} label="Facts" />
                  </li>
                ))}
              </ul>
            </>
          ) : null}
        </section>
        <section className="sheet-sign">
          <h2>The rater</h2>
          <p>
            I have no tie to this candidate that keeps me from rating fairly, I rated alone, and this is my card as I
            wrote it on this day.
          </p>
          <dl>
            <Blank name="Name" value={sheet.rater} />
            <Blank name="Signature" />
            <Blank name="Day and time" />
          </dl>
          <p className="sheet-small">
            Keep this sheet sealed until the cards open. Rubric version {sheet.rubricVersion}.
          </p>
        </section>
      </article>
    </main>
  );
}

function Head({ sheet }: { sheet: Sheet }) {
  return (
    <header>
      <p className="sheet-parties">
        <span>{sheet.agencyName}</span>
        <span>{sheet.districtName}</span>
      </p>
      <h1>Scorecard of one rater</h1>
      <dl>
        <Blank name="Candidate" value={sheet.candidate} />
        <Blank
          name="Interview"
          value={`${sheet.process}, ${sheet.place.n} of ${sheet.place.of}${sheet.when ? `, ${sheet.when}` : ""}`}
        />
        <Blank name="Rater" value={sheet.rater} />
      </dl>
    </header>
  );
}

function Blank({ name, value = null }: { name: string; value?: string | null }) {
  return (
    <div className="sheet-blank">
      <dt>{name}</dt>
      <dd>{value ?? <span className="vh">to be filled in by hand</span>}</dd>
    </div>
  );
}

function Criterion({ criterion }: { criterion: Sheet["criteria"][number] }) {
  return (
    <section className="sheet-criterion">
      <h3>{criterion.title}</h3>
      <p className="sheet-small">{criterion.definition}</p>
      <table className="sheet-anchors">
        <caption className="vh">{criterion.title}: what a 1, a 3 and a 5 look like</caption>
        <thead>
          <tr>
            {([1, 3, 5] as const).map((level) => (
              <th scope="col" key={level}>
                {level}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            {([1, 3, 5] as const).map((level) => (
              <td key={level}>{criterion.anchors[level]}</td>
            ))}
          </tr>
        </tbody>
      </table>
      <ul className="sheet-boxes" aria-label={`Rating of ${criterion.title}, to be ticked by hand`}>
        {["1", "2", "3", "4", "5", "N Not observed"].map((box) => (
          <li key={box}>
            <span className="sheet-box" aria-hidden="true" /> {box}
          </li>
        ))}
      </ul>
      <Lines n={2} label="Evidence" />
    </section>
  );
}

function Lines({ n, label }: { n: number; label: string }) {
  return (
    <div className="sheet-lines">
      <span>{label}</span>
      {Array.from({ length: n }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: empty lines
        <i key={i} />
      ))}
    </div>
  );
}

import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Act } from "#app/interview/act.tsx";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { Crest } from "#app/ui/marks.tsx";
import { Time } from "#app/ui/time.tsx";
import { lettersPage } from "#server/letters.ts";
import { sha256 } from "#server/records/hash.ts";
import { notFound, requireViewer } from "#server/viewer.ts";
import "../decision/decision.css";

export function loader({ request, context, params: { processId = "", letterId } }: LoaderFunctionArgs) {
  const page = lettersPage(requireViewer(context, request), processId);
  const letter = page?.letters.find((one) => one.id === letterId);
  if (!page || !letter) throw notFound();
  const { zone, program, mayEdit } = page;
  return { processId, zone, program, mayEdit, letter, seen: sha256(letter.body) };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.letter.title ?? "Letter"} · Accord` },
];

export default function LetterPage() {
  const { processId, zone, program, mayEdit, letter, seen } = useLoaderData<typeof loader>();
  const to = `/selection/${processId}/decision`;
  const here = `${to}/letters/${letter.id}`;
  const open = letter.releasedAt === null;
  return (
    <main id="main">
      <div className="page no-print">
        <LedgerSection title={open ? "Draft" : "Released"}>
          <div className="stack">
            <p className="kicker">
              <Link to={to}>Decision</Link> · {letter.title}
            </p>
            {letter.releasedAt === null ? (
              letter.gaps.length > 0 ? (
                <>
                  <p>Before it can be released:</p>
                  <ul className="rules">
                    {letter.gaps.map((gap) => (
                      <li key={gap}>{gap}</li>
                    ))}
                  </ul>
                </>
              ) : (
                <p>Nothing stands in the way of the release.</p>
              )
            ) : (
              <p>
                Released <Time at={letter.releasedAt} zone={zone} /> by {letter.releasedBy}. Its words stand. Print it
                and hand it over, or send it by mail.
              </p>
            )}
            {open && mayEdit ? (
              <>
                <Act key={seen} to={`${here}/change`} label="Save these words" values={{ seen }}>
                  <Field
                    as="textarea"
                    name="body"
                    label="The letter"
                    hint="No score, and no other candidate’s name. Replace what stands in braces."
                    rows={18}
                    maxLength={8000}
                    defaultValue={letter.body}
                    required
                  />
                </Act>
                {letter.gaps.length === 0 ? (
                  <Act
                    to={`${here}/release`}
                    label="Release the letter"
                    variant="solid"
                    values={{ seen }}
                    hint="Once. After that nobody changes it."
                  />
                ) : null}
              </>
            ) : null}
            <Button type="button" small onClick={() => window.print()}>
              Print the letter
            </Button>
          </div>
        </LedgerSection>
      </div>
      <div className="desk-ground">
        <article className="record letter-sheet always-paper">
          <header>
            <div className="letterhead">
              <div>
                <Crest party="agency" />
                <p>
                  <b>{program.agency}</b>Agency
                </p>
              </div>
              <div>
                <Crest party="district" />
                <p>
                  <b>{program.district}</b>School district
                </p>
              </div>
            </div>
            <div className="joint" aria-hidden="true" />
          </header>
          {open ? (
            <p className="runhead">
              <b>DRAFT, not released</b>
            </p>
          ) : null}
          <h1>{letter.subject}</h1>
          <p>{letter.releasedAt === null ? "Not dated yet" : <Time at={letter.releasedAt} zone={zone} as="date" />}</p>
          <p className="kept">{letter.body}</p>
        </article>
      </div>
    </main>
  );
}

import { Fragment, type ReactNode } from "react";
import { Time } from "#app/ui/time.tsx";
import type { Author, HistoryView, Passage, Run, ValueLine } from "#shared/history-view.ts";
import { formatTime } from "#shared/time.ts";
import { AuthorName, Tag } from "./author.tsx";

interface Shown {
  people: readonly Author[];
  zone: string;
  comparing: boolean;
}

/** The text of a moment with its authors, or two moments set side by side: inserted underlined, deleted struck through. */
export function Passages({ view, zone }: { view: HistoryView; zone: string }) {
  const shown = { people: view.people, zone, comparing: view.at !== view.from };
  const passages = view.passages.filter(
    ({ runs, values }) => values.length > 0 || runs.some(({ text }) => text.trim()),
  );
  return (
    <div className={shown.comparing ? "past-words comparing" : "past-words"}>
      {passages.map((passage, i) => (
        <Fragment key={passage.key}>
          {passage.section !== null && passage.section !== passages[i - 1]?.section ? <h3>{passage.section}</h3> : null}
          <div className={`past-line is-${passage.kind}`}>
            <p className="past-margin">
              {marginOf(passage, shown).map((author) => (
                <AuthorName key={author.name} author={author} />
              ))}
            </p>
            <div className={`past-${passage.kind}`}>
              {passage.label ? <h4>{passage.label}</h4> : null}
              {passage.kind === "value" ? (
                <Values values={passage.values} {...shown} />
              ) : (
                <Words passage={passage} {...shown} />
              )}
            </div>
          </div>
        </Fragment>
      ))}
    </div>
  );
}

/**
 * Whose words these are: who wrote what stands, or, when two moments are compared, who changed it. Accord is not named
 * beside people, nor at every heading it wrote.
 */
function marginOf({ runs, kind }: Passage, { people, comparing }: Shown): Author[] {
  const places = runs
    .filter(({ text }) => text.trim())
    .flatMap(({ change, by, gone, restyled }) => {
      if (!comparing || change === "in") return [by];
      if (change === "out") return gone ? [gone.by] : [];
      return restyled ? [restyled.by] : [];
    });
  const all = [...new Set(places)].sort((a, b) => a - b);
  const named = all.length > 1 || kind === "heading" ? all.filter((place) => place !== 0) : all;
  return named.flatMap((place) => people[place] ?? []);
}

function Words({ passage, people, zone, comparing }: Shown & { passage: Passage }) {
  const authors = new Set(passage.runs.map(({ by }) => by));
  const words = passage.runs.map((run, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: runs of a moment have no identity but their place
    <RunOf key={i} run={run} people={people} zone={zone} comparing={comparing} alone={authors.size === 1} />
  ));
  if (passage.runs.every(({ text }) => !text)) return <p className="muted">Nothing written.</p>;
  return passage.kind === "heading" ? <h3>{words}</h3> : <p>{words}</p>;
}

function RunOf({ run, people, zone, comparing, alone }: Shown & { run: Run; alone: boolean }) {
  const author = people[run.by];
  if (!author) return null;
  const when = (at: number) => formatTime(at, zone, "slot");
  const styled = <Styled run={run} />;
  if (!comparing)
    return (
      <span className="past-run" data-party={author.party} title={`${author.name}, ${when(run.at)}`}>
        {alone ? null : <Tag author={author} said={`${author.name}: `} />}
        {styled}
      </span>
    );
  if (run.change === "in")
    return (
      <ins className="past-in" data-party={author.party} title={`Inserted by ${author.name}, ${when(run.at)}`}>
        <Tag author={author} said={` Inserted by ${author.name}, ${when(run.at)}: `} />
        {styled}
        <span className="vh"> End of insertion. </span>
      </ins>
    );
  const by = run.gone && people[run.gone.by];
  if (run.change === "out" && run.gone && by)
    return (
      <del className="past-out" data-party={by.party} title={`Deleted by ${by.name}, ${when(run.gone.at)}`}>
        <Tag author={by} said={` Deleted by ${by.name}, ${when(run.gone.at)}: `} />
        {styled}
        <span className="vh"> End of deletion. </span>
      </del>
    );
  const restyler = run.restyled && people[run.restyled.by];
  if (run.restyled && restyler)
    return (
      <span className="past-restyled" title={`${restyler.name} changed its look, ${when(run.restyled.at)}`}>
        <Tag author={restyler} said={` ${restyler.name} changed bold or italic, ${when(run.restyled.at)}: `} />
        {styled}
      </span>
    );
  return styled;
}

function Styled({ run: { text, bold, italic } }: { run: Run }): ReactNode {
  const words = italic ? <em>{text}</em> : text;
  return bold ? <strong>{words}</strong> : words;
}

/** The value that holds, who set it and when; below it every other value it ever had. */
function Values({ values, people, zone, comparing }: Shown & { values: readonly ValueLine[] }) {
  const stands = values.filter(({ state }) => state === "stands");
  const before = values.filter(({ state }) => state === "before");
  const rest = values.filter(({ state }) => state !== "stands" && (state !== "before" || !comparing)).reverse();
  return (
    <>
      {before.map((line) => (
        <p key={`${line.at}${line.words}`}>
          <del className="past-out">
            <span className="vh">Before: </span>
            {line.words}
          </del>{" "}
          <Source line={line} people={people} zone={zone} />
        </p>
      ))}
      {stands.length === 0 ? <p className="muted">No value.</p> : null}
      {stands.map((line) => (
        <p key={`${line.at}${line.words}`}>
          {comparing && before.length > 0 ? (
            <ins className="past-in" data-party={people[line.by]?.party}>
              <span className="vh">Now: </span>
              {line.words}
            </ins>
          ) : (
            <b>{line.words}</b>
          )}{" "}
          <Source line={line} people={people} zone={zone} />
        </p>
      ))}
      {rest.length > 0 ? (
        <ol className="past-values" aria-label="Other values">
          {rest.map((line) => (
            <li key={`${line.at}${line.words}${line.by}`}>
              <s>{line.words}</s> <Source line={line} people={people} zone={zone} />
              {line.state === "lost" ? ", at the same moment as another value; did not hold" : null}
            </li>
          ))}
        </ol>
      ) : null}
    </>
  );
}

function Source({ line, people, zone }: { line: ValueLine; people: readonly Author[]; zone: string }) {
  const author = people[line.by];
  return author ? (
    <span className="past-source">
      <AuthorName author={author} />, <Time at={line.at} zone={zone} as="slot" />
    </span>
  ) : null;
}

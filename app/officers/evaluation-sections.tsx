import type { MouseEvent } from "react";
import { Act } from "#app/interview/act.tsx";
import { Mark, Pair } from "#app/ui/marks.tsx";
import type { TogetherPart } from "#server/pages/evaluation-together.ts";
import type { readEvaluationText } from "#shared/documents/evaluation.ts";
import { SECTION_WORDS, sectionState } from "#shared/section-state.ts";

export type WrittenSection = ReturnType<typeof readEvaluationText>[number];
type Ticks = TogetherPart["ticks"];

/** How far the two sides are with each section of the text, from its words at this moment. */
export function sectionsNow(text: readonly WrittenSection[], ticks: Ticks) {
  return text.map(({ section, title, blocks }) => {
    const now = sectionState(
      blocks,
      ticks.filter((tick) => tick.section === section),
    );
    const stands = (side: "agency" | "district") => now.standing.some((tick) => tick.side === side);
    return {
      section,
      title,
      state: now.state,
      hash: now.hash,
      agency: stands("agency"),
      district: stands("district"),
      standing: now.standing.map(({ userId }) => userId),
      /** Whose agreement was for words that have changed since. */
      ended: ticks
        .filter((tick) => tick.section === section && now.ended.some(({ userId }) => userId === tick.userId))
        .map(({ name }) => name),
    };
  });
}

export type SectionNow = ReturnType<typeof sectionsNow>[number];

/** One row of the contents that is no section of the text. */
export interface OtherRow {
  id: string;
  title: string;
  party: "agency" | "district";
  state: string;
}

/** The parts of the evaluation with their owner and where each stands; a row leads to its part. */
export function SectionList({ sections, others }: { sections: readonly SectionNow[]; others: readonly OtherRow[] }) {
  return (
    <ol className="toc evaluation-toc">
      {sections.map((one) => (
        <li key={one.section}>
          {/* biome-ignore lint/a11y/useValidAnchor: without scripts it leads to the text; with them to its heading there */}
          <a href="#text" onClick={(event) => goTo(event, one.title)}>
            <Mark party="agency" />
            <b>{one.title}</b>
            <small className={one.ended.length > 0 ? "attention" : undefined}>
              <span>{one.ended.length > 0 ? "Changed since agreed" : SECTION_WORDS[one.state]}</span>
              {one.state === "notOpened" ? null : <Pair agency={one.agency} district={one.district} />}
            </small>
          </a>
        </li>
      ))}
      {others.map(({ id, title, party, state }) => (
        <li key={id}>
          <a href={`#${id}`}>
            <Mark party={party} />
            <b>{title}</b>
            <small>{state}</small>
          </a>
        </li>
      ))}
    </ol>
  );
}

/** Brings a section's heading into sight and the caret beside it, for those who write there. */
function goTo(event: MouseEvent, title: string): void {
  const headings = document.querySelectorAll<HTMLElement>("#text .rich :is(h1, h2, h3, h4)");
  const heading = [...headings].find(({ textContent }) => textContent?.trim() === title);
  if (!heading) return;
  event.preventDefault();
  const editor = heading.closest<HTMLElement>("[contenteditable=true]");
  editor?.focus({ preventScroll: true });
  if (editor) window.getSelection()?.collapse(heading, heading.childNodes.length);
  heading.scrollIntoView({ block: "start" });
}

/** Each section with both marks, and the reader's own word on it. An edit ends it at once, on every screen. */
export function Agreements({
  sections,
  to,
  me,
  may,
  unsent,
}: {
  sections: readonly SectionNow[];
  to: string;
  me: string;
  may: boolean;
  unsent: number;
}) {
  const changed = sections.filter(({ ended }) => ended.length > 0);
  return (
    <div className="agreements">
      <h3>Agreed, section by section</h3>
      <p className="small muted">
        A section is agreed when both marks are filled. It is about its words, not about the ratings. An edit clears
        both.
      </p>
      <p className="vh" role="status">
        {changed.map(({ title }) => `${title} was changed after it was agreed.`).join(" ")}
      </p>
      <ul>
        {sections.map((one) => {
          const mine = one.standing.includes(me);
          return (
            <li key={one.section}>
              <b>{one.title}</b>
              <span className={one.ended.length > 0 ? "attention" : "muted"}>
                {one.state === "notOpened" ? null : <Pair agency={one.agency} district={one.district} />}{" "}
                {SECTION_WORDS[one.state]}
                {one.ended.length > 0 ? `. Changed since ${one.ended.length > 1 ? "both" : one.ended[0]} agreed` : ""}
              </span>
              {may && one.state !== "notOpened" ? (
                <Act
                  to={`${to}/section`}
                  label={
                    <>
                      {mine ? "Take back" : "Agree"}
                      <span className="vh">: {one.title}</span>
                    </>
                  }
                  small
                  values={{ section: one.section, hash: one.hash, agree: mine ? "no" : "yes" }}
                  before={() => unsent === 0}
                />
              ) : null}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

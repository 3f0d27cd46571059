import { serviceYears, yearsInWords } from "#shared/service.ts";
import { Day } from "./day.tsx";
import { gapSentence, overlapSentence } from "./service-words.ts";

export interface RuleFacts {
  cutoffDate: string;
  minimumYears: number;
}

/** The years as they come out of the dates typed so far. */
export function LiveYears({ spans, rule }: { spans: readonly { from: string; to: string }[]; rule: RuleFacts }) {
  if (spans.length === 0) return <p role="status">The years are computed here while you type the dates.</p>;
  const service = serviceYears(
    spans.map(({ from, to }) => ({ from, to: to || null })),
    rule.cutoffDate,
  );
  const short = service.years < rule.minimumYears;
  return (
    <div role="status" className="stack-s">
      <p className="years">
        <b className="num">{yearsInWords(service.years)}</b>, counted by days, up to <Day iso={rule.cutoffDate} />
      </p>
      <p>
        {short
          ? `The agreement asks for ${rule.minimumYears}. Both leads would have to sign a waiver.`
          : `The agreement asks for ${rule.minimumYears}: met.`}
      </p>
      {[...service.gaps.map(gapSentence), ...service.overlaps.map(overlapSentence)].map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  );
}

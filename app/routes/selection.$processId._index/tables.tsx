import { Link } from "@remix-run/react";
import { DataTable } from "#app/ui/data-table.tsx";
import { PartyName } from "#app/ui/marks.tsx";
import { Pager } from "#app/ui/pager.tsx";
import { type Ranked, SlopeRanks } from "#app/ui/slope-ranks.tsx";
import type { CandidateLine, RoundPage } from "#server/pages/round.ts";
import { formatTime } from "#shared/time.ts";

/** The candidates as a plain table, in the order of their interviews. Of cards it says how many are in. */
export function CandidatesTable({ round }: { round: RoundPage }) {
  return (
    <DataTable
      caption="Candidates"
      captionHidden
      columns={[
        { label: "Candidate" },
        { label: "Service", right: true },
        { label: "Screening" },
        { label: "Interview", wideOnly: true },
        { label: "Cards in" },
        { label: "Next" },
      ]}
      rows={round.candidates.items.map((line) => ({
        key: line.id,
        cells: [
          <>
            <Link className="nowrap" to={`/selection/${round.id}/candidates/${line.id}`}>
              {line.name}
            </Link>
            {line.post ? <span className="sub">{line.post}</span> : null}
          </>,
          <span key="service" className="nowrap">
            {line.service}
          </span>,
          line.screening,
          <When key="when" line={line} zone={round.zone} />,
          <CardsIn key="cards" line={line} />,
          <Next key="next" line={line} />,
        ],
      }))}
    />
  );
}

function When({ line, zone }: { line: CandidateLine; zone: string }) {
  const at = line.interview?.scheduledAt;
  return at ? (
    <>
      <span className="nowrap">{formatTime(at, zone, "day")}</span>
      <span className="sub">{formatTime(at, zone, "clock")}</span>
    </>
  ) : (
    <span className="muted">Not set</span>
  );
}

function CardsIn({ line: { interview } }: { line: CandidateLine }) {
  if (!interview || interview.state === "briefed") return <span className="nowrap muted">None yet</span>;
  return (
    <span className="nowrap">
      {interview.cards.in} of {interview.cards.of}
    </span>
  );
}

function Next({ line: { interview, next } }: { line: CandidateLine }) {
  if (!interview) return next;
  if (interview.recordId) return <Link to={`/records/${interview.recordId}`}>Read the sealed result</Link>;
  if (interview.state === "sealed") return next;
  const opened = interview.state === "consensus" || interview.state === "frozen";
  return <Link to={opened ? `/interviews/${interview.id}/debrief` : `/interviews/${interview.id}`}>{next}</Link>;
}

/** Who sits on the panel, for whom, and what each declared. */
export function PanelTable({ round }: { round: RoundPage }) {
  const { organizations } = round;
  return (
    <DataTable
      caption="Panel"
      captionHidden
      columns={[{ label: "Panelist" }, { label: "For" }, { label: "Conflict of interest" }]}
      rows={round.panel.map((seat) => ({
        key: seat.userId,
        cells: [
          seat.name,
          <PartyName
            key="party"
            party={seat.party}
            name={seat.party === "community" ? "Community guest" : organizations[seat.party]}
          />,
          <Conflicts key="conflicts" conflicts={seat.conflicts} />,
        ],
      }))}
    />
  );
}

const listed = new Intl.ListFormat("en-US", { type: "conjunction" });

function Conflicts({ conflicts }: { conflicts: RoundPage["panel"][number]["conflicts"] }) {
  const { interviews, awaited, disclosed, cleared, recused } = conflicts;
  if (interviews === 0) return <span className="muted">Asked before each interview</span>;
  const quiet = awaited.length + disclosed.length + cleared.length + recused.length === 0;
  if (quiet) return <>None declared</>;
  return (
    <ul className="stack-s">
      {awaited.length > 0 ? (
        <li>
          <b className="attention">Not yet declared</b> for {listed.format(awaited)}.
        </li>
      ) : null}
      {disclosed.length > 0 ? (
        <li>
          <b className="attention">Tie disclosed</b> to {listed.format(disclosed)}; the leads decide.
        </li>
      ) : null}
      {cleared.length > 0 ? <li>Tie to {listed.format(cleared)}, cleared by the leads.</li> : null}
      {recused.length > 0 ? <li>Does not rate {listed.format(recused)}.</li> : null}
    </ul>
  );
}

/** Two rankings of the candidates whose cards are open: by first cards alone, and by joint scorecards. */
export function Ranks({ round }: { round: RoundPage }) {
  const lines = round.ranking.complete && round.ranking.pages === 1;
  return (
    <div className={lines ? "ranks" : "stack"}>
      {lines ? <RankLines round={round} /> : <RankTable round={round} />}
      <Pager list={round.ranking} of="ranked candidates" name="ranks" />
      <p className="small muted">
        The mechanical rank is the weighted mean of the first cards and always stands beside the agreed one. Candidates
        whose cards are not open yet are not in it.
      </p>
    </div>
  );
}

function RankLines({ round }: { round: RoundPage }) {
  const side = (score: "mechanical" | "agreed"): Ranked[] =>
    round.ranking.items.map((row) => ({
      key: row.candidateId,
      name: row.name,
      value: row[score]?.toFixed(2) ?? "–",
      rank: row[`${score}Rank`] ?? round.ranking.total,
    }));
  return (
    <SlopeRanks
      left={side("mechanical")}
      right={side("agreed")}
      leftTitle="First cards, mechanical"
      rightTitle="Joint scorecards, agreed"
    />
  );
}

/** While a joint scorecard is missing, lines between the two ranks would compare different groups of people. */
function RankTable({ round }: { round: RoundPage }) {
  const rows = round.ranking.items;
  return (
    <DataTable
      caption="Ranks"
      captionHidden
      columns={[
        { label: "Candidate" },
        { label: "Mechanical rank", right: true },
        { label: "Mean of first cards", right: true },
        { label: "Agreed score", right: true },
      ]}
      rows={rows.map((row) => ({
        key: row.candidateId,
        cells: [
          row.name,
          row.mechanicalRank ?? "–",
          row.mechanical?.toFixed(2) ?? "Not measured",
          row.agreed?.toFixed(2) ?? "Not agreed yet",
        ],
      }))}
    />
  );
}

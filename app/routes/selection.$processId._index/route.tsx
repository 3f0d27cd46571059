import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useHref, useLoaderData } from "@remix-run/react";
import { LinkButton } from "#app/ui/button.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { Facts } from "#app/ui/facts.tsx";
import { LedgerSection, PageHead } from "#app/ui/ledger.tsx";
import { PartyName } from "#app/ui/marks.tsx";
import { Pager } from "#app/ui/pager.tsx";
import { Steps } from "#app/ui/steps.tsx";
import { TaskList, TaskRow } from "#app/ui/tasks.tsx";
import { Time } from "#app/ui/time.tsx";
import { type RoundPage, roundPage } from "#server/pages/round.ts";
import { notFound, requireViewer } from "#server/viewer.ts";
import { ROUND_STEPS } from "#shared/round.ts";
import { Close } from "./close.tsx";
import { Dates, DueTasks } from "./dates.tsx";
import { CandidatesTable, PanelTable, Ranks } from "./tables.tsx";
import { RoundTasks } from "./tasks.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.round.title ?? "Not found"} · Accord` },
];

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  const asked = { page: searchParams.get("page"), ranks: searchParams.get("ranks") };
  const round = roundPage(requireViewer(context, request), params.processId ?? "", asked);
  if (!round) throw notFound();
  return { round };
}

export default function Round() {
  const { round } = useLoaderData<typeof loader>();
  return (
    <main id="main" className="page">
      <PageHead
        kicker={
          <>
            <Link to="/selection">Selection</Link> · Opened <Time at={round.openedAt} zone={round.zone} as="date" />
          </>
        }
        title={round.title}
        lede={ledeOf(round)}
        aside={<RoundFacts round={round} />}
      />
      <div className="ledger span-r">
        <div className="ml" />
        <div className="mm">
          <Steps steps={ROUND_STEPS} current={round.step} />
        </div>
      </div>
      {round.state === "closed" ? null : (
        <LedgerSection
          title="To do"
          note="In this step"
          aside={
            <>
              <h3>{NEXT_STEP[round.step]?.title}</h3>
              <p>{NEXT_STEP[round.step]?.text}</p>
            </>
          }
        >
          <RoundTasks round={round} />
          <DueTasks round={round} />
        </LedgerSection>
      )}
      {round.terms ? (
        <>
          <LedgerSection title="Candidates" note="In order of interview. Ranks appear after the reveal." wide>
            {round.candidates.total === 0 ? (
              <Empty title="No candidate yet">
                {round.may.add
                  ? "Candidates appear here as soon as you add or import them."
                  : "Candidates appear here as soon as you may see them."}
              </Empty>
            ) : (
              <>
                <CandidatesTable round={round} />
                <Pager list={round.candidates} of="candidates" />
              </>
            )}
            {round.candidates.total > 0 ? <CandidateActs round={round} /> : null}
          </LedgerSection>
          {round.ranking.total > 0 ? (
            <LedgerSection title="Ranks" note="Of candidates whose cards are open." wide>
              <Ranks round={round} />
            </LedgerSection>
          ) : null}
          {round.links.length > 0 ? (
            <LedgerSection title="Decision" note="Whom to appoint, and why.">
              <TaskList>
                {round.links.map((link) => (
                  <TaskRow key={link.to} {...link} />
                ))}
              </TaskList>
            </LedgerSection>
          ) : null}
          <LedgerSection title="Panel" note={seatWords(round)} aside={<WhoSeesWhat round={round} />}>
            <PanelTable round={round} />
          </LedgerSection>
        </>
      ) : null}
      <Dates round={round} />
      {round.may.close ? <Close round={round} /> : null}
    </main>
  );
}

function CandidateActs({ round }: { round: RoundPage }) {
  const download = useHref(`/selection/${round.id}/candidates/export`);
  return (
    <div className="actions mt-6">
      {round.may.add ? (
        <>
          <LinkButton small to={`/selection/${round.id}/candidates/new`}>
            Add a candidate
          </LinkButton>
          <LinkButton small variant="plain" to={`/selection/${round.id}/candidates/import`}>
            Import from a file
          </LinkButton>
        </>
      ) : null}
      <LinkButton small variant="plain" to={`/selection/${round.id}/schedule`}>
        Interview schedule
      </LinkButton>
      {round.may.export ? (
        <a className="btn btn-plain btn-s" href={download} download>
          Download as CSV
        </a>
      ) : null}
    </div>
  );
}

function RoundFacts({ round }: { round: RoundPage }) {
  const agreement = <Link to={`/selection/${round.id}/agreement`}>Read the agreement</Link>;
  return (
    <Facts
      facts={[
        [
          "Leads",
          round.leads.map((lead) => (
            <span className="block" key={lead.userId}>
              <PartyName party={lead.party} name={lead.name} />
            </span>
          )),
        ],
        [
          "Agreement",
          round.activatedAt ? (
            <>
              In force since <Time at={round.activatedAt} zone={round.zone} as="date" />. {agreement}
              {round.agreementRecordId ? (
                <>
                  {" "}
                  or its <Link to={`/records/${round.agreementRecordId}`}>sealed record</Link>
                </>
              ) : null}
            </>
          ) : (
            <>Not in force yet. {agreement}</>
          ),
        ],
        ...(round.terms
          ? ([
              ["Scoring", round.terms.scoringMode === "open" ? "Open from the start" : "Blind until the reveal"],
              ["Rubric", `Version ${round.terms.rubricVersion}`],
            ] as const)
          : []),
      ]}
    />
  );
}

function WhoSeesWhat({ round }: { round: RoundPage }) {
  return (
    <>
      <h3>Who sees what</h3>
      <p>
        {round.terms?.scoringMode === "open"
          ? "The agreement says open scoring: the panel sees every card while it is being filled in. The coordinator sees only how many are in."
          : "Until the reveal nobody, the coordinator and the system administrator included, can open another person’s card. The coordinator sees only how many are in."}
      </p>
    </>
  );
}

function ledeOf(round: RoundPage): string {
  if (round.state === "draft")
    return "Both leads are writing the process agreement. Candidates can be added when both have signed it.";
  if (round.state === "frozen")
    return "The process agreement is fixed and waits for its second signature. Then candidates can be added.";
  const candidates = round.candidates.total === 0 ? "No candidate yet" : count(round.candidates.total, "candidate");
  const people = `${candidates}, ${count(round.panel.length, "panelist")}, ${count(round.terms?.questions ?? 0, "question")} for each.`;
  return round.state === "closed" ? `Closed. ${people}` : `${people} Both parties signed the process.`;
}

function seatWords(round: RoundPage): string {
  const seats = (party: "agency" | "district" | "community") => round.panel.filter((p) => p.party === party).length;
  const guests = seats("community") > 0 ? `, ${count(seats("community"), "guest")}` : "";
  const equal = seats("agency") === seats("district") ? "Equal voice: " : "";
  return `${equal}agency ${seats("agency")}, district ${seats("district")}${guests}.`;
}

const count = (n: number, what: string) => `${n} ${what}${n === 1 ? "" : "s"}`;

const NEXT_STEP: readonly { title: string; text: string }[] = [
  { title: "Next step: Candidates", text: "Candidates are added, screened by the signed rule, and get an interview." },
  { title: "Next step: Interviews", text: "The panel asks everyone the same questions; each person rates alone." },
  { title: "Next step: Results", text: "All cards open together; the panel agrees a joint scorecard." },
  { title: "Next step: Close", text: "Both leads sign each panel result, which seals it. Then the round closes." },
  { title: "After this", text: "The sealed results stay readable for everyone who may read them now." },
];

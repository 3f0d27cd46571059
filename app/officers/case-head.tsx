import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { Facts } from "#app/ui/facts.tsx";
import { PageHead } from "#app/ui/ledger.tsx";
import { PartyName } from "#app/ui/marks.tsx";
import type { OfficerPage } from "#server/pages/officer.ts";
import { casePaths } from "#shared/case-paths.ts";
import { dayInWords } from "#shared/time.ts";
import { useCaseNews } from "./use-case-news.ts";

type Head = Pick<OfficerPage, "id" | "officer" | "school" | "post" | "fromDate" | "toDate" | "leads">;

/** The head of every page of a case: whose it is, where, and who leads it. It keeps the page fresh. */
export function CaseHead({
  head,
  title,
  lede,
  trail = [],
  children,
}: {
  head: Head;
  title: ReactNode;
  lede?: ReactNode;
  /** The pages above this one, after the list of officers. */
  trail?: readonly { to: string; label: string }[];
  children?: ReactNode;
}) {
  useCaseNews(head.id);
  return (
    <PageHead
      kicker={[{ to: casePaths.all, label: "Officers" }, ...trail].map(({ to, label }, i) => (
        <span key={to}>
          {i > 0 ? " · " : null}
          <Link to={to}>{label}</Link>
        </span>
      ))}
      title={title}
      lede={lede}
      aside={<Facts facts={factsOf(head)} />}
    >
      {children}
    </PageHead>
  );
}

function factsOf({ school, post, fromDate, toDate, leads }: Head): [string, ReactNode][] {
  return [
    [
      "Leads",
      leads.length === 0
        ? "Nobody named"
        : leads.map(({ userId, name, party }) => (
            <span className="lead" key={userId}>
              <PartyName party={party} name={name} />
            </span>
          )),
    ],
    ["School", post ? `${school}, ${post}` : school],
    toDate ? ["Served", `${dayInWords(fromDate)} to ${dayInWords(toDate)}`] : ["Since", dayInWords(fromDate)],
  ];
}

import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Act } from "#app/interview/act.tsx";
import { CaseHead } from "#app/officers/case-head.tsx";
import { Choices, Field } from "#app/ui/field.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { PartyName } from "#app/ui/marks.tsx";
import { Time } from "#app/ui/time.tsx";
import { type CaseLeadsPage, caseLeadsPage } from "#server/pages/case-leads.ts";
import { notFound, requireViewer } from "#server/viewer.ts";
import { casePaths } from "#shared/case-paths.ts";
import { dayInWords } from "#shared/time.ts";
import "../officers/officers.css";

export function loader({ request, context, params: { assignmentId = "" } }: LoaderFunctionArgs) {
  const page = caseLeadsPage(requireViewer(context, request), assignmentId);
  if (page === null) throw notFound();
  return page;
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Leads, ${data?.head.officer ?? "not found"} · Accord` },
];

const TITLES = { supervisor: "SRO supervisor", administrator: "School administrator" } as const;
const ENDED = {
  transferred: "The officer moved to another post.",
  left: "The officer left.",
  "probation-ended": "Ended in probation.",
  reassigned: "Reassigned after a removal review.",
} as const;

export default function Leads() {
  const page = useLoaderData<typeof loader>() as CaseLeadsPage;
  const { head, mayChange, before, ended, zone } = page;
  return (
    <main id="main" className="page probation">
      <CaseHead
        head={head}
        title="Leads and post"
        lede="Who leads this case, who led it before, and how the post ends."
        trail={[{ to: casePaths.file(head.id), label: head.officer }]}
      />
      <LedgerSection title="Leads" note="One of each side. They read the case and write in it, as agreed.">
        <div className="stack">
          {page.now.map((lead) => (
            <Lead key={lead.role} lead={lead} page={page} />
          ))}
          {mayChange || ended ? null : (
            <p className="small muted">The supervisor of this case or the program coordinator names the next lead.</p>
          )}
        </div>
      </LedgerSection>
      {before.length > 0 ? (
        <LedgerSection title="Before" note="Who led the case, and why that changed.">
          <ul className="history">
            {before.map((one) => (
              <li key={one.id}>
                <PartyName party={one.party} name={one.name} />, {TITLES[one.role]}
                <span className="sub">
                  <Time at={one.fromAt} zone={zone} as="date" /> to <Time at={one.toAt} zone={zone} as="date" />.
                  {one.reason ? ` ${one.reason}` : ""}
                </span>
              </li>
            ))}
          </ul>
        </LedgerSection>
      ) : null}
      <LedgerSection title="The post" note="It ends with a day and a reason, and stays to be read.">
        {ended ? (
          <p>
            Ended {dayInWords(ended.on)}. {ended.how ? ENDED[ended.how] : ""} {ended.words ? `“${ended.words}”` : ""}
          </p>
        ) : (
          <div className="stack">
            <p>
              {head.school}, since {dayInWords(head.fromDate)}. It has no last day: time alone ends nothing here.
            </p>
            {mayChange ? <Ending page={page} /> : null}
          </div>
        )}
      </LedgerSection>
    </main>
  );
}

function Lead({ lead, page }: { lead: CaseLeadsPage["now"][number]; page: CaseLeadsPage }) {
  const { head, zone, mayChange, today } = page;
  return (
    <div>
      <h3>{TITLES[lead.role]}</h3>
      <p>
        {lead.name ? <PartyName party={lead.party} name={lead.name} /> : "Nobody is named."}
        {lead.fromAt ? (
          <>
            , since <Time at={lead.fromAt} zone={zone} as="date" />
          </>
        ) : null}
      </p>
      {lead.gone ? (
        <p className="attention">
          {lead.name} has this role no more. Name the next lead, or the steps of this side stand still.
        </p>
      ) : null}
      {mayChange && lead.next.length > 0 ? (
        <details className="no-print">
          <summary>Name the next {TITLES[lead.role].replace(/^School/, "school")}</summary>
          <p className="hint">
            From this moment, {dayInWords(today)}, the next lead reads the whole case and takes over what is open.
            {lead.name
              ? ` ${lead.name} reads nothing of it any more. What ${lead.name} wrote alone and did not hand in stays unread; the next lead starts anew.`
              : ""}{" "}
            What is sealed or signed stays as it is; meetings to come go into the next lead’s calendar. The officer and
            both sides see the change.
          </p>
          <Act to={`${casePaths.leads(head.id)}/next`} label="Name the next lead" values={{ role: lead.role }}>
            <Field as="select" name="userId" id={`next-${lead.role}`} label="Leads this case from now on" required>
              <option value="">Choose</option>
              {lead.next.map(({ userId, name }) => (
                <option key={userId} value={userId}>
                  {name}
                </option>
              ))}
            </Field>
            <Field
              as="textarea"
              name="reason"
              id={`reason-${lead.role}`}
              label="Why the lead changes"
              hint="It stands in the officer’s file; everybody of this case reads it."
              rows={2}
              maxLength={2000}
              required={lead.name !== null}
            />
          </Act>
        </details>
      ) : mayChange ? (
        <p className="small muted">
          Nobody else in the program has this role. Invite the next lead under People first.
        </p>
      ) : null}
    </div>
  );
}

function Ending({ page: { head, today } }: { page: CaseLeadsPage }) {
  return (
    <details className="no-print">
      <summary>Enter the end of this post</summary>
      <p className="hint">
        The case stays for the same people, to read and to finish: what is being written or signed goes on to its seal.
        No further checkpoint opens. It says nothing about how the officer served; an end for cause is decided in the
        probation or in a removal review.
      </p>
      <Act to={`${casePaths.leads(head.id)}/ending`} label="End the post" variant="danger">
        <Choices
          name="how"
          label="How it ended"
          required
          options={[
            { value: "transferred", label: "The officer moves to another post" },
            { value: "left", label: "The officer leaves the agency or the program" },
          ]}
        />
        <Field name="on" type="date" label="Last day" defaultValue={today} min={head.fromDate} max={today} required />
        <Field
          as="textarea"
          name="words"
          label="Why"
          hint="It stands in the officer’s file; everybody of this case reads it."
          rows={2}
          maxLength={2000}
          required
        />
      </Act>
    </details>
  );
}

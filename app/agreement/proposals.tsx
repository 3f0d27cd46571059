import type { ReactNode } from "react";
import { Alert } from "#app/ui/alert.tsx";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { PartyName } from "#app/ui/marks.tsx";
import { useAct } from "#app/ui/refusals.tsx";
import { Time } from "#app/ui/time.tsx";
import type { ProposalLine } from "#server/pages/mou.ts";
import { CLAUSES, type ClauseParameter } from "#shared/content/mou-clauses.ts";
import { CLAUSE_MAX, fieldValue, type MouClause } from "#shared/documents/mou.ts";
import { limitsInWords, optionInWords, unitInWords, valueInWords } from "#shared/mou.ts";
import { refusalIn } from "./answer.ts";

/** The proposals to one clause, the open ones first. */
export function Proposals({
  proposals,
  version,
  zone,
}: {
  proposals: readonly ProposalLine[];
  version: number;
  zone: string;
}) {
  if (proposals.length === 0) return <p>No change has been proposed to this clause.</p>;
  const order = [...proposals.filter((p) => p.state === "open"), ...proposals.filter((p) => p.state !== "open")];
  return (
    <ul className="mou-proposals">
      {order.map((proposal) => (
        <li key={proposal.id} className={proposal.state === "open" ? undefined : "is-done"}>
          <Proposal proposal={proposal} version={version} zone={zone} />
        </li>
      ))}
    </ul>
  );
}

function Proposal({ proposal, version, zone }: { proposal: ProposalLine; version: number; zone: string }) {
  const { name, party, at, label, pieces, reason, stale, decision, state, may } = proposal;
  return (
    <>
      <p>
        <PartyName party={party} name={name} />, <Time at={at} zone={zone} />
      </p>
      <p className="mou-diff">
        <b>{label}: </b>
        {pieces.map(({ kind, words }, index) =>
          kind === "gone" ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one proposal never change their order
            <del key={index}>
              <span className="vh">Out: </span>
              {words}
            </del>
          ) : kind === "new" ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <ins key={index}>
              <span className="vh">In: </span>
              {words}
            </ins>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <span key={index}>{words}</span>
          ),
        )}
      </p>
      <p className="mou-reason">“{reason}”</p>
      {stale ? (
        <p className="attention">
          The clause has changed since this was proposed. It cannot be accepted; reject it, or ask for a new proposal.
        </p>
      ) : null}
      {decision ? (
        <p className="muted">
          {STATE_WORDS[state]} by {decision.name}
          {decision.at ? (
            <>
              , <Time at={decision.at} zone={zone} />
            </>
          ) : null}
          {decision.reason ? `: “${decision.reason}”` : "."}
        </p>
      ) : null}
      {may.decide ? <Decide proposal={proposal} version={version} /> : null}
      {may.withdraw ? <Withdraw proposal={proposal} version={version} /> : null}
      {state === "open" && !may.decide && !may.withdraw ? (
        <p className="muted">The {party === "agency" ? "district’s" : "agency’s"} lead decides.</p>
      ) : null}
    </>
  );
}

const STATE_WORDS = { open: "Open", accepted: "Accepted", rejected: "Rejected", withdrawn: "Withdrawn" } as const;

function Decide({ proposal, version }: { proposal: ProposalLine; version: number }) {
  const fetcher = useAct();
  const busy = fetcher.state !== "idle";
  const refusal = refusalIn(fetcher);
  return (
    <>
      {refusal ? (
        <Alert tone="err" title="Not decided" live>
          {refusal}
        </Alert>
      ) : null}
      {proposal.stale ? null : (
        <fetcher.Form
          method="post"
          action={`/agreement/${version}/decision`}
          className="actions"
          onSubmit={fetcher.guard}
        >
          <input type="hidden" name="proposalId" value={proposal.id} />
          <input type="hidden" name="reason" value="" />
          <Button small name="decision" value="accept" aria-disabled={busy || undefined}>
            Accept<span className="vh"> the change by {proposal.name}</span>
          </Button>
        </fetcher.Form>
      )}
      <details>
        <summary>Reject</summary>
        <fetcher.Form
          method="post"
          action={`/agreement/${version}/decision`}
          className="stack"
          onSubmit={fetcher.guard}
        >
          <input type="hidden" name="proposalId" value={proposal.id} />
          <input type="hidden" name="decision" value="reject" />
          <Field
            as="textarea"
            id={`reject-${proposal.id}`}
            name="reason"
            label="Why not?"
            hint="The author reads it. It stays on record."
            rows={2}
            maxLength={1000}
            required
          />
          <Button small variant="danger" aria-disabled={busy || undefined}>
            Reject the change
          </Button>
        </fetcher.Form>
      </details>
    </>
  );
}

function Withdraw({ proposal, version }: { proposal: ProposalLine; version: number }) {
  const fetcher = useAct();
  return (
    <fetcher.Form
      method="post"
      action={`/agreement/${version}/withdrawal`}
      className="actions"
      onSubmit={fetcher.guard}
    >
      <input type="hidden" name="proposalId" value={proposal.id} />
      <Button small variant="plain" aria-disabled={fetcher.state !== "idle" || undefined}>
        Take my proposal back
      </Button>
      {refusalIn(fetcher) ? <span className="attention">{refusalIn(fetcher)}</span> : null}
    </fetcher.Form>
  );
}

/** Forms for another wording and for other values. Each carries what stood there on this screen. */
export function Propose({ clause, version }: { clause: MouClause; version: number }) {
  const about = CLAUSES.find(({ id }) => id === clause.id);
  if (!clause.addressed) return <p className="muted">To speak about this, a lead opens the text for writing again.</p>;
  return (
    <div>
      <ProposeForm clause={clause} field="text" version={version} title="Propose other words">
        <Field
          as="textarea"
          id={`after-${clause.id}`}
          name="after"
          label="The clause as you propose it"
          rows={8}
          maxLength={CLAUSE_MAX}
          defaultValue={clause.text}
          required
        />
      </ProposeForm>
      {about?.parameters.map((parameter) => (
        <ProposeForm
          key={parameter.key}
          clause={clause}
          field={parameter.key}
          version={version}
          title={`Propose another value: ${parameter.label}`}
        >
          <ValueInput parameter={parameter} clause={clause} />
        </ProposeForm>
      ))}
    </div>
  );
}

function ProposeForm({
  clause,
  field,
  version,
  title,
  children,
}: {
  clause: MouClause;
  field: string;
  version: number;
  title: string;
  children: ReactNode;
}) {
  const fetcher = useAct();
  const refusal = refusalIn(fetcher);
  const made = fetcher.state === "idle" && fetcher.data?.ok === true;
  return (
    <details className="mou-propose">
      <summary>{title}</summary>
      <fetcher.Form method="post" action={`/agreement/${version}/proposal`} className="stack" onSubmit={fetcher.guard}>
        {refusal ? (
          <Alert tone="err" title="Not proposed" live>
            {refusal}
          </Alert>
        ) : made ? (
          <p role="status">Proposed. The other side’s lead decides.</p>
        ) : null}
        <input type="hidden" name="clauseId" value={clause.id} />
        <input type="hidden" name="field" value={field} />
        <input type="hidden" name="before" value={fieldValue(clause, field)} />
        {children}
        <Field
          as="textarea"
          id={`reason-${clause.id}-${field}`}
          name="reason"
          label="Why?"
          hint="The other side reads it."
          rows={2}
          maxLength={1000}
          required
        />
        <Button small aria-disabled={fetcher.state !== "idle" || undefined}>
          Propose the change
        </Button>
      </fetcher.Form>
    </details>
  );
}

function ValueInput({ parameter, clause }: { parameter: ClauseParameter; clause: MouClause }) {
  const value = clause.parameters[parameter.key] ?? null;
  const shared = {
    id: `after-${parameter.key}`,
    name: "after",
    label: parameter.label,
    hint: `Now: ${valueInWords(parameter, value)}.`,
    defaultValue: value === null ? "" : String(value),
  };
  if (parameter.type === "boolean" || parameter.type === "enum") {
    const options = parameter.type === "boolean" ? ["true", "false"] : (parameter.options ?? []);
    return (
      <Field as="select" {...shared}>
        {options.map((option) => (
          <option key={option} value={option}>
            {parameter.type === "boolean" ? (option === "true" ? "Yes" : "No") : optionInWords(option)}
          </option>
        ))}
      </Field>
    );
  }
  const unit = unitInWords(parameter.unit, 2);
  return (
    <Field
      {...shared}
      hint={`${shared.hint} ${limitsInWords(parameter)}${unit ? ` In ${unit}.` : ""}`}
      maxLength={120}
    />
  );
}

import { Form, useNavigation } from "@remix-run/react";
import type { RestsOn } from "#app/agreement/clause-note.tsx";
import { Button } from "#app/ui/button.tsx";

export interface ScreeningFacts {
  zone: string;
  candidate: { name: string; state: string; stateLabel: string; rule: string; words: string; asked: string };
  service: { years: number; minimumYears: number };
  waiver: { signed: { name: string; party: string; signedAt: number }[]; hash: string | null; signedByMe: boolean };
  /** How the waiver was denied, and what was signed before; `null` while none was. */
  denied: {
    by: string | null;
    at: number;
    before: { id: string; name: string; party: string; signedAt: number; voidSince: string }[];
  } | null;
  interview: { scheduledAt: number | null; way: { to: string; label: string; stateLabel: string } | null } | null;
  /** The evidence of work with young people; the school attests it. */
  youth: readonly { verified: unknown }[];
  restsOn: RestsOn | null;
  may: { screen: boolean; signWaiver: boolean; denyWaiver: boolean; schedule: boolean };
}

/** What a refused action sent back: what was typed, and the sentence about it. */
export interface ActionResult {
  intent: string;
  sentence: string;
  values: Record<string, string>;
}

/** One act of this page: a form, its button, what happens then. */
export function Act({
  intent,
  label,
  pending,
  solid = false,
  result,
  after,
  children,
}: {
  intent: string;
  label: string;
  pending: string;
  solid?: boolean;
  result: ActionResult | null;
  after?: string;
  children?: React.ReactNode;
}) {
  const navigation = useNavigation();
  const busy = navigation.state !== "idle" && navigation.formData?.get("intent") === intent;
  return (
    <Form method="post" className="stack" noValidate>
      <input type="hidden" name="intent" value={intent} />
      {children}
      {after ? <p className="hint">{after}</p> : null}
      {!children && result?.intent === intent ? (
        <p className="error-msg" role="alert">
          {result.sentence}
        </p>
      ) : null}
      <div className="actions">
        <Button variant={solid ? "solid" : "line"} disabled={navigation.state !== "idle"}>
          {busy ? pending : label}
        </Button>
      </div>
    </Form>
  );
}

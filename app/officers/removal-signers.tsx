import { Mark } from "#app/ui/marks.tsx";
import { Time } from "#app/ui/time.tsx";
import type { RemovalPage } from "#server/pages/removal.ts";
import type { Party } from "#shared/roles.ts";
import { short } from "./evaluation-steps.tsx";

/** Who signs, who has, and the fingerprint each named. A signature under other words counts no more, visibly. */
export function RemovalSigners({
  page,
  signers,
  hash,
}: {
  page: RemovalPage;
  signers: readonly { key: string; role: string; party: Party; name: string }[];
  /** Of the words that stand there now. */
  hash: string;
}) {
  const { signed, zone } = page;
  return (
    <>
      <ul className="signers">
        {signers.map(({ key, role, party, name }) => {
          const of = signed.filter((one) => one.role === role && one.party === party);
          const holds = of.find((one) => !one.isVoid && one.hash === hash);
          const ended = holds ? undefined : of.at(-1);
          return (
            <li key={key}>
              <Mark party={party} outline={!holds} />
              <b>{holds?.name ?? ended?.name ?? name}</b>
              <span className={ended ? "attention" : "muted"}>
                {holds ? (
                  <>
                    Signed <Time at={holds.signedAt} zone={zone} />, fingerprint{" "}
                    <code className="hash" title={holds.hash}>
                      {short(holds.hash)}
                    </code>
                  </>
                ) : ended ? (
                  "Signed earlier words; they were changed since"
                ) : (
                  "Not signed"
                )}
              </span>
            </li>
          );
        })}
      </ul>
      <p className="small muted">
        {page.ended ? "Fingerprint" : "Fingerprint of the words as they stand"} <code className="hash">{hash}</code>
      </p>
    </>
  );
}

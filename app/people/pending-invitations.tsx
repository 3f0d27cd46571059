import { Form } from "@remix-run/react";
import { Button } from "#app/ui/button.tsx";
import { DataTable } from "#app/ui/data-table.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { Mark } from "#app/ui/marks.tsx";
import { Time } from "#app/ui/time.tsx";
import { type Party, ROLES, type Role } from "#shared/roles.ts";

interface Row {
  id: string;
  purpose: "join" | "password";
  name: string;
  email: string;
  role: Role;
  party: Party;
  expiresAt: number;
  expired: boolean;
}

/** Invitations nobody has accepted yet. The link itself is gone; a new invitation to the same address replaces it. */
export function PendingInvitations({ invitations, zone }: { invitations: readonly Row[]; zone: string }) {
  if (invitations.length === 0)
    return <Empty title="No invitation is open">Invitations stand here until they are accepted.</Empty>;
  return (
    <DataTable
      caption="People invited who have not joined yet"
      captionHidden
      columns={[{ label: "For" }, { label: "Role" }, { label: "Works until" }, { label: "Link" }]}
      rows={invitations.map((row) => ({
        key: row.id,
        cells: [
          <span key="for">
            <Mark party={row.party} /> {row.name} <span className="sub">{row.email}</span>
          </span>,
          row.purpose === "password" ? "New password" : ROLES[row.role].label,
          row.expired ? (
            <span key="expired" className="attention">
              {row.purpose === "password" ? "Expired." : "Expired. Invite again for a new link."}
            </span>
          ) : (
            <Time key="until" at={row.expiresAt} zone={zone} />
          ),
          <Form key="withdraw" method="post">
            <input type="hidden" name="intent" value="withdraw" />
            <input type="hidden" name="id" value={row.id} />
            <Button variant="plain" small>
              <span>
                Withdraw<span className="vh"> the link for {row.name}</span>
              </span>
            </Button>
          </Form>,
        ],
      }))}
    />
  );
}

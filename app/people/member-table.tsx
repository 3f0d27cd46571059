import { Form, useNavigation } from "@remix-run/react";
import { Button } from "#app/ui/button.tsx";
import { DataTable } from "#app/ui/data-table.tsx";
import { Mark, PartyName } from "#app/ui/marks.tsx";
import { type Party, ROLES, type Role } from "#shared/roles.ts";

interface Row {
  userId: string;
  name: string;
  role: Role;
  party: Party;
  /** Where a guest without an account comes from. */
  guestOf: string | null;
}

/** Everyone in the program; the coordinator may help with a lost password or end a membership, after reading what that means. */
export function MemberTable({
  members,
  me,
  manages,
  passwords,
  names,
}: {
  members: readonly Row[];
  me: string;
  manages: boolean;
  /** The demo's people have none. */
  passwords: boolean;
  names: { agency?: string; district?: string };
}) {
  const columns = [{ label: "Name" }, { label: "Role" }, { label: "Party", wideOnly: true }];
  return (
    <DataTable
      caption="Members of this program"
      captionHidden
      columns={manages ? [...columns, { label: "Account" }] : columns}
      rows={members.map(({ userId, name, role, party, guestOf }) => ({
        key: userId,
        cells: [
          <span key="name">
            <Mark party={party} /> {name}
            {userId === me ? <span className="muted"> (you)</span> : null}
            {guestOf ? <span className="sub muted">{guestOf}; no account</span> : null}
          </span>,
          ROLES[role].label,
          <PartyName key="party" party={party} name={party === "community" ? undefined : names[party]} />,
          ...(manages
            ? [
                <div key="account" className="stack-s">
                  {passwords && userId !== me && guestOf === null ? <PasswordLink userId={userId} name={name} /> : null}
                  <End userId={userId} name={name} />
                </div>,
              ]
            : []),
        ],
      }))}
    />
  );
}

function PasswordLink({ userId, name }: { userId: string; name: string }) {
  const busy = useNavigation().state !== "idle";
  return (
    <details>
      <summary>
        <span>
          New password link<span className="vh"> for {name}</span>
        </span>
      </summary>
      <Form method="post">
        <input type="hidden" name="intent" value="password-link" />
        <input type="hidden" name="id" value={userId} />
        <p className="small muted">
          Works once, for 24 hours. Give it to them in person or by phone: whoever opens it signs in as {name}. The
          present password works until then.
        </p>
        <Button small className="mt-2" disabled={busy}>
          Make the link
        </Button>
      </Form>
    </details>
  );
}

function End({ userId, name }: { userId: string; name: string }) {
  return (
    <details>
      <summary>
        <span>
          End membership<span className="vh"> of {name}</span>
        </span>
      </summary>
      <Form method="post">
        <input type="hidden" name="intent" value="end" />
        <input type="hidden" name="id" value={userId} />
        <p className="small muted">Their pages close at once. Records keep their name and signatures.</p>
        <Button variant="danger" small className="mt-2">
          End membership
        </Button>
      </Form>
    </details>
  );
}

import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { GuestSection } from "#app/people/guest-section.tsx";
import { InviteForm } from "#app/people/invite-form.tsx";
import { LinkReady } from "#app/people/link-ready.tsx";
import { MemberTable } from "#app/people/member-table.tsx";
import { PendingInvitations } from "#app/people/pending-invitations.tsx";
import { Alert } from "#app/ui/alert.tsx";
import { LedgerSection, PageHead } from "#app/ui/ledger.tsx";
import { guestsOf } from "#db/guests.ts";
import { invitationState, pendingInvitations } from "#db/invitations.ts";
import { installationKind, membersOf, programOf } from "#db/programs.ts";
import { postedForm, readForm, textOf } from "#server/acts/form.ts";
import { email, line, personName } from "#server/auth/account-form.ts";
import { nameGuest } from "#server/commands/guests.ts";
import { invite, revokeInvitation } from "#server/commands/invitations.ts";
import { makePasswordLink } from "#server/commands/password-links.ts";
import { endMembership } from "#server/commands/people.ts";
import { requireViewer } from "#server/viewer.ts";
import { hasRight } from "#shared/machine.ts";
import { managesPeople, PARTY_NAMES, ROLE_NAMES, type Role } from "#shared/roles.ts";

export const meta: MetaFunction = () => [{ title: "People · Accord" }];

export function loader({ request, context }: LoaderFunctionArgs) {
  const { db, viewer, clock } = requireViewer(context, request);
  const manages = managesPeople(viewer);
  const now = clock();
  const invitations = manages
    ? pendingInvitations(db, viewer.programId).map((row) => ({
        id: row.id,
        purpose: row.purpose,
        name: row.name,
        email: row.email,
        role: row.role,
        party: row.party,
        expiresAt: row.expiresAt,
        expired: invitationState(row, now) === "expired",
      }))
    : [];
  const members = membersOf(db, viewer.programId).map(({ userId, name, role, party }) => ({
    userId,
    name,
    role,
    party,
  }));
  const program = programOf(db, viewer.programId);
  return {
    /** For whoever names guests; `null` for everybody else. */
    guests: hasRight(viewer, "guests", viewer.programId) ? guestsOf(db, viewer.programId) : null,
    me: viewer.userId,
    manages,
    passwords: installationKind(db) === "live",
    members,
    invitations,
    zone: program?.timeZone ?? "UTC",
    names: { agency: program?.agencyName, district: program?.districtName },
  };
}

const invitee = z.object({
  name: personName,
  email,
  role: z.enum(ROLE_NAMES, { error: "Choose a role." }),
  party: z.enum(PARTY_NAMES, { error: "Choose a role." }),
});

const guest = z.object({
  name: personName,
  organization: line("Write where the guest comes from: a school, a parents’ group, a service."),
});

export async function action({ request, context }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  const form = await postedForm(request);
  const id = textOf(form, "id");
  switch (form.get("intent")) {
    case "end":
      return answer(endMembership(ctx, id), "The membership has ended. This person's pages are closed.");
    case "withdraw":
      return answer(revokeInvitation(ctx, id), "The link was withdrawn and no longer works.");
    case "password-link": {
      const made = makePasswordLink(ctx, id);
      return made.ok ? { passwordLink: linkTo(made.token), for: made.name } : { refused: made.sentence };
    }
    case "guest": {
      const values = { name: textOf(form, "guest-name"), organization: textOf(form, "guest-organization") };
      const read = readForm(guest, values);
      if (!read.ok)
        return {
          guest: values,
          errors: read.errors.map(({ field, sentence }) => ({ field: `guest-${field}`, sentence })),
        };
      const named = nameGuest(ctx, read.data);
      if (!named.ok) return { refused: named.sentence };
      return { done: `${read.data.name} can now be chosen for a panel in the process agreement.` };
    }
    default: {
      const [party = "", role = ""] = textOf(form, "place").split(":");
      const values = { name: textOf(form, "name"), email: textOf(form, "email"), place: textOf(form, "place") };
      const read = readForm(invitee, { ...values, role, party });
      if (!read.ok) return { values, errors: read.errors.map(toControl) };
      const outcome = invite(ctx, read.data);
      if (!outcome.ok) return { values, errors: [{ field: "", sentence: outcome.sentence }] };
      return { link: linkTo(outcome.token), for: read.data.name };
    }
  }

  function linkTo(token: string): string {
    return new URL(`/invitation/${token}`, ctx.env.PUBLIC_URL ?? new URL(request.url).origin).href;
  }
}

function answer(outcome: { ok: true } | { ok: false; sentence: string }, done: string) {
  return outcome.ok ? { done } : { refused: outcome.sentence };
}

/** Role and party are one control on screen. */
function toControl({ field, sentence }: { field: string; sentence: string }) {
  return { field: field === "role" || field === "party" ? "place" : field, sentence };
}

/** What the program still lacks before its leads can start. */
function nextStep(roles: readonly Role[]): string {
  const missing = (["supervisor", "administrator"] as const).filter((role) => !roles.includes(role));
  if (missing.length === 0) return "Both leads are here. They open a selection round under Selection.";
  const words = missing.map((role) => (role === "supervisor" ? "the SRO supervisor" : "the school administrator"));
  return `Invite ${words.join(" and ")} first: the two leads write the process agreement and sign it for their party.`;
}

export default function People() {
  const { me, manages, passwords, members, invitations, zone, names, guests } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <main id="main" className="page">
      <PageHead
        title="People"
        lede={
          manages
            ? "You invite people and end memberships. Each role sees what it may see, no more."
            : "Everyone in this program, by party and role. The program coordinator invites people."
        }
      />
      <LedgerSection title="In the program" wide>
        {reply && "done" in reply && reply.done ? <Alert tone="ok" title={reply.done} live /> : null}
        {reply && "refused" in reply && reply.refused ? (
          <Alert tone="err" title="Nothing was changed" live>
            {reply.refused}
          </Alert>
        ) : null}
        {reply && "passwordLink" in reply && reply.passwordLink ? (
          <LinkReady title={`The link for a new password of ${reply.for} is ready`} link={reply.passwordLink} />
        ) : null}
        <MemberTable
          members={members.map((member) => ({
            ...member,
            guestOf: guests?.find(({ userId }) => userId === member.userId)?.organization ?? null,
          }))}
          me={me}
          manages={manages}
          passwords={passwords}
          names={names}
        />
      </LedgerSection>
      {guests ? <GuestSection key={guests.length} reply={reply && "guest" in reply ? reply : null} /> : null}
      {manages ? (
        <>
          <LedgerSection
            title="Invite someone"
            note="You get a link to pass on. It works once and expires after seven days."
            aside={
              <>
                <h3>What comes next</h3>
                <p>{nextStep(members.map(({ role }) => role))}</p>
              </>
            }
          >
            <InviteForm reply={reply && ("link" in reply || "values" in reply) ? reply : null} />
          </LedgerSection>
          <LedgerSection title="Open invitations" wide>
            <PendingInvitations invitations={invitations} zone={zone} />
          </LedgerSection>
        </>
      ) : null}
    </main>
  );
}

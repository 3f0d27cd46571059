import { Link, NavLink, useLocation } from "@remix-run/react";
import { type ReactNode, useEffect, useRef } from "react";
import { PARTIES, type Party, ROLES, type Role } from "#shared/roles.ts";
import { SignOutForm } from "../workspace/sign-out-form.tsx";
import { Face, PartyName } from "./marks.tsx";
import { ThemeForm } from "./theme-form.tsx";

interface Person {
  name: string;
  initials: string;
  party: Party;
  role: Role;
  /** True on a device that joined one interview: it has no account page. */
  visit: boolean;
}

/** The top of every page: both parties side by side, and the way round. */
export function Masthead({
  person,
  program,
  places,
  theme,
}: {
  person: Person | null;
  program: { agencyName: string; districtName: string } | null;
  places: readonly { to: string; label: string }[];
  theme: string | null;
}) {
  if (!person || !program) return <PlainMasthead person={person} theme={theme} />;
  return (
    <header className="mast">
      <Link className="brand" to="/desk">
        Accord
      </Link>
      <nav className="nav" aria-label="Main">
        {places.map(({ to, label }) => (
          <NavLink key={to} to={to}>
            {label}
          </NavLink>
        ))}
      </nav>
      <div className="tools">
        <Account person={person} theme={theme} />
      </div>
      <div className="orgs">
        <PartyName party="agency" name={program.agencyName} />
        <PartyName party="district" name={program.districtName} />
      </div>
    </header>
  );
}

function PlainMasthead({ person, theme }: { person: Person | null; theme: string | null }) {
  return (
    <header className="mast mast-plain">
      <Link className="brand" to="/">
        Accord
      </Link>
      <div className="tools">{person ? <Account person={person} theme={theme} /> : <Appearance theme={theme} />}</div>
    </header>
  );
}

function Appearance({ theme }: { theme: string | null }) {
  return (
    <Menu label="Appearance">
      <ThemeForm theme={theme} />
    </Menu>
  );
}

function Account({ person, theme }: { person: Person; theme: string | null }) {
  return (
    <Menu
      label={
        <>
          <span className="vh">Your account: </span>
          <Face {...person} />
          <span className="acct" aria-hidden="true">
            {person.name}
          </span>
        </>
      }
    >
      <p>
        <b>{person.name}</b>
        {ROLES[person.role].label}, {PARTIES[person.party].label.toLowerCase()}
      </p>
      {person.visit ? (
        <p>This device joined one interview.</p>
      ) : (
        <p>
          <Link to="/account">Account and password</Link>
        </p>
      )}
      <ThemeForm theme={theme} />
      <SignOutForm />
    </Menu>
  );
}

/** Opens without a script; with one it also closes on Escape, on a click elsewhere and after a link. */
function Menu({ label, children }: { label: ReactNode; children: ReactNode }) {
  const details = useRef<HTMLDetailsElement>(null);
  const { key } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new location closes the menu
  useEffect(() => details.current?.removeAttribute("open"), [key]);
  useEffect(() => {
    const close = (event: Event) => {
      const element = details.current;
      if (!element?.open) return;
      if (event instanceof KeyboardEvent) {
        if (event.key !== "Escape") return;
        element.querySelector("summary")?.focus();
      } else if (element.contains(event.target as Node)) return;
      element.open = false;
    };
    document.addEventListener("keydown", close);
    document.addEventListener("pointerdown", close);
    return () => {
      document.removeEventListener("keydown", close);
      document.removeEventListener("pointerdown", close);
    };
  }, []);
  return (
    <details className="account" ref={details}>
      <summary>{label}</summary>
      <div className="account-menu">{children}</div>
    </details>
  );
}

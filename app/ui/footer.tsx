import { Link } from "@remix-run/react";

/** The foot of every page. */
export function Footer({ version, program }: { version?: string; program: { name: string; zone: string } | null }) {
  return (
    <footer className="foot">
      <div>
        <p>
          {program
            ? `${program.name} · ${program.zone}`
            : "Draws on NASRO’s 2021 program recommendations. Not affiliated with NASRO."}
        </p>
        <nav aria-label="About Accord">
          <ul>
            {version ? <li>Accord {version}</li> : null}
            <li>
              <Link to="/about">About</Link>
            </li>
            <li>
              <Link to="/verify">Check a record</Link>
            </li>
            <li>
              <Link to="/accessibility">Accessibility</Link>
            </li>
            <li>
              <Link to="/privacy">Privacy</Link>
            </li>
            <li>No third-party requests</li>
          </ul>
        </nav>
      </div>
    </footer>
  );
}

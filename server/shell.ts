import type { AppLoadContext } from "@remix-run/node";
import type { Db } from "#db/open.ts";
import { castOf, installationKind, type Program, programOf } from "#db/programs.ts";
import { casePaths } from "#shared/case-paths.ts";
import { can, hasRight } from "#shared/machine.ts";
import { ROLES, type Viewer } from "#shared/roles.ts";
import { zoneName } from "#shared/time.ts";
import pkg from "../package.json" with { type: "json" };
import { readableCases } from "./pages/case-reach.ts";
import { namesHidden } from "./pages/debrief-hidden.ts";
import { mayReadReport } from "./pages/report.ts";

export interface Place {
  to: string;
  label: string;
}

const THEMES = ["light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** What the frame round every page shows. It goes to the browser, so it holds names, the viewer's own id, and nothing else. */
export function shellOf({ app, signedIn, window, seen }: AppLoadContext, request: Request) {
  const viewer = signedIn?.viewer ?? null;
  const program = viewer ? programOf(app.db, viewer.programId) : null;
  // Signed out as well: whoever opens a demo must never take it for a real program.
  const cast = castOf(app.db);
  // On a screen for the whole room the frame names nobody either.
  const hidden = namesHidden(request);
  return {
    version: pkg.version,
    theme: themeOf(request.headers.get("Cookie")),
    window,
    seen,
    viewer: viewer && {
      userId: hidden ? null : viewer.userId,
      name: hidden ? ROLES[viewer.role].label : viewer.name,
      initials: hidden ? "–" : viewer.initials,
      party: viewer.party,
      role: viewer.role,
      /** True on a device that joined one interview. */
      visit: viewer.only !== undefined,
    },
    program: program && namesOf(program),
    places: viewer && viewer.only === undefined ? placesOf(app.db, viewer) : [],
    demo:
      installationKind(app.db) === "demo"
        ? {
            current: hidden ? null : (viewer?.slug ?? null),
            cast: hidden ? [] : cast.map(({ slug, name, role, party }) => ({ slug, name, role, party })),
          }
        : null,
  };
}

/** The theme chosen by hand; without one the page follows the system. */
export function themeOf(cookies: string | null): Theme | null {
  const value = /(?:^|;\s*)theme=([a-z]+)/.exec(cookies ?? "")?.[1];
  return THEMES.find((theme) => theme === value) ?? null;
}

function namesOf({ name, agencyName, districtName, timeZone }: Program) {
  return { name, agencyName, districtName, timeZone, zone: zoneName(timeZone) };
}

/** The parts of Accord this person has any use for. Each page still judges for itself. */
function placesOf(db: Db, viewer: Viewer): Place[] {
  const { programId } = viewer;
  const all: (Place & { open: boolean })[] = [
    { to: "/desk", label: "Desk", open: true },
    {
      to: "/selection",
      label: "Selection",
      open: can(viewer, "R", "round", { lifecycle: "process", state: "active", programId }),
    },
    {
      to: casePaths.all,
      label: "Officers",
      open: hasRight(viewer, "openCase", programId) || readableCases(db, viewer).length > 0,
    },
    {
      to: "/agreement",
      label: "Agreement",
      open: can(viewer, "R", "agreement", { lifecycle: "mou", state: "adopted", programId }),
    },
    {
      to: "/records",
      label: "Records",
      open: can(viewer, "R", "result", { lifecycle: "interview", state: "sealed", programId }),
    },
    { to: "/outbox", label: "Outbox", open: hasRight(viewer, "outbox", programId) },
    { to: "/report", label: "Report", open: mayReadReport(viewer) },
    { to: "/people", label: "People", open: true },
  ];
  return all.filter(({ open }) => open).map(({ to, label }) => ({ to, label }));
}

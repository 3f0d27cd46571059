import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { shellOf } from "#server/shell.ts";
import "./app.css";
import { DemoTray } from "./ui/demo-tray.tsx";
import { Failure, failureTitle } from "./ui/failure.tsx";
import { useFocusKept } from "./ui/focus-kept.ts";
import { Footer } from "./ui/footer.tsx";
import { Masthead } from "./ui/masthead.tsx";
import { useNonce } from "./ui/nonce.ts";
import { Pending } from "./ui/pending.tsx";
import { Refusals } from "./ui/refusals.tsx";
import { Sprite } from "./ui/sprite.tsx";
import { SaveState, SaveStateProvider } from "./workspace/save-state.tsx";
import { useOwner } from "./workspace/whose-page.ts";

export function loader({ request, context }: LoaderFunctionArgs) {
  return shellOf(context, request);
}

export const meta: MetaFunction = ({ error }) => [{ title: error ? failureTitle(error) : "Accord" }];

/** The document and the frame. Also stands round an error, and then the loader's data may be missing. */
export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce();
  const shell = useRouteLoaderData<typeof loader>("root");
  const owner = useOwner(shell && { place: shell.window ?? "", userId: shell.viewer?.userId ?? null });
  return (
    <html lang="en-US" data-theme={shell?.theme ?? undefined}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <Meta />
        <Links />
      </head>
      <body>
        <Sprite />
        <a className="skip" href="#main">
          Skip to the page
        </a>
        <div className="joint top" aria-hidden="true" />
        <SaveStateProvider owner={owner} seen={shell?.seen ?? null}>
          {shell?.demo ? <DemoTray {...shell.demo} /> : null}
          <Masthead
            person={shell?.viewer ?? null}
            program={shell?.program ?? null}
            places={shell?.places ?? []}
            theme={shell?.theme ?? null}
          />
          <div className="save-place no-print">
            <SaveState zone={shell?.program?.timeZone ?? "UTC"} />
          </div>
          <Refusals />
          {children}
        </SaveStateProvider>
        <Footer version={shell?.version} program={shell?.program ?? null} />
        <Pending />
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  useFocusKept();
  return <Outlet />;
}

export function ErrorBoundary() {
  return <Failure />;
}

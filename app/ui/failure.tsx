import { isRouteErrorResponse, Link, useRouteError } from "@remix-run/react";

/** What went wrong, what is safe, what to do next. */
export function Failure() {
  const { title, sentence } = wordsFor(useRouteError());
  return (
    <main id="main" className="page">
      <div className="ledger">
        <div className="ml" />
        <div className="mm head">
          <h1>{title}</h1>
          <p>{sentence}</p>
          <p className="gap-above">
            <Link to="/" reloadDocument>
              Go to the first page
            </Link>
          </p>
        </div>
      </div>
    </main>
  );
}

/** The tab's title for the same failure. */
export function failureTitle(error: unknown): string {
  return `${wordsFor(error).title} · Accord`;
}

function wordsFor(error: unknown): { title: string; sentence: string } {
  const status = isRouteErrorResponse(error) ? error.status : null;
  if (status === 404)
    return {
      title: "This page is not here",
      sentence:
        "The address leads nowhere, or to something you cannot open. Check the link, or ask the person who sent it.",
    };
  if (status === 400)
    return {
      title: "The form did not arrive whole",
      sentence: "Nothing was changed. Go back, and send it again.",
    };
  if (status === 403)
    return {
      title: "This cannot be done from here",
      sentence:
        "Your part in this program does not include it, or the form was too old. Go back, load the page again and repeat the step.",
    };
  if (status === 429)
    return { title: "Too many tries", sentence: "Wait a few minutes, then try again. Nothing you saved is lost." };
  if (error instanceof TypeError && /fetch|network|load failed/i.test(error.message))
    return {
      title: "Accord cannot be reached",
      sentence:
        "The connection is gone. What you typed into shared texts is kept on this device. Check the network, then load the page again.",
    };
  return {
    title: "Something went wrong here",
    sentence:
      "Nothing you saved is lost. Load the page again. If it happens twice, tell the person who runs this installation what you did and at what time.",
  };
}

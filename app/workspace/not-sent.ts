/**
 * A form that did not get through, or whose answer is no answer to a form, leaves the page as it is: what stands there is
 * not thrown away for an error page. The reason is told to whoever shows it.
 */
const listeners = new Set<(sentence: string) => void>();

/** @returns a function that ends it */
export function onNotSent(listener: (sentence: string) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What Remix reads as "done, and nothing to say". */
export function keepPage(status: number | null): Response {
  for (const tell of listeners) tell(SENTENCES[status ?? 0] ?? LOST);
  return new Response(null, { status: 204 });
}

/** Is it the answer of a command, or a way on? A refusal (409) is, and so is a file that is too large for its form (413). */
export function answersForm({ status, headers }: Response): boolean {
  return headers.has("X-Remix-Response") && (status < 400 || status === 409 || status === 413);
}

/** Pages that are left by their form; there is nothing on them to keep. */
const LEAVING = /\/(sign-in|sign-out|demo|join)\.data$/;

/** A form's sending, by script: Remix posts to the act's address with `.data` behind it. */
export function sendsForm(method: string, pathname: string): boolean {
  return method.toUpperCase() === "POST" && pathname.endsWith(".data") && !LEAVING.test(pathname);
}

const LOST =
  "The server could not be reached, or its answer was lost. What you typed still stands here. Look whether it was done before you send it again.";
const SENTENCES: Record<number, string> = {
  400: "The form did not arrive whole, and nothing was changed. Send it again.",
  403: "Your part in this program does not include it, or this page is too old. Load the page again and repeat the step.",
  404: "It is not here any more, or not yours to do. Nothing was changed; the page shows what holds now.",
  413: "It is too large to be sent. Shorten the words, or choose a smaller file.",
  429: "Too many tries. Wait a few minutes, then send it again.",
  500: "Something went wrong here, and it is not sure that it was done. Load the page again and look. If it happens twice, tell the person who runs this installation what you did and at what time.",
};

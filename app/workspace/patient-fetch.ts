/**
 * Loading a page's data again while the network or the server is away would end in an error page, and what is being
 * typed would go with it. `beginPatience(needed)` lets such a load wait for the server instead, while `needed()` says so.
 * A proxy that says in the server's place that there is none is no answer either. A form is never sent twice: one that
 * did not get through leaves the page as it is.
 */
import { answersForm, keepPage, sendsForm } from "./not-sent.ts";

const AGAIN_MS = 1_000;

/** @returns a function that ends it */
export function beginPatience(needed: () => boolean): () => void {
  const original = window.fetch;
  const patient: typeof fetch = async (input, init) => {
    if (isForm(input, init)) return sendOnce(original, input, init);
    for (;;) {
      try {
        const answer = await original(input, init);
        if (!isPageData(input, init) || !needed()) return answer;
        if (isFromProxy(answer)) throw new TypeError("no server behind the proxy");
        return await whole(answer);
      } catch (error) {
        const signal = init?.signal ?? (input instanceof Request ? input.signal : null);
        if (!isPageData(input, init) || signal?.aborted || !needed()) throw error;
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS * (0.5 + Math.random())));
        signal?.throwIfAborted();
      }
    }
  };
  window.fetch = patient;
  return () => {
    if (window.fetch === patient) window.fetch = original;
  };
}

async function sendOnce(send: typeof fetch, ...request: Parameters<typeof fetch>): Promise<Response> {
  const [input, init] = request;
  try {
    const answer = await send(...request);
    return answersForm(answer) ? await whole(answer) : keepPage(answer.status);
  } catch (error) {
    const signal = init?.signal ?? (input instanceof Request ? input.signal : null);
    if (signal?.aborted) throw error;
    return keepPage(null);
  }
}

/** A server that dies in the middle of its answer has not answered: read to its end, or failed like one that never began. */
async function whole(answer: Response): Promise<Response> {
  if (!answer.body) return answer;
  const { status, statusText, headers } = answer;
  return new Response(await answer.arrayBuffer(), { status, statusText, headers });
}

/** Bad gateway, service unavailable, gateway timeout; what Remix itself answers with carries its header. */
function isFromProxy({ status, headers }: Response): boolean {
  return status >= 502 && status <= 504 && !headers.has("X-Remix-Response");
}

/** Remix asks for a page's data at the page's address with `.data` behind it, and at times before for the page's parts. */
function isPageData(...request: Parameters<typeof fetch>): boolean {
  const { method, pathname } = asked(...request);
  return method.toUpperCase() === "GET" && /\.data$|\/__manifest$/.test(pathname);
}

function isForm(...request: Parameters<typeof fetch>): boolean {
  const { method, pathname } = asked(...request);
  return sendsForm(method, pathname);
}

function asked(input: RequestInfo | URL, init?: RequestInit): { method: string; pathname: string } {
  const method = init?.method ?? (input instanceof Request ? input.method : "GET");
  return { method, pathname: new URL(input instanceof Request ? input.url : input, window.location.href).pathname };
}

/** One browser without a screen: keeps cookies, sends forms with an Origin, follows nothing by itself. */
export interface Visitor {
  cookies: Map<string, string>;
  get(path: string): Promise<Response>;
  /** @param origin the Origin header; null sends none. The server's own by default. */
  post(path: string, fields?: Record<string, string | string[]>, origin?: string | null): Promise<Response>;
}

export function visitor(url: string): Visitor {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers);
    if (cookies.size > 0) headers.set("Cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await fetch(new URL(path, url), { ...init, headers, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  return {
    cookies,
    get: (path) => send(path, {}),
    post: (path, fields = {}, origin = url) => {
      const body = new URLSearchParams();
      for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
      return send(path, { method: "POST", body, headers: origin === null ? {} : { Origin: origin } });
    },
  };
}

import type { ActionFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { postedForm } from "#server/acts/form.ts";

const Choice = z.object({
  theme: z.enum(["system", "light", "dark"]),
  /** A path of this installation; two slashes would lead to another host. */
  back: z.string().regex(/^\/(?![/\\])/),
});
const YEAR = 365 * 24 * 60 * 60;

export const loader = () => redirect("/");

export async function action({ request }: ActionFunctionArgs) {
  const choice = Choice.safeParse(Object.fromEntries(await postedForm(request)));
  if (!choice.success) return redirect("/");
  const { theme, back } = choice.data;
  const cookie = theme === "system" ? "theme=; Max-Age=0" : `theme=${theme}; Max-Age=${YEAR}`;
  return redirect(back, { headers: { "Set-Cookie": `${cookie}; Path=/; HttpOnly; SameSite=Lax` } });
}

import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** The harness as one script, made of the product's own modules. */
export async function bundledHarness(): Promise<string> {
  const made = await build({
    root,
    configFile: false,
    logLevel: "silent",
    resolve: { dedupe: ["yjs", "y-protocols", "lib0", "prosemirror-model", "prosemirror-state", "prosemirror-view"] },
    build: {
      write: false,
      minify: false,
      target: "es2022",
      lib: { entry: `${root}/tests/support/suggestions/harness.ts`, formats: ["iife"], name: "harness" },
    },
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const [output] = Array.isArray(made) ? made : [made];
  if (!output || !("output" in output)) throw new Error("no bundle");
  return output.output[0].code;
}

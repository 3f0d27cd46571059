import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import { denyImports } from "vite-env-only";
import remixConfig from "./remix.config.js";

export default defineConfig({
  cacheDir: process.env.VITE_CACHE_DIR ?? "node_modules/.vite",
  plugins: [
    // Server code that strays into a browser bundle fails the build and names its importer.
    denyImports({ client: { files: ["server/**", "db/**"] } }),
    tailwindcss(),
    remix(remixConfig),
  ],
  resolve: { dedupe: ["yjs", "y-protocols", "lib0", "prosemirror-model", "prosemirror-state", "prosemirror-view"] },
  optimizeDeps: {
    // Server only; the scanner would look for its browser build.
    exclude: ["@node-rs/argon2"],
    include: [
      "yjs",
      "y-websocket",
      "y-prosemirror",
      "y-protocols/awareness",
      "lib0/decoding",
      "@tiptap/core",
      "@tiptap/starter-kit",
      "@tiptap/pm/state",
      "pdfjs-dist",
    ],
  },
  // The watcher must not see the database: every stored keystroke would reload the page.
  server: { watch: { ignored: ["**/data/**", "**/test-results/**", "**/.cache/**"] } },
  build: { target: "es2022" },
});

import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";

const TIME_LIMIT_MS = 10_000;
const MEMORY_LIMIT_MB = 256;

/**
 * Tries to open a PDF, on a thread of its own: a document made to eat time or memory ends that thread, not the live
 * rooms of this process.
 */
export function openPdf(content: Uint8Array): Promise<"ok" | "encrypted" | "broken"> {
  const pdfjs = createRequire(import.meta.url).resolve("pdfjs-dist/legacy/build/pdf.mjs");
  const worker = new Worker(PROGRAM, {
    eval: true,
    workerData: { pdfjs: `file://${pdfjs}`, content },
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_LIMIT_MB },
    stdout: true,
    stderr: true,
  });
  return new Promise((resolve) => {
    const timer = setTimeout(() => finish("broken"), TIME_LIMIT_MS);
    const finish = (verdict: "ok" | "encrypted" | "broken") => {
      clearTimeout(timer);
      void worker.terminate();
      resolve(verdict);
    };
    worker.once("message", finish);
    worker.once("error", () => finish("broken"));
    worker.once("exit", () => finish("broken"));
  });
}

/** Text, not a file: the compiled server is one bundle, and a worker file beside it would not be found there. */
const PROGRAM = `
const { parentPort, workerData } = require("node:worker_threads");
import(workerData.pdfjs)
  .then(async (pdfjs) => {
    const options = { isEvalSupported: false, useSystemFonts: false, disableFontFace: true, verbosity: 0 };
    const document = await pdfjs.getDocument({ ...options, data: new Uint8Array(workerData.content) }).promise;
    await document.getPage(1);
    return "ok";
  })
  .catch((error) => (error && error.name === "PasswordException" ? "encrypted" : "broken"))
  .then((verdict) => parentPort.postMessage(verdict));
`;

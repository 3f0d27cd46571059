process.env.NODE_ENV ??= "production";
// Personnel files: what this process writes nobody else on the computer reads.
process.umask(0o077);
const { serve } = await import("../index.ts");
await serve();

export {};

process.env.NODE_ENV ??= "production";
const { serve } = await import("../index.ts");
await serve();

export {};

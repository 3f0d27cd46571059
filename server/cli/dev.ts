process.env.NODE_ENV = "development";
const { serve } = await import("../index.ts");
await serve();

export {};

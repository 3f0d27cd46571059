// Loaded into every server, Accord and peers alike: on SIGUSR2 it collects its garbage and gives free pages back, so
// that memory can be compared.
process.on("SIGUSR2", async () => {
  for (let i = 0; i < 3; i++) await globalThis.gc({ type: "major", execution: "async", flavor: "last-resort" });
});

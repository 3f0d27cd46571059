import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync(new URL("../../../app/styles/tokens.css", import.meta.url), "utf8");

/** Text that must be readable, on every ground it stands on. */
const TEXT = ["ink", "muted", "agency", "district", "community", "attention", "error", "sealed"];
const GROUNDS = ["paper", "sheet", "well"];
/** Solid inks that carry text of the color `on-ink`. */
const SOLID = ["ink", "agency", "district", "community", "sealed"];
/** Words in their own wash: alerts and faces. */
const WASHED = ["agency", "district", "community", "attention", "error", "sealed"];

for (const [theme, colors] of Object.entries(themes())) {
  test(`[LOOK-1] ${theme}: text keeps 4.5 to 1 on every ground`, () => {
    const pairs = [
      ...TEXT.flatMap((text) => GROUNDS.map((ground) => [text, ground])),
      ...SOLID.map((solid) => ["on-ink", solid]),
      ...WASHED.flatMap((ink) => [
        [ink, `${ink}-wash`],
        ["ink", `${ink}-wash`],
      ]),
    ];
    expect(tooFaint(colors, pairs, 4.5)).toEqual([]);
  });

  test(`[LOOK-1] ${theme}: borders of controls and the focus ring keep 3 to 1`, () => {
    const pairs = ["control", "focus", "rule-strong"].flatMap((line) => GROUNDS.map((ground) => [line, ground]));
    expect(tooFaint(colors, pairs, 3)).toEqual([]);
  });
}

test("[LOOK-1] dark is the same whether the system or a person chooses it", () => {
  const { dark, "dark by hand": byHand } = themes();
  expect(byHand).toEqual(dark);
});

test("[LOOK-1] paper in every theme is the light theme", () => {
  const { light, "always paper": paper } = themes();
  for (const [name, value] of Object.entries(paper ?? {})) expect([name, value]).toEqual([name, light?.[name]]);
});

type Colors = Record<string, string>;

function themes(): Record<string, Colors> {
  return {
    light: colorsAfter(":root {"),
    dark: colorsAfter(':root:not([data-theme="light"]) {'),
    "dark by hand": colorsAfter(':root[data-theme="dark"] {'),
    "always paper": colorsAfter(".always-paper {"),
  };
}

function colorsAfter(selector: string): Colors {
  const start = css.indexOf(selector);
  expect(start, selector).toBeGreaterThan(-1);
  const body = css.slice(start, css.indexOf("}", start));
  return Object.fromEntries([...body.matchAll(/--([\w-]+):\s*(#[0-9A-Fa-f]{6})/g)].map((m) => [m[1], m[2]]));
}

function tooFaint(colors: Colors, pairs: string[][], least: number): string[] {
  return pairs.flatMap(([front = "", back = ""]) => {
    const ratio = contrast(colors[front] ?? "", colors[back] ?? "");
    return ratio >= least ? [] : [`${front} on ${back}: ${ratio.toFixed(2)}`];
  });
}

/** WCAG 2.2 contrast ratio of two #rrggbb colors; NaN when one is missing, which no ratio accepts. */
function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

import { describe, expect, it } from "vitest";
import { aliasAt, nameHider } from "../../shared/hidden-names.ts";

const hide = nameHider([
  { userId: "1", name: "Lt. Dana Ortiz", alias: "Rater A" },
  { userId: "2", name: "Principal Ruth Bell", alias: "Rater B" },
  { userId: "3", name: "Ji-woo Kim", alias: "Rater C" },
  { userId: "4", name: "José Núñez", alias: "Rater D" },
]);

describe("hidden names", () => {
  it("[DEB-4] whole names, surnames and first names give way, with their titles and in every grammatical place", () => {
    expect(hide("Lt. Dana Ortiz agreed with Principal Bell.")).toBe("Rater A agreed with Rater B.");
    expect(hide("Ruth asked; Ji-woo Kim’s note says why. Ms. Bell nodded.")).toBe(
      "Rater B asked; Rater C’s note says why. Rater B nodded.",
    );
    expect(hide("Núñez, Kim (Ortiz)")).toBe("Rater D, Rater C (Rater A)");
    expect(hide("Dana\n Ortiz")).toBe("Rater A");
  });

  it("what only looks like a name stays", () => {
    for (const text of [
      "The bell rang.",
      "Kimberley and Bellows stayed.",
      "He left so. Then they went.",
      "danaortiz",
      "",
    ])
      expect(hide(text)).toBe(text);
    expect(nameHider([])("Ruth")).toBe("Ruth");
  });

  it("letters go on with numbers after Z", () => {
    expect([0, 4, 25, 26].map(aliasAt)).toEqual(["Rater A", "Rater E", "Rater Z", "Rater 27"]);
  });
});

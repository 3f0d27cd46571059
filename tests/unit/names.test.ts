import { expect, test } from "vitest";
import { localPath } from "../../server/acts/form.ts";
import { initialsOf, shortNameOf, slugOf } from "../../shared/names.ts";

test.each([
  ["Lt. Dana Ortiz", "Ortiz", "DO", "dana.ortiz"],
  ["Principal Ruth Bell", "Bell", "RB", "ruth.bell"],
  ["Ji-woo Kim", "Kim", "JK", "ji-woo.kim"],
  ["Officer", "Officer", "O", "officer"],
  ["  José   Núñez ", "Núñez", "JN", "jose.nunez"],
  ["王秀英", "王秀英", "王", "person"],
])("a name gives its short name, initials and dotted name: %s", (name, short, initials, slug) => {
  expect([shortNameOf(name), initialsOf(name), slugOf(name)]).toEqual([short, initials, slug]);
});

test.each([
  ["/interviews/abc?x=1", "/interviews/abc?x=1"],
  [null, "/desk"],
  ["", "/desk"],
  ["https://evil.example", "/desk"],
  ["//evil.example/x", "/desk"],
  ["/\\evil.example", "/desk"],
  ["/a\\..\\b", "/desk"],
  ["/..//evil.example", "/desk"],
  ["/\t/evil.example", "/desk"],
])("[AUTH-9] signing in leads back only to a page of this installation: %s", (back, path) => {
  expect(localPath(back)).toBe(path);
});

import { describe, expect, test } from "vitest";
import { passwordProblem } from "../../server/auth/password-policy.ts";

const ABOUT = ["dana.ortiz@larkfield.example", "Lt. Dana Ortiz", "Larkfield Police Department"];

describe("the password rule", () => {
  test.each([
    "tulip lantern gravel mosaic",
    "ÄpfelBäumeÖlfässerÜbermut",
    "шестнадцать тёплых слонов",
    "🌵🌲🌴🍄🌻🌹🌺🌸💐🌷🌾🍀🍁🍂🍃",
    "our school police keeps blue kites",
    "x".repeat(3) + " a very ordinary sentence about rain ".repeat(5).slice(0, 197),
  ])("[AUTH-5] accepts %s", (password) => {
    expect(passwordProblem(password, ABOUT)).toBeNull();
  });

  test.each([
    ["", "Choose a password."],
    ["fourteen chars", "14 characters"],
    ["a".repeat(201), "201 characters"],
    ["aaaaaaaaaaaaaaaaaaaa", "repeats"],
    ["P@ssw0rd P@ssw0rd 2026", "first that someone would try"],
    ["123456789012345678", "first that someone would try"],
    ["correct horse battery staple", "first that someone would try"],
    ["Larkfield kites and rain", "Larkfield Police Department"],
    ["blue kites dana.ortiz blue", "dana.ortiz@larkfield.example"],
    ["seven brown ORTIZ windows", "dana.ortiz@larkfield.example"],
  ])("[AUTH-5] refuses %s and says why", (password, words) => {
    expect(passwordProblem(password, ABOUT)).toContain(words);
  });
});

import { inArray } from "drizzle-orm";
import { user } from "#db/schema.ts";
import { given } from "#shared/names.ts";
import { type CommandContext, type Refusal, refuse } from "../context.ts";
import { needsWitness } from "./case-access.ts";

/**
 * What keeps a typed name from being the witness of an officer's refusal: there is none, or it is the officer's or the
 * name of the person who enters it, full or short, with a rank or without. `null`: the name may stand in the record.
 * @param typed as the form has it
 */
export function witnessProblem(
  { db, viewer }: Pick<CommandContext, "db" | "viewer">,
  officerId: string,
  typed: string | undefined,
): Refusal | null {
  if (!typed?.trim()) return needsWitness();
  const both = db
    .select({ name: user.name, shortName: user.shortName })
    .from(user)
    .where(inArray(user.id, [officerId, viewer.userId]))
    .all();
  const witness = plain(typed);
  const isOneOfThem = both.some(({ name, shortName }) => {
    const full = plain(name);
    // A rank that no list knows may stand before a full name: "Lt Dana Ortiz". Before a family name it is a first name.
    return witness === full || witness === plain(shortName) || (full.includes(" ") && witness.endsWith(` ${full}`));
  });
  return isOneOfThem
    ? refuse(
        "witness",
        "The witness is a third person, neither the officer nor you. Write the name of somebody else who saw the refusal.",
      )
    : null;
}

const plain = (name: string): string => given(name).join(" ").toLowerCase();

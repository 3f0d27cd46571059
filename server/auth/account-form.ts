import { z } from "zod";

/** One line of text a person must give. */
export function line(missing: string, longest = 120) {
  return z
    .string()
    .trim()
    .min(1, missing)
    .max(longest, `Use at most ${longest} characters.`)
    .refine((text) => !/\p{Cc}/u.test(text), "Leave out line breaks and control characters.");
}

export const personName = line("Write the name as it should stand in records, with rank or title.");

export const email = z
  .string()
  .trim()
  .min(1, "Write an e-mail address.")
  .max(254, "Use at most 254 characters.")
  .pipe(z.email("Write an e-mail address such as name@agency.gov."));

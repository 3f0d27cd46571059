import type { Role } from "./roles.ts";

/** What a printed record is made of, in reading order. Headings start at level 2; level 1 is the record's title. */
export type Block =
  | { is: "heading"; level: 2 | 3; text: string }
  /** `quiet`: smaller, such as "by whom". `quoted`: somebody's own words, set off. */
  | { is: "paragraph"; text: string; quiet?: boolean; quoted?: boolean }
  /** Names and their values. */
  | { is: "facts"; rows: readonly (readonly [name: string, value: string])[] }
  /**
   * The first column names its row. Short words only: what is long is a paragraph. `widths`: shares of the line.
   * `captionHidden`: the heading above says it already, so only a screen reader hears it.
   */
  | {
      is: "table";
      caption: string;
      captionHidden?: boolean;
      head: readonly string[];
      rows: readonly (readonly string[])[];
      widths?: readonly number[];
    }
  | { is: "list"; items: readonly string[]; numbered?: boolean };

/** A record as a document of both parties, without its signatures and its seal: those every record has alike. */
export interface RecordDocument {
  title: string;
  subtitle: string;
  agency: string;
  district: string;
  /** IANA name: the zone in which all its times are told. */
  zone: string;
  /** What each signature says, as a sentence. */
  means: string;
  /** The same by role, where signatures say different things. */
  meansOf?: Partial<Record<Role, string>>;
  blocks: readonly Block[];
}

import type { SealedRecord } from "#db/records.ts";
import { clean } from "./blocks.ts";

/** What a Word copy is a copy of: a record's id, or nothing yet while the text is fixed and not sealed. */
export interface CopyOf {
  recordId: string | null;
  hash: string;
  /** When the text was sealed or fixed, milliseconds since 1970: the date that the file carries. */
  at: number;
  signatures: SealedRecord["signatures"];
}

/** On every page: that this is a copy, of what, and the hash of the words it was made from. */
export function copyLine({ recordId, hash }: CopyOf): string {
  return recordId === null
    ? `Copy, not sealed. The text is fixed for signing and is no record yet. Hash ${hash}`
    : `Copy, not sealed. The sealed record is ${recordId}, hash ${hash}`;
}

/** The file's own properties: a title, a language, the record's date, and nobody's name. */
export function coreProperties(title: string, of: CopyOf): string {
  const at = new Date(of.at).toISOString();
  const names = [
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"',
    'xmlns:dc="http://purl.org/dc/elements/1.1/"',
    'xmlns:dcterms="http://purl.org/dc/terms/"',
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
  ].join(" ");
  const date = (name: string) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${at}</dcterms:${name}>`;
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties ${names}><dc:title>${escaped(title)}</dc:title><dc:creator>Accord</dc:creator><dc:description>${escaped(copyLine(of))}</dc:description><dc:language>en-US</dc:language><cp:lastModifiedBy>Accord</cp:lastModifiedBy>${date("created")}${date("modified")}</cp:coreProperties>`;
}

const escaped = (text: string) => clean(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** January 1, 1980, 0:00: the first day a zip can name. */
const FIRST_DAY = 0x0021_0000;
const CENTRAL = 0x0201_4b50;

/**
 * The same zip, each of its files dated the same day: when somebody asked for it is no property of the record.
 * Source: APPNOTE 6.3.10, 4.3.7 (a file's own header) and 4.3.12 (the directory at the end).
 */
export function withoutTimes(zip: Buffer): Buffer {
  const end = zip.lastIndexOf(Buffer.from("PK\u0005\u0006", "latin1"));
  if (end < 0) throw new Error("A Word file is a zip.");
  let at = zip.readUInt32LE(end + 16);
  while (zip.readUInt32LE(at) === CENTRAL) {
    zip.writeUInt32LE(FIRST_DAY, at + 12);
    zip.writeUInt32LE(FIRST_DAY, zip.readUInt32LE(at + 42) + 10);
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return zip;
}

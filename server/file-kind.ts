/** What a file's first bytes say it is, in words for a person; `null` when they say nothing known. Names and content types can lie. */
export function kindOf(head: Uint8Array): { name: string; remedy: string } | null {
  const text = Buffer.from(head.subarray(0, 4096)).toString("latin1");
  const found = SIGNATURES.find(([matches]) => matches(text));
  return found ? { name: found[1], remedy: found[2] } : null;
}

const PRINT = "Open it, choose Print, then “Save as PDF”, and add that file.";
const SAVE_AS = "Open it, choose “Save as” or “Export”, then PDF, and add that file.";
const EXPORT_CSV = "Open it, choose “Save as”, then “CSV UTF-8”, and add that file.";

const starts =
  (...prefixes: string[]) =>
  (text: string) =>
    prefixes.some((prefix) => text.startsWith(prefix));

const SIGNATURES: [matches: (text: string) => boolean, name: string, remedy: string][] = [
  [starts("%PDF-"), "a PDF", EXPORT_CSV],
  [starts("\x89PNG"), "an image (PNG)", PRINT],
  [starts("\xff\xd8\xff"), "an image (JPEG)", PRINT],
  [starts("GIF8"), "an image (GIF)", PRINT],
  [starts("II*\0", "MM\0*"), "an image (TIFF)", PRINT],
  [(t) => t.startsWith("RIFF") && t.slice(8, 12) === "WEBP", "an image (WebP)", PRINT],
  [(t) => t.slice(4, 8) === "ftyp" && /^(hei|hev|mif|avif)/.test(t.slice(8)), "a photo (HEIC)", PRINT],
  [(t) => t.slice(4, 8) === "ftyp", "a video", "Add the document itself as a PDF."],
  [(t) => zip(t) && /word\//.test(t), "a Word document", SAVE_AS],
  [(t) => zip(t) && /xl\//.test(t), "an Excel workbook", SAVE_AS],
  [(t) => zip(t) && /ppt\//.test(t), "a PowerPoint file", SAVE_AS],
  [(t) => zip(t) && t.includes("application/vnd.oasis.opendocument"), "an OpenDocument file", SAVE_AS],
  [(t) => zip(t) && t.includes("[Content_Types].xml"), "a Microsoft Office file", SAVE_AS],
  [zip, "a ZIP archive", "Unpack it first, then add the document itself."],
  [starts("\xd0\xcf\x11\xe0"), "an older Microsoft Office file", SAVE_AS],
  [starts("{\\rtf"), "a Rich Text file", SAVE_AS],
  [starts("\x7fELF", "MZ"), "a program", "Add the document itself as a PDF."],
  [(t) => /^\s*(<!doctype html|<html|<svg|<\?xml)/i.test(t), "a web page", PRINT],
];

function zip(text: string): boolean {
  return text.startsWith("PK\x03\x04");
}

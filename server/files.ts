import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { type Outcome, refuse } from "./context.ts";
import { kindOf } from "./file-kind.ts";
import { readMultipart, tooLarge } from "./multipart.ts";
import { openPdf } from "./pdf.ts";

export const FILE_LIMIT = 10 * 1024 * 1024;

export interface StoredFile {
  /** The name it came with, made safe to print and to save under. */
  name: string;
  sha256: string;
  bytes: number;
}

/** Reads an upload form and keeps its file, when it is a PDF by content. Nothing stays on disk of a file that is refused. */
export function readUpload(dataDir: string, request: Request) {
  return readMultipart(request, { file: FILE_LIMIT }, (file): Promise<Outcome<StoredFile>> => storePdf(dataDir, file));
}

/**
 * Keeps a PDF under its SHA-256, outside the web root: written aside, synced, then renamed, so that a file is there in
 * full or not at all. The same content is kept once.
 * @returns a refusal that names what the file really is when it is no PDF that can be opened.
 */
export async function storePdf(
  dataDir: string,
  file: { name: string; pieces: AsyncIterable<Uint8Array> },
): Promise<Outcome<StoredFile>> {
  await mkdir(path.join(dataDir, "files"), { recursive: true });
  const aside = path.join(dataDir, "files", `incoming-${randomBytes(8).toString("hex")}`);
  const handle = await open(aside, "wx+", 0o600);
  try {
    const written = await write(handle, file.pieces);
    if (!written) return tooLarge(FILE_LIMIT);
    const name = safeName(file.name);
    const problem = await pdfProblem(handle, written.bytes, name);
    if (problem) return refuse("not-a-pdf", problem);
    await handle.sync();
    const place = placeOf(dataDir, written.sha256);
    await mkdir(path.dirname(place), { recursive: true });
    await rename(aside, place);
    await syncFolder(path.dirname(place));
    return { ok: true, name, ...written };
  } finally {
    await handle.close();
    await rm(aside, { force: true });
  }
}

/** A kept file as a stream. @returns `null` when its bytes are not there (a restore without the files, say). */
export async function readStored(dataDir: string, sha256: string): Promise<{ stream: Readable; bytes: number } | null> {
  const place = placeOf(dataDir, sha256);
  const found = await stat(place).catch(() => null);
  return found ? { stream: createReadStream(place), bytes: found.size } : null;
}

/** Where the bytes with this hash lie. */
function placeOf(dataDir: string, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error("A stored file is named by a SHA-256 in hex.");
  return path.join(dataDir, "files", sha256.slice(0, 2), sha256);
}

async function write(handle: FileHandle, pieces: AsyncIterable<Uint8Array>) {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > FILE_LIMIT) return null;
    hash.update(piece);
    await handle.write(piece);
  }
  return { bytes, sha256: hash.digest("hex") };
}

/** The rename itself must survive a power cut. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const AS_PDF = "Only PDF documents are kept here.";

async function pdfProblem(handle: FileHandle, bytes: number, name: string): Promise<string | null> {
  if (bytes === 0) return `“${name}” is empty. Choose the file again.`;
  const content = Buffer.alloc(bytes);
  await handle.read(content, 0, bytes, 0);
  const kind = kindOf(content);
  const isPdf = kind?.name === "a PDF";
  // A file that starts as something else is that something, even when a PDF hides further in.
  if (kind && !isPdf) return `“${name}” is ${kind.name}, not a PDF. ${AS_PDF} ${kind.remedy}`;
  if (!content.subarray(0, 1024).includes("%PDF-"))
    return `“${name}” is not a PDF, whatever its name says. ${AS_PDF} Save the document as PDF and add that file.`;
  if (!content.subarray(-2048).includes("%%EOF"))
    return `“${name}” ends too early: the PDF is cut off. Save or download it again, then add it.`;
  const opened = await openPdf(content);
  if (opened === "encrypted")
    return `“${name}” is locked with a password. Save a copy without the password and add that.`;
  if (opened === "broken")
    return `“${name}” cannot be opened as a PDF: it is damaged. Save it as PDF again, then add it.`;
  return null;
}

function safeName(name: string): string {
  const base = (name.split(/[/\\]/).pop() ?? "")
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}"<>|:*?]+/gu, "")
    .replace(/\.pdf$/i, "")
    .replace(/^[.\s]+|[.\s]+$/g, "")
    .slice(0, 100);
  return `${base || "document"}.pdf`;
}

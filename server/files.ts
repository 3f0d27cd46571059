import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { readMultipart, tooLarge } from "./acts/multipart.ts";
import { type Outcome, refuse } from "./context.ts";
import { kindOf } from "./file-kind.ts";
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

/** The same for what goes with an entry of a log: a PDF, or a picture (PNG or JPEG). */
export function readAttachment(dataDir: string, request: Request) {
  return readMultipart(
    request,
    { file: FILE_LIMIT },
    (file): Promise<Outcome<StoredFile>> => store(dataDir, file, attachmentKind),
  );
}

/**
 * Keeps a PDF under its SHA-256, outside the web root: written aside, synced, then renamed, so that a file is there in
 * full or not at all. The same content is kept once.
 * @returns a refusal that names what the file really is when it is no PDF that can be opened.
 */
export function storePdf(dataDir: string, file: Incoming): Promise<Outcome<StoredFile>> {
  return store(dataDir, file, async (content, name) => {
    const problem = await pdfProblem(content, name, AS_PDF);
    return problem ? refuse("not-a-pdf", problem) : { ok: true, ending: ".pdf" };
  });
}

interface Incoming {
  name: string;
  pieces: AsyncIterable<Uint8Array>;
}

/** What its content shows a file to be, as the ending its name gets; or why it is not kept. */
type Judge = (content: Buffer, name: string) => Promise<Outcome<{ ending: Ending }>>;

async function store(dataDir: string, file: Incoming, judge: Judge): Promise<Outcome<StoredFile>> {
  await mkdir(path.join(dataDir, "files"), { recursive: true });
  const aside = path.join(dataDir, "files", `incoming-${randomBytes(8).toString("hex")}`);
  const handle = await open(aside, "wx+", 0o600);
  try {
    const written = await write(handle, file.pieces);
    if (!written) return tooLarge(FILE_LIMIT);
    const content = Buffer.alloc(written.bytes);
    await handle.read(content, 0, written.bytes, 0);
    const verdict = await judge(content, safeName(file.name));
    if (!verdict.ok) return verdict;
    await handle.sync();
    const place = placeOf(dataDir, written.sha256);
    await mkdir(path.dirname(place), { recursive: true });
    await rename(aside, place);
    await syncFolder(path.dirname(place));
    return { ok: true, name: safeName(file.name, verdict.ending), ...written };
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

async function pdfProblem(content: Buffer, name: string, only: string): Promise<string | null> {
  if (content.length === 0) return `“${name}” is empty. Choose the file again.`;
  const kind = kindOf(content);
  const isPdf = kind?.name === "a PDF";
  // A file that starts as something else is that something, even when a PDF hides further in.
  if (kind && !isPdf) return `“${name}” is ${kind.name}, not a PDF. ${only} ${kind.remedy}`;
  if (!content.subarray(0, 1024).includes("%PDF-"))
    return `“${name}” is not a PDF, whatever its name says. ${only} Save the document as PDF and add that file.`;
  if (!content.subarray(-2048).includes("%%EOF"))
    return `“${name}” ends too early: the PDF is cut off. Save or download it again, then add it.`;
  const opened = await openPdf(content);
  if (opened === "encrypted")
    return `“${name}” is locked with a password. Save a copy without the password and add that.`;
  if (opened === "broken")
    return `“${name}” cannot be opened as a PDF: it is damaged. Save it as PDF again, then add it.`;
  return null;
}

type Ending = keyof typeof CONTENT_TYPES;

/** What a kept file is sent as, by the ending its content earned. */
const CONTENT_TYPES = { ".pdf": "application/pdf", ".png": "image/png", ".jpg": "image/jpeg" } as const;

/** @param name of a stored file */
export function contentTypeOf(name: string): string {
  return CONTENT_TYPES[(/\.[a-z]+$/.exec(name)?.[0] ?? "") as Ending] ?? "application/octet-stream";
}

const ATTACHED = "Only PDF, PNG and JPEG files are kept here.";

/** A picture that stops before its end is not kept: whoever opens it later finds half of it. */
const attachmentKind: Judge = async (content, name) => {
  const picture = PICTURES.find(({ start }) => content.subarray(0, start.length).equals(start));
  if (!picture) {
    const problem = await pdfProblem(content, name, ATTACHED);
    return problem ? refuse("file", problem) : { ok: true, ending: ".pdf" };
  }
  if (!content.subarray(-1024).includes(picture.end))
    return refuse("file", `“${name}” ends too early: the picture is cut off. Save it again, then add it.`);
  return { ok: true, ending: picture.ending };
};

const PICTURES: readonly { start: Buffer; end: Buffer; ending: Ending }[] = [
  { start: Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), end: Buffer.from("IEND"), ending: ".png" },
  { start: Buffer.from([0xff, 0xd8, 0xff]), end: Buffer.from([0xff, 0xd9]), ending: ".jpg" },
];

function safeName(name: string, ending: Ending = ".pdf"): string {
  const base = (name.split(/[/\\]/).pop() ?? "")
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}"<>|:*?]+/gu, "")
    .replace(/\.(pdf|png|jpe?g)$/i, "")
    .replace(/^[.\s]+|[.\s]+$/g, "")
    .slice(0, 100);
  return `${base || "document"}${ending}`;
}

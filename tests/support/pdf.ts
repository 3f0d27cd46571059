import PDFDocument from "pdfkit";

/** A small real PDF. @param options pdfkit's own, for example `userPassword`. */
export function makePdf(words: string, options: PDFKit.PDFDocumentOptions = {}): Promise<Buffer> {
  return new Promise((resolve) => {
    const document = new PDFDocument(options);
    const pieces: Buffer[] = [];
    document.on("data", (piece: Buffer) => pieces.push(piece));
    document.on("end", () => resolve(Buffer.concat(pieces)));
    document.text(words);
    document.end();
  });
}

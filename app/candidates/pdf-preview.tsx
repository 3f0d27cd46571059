import type { PDFDocumentProxy } from "pdfjs-dist";
import { useEffect, useRef, useState } from "react";
import { Alert } from "#app/ui/alert.tsx";
import { Button } from "#app/ui/button.tsx";

const ZOOMS = [0.75, 1, 1.5, 2, 3];

/**
 * A PDF, page by page, inside the page. The reader is loaded when it is asked for; without scripts the download link
 * stands alone. The words of each page are there as text too, for screen readers and for copying.
 */
export function PdfPreview({ href, label }: { href: string; label: string }) {
  const [ready, setReady] = useState(false);
  const [open, setOpen] = useState(false);
  useEffect(() => setReady(true), []);
  return (
    <div className="stack-s">
      <div className="actions">
        {ready ? (
          <Button type="button" small aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? "Close" : "Read"}
            <span className="vh"> the {label.toLowerCase()}</span>
          </Button>
        ) : null}
        <a href={href} download>
          Download<span className="vh"> the {label.toLowerCase()}</span>
        </a>
      </div>
      {open ? <Reader href={href} label={label} /> : null}
    </div>
  );
}

function Reader({ href, label }: { href: string; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLElement>(null);
  const { document, failed } = usePdf(href);
  const [page, setPage] = useState(1);
  const [zoom, setZoom] = useState(1);
  const [text, setText] = useState("");

  useEffect(() => {
    if (!document || !canvas.current || !box.current) return;
    return drawPage(document, page, canvas.current, box.current.clientWidth * zoom, setText);
  }, [document, page, zoom]);

  if (failed)
    return (
      <Alert tone="err" title="This document cannot be shown here" live>
        Download it and open it with a PDF reader. If that fails too, ask for a new copy.
      </Alert>
    );
  const pages = document?.numPages ?? 0;
  const step = (by: number) => ZOOMS[ZOOMS.indexOf(zoom) + by];
  return (
    <section className="reader" aria-label={label}>
      <div className="reader-bar">
        <Button type="button" small disabled={page <= 1} onClick={() => setPage(page - 1)}>
          Previous page
        </Button>
        <p role="status">{document ? `Page ${page} of ${pages}` : "Opening the document."}</p>
        <Button type="button" small disabled={page >= pages} onClick={() => setPage(page + 1)}>
          Next page
        </Button>
        <Button type="button" small disabled={!step(-1)} onClick={() => setZoom(step(-1) ?? zoom)}>
          Smaller
        </Button>
        <Button type="button" small disabled={!step(1)} onClick={() => setZoom(step(1) ?? zoom)}>
          Larger
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="reader-page" ref={box} tabIndex={0} aria-label={`${label}, page ${page}`}>
        <canvas ref={canvas} role="img" aria-label={`Picture of page ${page}; its words follow`} />
      </section>
      {document ? (
        <details>
          <summary>Words of page {page}</summary>
          <p className="reader-text">
            {text || "This page holds no text, only a picture. Download it to read it with other tools."}
          </p>
        </details>
      ) : null}
    </section>
  );
}

/** Loads the reader and the document once; closes both when the preview closes. */
function usePdf(href: string): { document: PDFDocumentProxy | null; failed: boolean } {
  const [document, setDocument] = useState<PDFDocumentProxy | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let closed = false;
    let close = () => {};
    const open = async () => {
      const pdfjs = await import("pdfjs-dist");
      pdfjs.GlobalWorkerOptions.workerSrc = new URL("pdfjs-dist/build/pdf.worker.min.mjs", import.meta.url).href;
      const response = await fetch(href);
      if (!response.ok) throw new Error(String(response.status));
      const bytes = await response.arrayBuffer();
      if (closed) return;
      const task = pdfjs.getDocument({ data: bytes, isEvalSupported: false });
      close = () => void task.destroy();
      const opened = await task.promise;
      if (!closed) setDocument(opened);
    };
    open().catch(() => {
      if (!closed) setFailed(true);
    });
    return () => {
      closed = true;
      close();
    };
  }, [href]);
  return { document, failed };
}

/** Draws one page at `width` CSS pixels and hands over its words. @returns what stops it. */
function drawPage(
  document: PDFDocumentProxy,
  number: number,
  canvas: HTMLCanvasElement,
  width: number,
  onText: (text: string) => void,
): () => void {
  let stopped = false;
  let cancel = () => {};
  const draw = async () => {
    const page = await document.getPage(number);
    if (stopped) return;
    const density = Math.min(window.devicePixelRatio || 1, 2);
    const scale = (width / page.getViewport({ scale: 1 }).width) * density;
    const viewport = page.getViewport({ scale });
    canvas.width = Math.floor(viewport.width);
    canvas.height = Math.floor(viewport.height);
    canvas.style.width = `${Math.floor(viewport.width / density)}px`;
    const task = page.render({ canvas, viewport });
    cancel = () => task.cancel();
    await task.promise;
    const content = await page.getTextContent();
    if (stopped) return;
    onText(content.items.map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : "")).join(""));
  };
  // A page left before it was drawn ends with an error of the reader's own; there is nothing to tell anybody.
  draw().catch(() => {});
  return () => {
    stopped = true;
    cancel();
  };
}

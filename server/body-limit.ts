import type { NextFunction, Request, Response } from "express";

const MIB = 1024 * 1024;

/**
 * No page reads a body larger than this into memory. Forms are small; what carries files is read piece by piece under
 * its page's own, smaller limit, and this is only the wall behind it.
 */
export const BODY_LIMIT = { form: 2 * MIB, multipart: 16 * MIB };

/** Refuses a body that is no form, or too large: by the length it declares, and by counting what really arrives. */
export function limitBodies(req: Request, res: Response, next: NextFunction) {
  if (req.method === "GET" || req.method === "HEAD") return next();
  const type = req.headers["content-type"] ?? "";
  const multipart = type.startsWith("multipart/form-data");
  if (type && !multipart && !type.startsWith("application/x-www-form-urlencoded")) return refuseType(res);
  const limit = multipart ? BODY_LIMIT.multipart : BODY_LIMIT.form;
  // A page that takes files answers in its own words when too much is declared.
  if (!multipart && Number(req.headers["content-length"] ?? 0) > limit) return refuse(req, res);
  let bytes = 0;
  // Paused first: counting must not start the flow before the page reads.
  req.pause();
  req.on("data", (piece: Buffer) => {
    bytes += piece.length;
    if (bytes > limit) refuse(req, res);
  });
  next();
}

function refuseType(res: Response): void {
  res.status(415).type("text/plain").send("Accord reads forms. Nothing was changed. Send this from its page.\n");
}

function refuse(req: Request, res: Response): void {
  if (res.headersSent) return;
  res
    .status(413)
    .set("Connection", "close")
    .type("text/plain")
    .send(
      "This form is larger than any page of Accord sends. Nothing was changed. Go back, shorten it, and send it again.\n",
    );
  res.once("finish", () => req.destroy());
}

import type { ReactNode } from "react";

/** A heading and a sentence, in the page, next to the thing it is about. `live` announces it when it appears. */
export function Alert({
  tone,
  title,
  live = false,
  children,
}: {
  tone?: "warn" | "err" | "ok";
  title: ReactNode;
  live?: boolean;
  children?: ReactNode;
}) {
  return (
    <div className={tone ? `alert ${tone}` : "alert"} role={live ? (tone === "err" ? "alert" : "status") : undefined}>
      <h2>{title}</h2>
      {typeof children === "string" ? <p>{children}</p> : children}
    </div>
  );
}

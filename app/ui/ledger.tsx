import { type ReactNode, useId } from "react";

/** A section of the page: its name and who it is about at left, the record in the middle, what to know at right. */
export function LedgerSection({
  title,
  note,
  aside,
  wide = false,
  className,
  children,
}: {
  title?: ReactNode;
  note?: ReactNode;
  aside?: ReactNode;
  /** The middle takes the right margin too: for wide tables. */
  wide?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section
      className={["ledger", wide && "span-r", className].filter(Boolean).join(" ")}
      aria-labelledby={title ? id : undefined}
    >
      <div className="ml">
        {title ? <h2 id={id}>{title}</h2> : null}
        {note ? <p>{note}</p> : null}
      </div>
      <div className="mm">{children}</div>
      {aside ? (
        <div className="mr">
          <div className="aside">{aside}</div>
        </div>
      ) : null}
    </section>
  );
}

/** The page's own heading. `aside` stands in the right margin, `children` below the sentence. */
export function PageHead({
  kicker,
  title,
  lede,
  aside,
  children,
}: {
  kicker?: ReactNode;
  title: ReactNode;
  lede?: ReactNode;
  aside?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="ledger">
      <div className="ml" />
      <div className="mm head">
        {kicker ? <p className="kicker">{kicker}</p> : null}
        <h1>{title}</h1>
        {lede ? <p>{lede}</p> : null}
        {children}
      </div>
      {aside ? <div className="mr">{aside}</div> : null}
    </div>
  );
}

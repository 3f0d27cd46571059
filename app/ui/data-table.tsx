import type { ReactNode } from "react";

export interface Column {
  label: string;
  /** Numbers stand right. */
  right?: boolean;
  /** Left out on a phone. */
  wideOnly?: boolean;
}

/** A plain table: the first cell of a row names it. Wide ones scroll inside their own region; on a phone rows become two-line entries. */
export function DataTable({
  caption,
  captionHidden = false,
  columns,
  rows,
}: {
  caption: string;
  captionHidden?: boolean;
  columns: readonly Column[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
}) {
  const look = (index: number) =>
    [columns[index]?.right && "r", columns[index]?.wideOnly && "wide-only"].filter(Boolean).join(" ") || undefined;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls, and a section would be one landmark more
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className="tbl-scroll" role="group" tabIndex={0} aria-label={caption}>
      <table className="table cards-on-phone">
        <caption className={captionHidden ? "vh" : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th scope="col" key={column.label} className={look(index)}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              {row.cells.map((cell, index) =>
                index === 0 ? (
                  <th scope="row" key={columns[index]?.label} className={look(index)}>
                    {cell}
                  </th>
                ) : (
                  <td key={columns[index]?.label} className={look(index)} data-label={columns[index]?.label}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

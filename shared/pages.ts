/** One page of a long list. */
export interface Page<T> {
  items: T[];
  /** From 1. */
  page: number;
  pages: number;
  /** Items on all pages. */
  total: number;
}

/** What people still read from top to bottom, and the server still makes in a moment. */
export const PAGE_SIZE = 20;

/**
 * Takes one page out of a list.
 * @param asked its number, from 1, as it stands in the address; nonsense is the first page, too much the last.
 * @param make what becomes of each item that is shown, and of no other
 */
export function pageOf<T>(all: readonly T[], asked?: string | null): Page<T>;
export function pageOf<T, R>(all: readonly T[], asked: string | null | undefined, make: (item: T) => R): Page<R>;
export function pageOf<T>(all: readonly T[], asked?: string | null, make: (item: T) => unknown = (item) => item) {
  const pages = Math.max(1, Math.ceil(all.length / PAGE_SIZE));
  const number = /^\d{1,6}$/.test(asked ?? "") ? Number(asked) : 1;
  const page = Math.min(Math.max(1, number), pages);
  const items = all.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map(make);
  return { items, page, pages, total: all.length };
}

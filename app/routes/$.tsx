import { notFound } from "#server/viewer.ts";

/** Every address nobody else answers. */
export function loader(): never {
  throw notFound();
}

export default function NoSuchPage() {
  return null;
}

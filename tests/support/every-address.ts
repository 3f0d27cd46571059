import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROUTES = fileURLToPath(new URL("../../app/routes", import.meta.url));

/**
 * Every address of the product that can be asked, read from the files of its routes, so that a new page is in the list by itself.
 * @param values what stands for each `$part`; a key `file: $part` counts for that route alone
 * @throws when a route has a part that `values` does not name
 */
export function everyAddress(values: Readonly<Record<string, readonly string[]>>): string[] {
  return routeNames().flatMap((name) => {
    let addresses = [""];
    for (const segment of name.split(".")) {
      if (segment.startsWith("_")) continue;
      const bare = segment.replace(/_$/, "");
      const given = bare.startsWith("$") ? (values[`${name}: ${bare}`] ?? values[bare]) : [bare];
      if (!given) throw new Error(`${name} is a new address: say in the test what stands for ${bare}.`);
      addresses = addresses.flatMap((address) => given.map((one) => `${address}/${one}`));
    }
    return addresses.map((address) => address || "/");
  });
}

/** The routes that can be asked, by their file names without the endings: `selection.$processId._index`. */
function routeNames(): string[] {
  return readdirSync(ROUTES, { withFileTypes: true })
    .filter((entry) => {
      const source = path.join(ROUTES, entry.name, entry.isDirectory() ? "route.tsx" : "");
      return /export (default|(async )?function loader|const loader)/.test(readFileSync(source, "utf8"));
    })
    .map((entry) => entry.name.replace(/\.tsx?$/, ""))
    .sort();
}

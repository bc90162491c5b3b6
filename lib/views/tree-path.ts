import { keyOf, kindAt, type Tree } from "./tree.ts";

/** Where a value stands, in the two ways people write it. */

/** "data.items[3]["odd key"]", as JavaScript and most tools read it; "" for the root. */
export function dottedPath(tree: Tree, index: number): string {
  let path = "";
  for (const step of stepsTo(tree, index)) path = dottedStep(path, step);
  return path;
}

/** The path of a child: `path` with one step more. */
export function dottedStep(path: string, step: string | number): string {
  if (typeof step === "number") return `${path}[${step}]`;
  if (!/^[A-Za-z_$][\w$]*$/.test(step)) return `${path}[${JSON.stringify(step)}]`;
  return path === "" ? step : `${path}.${step}`;
}

/** JSON Pointer (RFC 6901): "/data/items/3/odd key"; "" for the root. */
export function jsonPointer(tree: Tree, index: number): string {
  return stepsTo(tree, index)
    .map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
}

function stepsTo(tree: Tree, index: number): (string | number)[] {
  const steps: (string | number)[] = [];
  for (let node = index; (tree.parent[node] ?? -1) >= 0; node = tree.parent[node] ?? -1) {
    const parent = tree.parent[node] ?? -1;
    steps.push(kindAt(tree, parent) === "array" ? (tree.position[node] ?? 0) : (keyOf(tree, node) ?? ""));
  }
  return steps.reverse();
}

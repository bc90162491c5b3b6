/** Larger trees open at their root alone (components/inspector/body/tree-view.tsx). */
const OPEN_ALL = 1500;

/** How the tree of a JSON value reads, row by row, when it is opened. */
export function linesOf(value: unknown): string[] {
  const every = linesBelow(value, "", true);
  return every.length <= OPEN_ALL ? every : linesBelow(value, "", false);
}

function linesBelow(value: unknown, name: string, isDeep: boolean): string[] {
  if (typeof value !== "object" || value === null) return [name + JSON.stringify(value)];
  const isList = Array.isArray(value);
  const [left, right, one, many] = isList ? ["[", "]", "item", "items"] : ["{", "}", "key", "keys"];
  const children = Object.entries(value);
  if (children.length === 0) return [name + left + right];
  const says = `${name}${left} ${children.length} ${children.length === 1 ? one : many}`;
  const isOpen = isDeep || name === "";
  if (!isOpen) return [`${says} ${right}`];
  return [says, ...children.flatMap(([key, child]) => linesBelow(child, `${key}: `, isDeep))];
}

import type { Column } from "#lib/views/tree.ts";
import type { ViewResult } from "#lib/views/view.ts";
import type { ViewAnswer } from "./views-job.ts";

/** The memory of an answer that may change hands: a tree of millions of nodes is not copied to the page. */
export function buffersOf({ bytes, rendered }: ViewAnswer): ArrayBuffer[] {
  return [...new Set([bytes, ...columnsOf(rendered.result)].map(({ buffer }) => buffer))];
}

function columnsOf(result: ViewResult): (Uint8Array<ArrayBuffer> | Column)[] {
  switch (result.kind) {
    case "tree": {
      const { kind, parent, depth, position, keyStart, keyEnd, start, end, next, childCount } = result.tree;
      return [kind, parent, depth, position, keyStart, keyEnd, start, end, next, childCount];
    }
    case "sections":
      return result.sections.flatMap(({ view }) => columnsOf(view));
    case "parts":
      return result.parts.flatMap(({ nested }) => (nested ? columnsOf(nested) : []));
    case "pairs":
      return result.fields.flatMap(({ nested }) => (nested ? columnsOf(nested) : []));
    default:
      return [];
  }
}

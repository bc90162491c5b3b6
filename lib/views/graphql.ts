import { mediaType } from "#lib/http/media-type.ts";
import { decodeText, textStart } from "./decode-text.ts";
import { looksLikeJson } from "./json.ts";
import { parseJson } from "./parse-json.ts";
import { textResult } from "./text.ts";
import { childrenOf, keyOf, kindAt, type Tree, valueText } from "./tree.ts";
import type { View, ViewResult } from "./view.ts";

const MAX_OPERATIONS = 50;
type Section = { title: string; view: ViewResult };

/** A GraphQL request (GraphQL over HTTP): the query as it reads, its variables as a tree; a batch one after another. */
export const graphql: View = {
  name: "graphql",
  label: "GraphQL",
  priority(input) {
    const type = mediaType(input.contentType);
    if (type === "application/graphql") return 90;
    if (!looksLikeJson(input.bytes)) return 0;
    const start = textStart(input.bytes, 64 * 1024);
    const isQuery = /"query"\s*:\s*"(?:\\[nrt]|[\s#])*(?:query|mutation|subscription|fragment|\{)/.test(start);
    return isQuery && /^\[?\s*\{\s*"(?:query|operationName|variables|extensions)"/.test(start) ? 94 : 0;
  },
  render(input, { limits }) {
    if (!looksLikeJson(input.bytes)) return textResult(input, "graphql");
    const { text, charset, from, warnings } = decodeText(input);
    const { tree } = parseJson(text, limits.maxNodes);
    const operations = kindAt(tree, 0) === "array" ? childrenOf(tree, 0, 0, MAX_OPERATIONS) : [0];
    const sections = operations.flatMap((operation) => operationSections(tree, operation, { charset, from }));
    if (!sections.some(({ view }) => view.kind === "text")) throw new Error("There is no query in this JSON");
    const more = (tree.childCount[0] ?? 0) - MAX_OPERATIONS;
    if (kindAt(tree, 0) === "array" && more > 0) warnings.push(`${more} more operations are not shown`);
    return { kind: "sections", sections, warnings };
  },
};

type Origin = { charset: string; from: "chosen" | "bom" | "declared" | "assumed" };

function operationSections(tree: Tree, operation: number, origin: Origin): Section[] {
  return childrenOf(tree, operation, 0, 100).map((child): Section => {
    const title = keyOf(tree, child) ?? "";
    if (title === "query" && kindAt(tree, child) === "string") return { title, view: queryText(tree, child, origin) };
    const value = tree.text.slice(tree.start[child], tree.end[child]);
    return { title, view: { kind: "tree", tree: parseJson(value, tree.count).tree, warnings: [] } };
  });
}

function queryText(tree: Tree, child: number, { charset, from }: Origin): ViewResult {
  const text = valueText(tree, child);
  return { kind: "text", text, language: "graphql", charset, charsetFrom: from, invisible: 0, warnings: [] };
}

import type { Term } from "./terms.ts";

/** What is filtered by most, each one press away. */
export const CHIPS: readonly { term: Term; value: string; label: string }[] = [
  { term: "is", value: "pinned", label: "pinned" },
  { term: "method", value: "GET", label: "GET" },
  { term: "method", value: "POST", label: "POST" },
  { term: "status", value: "2xx", label: "2xx" },
  { term: "status", value: "3xx", label: "3xx" },
  { term: "status", value: "4xx", label: "4xx" },
  { term: "status", value: "5xx", label: "5xx" },
  { term: "kind", value: "rejected", label: "rejected" },
  { term: "kind", value: "malformed", label: "malformed" },
];

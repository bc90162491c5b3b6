import { METHODS } from "node:http";
import type { Sent } from "./message.ts";
import { latin1, withBody } from "./message.ts";

/** The methods for which Next's route handlers have a name. */
const NAMED = new Set(["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]);

/** Every method that Node parses, without a body and with one. CONNECT is no message to a path; see tunnels. */
export const methods: Sent[] = METHODS.filter((method) => method !== "CONNECT").flatMap((method): Sent[] => {
  const named = NAMED.has(method);
  const bodyless = method === "GET" || method === "HEAD";
  return [
    { name: method, method, throughNext: named ? "kept" : "lost" },
    {
      name: `${method} with a body`,
      method,
      ...withBody(latin1(`body of ${method}`)),
      throughNext: named ? (bodyless ? "changed" : "kept") : "lost",
    },
  ];
});

import type { IncomingMessage, ServerResponse } from "node:http";
import { problem } from "#lib/api/respond.ts";
import { AppError } from "#lib/errors.ts";
import { firstSegment, splitTarget } from "#lib/http/target.ts";
import { RESERVED_NAMES } from "#lib/model/bin.ts";
import { isData } from "./pages.ts";

/** Those a route can have a handler for. */
const OF_CALLS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const OF_PAGES: ReadonlySet<string> = new Set(["GET", "HEAD"]);

type Refusal = { allow: string; sentence: string };
const NO_CALL: Refusal = { allow: "OPTIONS", sentence: "No call takes this method; OPTIONS says which one does" };
const NO_PAGE: Refusal = { allow: "GET, HEAD", sentence: "A page is read with GET" };

/**
 * Answers `405` to a method that no call, page or file has, and says which there are. Next would fail on some, give a page to others, and
 * look for a Server Action in a POST.
 */
export function refuseMethod(message: IncomingMessage, response: ServerResponse, options: { dev: boolean }): boolean {
  const refusal = refusalOf(message, options.dev);
  if (!refusal) return false;
  const answer = problem(new AppError("method_not_allowed", refusal.sentence));
  const type = answer.headers.get("content-type") ?? "";
  response.writeHead(405, { "Content-Type": type, "Cache-Control": "no-store", Allow: refusal.allow });
  void answer.text().then((text) => response.end(text));
  return true;
}

function refusalOf({ method = "", url = "" }: IncomingMessage, dev: boolean): Refusal | null {
  if (isData(url)) return OF_CALLS.has(method) ? null : NO_CALL;
  // What Next serves in development may be asked in any way.
  return dev || OF_PAGES.has(method) || !isOwn(url) ? null : NO_PAGE;
}

/** Whether the target is of the dashboard's own, and not the address of a bin, which takes any method. */
function isOwn(target: string): boolean {
  const { path } = splitTarget(target);
  return path === "/" || RESERVED_NAMES.has(firstSegment(path));
}

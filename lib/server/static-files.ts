import { createReadStream, readdirSync, statSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";

/**
 * Scripts and styles as the build compressed them (build.mjs writes a .br beside each). Everything else, and a browser that does not
 * take brotli, goes to Next.
 */
const TYPES: Record<string, string> = { ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8" };
const PREFIX = "/_next/static/";

type File = { path: string; size: number; type: string };

/** Answers `message` and returns true, when it asks for one of the files that were there at start. */
export function createStaticFiles(folder: string): (message: IncomingMessage, response: ServerResponse) => boolean {
  const files = compressedFiles(folder);
  return (message, response) => {
    const { method, url = "" } = message;
    // Only targets that were found at start exist; nothing of a target ever becomes part of a path.
    const file = files.get(url);
    if (!file || (method !== "GET" && method !== "HEAD") || !acceptsBrotli(message)) return false;
    response.writeHead(200, {
      "Content-Type": file.type,
      "Content-Encoding": "br",
      "Content-Length": file.size,
      Vary: "Accept-Encoding",
      // Next names these files by their content.
      "Cache-Control": "public, max-age=31536000, immutable",
      "X-Content-Type-Options": "nosniff",
      "Cross-Origin-Resource-Policy": "same-origin",
    });
    if (method === "HEAD") response.end();
    else
      createReadStream(file.path)
        .on("error", () => response.destroy())
        .pipe(response);
    return true;
  };
}

function acceptsBrotli(message: IncomingMessage): boolean {
  return /\bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(message.headers["accept-encoding"] ?? "");
}

function compressedFiles(folder: string): Map<string, File> {
  const found = new Map<string, File>();
  for (const name of listed(folder)) {
    const type = TYPES[path.extname(name.slice(0, -3))];
    const full = path.join(folder, name);
    if (type === undefined) continue;
    found.set(PREFIX + name.slice(0, -3).split(path.sep).map(encodeURIComponent).join("/"), {
      path: full,
      size: statSync(full).size,
      type,
    });
  }
  return found;
}

/** In development there is no build, and Next serves everything. */
function listed(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith(".br"));
  } catch {
    return [];
  }
}

import type { Capture } from "#lib/model/capture.ts";

/** Bytes before the body: request line, header fields, the empty line. Text is kept as latin1 code units, one a byte. */
export function headBytes({ method, target, httpVersion, headers }: Capture): number {
  const requestLine = `${method} ${target} HTTP/${httpVersion}\r\n`.length;
  return headers.reduce((sum, [name, value]) => sum + `${name}: ${value}\r\n`.length, requestLine + "\r\n".length);
}

import { tryCommand } from "#components/bin/address.ts";
import { copyAnd } from "#components/ui/copy-and.ts";

/** Commands that send something to a bin, for a first try. */
export const COMMANDS: readonly { label: string; write: (url: string) => string }[] = [
  { label: "curl: send JSON", write: tryCommand },
  { label: "curl: send a file", write: (url) => `curl --data-binary @FILE ${url}` },
  { label: "curl: send a form", write: (url) => `curl -F 'name=value' -F 'file=@FILE' ${url}` },
  { label: "HTTPie", write: (url) => `http POST ${url} hello=world` },
  {
    label: "JavaScript fetch",
    write: (url) =>
      `await fetch(${JSON.stringify(url)}, {\n  method: "POST",\n  headers: { "Content-Type": "application/json" },\n  body: JSON.stringify({ hello: "world" }),\n});`,
  },
  { label: "Python requests", write: (url) => `requests.post(${JSON.stringify(url)}, json={"hello": "world"})` },
];

export async function copyCommand(label: string, command: string): Promise<void> {
  await copyAnd(command, `Copied: ${label}`);
}

import { firstValue } from "#lib/http/pairs.ts";
import { differences, encodedTarget } from "./differences.ts";
import { type ExportTarget, type Sendable, sendable } from "./message.ts";
import { shellPipe, shellTextOrNull, shellWord } from "./shell.ts";

const CLIENT = { name: "HTTPie", repeats: "apart", names: "kept", keepsOrder: false, adds: [] } as const;
/** What HTTPie adds unless it is unset with "Name:". */
const OWN_HEADERS = ["User-Agent", "Accept", "Accept-Encoding"];
/** A backslash before one of these always disappears, and there is no way to write one that stays. */
const LOST_BACKSLASH = /\\[:;=@]/;

/** HTTPie 3. Its items have a language of their own: "Name:@x" would read the file x, so such an "@" is escaped. */
export const httpie: ExportTarget = {
  name: "httpie",
  label: "HTTPie",
  syntax: "shell",
  write(message) {
    const what = sendable(message);
    const { target, notes } = encodedTarget(what.target);
    const lost = what.headers.filter(([, value]) => LOST_BACKSLASH.test(value)).map(([name]) => name);
    if (lost.length > 0)
      notes.push(`HTTPie cannot write a backslash before : ; = @, so it is missing in ${lost.join(", ")}`);
    const text = shellTextOrNull(what.body);
    const isPiped = what.body.length > 0 && text === null;
    const words = [
      `http ${isPiped ? "" : "--ignore-stdin "}--path-as-is ${shellWord(what.method)} ${shellWord(what.origin + target)}`,
      ...headerItems(what),
      ...(what.body.length > 0 && text !== null ? [`--raw ${text}`] : []),
    ];
    const command = words.join(" \\\n  ");
    const all = [...what.notes, ...notes, ...differences(what, CLIENT)];
    return { text: isPiped ? `${shellPipe(what.body)} | ${command}` : command, notes: all };
  },
};

function headerItems({ headers, body }: Sendable): string[] {
  const items = headers.map(([name, value]) => {
    if (value === "") return shellWord(`${name};`);
    return shellWord(`${name}:${/^[@=]/.test(value) ? "\\" : ""}${value}`);
  });
  const unset = [...OWN_HEADERS, ...(body.length > 0 ? ["Content-Type"] : [])].filter(
    (name) => firstValue(headers, name) === undefined,
  );
  return [...items, ...unset.map((name) => `'${name}:'`)];
}

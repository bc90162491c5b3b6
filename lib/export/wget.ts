import { differences, dotSegmentNotes, encodedTarget, joinRepeats } from "./differences.ts";
import { type ExportTarget, expectsBody, sendable } from "./message.ts";
import { shellPipe, shellTextOrNull, shellWord } from "./shell.ts";

const CLIENT = {
  name: "wget",
  repeats: "joined",
  names: "kept",
  keepsOrder: false,
  adds: ["Accept", "Accept-Encoding"],
} as const;

/** GNU Wget 1.15 or newer. It takes a body from its command line or from a file, so binary bodies pass through a temporary one. */
export const wget: ExportTarget = {
  name: "wget",
  label: "wget",
  syntax: "shell",
  write(message) {
    const what = sendable(message);
    const { target, notes } = encodedTarget(what.target);
    notes.push(...dotSegmentNotes(target));
    const headers = joinRepeats(what.headers);
    const names = headers.map(([name]) => name.toLowerCase());
    const hasBody = what.body.length > 0 || expectsBody(what.method);
    const lacksType = hasBody && !names.includes("content-type");
    if (lacksType) notes.push("wget sends an empty Content-Type where the message has none");
    const words = [
      `wget -qO- --no-config --max-redirect=0 --method=${shellWord(what.method)}`,
      ...headers.map(([name, value]) => `--header=${shellWord(`${name}: ${value}`)}`),
      ...(names.includes("user-agent") ? [] : ["--user-agent=''"]),
      ...(lacksType ? ["--header='Content-Type: '"] : []),
    ];
    const all = [...what.notes, ...notes, ...differences(what, CLIENT)];
    const url = shellWord(what.origin + target);
    const text = shellTextOrNull(what.body);
    if (what.body.length === 0 || text !== null) {
      const body = hasBody ? [`--body-data=${text ?? "''"}`] : [];
      return { text: [...words, ...body, url].join(" \\\n  "), notes: all };
    }
    const command = [...words, '--body-file="$body"', url].join(" \\\n  ");
    return { text: `body=$(mktemp) &&\n${shellPipe(what.body)} > "$body" &&\n${command}\nrm -f "$body"`, notes: all };
  },
};

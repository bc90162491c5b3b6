"use client";
import FileUp from "lucide-react/icons/file-up";
import { useId, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { formatBytes } from "#components/ui/format.ts";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { decodeBytes, type EncodedBytes, encodeBytes } from "#lib/model/bytes.ts";
import { lineEndsOf } from "./line-ends.ts";

const CodeEditor = lazyPart(async () => (await import("./code-editor.tsx")).CodeEditor, {
  name: "The editor",
  waiting: <Skeleton className="h-40 w-full" />,
});

export type BodyEditorProps = {
  body: EncodedBytes;
  onChange: (body: EncodedBytes) => void;
  problem?: string | undefined;
  /** Is the body meant to be JSON? Then it is checked as one types. */
  isJson: boolean;
  rows?: number;
};

/** A body as text, or as a file when it is not text. Bytes that are not UTF-8 are never shown as if they were. */
export function BodyEditor({ body, onChange, problem, isJson, rows = 10 }: BodyEditorProps) {
  const id = useId();
  const file = useRef<HTMLInputElement>(null);
  const isText = body.encoding === "utf8";
  const jsonProblem = isText && isJson ? problemWithJson(body.data) : null;
  const take = async (chosen: File | undefined) => {
    if (chosen) onChange(encodeBytes(new Uint8Array(await chosen.arrayBuffer())));
  };
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className="flex items-center gap-2">
        <span id={id} className="text-sm font-medium text-soft">
          Body
        </span>
        <span className="ml-auto flex items-center">
          {isText && isJson && jsonProblem === null && body.data.trim() !== "" ? (
            <Button size="sm" look="ghost" onClick={() => onChange({ encoding: "utf8", data: indentJson(body.data) })}>
              Format JSON
            </Button>
          ) : null}
          <Button
            size="sm"
            look="ghost"
            icon={<FileUp aria-hidden className="size-3.5" />}
            onClick={() => file.current?.click()}
          >
            From a file
          </Button>
          <input
            ref={file}
            type="file"
            aria-label="Body from a file"
            className="sr-only"
            tabIndex={-1}
            onChange={(event) => void take(event.target.files?.[0])}
          />
        </span>
      </div>
      {isText ? (
        <div
          className={cx(
            "mono overflow-hidden rounded-md border bg-surface text-sm transition-colors pointer-coarse:text-lg",
            "focus-within:border-focus focus-within:ring-2 focus-within:ring-focus/30",
            problem ? "border-bad" : "border-edge hover:border-soft",
          )}
        >
          <CodeEditor
            labelledBy={id}
            describedBy={`${id}-said`}
            value={body.data}
            onChange={(data) => onChange({ encoding: "utf8", data })}
            isJson={isJson}
            isInvalid={problem !== undefined}
            rows={rows}
          />
        </div>
      ) : (
        <div className="flex flex-wrap items-center gap-3 rounded-md border border-dashed border-line-strong px-3 py-4 text-sm text-soft">
          <span>{formatBytes(decodeBytes(body).length)} that are not text</span>
          <Button size="sm" onClick={() => onChange({ encoding: "utf8", data: "" })}>
            Write text instead
          </Button>
        </div>
      )}
      <p
        id={`${id}-said`}
        className={cx("min-h-5 text-sm", problem ? "text-bad" : "text-faint")}
        role={problem ? "alert" : undefined}
      >
        {problem ??
          (jsonProblem ? `Not JSON yet: ${jsonProblem}` : isText && body.data !== "" ? factsOf(body.data) : "")}
      </p>
    </div>
  );
}

function factsOf(text: string): string {
  const size = formatBytes(new TextEncoder().encode(text).length);
  if (lineEndsOf(text) !== "mixed") return size;
  return `${size}. Line ends are mixed: each stays as it is, new ones are LF, and a CR is drawn as a dot.`;
}

function problemWithJson(text: string): string | null {
  if (text.trim() === "") return null;
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : "it cannot be read";
  }
}

/** Indents without parsing numbers: what is too big for a double stays as it was typed. */
function indentJson(text: string): string {
  let out = "";
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[^\s"{}[\],:]+|[{}[\],:]/g)) {
    const opens = token === "{" || token === "[";
    const closes = token === "}" || token === "]";
    if (closes) depth -= 1;
    const last = out.at(-1) ?? "";
    const isEmptyPair = closes && (last === "{" || last === "[");
    if ((closes && !isEmptyPair) || (!closes && (last === "{" || last === "[" || last === ",")))
      out += `\n${"  ".repeat(depth)}`;
    out += token === ":" ? ": " : token;
    if (opens) depth += 1;
  }
  return out;
}

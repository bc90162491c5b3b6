"use client";
import { memo, useMemo } from "react";
import { cx } from "#components/ui/cx.ts";
import { lineStarts } from "#lib/views/text-lines.ts";
import { highlightLine, type Span } from "./highlight-line.ts";
import { WindowedRows } from "./windowed-rows.tsx";

const ROLES: Record<Span["role"], string> = {
  plain: "",
  name: "text-info",
  string: "text-good",
  number: "text-violet",
  word: "text-warn",
  quiet: "text-faint",
};

export const LINE_HEIGHT = 20;

export type TextViewProps = {
  text: string;
  language: string;
  wrap: boolean;
  /** Says how each line ends: CR LF, CR or LF. */
  showEnds?: boolean;
};

/** Text by lines, numbered. Shows characters only: nothing in it is ever markup. */
export function TextView({ text, language, wrap, showEnds = false }: TextViewProps) {
  const starts = useMemo(() => lineStarts(text), [text]);
  const count = starts.length - 1;
  const gutter = `${Math.max(2, String(count).length) + 1}ch`;
  return (
    <div className={cx("py-2 text-sm", !wrap && "overflow-x-auto overflow-y-hidden")}>
      <WindowedRows count={count} rowHeight={LINE_HEIGHT} measured={wrap}>
        {(index) => {
          const line = text.slice(starts[index], starts[index + 1]);
          const end = /\r?\n$|\r$/.exec(line)?.[0] ?? "";
          return (
            <Line
              number={index + 1}
              gutter={gutter}
              text={line.slice(0, line.length - end.length)}
              end={showEnds ? end : ""}
              language={language}
              wrap={wrap}
            />
          );
        }}
      </WindowedRows>
    </div>
  );
}

const Line = memo(function Line({
  number,
  gutter,
  text,
  end,
  language,
  wrap,
}: {
  number: number;
  gutter: string;
  text: string;
  end: string;
  language: string;
  wrap: boolean;
}) {
  return (
    <div className="mono flex leading-5">
      <span
        aria-hidden
        className="figures shrink-0 pr-3 pl-2 text-right text-faint select-none"
        style={{ minWidth: `calc(${gutter} + 1.25rem)` }}
      >
        {number}
      </span>
      <code className={wrap ? "verbatim min-w-0 flex-1 pr-3" : "pr-3 whitespace-pre [unicode-bidi:isolate]"}>
        {highlightLine(text, language).map((span, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one line never move
          <span key={index} className={ROLES[span.role]}>
            {span.text}
          </span>
        ))}
        {text === "" ? "\u200b" : null}
        {end === "" ? null : <LineEnd end={end} />}
      </code>
    </div>
  );
});

/** Drawn, not written: nothing in a message can look like it. */
function LineEnd({ end }: { end: string }) {
  return (
    <span className="ml-1 rounded-xs bg-accent-wash px-1 font-sans text-2xs text-accent select-none">
      {end === "\r\n" ? "CR LF" : end === "\r" ? "CR" : "LF"}
    </span>
  );
}

"use client";
import { memo, useMemo, useRef } from "react";
import { cx } from "#components/ui/cx.ts";
import type { Findable } from "#lib/views/find.ts";
import { lineAt, lineStarts } from "#lib/views/text-lines.ts";
import { highlightLine } from "./highlight-line.ts";
import { Marked, type MarkedProps } from "./marked.tsx";
import { useFind } from "./use-find.tsx";
import { type RowsHandle, WindowedRows } from "./windowed-rows.tsx";

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
  const what = useMemo((): Findable => ({ kind: "text", text }), [text]);
  const handle = useRef<RowsHandle>(null);
  const count = starts.length - 1;
  const { field, marksIn, onCurrent } = useFind({ what, count, rowOf: (start) => lineAt(starts, start), handle });
  const gutter = `${Math.max(2, String(count).length) + 1}ch`;
  return (
    <>
      {field}
      <div className={cx("py-2 text-sm", !wrap && "overflow-x-auto overflow-y-hidden")}>
        <WindowedRows count={count} rowHeight={LINE_HEIGHT} measured={wrap} handle={handle}>
          {(index) => {
            const start = starts[index] ?? 0;
            const line = text.slice(start, starts[index + 1]);
            const end = /\r?\n$|\r$/.exec(line)?.[0] ?? "";
            return (
              <Line
                number={index + 1}
                gutter={gutter}
                text={line.slice(0, line.length - end.length)}
                end={showEnds ? end : ""}
                language={language}
                wrap={wrap}
                marks={marksIn(start, start + line.length - end.length)}
                onCurrent={onCurrent}
              />
            );
          }}
        </WindowedRows>
      </div>
    </>
  );
}

type LineProps = Omit<MarkedProps, "spans"> & {
  number: number;
  gutter: string;
  text: string;
  end: string;
  language: string;
  wrap: boolean;
};

const Line = memo(function Line({ number, gutter, text, end, language, wrap, marks, onCurrent }: LineProps) {
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
        <Marked spans={highlightLine(text, language)} marks={marks} onCurrent={onCurrent} />
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

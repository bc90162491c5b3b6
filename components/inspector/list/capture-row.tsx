"use client";
import { memo, useState } from "react";
import { shownTarget } from "#components/bin/address.ts";
import { KindMark, Method, Status } from "#components/bin/marks.tsx";
import { shortType } from "#components/bin/short-type.ts";
import { cx } from "#components/ui/cx.ts";
import { formatBytes } from "#components/ui/format.ts";
import { Clock } from "#components/ui/time.tsx";
import type { Summary } from "#lib/model/capture.ts";
import type { Column, Preferences } from "../preferences.ts";

export type CaptureRowProps = {
  bin: string;
  capture: Summary;
  selected: boolean;
  top: number;
  height: number;
  density: Preferences["density"];
  columns: Record<Column, boolean>;
  position: number;
  total: number;
  /** Written on the row's upper edge: a day, or where the unread ones begin. */
  edge: { text: string; isUnread: boolean } | null;
  isFresh: (seq: number) => boolean;
  onOpen: (seq: number) => void;
};

export function rowId(seq: number): string {
  return `capture-${seq}`;
}

/** One capture in the list. All rows of a density have one height, so that the list can compute where each is. */
export const CaptureRow = memo(function CaptureRow(props: CaptureRowProps) {
  const { bin, capture, selected, top, height, density, position, total, edge, isFresh, onOpen } = props;
  const [fresh] = useState(() => isFresh(capture.seq));
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list around it has the focus and handles every key
    <div
      id={rowId(capture.seq)}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      aria-posinset={position}
      aria-setsize={total}
      onClick={() => onOpen(capture.seq)}
      style={{ height, transform: `translateY(${top}px)` }}
      className={cx(
        "absolute inset-x-0 top-0 flex flex-col justify-center border-b px-4 outline-none",
        selected
          ? "bg-selected before:absolute before:inset-y-0 before:left-0 before:w-[3px] before:bg-accent"
          : "hover:bg-hover",
        fresh && !selected && "animate-arrive",
      )}
    >
      {edge ? <Edge {...edge} /> : null}
      {density === "compact" ? <OneLine {...props} bin={bin} /> : <TwoLines {...props} bin={bin} />}
    </div>
  );
});

function Edge({ text, isUnread }: { text: string; isUnread: boolean }) {
  return (
    <span
      className={cx(
        "pointer-events-none absolute inset-x-0 -top-px z-1 flex h-0 items-center border-t",
        isUnread ? "justify-end border-accent pr-3" : "justify-center",
      )}
    >
      <span
        className={cx(
          "rounded-full px-1.5 text-2xs font-medium",
          isUnread ? "bg-accent text-on-ink" : "border bg-surface text-faint",
        )}
      >
        {text}
      </span>
    </span>
  );
}

function Path({ bin, target }: { bin: string; target: string }) {
  const shown = shownTarget(bin, target);
  const mark = shown.indexOf("?");
  const path = mark < 0 ? shown : shown.slice(0, mark);
  return (
    <span className="clipped min-w-0 flex-1 text-sm text-ink">
      {path}
      {mark < 0 ? null : <span className="text-faint">{shown.slice(mark, mark + 200)}</span>}
    </span>
  );
}

function TwoLines({ bin, capture, columns }: CaptureRowProps) {
  const { method, target, receivedAt, contentType, bodyBytes, replyStatus, remoteIp, preview, kind } = capture;
  const type = shortType(contentType);
  return (
    <>
      <div className="flex items-center gap-2.5">
        <Method name={method} className="w-14 shrink-0 text-xs" />
        <Path bin={bin} target={target} />
        <KindMark kind={kind} />
        <Status code={replyStatus} />
      </div>
      <div className="mt-0.5 flex items-baseline gap-2.5 text-xs text-faint">
        <span className="w-14 shrink-0 whitespace-nowrap">{columns.time ? <Clock iso={receivedAt} /> : null}</span>
        {columns.type && type ? <span className="shrink-0 text-soft">{type}</span> : null}
        {columns.size ? <span className="figures shrink-0">{formatBytes(bodyBytes)}</span> : null}
        {columns.source ? <span className="clipped max-w-40 shrink-0">{remoteIp}</span> : null}
        {columns.preview && preview ? <span className="clipped min-w-0 flex-1">{oneLine(preview)}</span> : null}
      </div>
    </>
  );
}

function OneLine({ bin, capture, columns }: CaptureRowProps) {
  const { method, target, receivedAt, contentType, bodyBytes, replyStatus, remoteIp, kind } = capture;
  return (
    <div className="flex items-center gap-2.5">
      <Method name={method} className="w-14 shrink-0 text-xs" />
      <Path bin={bin} target={target} />
      <KindMark kind={kind} />
      <span className="flex shrink-0 items-center gap-2.5 text-xs text-faint">
        {columns.source ? <span className="clipped max-w-32">{remoteIp}</span> : null}
        {columns.type ? <span className="text-soft">{shortType(contentType)}</span> : null}
        {columns.size ? <span className="figures min-w-12 text-right">{formatBytes(bodyBytes)}</span> : null}
        {columns.time ? <Clock iso={receivedAt} /> : null}
      </span>
      <Status code={replyStatus} />
    </div>
  );
}

/** Line breaks in a preview would take the row's height. */
function oneLine(text: string): string {
  return text.slice(0, 140).replace(/\s+/g, " ");
}

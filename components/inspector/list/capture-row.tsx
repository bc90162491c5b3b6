"use client";
import Check from "lucide-react/icons/check";
import Pin from "lucide-react/icons/pin";
import StickyNote from "lucide-react/icons/sticky-note";
import { memo, useState } from "react";
import { KindMark, Method, Status } from "#components/bin/marks.tsx";
import { coverPairs, coverTarget } from "#components/bin/secret-names.ts";
import { shortType } from "#components/bin/short-type.ts";
import { cutText } from "#components/ui/cut-text.ts";
import { cx } from "#components/ui/cx.ts";
import { formatBytes } from "#components/ui/format.ts";
import { Clock } from "#components/ui/time.tsx";
import { isForm, mediaType } from "#lib/http/media-type.ts";
import { shownTarget } from "#lib/http/target.ts";
import type { Summary } from "#lib/model/capture.ts";
import type { Column, Preferences } from "../preferences.ts";
import { hidingOf } from "./columns-room.ts";
import { CoveredPreview } from "./covered-preview.tsx";
import { oneLine } from "./one-line.ts";

export type CaptureRowProps = {
  bin: string;
  capture: Summary;
  selected: boolean;
  /** Pixels from where all rows are measured from. */
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
  /** Whether it is among those chosen; null while nobody chooses. */
  chosen: boolean | null;
  onChoose: (seq: number, range: boolean) => void;
};

export function rowId(seq: number): string {
  return `capture-${seq}`;
}

/** One capture in the list. All rows of a density have one height, so that the list can compute where each is. */
export const CaptureRow = memo(function CaptureRow(props: CaptureRowProps) {
  const { bin, capture, selected, top, height, density, columns, position, total, edge, isFresh } = props;
  const { onOpen, chosen, onChoose } = props;
  const [fresh] = useState(() => isFresh(capture.seq));
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list around it has the focus and handles every key
    // biome-ignore lint/a11y/useFocusableInteractive: a row with the focus would take it along when it scrolls out
    <div
      id={rowId(capture.seq)}
      role="option"
      aria-selected={chosen ?? selected}
      aria-posinset={position}
      aria-setsize={total}
      onClick={(event) => {
        if (chosen !== null || event.shiftKey || event.ctrlKey || event.metaKey) onChoose(capture.seq, event.shiftKey);
        else onOpen(capture.seq);
      }}
      onMouseDown={(event) => {
        if (!event.shiftKey) return;
        // Choosing a range would mark text. The focus, which goes to the list by itself, has to be sent there.
        event.preventDefault();
        event.currentTarget.closest<HTMLElement>("[role=listbox]")?.focus();
      }}
      style={{ height, top }}
      className={cx(
        "absolute inset-x-0 flex flex-col justify-center border-b pr-4 outline-none",
        chosen === null ? "pl-4" : "pl-10",
        selected
          ? "bg-selected before:absolute before:inset-y-0 before:left-0 before:w-[3px] before:bg-accent"
          : "hover:bg-hover",
        fresh && !selected && "animate-arrive",
      )}
    >
      {edge ? <Edge {...edge} /> : null}
      {chosen === null ? null : <Box checked={chosen} />}
      {density === "compact" ? (
        <OneLine bin={bin} capture={capture} columns={columns} />
      ) : (
        <TwoLines bin={bin} capture={capture} columns={columns} />
      )}
    </div>
  );
});

/** Only a picture: the row itself says whether it is chosen. */
function Box({ checked }: { checked: boolean }) {
  return (
    <span
      aria-hidden
      className={cx(
        "absolute top-1/2 left-4 grid size-4 -translate-y-1/2 place-items-center rounded-xs border",
        checked ? "border-accent bg-accent text-on-ink" : "border-edge bg-surface",
      )}
    >
      {checked ? <Check className="size-3" strokeWidth={3} /> : null}
    </span>
  );
}

function Marks({ pinned, note }: Pick<Summary, "pinned" | "note">) {
  return (
    <>
      {note ? (
        <span className="shrink-0 text-accent" title={cutText(note, 300)}>
          <StickyNote aria-hidden className="size-3.5" />
          <span className="sr-only">note: {cutText(note, 200)}</span>
        </span>
      ) : null}
      {pinned ? (
        <span className="shrink-0 text-accent">
          <Pin aria-hidden className="size-3.5 fill-current" />
          <span className="sr-only">pinned</span>
        </span>
      ) : null}
    </>
  );
}

function Edge({ text, isUnread }: { text: string; isUnread: boolean }) {
  return (
    <span
      className={cx(
        "pointer-events-none absolute inset-x-0 -top-px z-1 flex h-0 items-center justify-center border-t",
        isUnread ? "border-accent" : "border-line-strong",
      )}
    >
      <span
        className={cx(
          "rounded-full px-2 text-2xs leading-3.5 font-medium",
          isUnread ? "bg-accent text-on-ink" : "border border-line-strong bg-surface text-soft",
        )}
      >
        {text}
      </span>
    </span>
  );
}

function Path({ bin, target }: { bin: string; target: string }) {
  const whole = shownTarget(bin, target);
  const mark = whole.indexOf("?");
  return (
    <span className="clipped min-w-0 flex-1 text-sm text-ink">
      {mark < 0 ? whole : whole.slice(0, mark)}
      {mark < 0 ? null : <span className="text-faint">{coverTarget(whole.slice(mark, mark + 200))}</span>}
    </span>
  );
}

type Content = Pick<CaptureRowProps, "bin" | "capture" | "columns">;

// Every row is counted anew when one arrives; what it says stays the same.
const TwoLines = memo(function TwoLines({ bin, capture, columns }: Content) {
  const { seq, method, target, receivedAt, contentType, bodyBytes, replyStatus, remoteIp, userAgent, preview, kind } =
    capture;
  const type = shortType(contentType);
  return (
    <>
      <div className="flex items-center gap-2.5">
        <Method name={method} className="w-14 shrink-0 text-xs" />
        <Path bin={bin} target={target} />
        <Marks {...capture} />
        <KindMark kind={kind} />
        <Status code={replyStatus} />
      </div>
      <div className="mt-0.5 flex items-baseline gap-2.5 text-xs text-faint">
        <span className="w-14 shrink-0 whitespace-nowrap">{columns.time ? <Clock iso={receivedAt} /> : null}</span>
        {columns.number ? <span className="figures shrink-0">#{seq}</span> : null}
        {columns.type && type ? <span className="shrink-0 text-soft">{type}</span> : null}
        {columns.size ? <span className="figures shrink-0">{formatBytes(bodyBytes)}</span> : null}
        {columns.source ? <span className="clipped max-w-40 shrink-0">{remoteIp}</span> : null}
        {columns.agent && userAgent ? <span className="clipped max-w-48 min-w-16">{oneLine(userAgent)}</span> : null}
        {columns.preview && preview ? (
          <span className="clipped min-w-0 flex-1">
            <Preview kind={kind} contentType={contentType} preview={preview} />
          </span>
        ) : null}
      </div>
    </>
  );
});

/** Where the list is wide, what was chosen to be seen stands in columns; where it is narrow, the path keeps its room and they give way. */
const OneLine = memo(function OneLine({ bin, capture, columns }: Content) {
  const { seq, method, target, receivedAt, contentType, bodyBytes, replyStatus, remoteIp, userAgent, preview, kind } =
    capture;
  const hides = hidingOf(columns);
  return (
    <div className="flex items-center gap-2.5 text-xs text-faint">
      {columns.number ? <span className={cx("figures w-12 shrink-0", hides.number)}>#{seq}</span> : null}
      <Method name={method} className="w-14 shrink-0 text-xs" />
      <Path bin={bin} target={target} />
      {columns.preview && preview ? (
        <span className={cx("clipped min-w-0 flex-1", hides.preview)}>
          <Preview kind={kind} contentType={contentType} preview={preview} />
        </span>
      ) : null}
      <Marks {...capture} />
      <KindMark kind={kind} />
      {columns.agent ? (
        <span className={cx("clipped w-32 shrink-0", hides.agent)}>{userAgent ? oneLine(userAgent) : null}</span>
      ) : null}
      {columns.source ? <span className={cx("clipped w-28 shrink-0", hides.source)}>{remoteIp}</span> : null}
      {columns.type ? (
        <span className={cx("w-16 shrink-0 truncate text-soft", hides.type)}>{shortType(contentType)}</span>
      ) : null}
      {columns.size ? (
        <span className={cx("figures min-w-12 shrink-0 text-right", hides.size)}>{formatBytes(bodyBytes)}</span>
      ) : null}
      {columns.time ? (
        <span className={cx("shrink-0", hides.time)}>
          <Clock iso={receivedAt} />
        </span>
      ) : null}
      <Status code={replyStatus} />
    </div>
  );
});

/** The list is always in sight: the secrets of a body stay covered in it, as those of a target do. */
function Preview({ kind, contentType, preview }: Pick<Summary, "kind" | "contentType"> & { preview: string }) {
  if (kind === "malformed" || mediaType(contentType).startsWith("multipart/"))
    return <CoveredPreview kind={kind} contentType={contentType} preview={preview} />;
  return isForm(contentType) ? coverPairs(oneLine(preview)) : oneLine(preview);
}

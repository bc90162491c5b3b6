"use client";
import ChevronDown from "lucide-react/icons/chevron-down";
import X from "lucide-react/icons/x";
import { useId, useLayoutEffect, useMemo, useRef, useState } from "react";
import { cx } from "#components/ui/cx.ts";
import { formatCount } from "#components/ui/format.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuChoices } from "#components/ui/menu.tsx";
import { useNow } from "#components/ui/use-now.ts";
import { readFilter, withTerm } from "../filter/filter-text.ts";
import type { ListFilter } from "../filter/terms.ts";
import { setPreferences } from "../use-preferences.ts";
import { SPAN_NAMES, sayBegin, sayCount, sayGroups, sayRange, saySummary } from "./say-traffic.ts";
import { between, type Slot, SPANS, STATUS_GROUPS, type Strip, settled, shownPlaces } from "./strip.ts";
import { GroupMark, TrafficBars } from "./traffic-bars.tsx";
import type { TrafficProps } from "./traffic-place.tsx";
import { useBrush } from "./use-brush.ts";
import { useStrip } from "./use-strip.ts";

/**
 * Captures over time by reply status. What the rest of the filter does not find stands behind, faint. Drawing a range in it writes a `seq:`
 * term into the filter, and the term shows as the range.
 */
export function TrafficStrip({ bin, span, onEvent, text, onChange, filter }: TrafficProps) {
  const taken = useStrip(bin, span, useWithoutRange(filter), onEvent);
  const now = useNow() ?? 0;
  const strip = taken && settled(taken, now);
  const seqs = readFilter(text).filter?.seq ?? null;
  const choose = (range: { from: number; to: number } | null) =>
    onChange(withTerm(text, "seq", range && `${range.from}-${range.to}`));
  return (
    <section aria-label="Traffic" className="shrink-0 border-b px-4 pt-2.5 pb-1 max-md:pt-2">
      {strip ? (
        <Chart strip={strip} now={now} seqs={seqs} onChoose={choose} />
      ) : (
        <div className="h-16 max-md:h-13" aria-busy="true" />
      )}
    </section>
  );
}

/** The filter but for its range of numbers, the same object as long as it says the same; null when nothing else is left. */
function useWithoutRange(filter: ListFilter | null): ListFilter | null {
  const { seq, ...rest } = filter ?? {};
  const key = JSON.stringify(rest);
  return useMemo(() => (key === "{}" ? null : (JSON.parse(key) as ListFilter)), [key]);
}

type Seqs = { from: number; to: number };

type ChartProps = { strip: Strip; now: number; seqs: Seqs | null; onChoose: (range: Seqs | null) => void };

function Chart({ strip, now, seqs, onChoose }: ChartProps) {
  const { first, last } = shownPlaces(strip, now);
  const [box, size] = useSize();
  const summaryId = useId();
  const [isEmpty, setIsEmpty] = useState(false);
  const brush = useBrush({
    strip,
    first,
    last,
    onSelect: (range) => {
      setIsEmpty(range === null);
      onChoose(range);
    },
    onClear: () => {
      if (seqs) onChoose(null);
      return seqs !== null;
    },
  });
  const { ends } = brush;
  const shown = strip.found ?? strip;
  const all = between(shown, first, last);
  const looked = ends && between(shown, ends.anchor, ends.cursor);
  const none = strip.found && (!ends || between(strip, ends.anchor, ends.cursor)) ? "nothing fits" : "nothing came";
  const chosen = seqs && placesOf(strip, seqs);
  const marked = brush.isDrawing ? ends : (chosen ?? ends);
  const said = ends ? `${sayRange(strip, ends.anchor, ends.cursor, now)}: ${looked ? saySlot(looked) : none}` : "";
  return (
    <>
      <div
        ref={box}
        role="slider"
        tabIndex={0}
        aria-label="Range of time"
        aria-describedby={summaryId}
        aria-valuemin={first}
        aria-valuemax={last}
        aria-valuenow={ends?.cursor ?? last}
        aria-valuetext={said || "Now"}
        {...brush.pointer}
        onKeyDown={brush.onKeyDown}
        onBlur={brush.onBlur}
        className="relative -mx-1 h-10 cursor-crosshair touch-pan-y rounded-sm px-1 select-none max-md:h-8"
      >
        {marked ? (
          <Band
            first={first}
            last={last}
            one={marked.anchor}
            other={marked.cursor}
            strong={marked !== ends || brush.isDrawing}
          />
        ) : null}
        <div className="relative">
          {size.width > 0 ? (
            <TrafficBars strip={strip} first={first} last={last} width={size.width - 8} height={size.height} />
          ) : null}
        </div>
      </div>
      <p id={summaryId} className="sr-only">
        {saySummary(strip, { first, last }, now)} Arrow keys move, with Shift they draw a range, Page Up and Page Down
        go to the next captures, Enter filters by the range, Escape shows all again.
      </p>
      <div className="mt-0.5 flex h-6 items-center gap-2 text-xs text-faint max-md:h-8">
        <SpanMenu strip={strip} from={sayBegin(strip, first, now)} />
        <div className="figures flex h-full min-w-0 flex-1 items-center justify-end gap-2 whitespace-nowrap">
          {ends ? (
            <>
              <span className="text-soft">{sayRange(strip, ends.anchor, ends.cursor, now)}</span>
              <Legend slot={looked} none={none} />
            </>
          ) : isEmpty && !seqs ? (
            "Nothing came then"
          ) : (
            <Legend slot={chosen ? between(shown, chosen.anchor, chosen.cursor) : all} none={none} />
          )}
        </div>
        {seqs ? (
          <IconButton
            size="sm"
            label="Show all times"
            onClick={() => onChoose(null)}
            icon={<X aria-hidden className="size-3.5" />}
            className="-mr-1"
          />
        ) : null}
      </div>
    </>
  );
}

function saySlot(slot: Slot): string {
  return `${sayCount(slot.total)}, ${sayGroups(slot)}`;
}

/** What is chosen, or under the pointer. */
function Band(props: { first: number; last: number; one: number; other: number; strong: boolean }) {
  const { first, last, one, other, strong } = props;
  const count = last - first + 1;
  const [low, high] = [Math.max(first, Math.min(one, other)), Math.min(last, Math.max(one, other))];
  if (high < low) return null;
  return (
    <div aria-hidden className="pointer-events-none absolute inset-x-1 inset-y-0">
      <div
        style={{ left: `${((low - first) / count) * 100}%`, width: `${((high - low + 1) / count) * 100}%` }}
        className={cx("absolute -inset-y-1 rounded-xs", strong ? "bg-accent-wash outline outline-accent" : "bg-hover")}
      />
    </div>
  );
}

/** How many by reply. Where there is no room for all, what went well gives way first. */
function Legend({ slot, none }: { slot: Slot | null; none: string }) {
  if (!slot) return <span>{none}</span>;
  return (
    <span className="flex h-full min-w-0 flex-1 flex-row-reverse flex-wrap gap-x-2.5 overflow-hidden">
      {STATUS_GROUPS.filter((group) => slot.groups[group] > 0)
        .toReversed()
        .map((group) => (
          <span key={group} className="inline-flex h-full items-center gap-1">
            <GroupMark group={group} />
            {group === "other" ? "no reply" : group}{" "}
            <span className="text-soft">{formatCount(slot.groups[group])}</span>
          </span>
        ))}
    </span>
  );
}

function SpanMenu({ strip, from }: { strip: Strip; from: string }) {
  return (
    <Menu
      label="Time of the strip"
      trigger={
        <button
          type="button"
          className="-ml-1.5 inline-flex h-6 shrink-0 items-center gap-1 rounded-sm px-1.5 hover:bg-hover hover:text-ink pointer-coarse:h-8"
        >
          {strip.span === "everything" ? `Since ${from}` : SPAN_NAMES[strip.span]}
          <ChevronDown aria-hidden className="size-3" />
        </button>
      }
    >
      <MenuChoices
        label="Time of the strip"
        value={strip.span}
        choices={SPANS.map((value) => ({ value, label: SPAN_NAMES[value] }))}
        onChange={(traffic) => setPreferences({ traffic })}
      />
    </Menu>
  );
}

/** The places that hold any of these numbers. */
function placesOf({ slots }: Strip, { from, to }: Seqs): { anchor: number; cursor: number } | null {
  const places = [...slots].filter(([, slot]) => slot.firstSeq <= to && slot.lastSeq >= from).map(([place]) => place);
  return places.length === 0 ? null : { anchor: Math.min(...places), cursor: Math.max(...places) };
}

function useSize() {
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [box, size] as const;
}

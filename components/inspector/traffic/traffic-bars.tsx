import { memo, useId } from "react";
import { type Slot, STATUS_GROUPS, type StatusGroup, type Strip } from "./strip.ts";

export type TrafficBarsProps = {
  strip: Strip;
  first: number;
  last: number;
  /** Pixels. */
  width: number;
  height: number;
};

/** What went wrong hangs below the line, so that colour is never all that tells. */
const ABOVE: readonly StatusGroup[] = ["2xx", "3xx"];
const BELOW: readonly StatusGroup[] = ["4xx", "5xx", "other"];
/** How much of the height lies below the line once something does. */
const SHARE_BELOW = 0.42;
const LEAST_PX = 2;
/** Heights follow the root of the count: beside a burst, a quiet time still differs from silence. */
const heightOf = Math.sqrt;

/** The bars of the strip: one for each slot, in parts by reply status; with a filter, all of them faint behind those that fit. For the eye only. */
export function TrafficBars({ strip, first, last, width, height }: TrafficBarsProps) {
  const textures = useId();
  const onScreen = (slots: Strip["slots"]) => [...slots].filter(([place]) => place >= first && place <= last);
  const came = onScreen(strip.slots);
  const size = sizeOf(came, height);
  const step = width / (last - first + 1);
  const left = (place: number) => Math.round((place - first) * step);
  const all = barsOf(came, size, left);
  const bars = strip.found ? barsOf(onScreen(strip.found.slots), size, left) : all;
  return (
    <svg aria-hidden="true" width={width} height={height} className="block overflow-visible">
      <Textures id={textures} />
      <path d={`M0 ${size.line + 0.5}H${width}`} className="stroke-line-strong" />
      {strip.found ? <path d={Object.values(all).join("")} className="fill-line-strong" /> : null}
      {STATUS_GROUPS.map((group) => (
        <path key={group} d={bars[group]} {...drawn(group, textures)} />
      ))}
    </svg>
  );
}

type Placed = readonly (readonly [place: number, slot: Slot])[];
/** Where the line lies, in pixels from the top, and how many pixels one of `heightOf` takes. */
type Size = { line: number; scale: number };

function sizeOf(slots: Placed, height: number): Size {
  const most = (groups: readonly StatusGroup[]) =>
    heightOf(Math.max(0, ...slots.map(([, slot]) => countOf(slot, groups))));
  const highest = most(ABOVE);
  const deepest = most(BELOW);
  const line = Math.round(deepest === 0 ? height - 1 : highest === 0 ? height * 0.3 : height * (1 - SHARE_BELOW));
  const room = [
    [line, highest],
    [height - 1 - line, deepest],
  ] as const;
  return { line, scale: Math.min(...room.filter(([, root]) => root > 0).map(([pixels, root]) => pixels / root)) };
}

function barsOf(slots: Placed, { line, scale }: Size, left: (place: number) => number): Record<StatusGroup, string> {
  const bars: Record<StatusGroup, string> = { "2xx": "", "3xx": "", "4xx": "", "5xx": "", other: "" };
  for (const [place, slot] of slots) {
    const x = left(place);
    const wide = Math.max(1, left(place + 1) - x - 1);
    for (const groups of [ABOVE, BELOW]) {
      const count = countOf(slot, groups);
      let edge = groups === ABOVE ? line : line + 1;
      for (const group of groups) {
        if (slot.groups[group] === 0) continue;
        const share = heightOf(count) * (slot.groups[group] / count);
        const tall = Math.max(LEAST_PX, Math.round(share * scale));
        if (groups === ABOVE) edge -= tall;
        bars[group] += `M${x} ${edge}h${wide}v${tall}h${-wide}z`;
        if (groups === BELOW) edge += tall;
      }
    }
  }
  return bars;
}

function countOf({ groups }: Slot, wanted: readonly StatusGroup[]): number {
  return wanted.reduce((sum, group) => sum + groups[group], 0);
}

/** A small piece of a group's bar, for the legend. */
export const GroupMark = memo(function GroupMark({ group }: { group: StatusGroup }) {
  const textures = useId();
  return (
    <svg aria-hidden="true" width="8" height="8" className="inline-block shrink-0">
      <Textures id={textures} />
      <path d="M0 0h8v8h-8z" {...drawn(group, textures)} />
    </svg>
  );
});

const TONES: Record<StatusGroup, string> = {
  "2xx": "fill-good",
  "3xx": "text-info",
  "4xx": "text-warn",
  "5xx": "fill-bad",
  other: "text-soft",
};
const TEXTURES: readonly StatusGroup[] = ["3xx", "4xx", "other"];

function drawn(group: StatusGroup, textures: string) {
  return TEXTURES.includes(group) ? { fill: `url(#${textures}${group})` } : { className: TONES[group] };
}

/** Solid for the two that matter most; lines lying, slanting and dots for the others. */
const Textures = memo(function Textures({ id }: { id: string }) {
  const shared = { width: 4, height: 4, patternUnits: "userSpaceOnUse" as const };
  return (
    <defs>
      <pattern id={`${id}3xx`} {...shared} className={TONES["3xx"]}>
        <path d="M0 0h4v2.5h-4z" fill="currentColor" />
      </pattern>
      <pattern id={`${id}4xx`} {...shared} className={TONES["4xx"]} patternTransform="rotate(45)">
        <path d="M0 0h2.4v4h-2.4z" fill="currentColor" />
      </pattern>
      <pattern id={`${id}other`} {...shared} className={TONES.other}>
        <path d="M0 0h2v2h-2zM2 2h2v2h-2z" fill="currentColor" />
      </pattern>
    </defs>
  );
});

"use client";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import type { ListFilter } from "../filter/terms.ts";
import type { SessionHandle } from "../session/use-session.ts";
import { usePreferences } from "../use-preferences.ts";
import type { Span } from "./strip.ts";

export type TrafficProps = {
  bin: string;
  span: Span;
  onEvent: SessionHandle["onEvent"];
  /** The filter's text, into which a range is written. */
  text: string;
  onChange: (text: string) => void;
  /** What the list is narrowed by. */
  filter: ListFilter | null;
};

const TrafficStrip = lazyPart(async () => (await import("./traffic-strip.tsx")).TrafficStrip, {
  name: "The traffic strip",
  waiting: <div className="h-20 shrink-0 border-b max-md:h-17" />,
});

/** Where the traffic strip stands, unless the reader wants none. */
export function TrafficPlace(props: Omit<TrafficProps, "span">) {
  const { traffic } = usePreferences();
  return traffic === "hidden" ? null : <TrafficStrip {...props} span={traffic} />;
}

import { SPANS, type Span } from "./traffic/strip.ts";

/** How this reader likes the inspector, kept in this browser. */
export type Preferences = {
  density: "comfortable" | "compact";
  /** Pixels. */
  listWidth: number;
  columns: Record<Column, boolean>;
  wrapLines: boolean;
  /** The time that the traffic strip spans, if it is shown. */
  traffic: Span | "hidden";
  /** How new captures are told of while the page is hidden. */
  notify: boolean;
  sound: boolean;
  /** Single keys do something; without them only Ctrl or ⌘ with a key, arrows, Enter and Escape do (WCAG 2.1.4). */
  singleKeys: boolean;
};

export const COLUMNS = ["number", "time", "type", "size", "source", "agent", "preview"] as const;
export type Column = (typeof COLUMNS)[number];

export const COLUMN_NAMES: Record<Column, string> = {
  number: "Number",
  time: "Time",
  type: "Content type",
  size: "Size",
  source: "Source address",
  agent: "User agent",
  preview: "Preview of the body",
};

export const TRAFFIC_CHOICES = [...SPANS, "hidden"] as const;

export const MIN_LIST_WIDTH = 300;
export const MAX_LIST_WIDTH = 900;

export const DEFAULTS: Preferences = {
  density: "comfortable",
  listWidth: 430,
  columns: { number: false, time: true, type: true, size: true, source: false, agent: false, preview: true },
  wrapLines: true,
  traffic: "everything",
  notify: false,
  sound: false,
  singleKeys: true,
};

/** A cookie, so that the page has its shape from the first byte on; only sent to pages of bins. */
export const PREFERENCES_COOKIE = "preferences";

/** What the cookie says, its percent signs taken off; whatever it leaves open is as for somebody who has chosen nothing. */
export function readPreferences(value: string | undefined): Preferences {
  try {
    const stored: unknown = JSON.parse(value ?? "null");
    return typeof stored === "object" && stored !== null ? tidy(stored) : DEFAULTS;
  } catch {
    // Another's cookie of this name: the defaults do.
    return DEFAULTS;
  }
}

function tidy(stored: object): Preferences {
  const width: unknown = Reflect.get(stored, "listWidth");
  const columns: unknown = Reflect.get(stored, "columns");
  const shown = (column: Column) => {
    const value: unknown = typeof columns === "object" && columns !== null ? Reflect.get(columns, column) : undefined;
    return typeof value === "boolean" ? value : DEFAULTS.columns[column];
  };
  return {
    density: Reflect.get(stored, "density") === "compact" ? "compact" : "comfortable",
    listWidth: typeof width === "number" ? clampWidth(width) : DEFAULTS.listWidth,
    columns: {
      number: shown("number"),
      time: shown("time"),
      type: shown("type"),
      size: shown("size"),
      source: shown("source"),
      agent: shown("agent"),
      preview: shown("preview"),
    },
    wrapLines: Reflect.get(stored, "wrapLines") !== false,
    traffic: TRAFFIC_CHOICES.find((one) => one === Reflect.get(stored, "traffic")) ?? DEFAULTS.traffic,
    notify: Reflect.get(stored, "notify") === true,
    sound: Reflect.get(stored, "sound") === true,
    singleKeys: Reflect.get(stored, "singleKeys") !== false,
  };
}

export function clampWidth(width: number): number {
  return Math.round(Math.min(Math.max(width, MIN_LIST_WIDTH), MAX_LIST_WIDTH));
}

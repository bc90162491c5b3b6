"use client";
import { useSyncExternalStore } from "react";
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

const KEY = "wirebin.preferences";
const DEFAULTS: Preferences = {
  density: "comfortable",
  listWidth: 430,
  columns: { number: false, time: true, type: true, size: true, source: false, agent: false, preview: true },
  wrapLines: true,
  traffic: "everything",
  notify: false,
  sound: false,
};

const listeners = new Set<() => void>();
let current: Preferences | null = null;

function read(): Preferences {
  if (current) return current;
  current = DEFAULTS;
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "null");
    if (typeof stored === "object" && stored !== null) current = tidy(stored);
  } catch {
    // Storage may be off or hold something else: the defaults do.
  }
  return current;
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
  };
}

export function clampWidth(width: number): number {
  return Math.round(Math.min(Math.max(width, MIN_LIST_WIDTH), MAX_LIST_WIDTH));
}

export function setPreferences(changes: Partial<Preferences>): void {
  current = { ...read(), ...changes };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // Full or forbidden storage: the choice holds for this visit.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** As they are now, where no component asks. */
export const currentPreferences = read;

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, read, () => DEFAULTS);
}

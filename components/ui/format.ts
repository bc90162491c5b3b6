/** Numbers as people read them. */

const UNITS = ["B", "kB", "MB", "GB", "TB"] as const;

/** 0 B, 999 B, 1.2 kB, 34 kB, 5.0 MB: decimal units, two figures at least. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const figures = unit === 0 || value >= 99.5 ? Math.round(value).toString() : value.toFixed(1);
  return `${figures} ${UNITS[unit]}`;
}

const GROUPED = new Intl.NumberFormat("en-US");

/** 12,345 */
export function formatCount(count: number): string {
  return GROUPED.format(count);
}

/** 340 µs, 12 ms, 1.25 s */
export function formatDuration(ms: number): string {
  if (ms < 1) return `${Math.round(ms * 1000)} µs`;
  if (ms < 1000) return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
  return `${(ms / 1000).toFixed(2)} s`;
}

const two = (value: number) => String(value).padStart(2, "0");

/** 14:03:22, or 14:03:22.123, in the reader's time zone. */
export function formatClock(date: Date, withMs = false): string {
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return withMs ? `${clock}.${String(date.getMilliseconds()).padStart(3, "0")}` : clock;
}

/** 2026-11-21 14:03:22.123 +01:00: unambiguous, in the reader's time zone. */
export function formatMoment(date: Date): string {
  const offset = -date.getTimezoneOffset();
  const zone = `${offset < 0 ? "-" : "+"}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  return `${formatDay(date)} ${formatClock(date, true)} ${zone}`;
}

/** 2026-11-21, in the reader's time zone. */
export function formatDay(date: Date): string {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** just now, 12 s ago, 5 min ago, 3 h ago, 2 days ago */
export function formatAgo(then: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - then) / 1000));
  if (seconds < 3) return "just now";
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  const days = Math.floor(seconds / 86_400);
  return days === 1 ? "1 day ago" : `${days} days ago`;
}

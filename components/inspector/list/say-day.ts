import { formatDay } from "#components/ui/format.ts";

const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" });
const DAY_OF_YEAR = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });

/** Today, Yesterday, Fri 20 Nov or 20 Nov 2025: a day as the reader's calendar has it. */
export function sayDay(date: Date, now: Date): string {
  const day = formatDay(date);
  if (day === formatDay(now)) return "Today";
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (day === formatDay(yesterday)) return "Yesterday";
  return (date.getFullYear() === now.getFullYear() ? DAY : DAY_OF_YEAR).format(date);
}

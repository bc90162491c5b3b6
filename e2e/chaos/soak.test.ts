import { expect, test } from "vitest";
import { type Soaked, soak } from "../harness/soak.ts";

/** CHAOS_SECONDS=3600 CHAOS_RATE=500 npm run test:chaos: an hour; without them two minutes. */
const SECONDS = Number(process.env.CHAOS_SECONDS ?? 120);
const RATE = Number(process.env.CHAOS_RATE ?? 300);

const MIB = 1024 * 1024;
const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** The medians over the second and the last quarter of the time; the first is for warming up. */
function quarters({ samples }: Soaked, of: "rss" | "heap" | "handles"): { early: number; late: number } {
  const at = (from: number, to: number) =>
    median(samples.slice(Math.floor(samples.length * from), Math.ceil(samples.length * to)).map((one) => one[of]));
  return { early: at(0.25, 0.5), late: at(0.75, 1) };
}

test("under steady load neither memory nor open handles grow", { timeout: (SECONDS + 120) * 1000 }, async () => {
  const soaked = await soak(SECONDS, RATE);
  const [rss, heap, handles] = [quarters(soaked, "rss"), quarters(soaked, "heap"), quarters(soaked, "handles")];
  const mib = ({ early, late }: { early: number; late: number }) =>
    `${Math.round(early / MIB)} → ${Math.round(late / MIB)} MiB`;
  const answers = [...soaked.answers].map(([status, count]) => `${count} × ${status}`).join(", ");
  process.stdout.write(
    [
      `${SECONDS} s, ${RATE} captures/s: ${answers}; ${soaked.dashboards} dashboards, ${soaked.reads} reads`,
      `resident ${mib(rss)} (most ${Math.round(Math.max(...soaked.samples.map((one) => one.rss)) / MIB)}), heap and buffers ${mib(heap)}`,
      `open handles ${handles.early} → ${handles.late}; longest standstill ${Math.round(soaked.longestStandstillMs)} ms`,
      "",
    ].join("\n"),
  );
  expect([...soaked.answers.keys()]).toEqual([200]);
  expect(rss.late - rss.early).toBeLessThan(Math.max(32 * MIB, rss.early * 0.15));
  expect(heap.late - heap.early).toBeLessThan(Math.max(16 * MIB, heap.early * 0.15));
  expect(handles.late - handles.early).toBeLessThan(20);
});

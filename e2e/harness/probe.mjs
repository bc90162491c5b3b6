import { appendFileSync, readFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { isMainThread } from "node:worker_threads";

/**
 * Loaded into a server by NODE_OPTIONS=--import: four times a second notes the process's memory, the longest time that its event loop stood
 * still, and how long its thread was ready to run without a processor, a line of JSON each, in the file that PROBE_FILE names.
 */
const file = process.env.PROBE_FILE;
if (isMainThread && file) {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const waited = () => Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8").split(" ")[1]) / 1e6;
  let before = waited();
  const timer = setInterval(() => {
    const { rss, heapUsed, external, arrayBuffers } = process.memoryUsage();
    const line = {
      at: Date.now(),
      rss,
      heapUsed,
      external,
      arrayBuffers,
      standstillMs: delay.max / 1e6,
      waitedMs: waited() - before,
    };
    before += line.waitedMs;
    delay.reset();
    appendFileSync(file, `${JSON.stringify(line)}\n`);
  }, 250);
  timer.unref();
}

import { bus } from "#lib/live/bus.ts";
import { log, sparingly } from "#lib/log.ts";
import { setAside } from "#lib/store/reserve.ts";
import { sweep } from "#lib/store/retention.ts";
import { createSteadyClock } from "#lib/store/steady-clock.ts";

const SWEEP_EVERY_MS = 60_000;

/** Once a minute lets go of what is old, and tells who watches it. Returns what ends this. */
export function startSweeping(): () => void {
  let running = false;
  const onError = (error: unknown) => log().error({ err: error }, "retention could not run");
  const failed = sparingly((error, others) => log().error({ err: error, others }, "retention left out a bin"));
  const isSteady = createSteadyClock();
  let wasSteady = true;
  setAside().catch(onError);
  const timer = setInterval(() => {
    if (running) return;
    running = true;
    const steady = isSteady();
    if (wasSteady && !steady) {
      log().info("the clock has jumped: nothing goes for its age until it has gone well for an hour");
    }
    wasSteady = steady;
    sweep(steady ? new Date() : null, { closed: (bin) => bus().publish({ kind: "deleted", bin }), failed })
      .catch(onError)
      .finally(() => {
        running = false;
      });
  }, SWEEP_EVERY_MS);
  return () => clearInterval(timer);
}

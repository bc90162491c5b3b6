import { presentBin } from "#lib/api/present.ts";
import type { Env } from "#lib/env.ts";
import { bus } from "#lib/live/bus.ts";
import { createRelay, type Relay } from "#lib/live/relay.ts";
import { postgresChannel } from "#lib/live/relay-postgres.ts";
import { redisChannel } from "#lib/live/relay-redis.ts";
import { log } from "#lib/log.ts";
import { findBin } from "#lib/store/bins.ts";
import { takePortion } from "#lib/store/portion.ts";

/** Connects this process with others on the same database: through Redis where there is one, else through PostgreSQL. Null on SQLite alone. */
export function startRelay({ REDIS_URL, DATABASE_URL }: Pick<Env, "REDIS_URL" | "DATABASE_URL">): Relay | null {
  if (REDIS_URL === undefined && DATABASE_URL.startsWith("file:")) return null;
  return createRelay({
    bus: bus(),
    open: REDIS_URL === undefined ? postgresChannel(DATABASE_URL) : redisChannel(REDIS_URL),
    find: async (id) => {
      const bin = await findBin(id);
      return bin && { no: bin.no, settings: presentBin(bin) };
    },
    list: (binNo, after, limit) => takePortion(binNo, { after, limit, order: "oldest" }),
    onDown: (error) =>
      log().warn({ err: error }, "cut off from other processes; watched bins are read once a second meanwhile"),
    onError: (error) => log().error({ err: error }, "telling or hearing other processes met an error"),
  });
}

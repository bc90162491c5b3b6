import { presentBin } from "#lib/api/present.ts";
import type { Env } from "#lib/env.ts";
import { bus } from "#lib/live/bus.ts";
import type { OpenChannel } from "#lib/live/channel.ts";
import { createRelay, type Relay } from "#lib/live/relay.ts";
import { log } from "#lib/log.ts";
import { findBin } from "#lib/store/bins.ts";
import { takePortion } from "#lib/store/portion.ts";

/** Connects this process with others on the same database: through Redis where there is one, else through PostgreSQL. Null on SQLite alone. */
export async function startRelay(settings: Pick<Env, "REDIS_URL" | "DATABASE_URL">): Promise<Relay | null> {
  const open = await channelFor(settings);
  if (!open) return null;
  return createRelay({
    bus: bus(),
    open,
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

/** Loads the client of the one that the settings name, and of no other. */
async function channelFor({
  REDIS_URL,
  DATABASE_URL,
}: Pick<Env, "REDIS_URL" | "DATABASE_URL">): Promise<OpenChannel | null> {
  if (REDIS_URL !== undefined) return (await import("#lib/live/relay-redis.ts")).redisChannel(REDIS_URL);
  if (DATABASE_URL.startsWith("file:")) return null;
  return (await import("#lib/live/relay-postgres.ts")).postgresChannel(DATABASE_URL);
}

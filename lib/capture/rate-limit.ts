import { RateLimiterMemory, RateLimiterRedis, type RateLimiterRes, RLWrapperTimeouts } from "rate-limiter-flexible";

/**
 * So many captures a minute for one key. With Redis the count is shared by all processes; while Redis is away or slow each process counts
 * for itself, so that a limit never becomes an outage. Resolves with the seconds until the next one is welcome, 0 when this one is;
 * never rejects.
 */
export type RateLimit = (key: string) => Promise<number>;

const MINUTE_SECONDS = 60;
/** A sender waits this long for Redis to count it, then this process does. */
const REDIS_TIMEOUT_MS = 250;
/** After Redis failed or was slow, this process counts for itself so long before it asks again: else each sender would wait for it. */
const ALONE_MS = 2000;

type Redis = Awaited<ReturnType<typeof connectRedis>>;

/** Loads the client and lets it connect in the background. `onError` hears of each failure of the connection. */
export async function connectRedis(url: string, onError: (error: unknown) => void) {
  const { createClient } = await import("redis");
  const client = createClient({
    url,
    // A command waits for nothing: without a connection this process counts for itself.
    disableOfflineQueue: true,
    socket: { reconnectStrategy: (tries) => Math.min(100 * 2 ** tries, 5000) },
  });
  client.on("error", onError);
  client.connect().catch(onError);
  return client;
}

/** `name` keeps this limit's keys apart from those of others in the same Redis. */
export function createRateLimit(options: { name: string; perMinute: number; redis: Promise<Redis> | null }): RateLimit {
  const { redis } = options;
  const limits = { keyPrefix: `wirebin:rate:${options.name}`, points: options.perMinute, duration: MINUTE_SECONDS };
  const memory = new RateLimiterMemory(limits);
  const limiter = redis ? sharedLimiter(limits, redis, memory) : memory;
  return (key) => limiter.consume(key).then(() => 0, secondsLeft);
}

function sharedLimiter(
  limits: { keyPrefix: string; points: number; duration: number },
  redis: Promise<Redis>,
  memory: RateLimiterMemory,
): Pick<RateLimiterMemory, "consume"> {
  const shared = redis.then((storeClient) => {
    const limiter = new RateLimiterRedis({
      ...limits,
      storeClient,
      useRedisPackage: true,
      rejectIfRedisNotReady: true,
      // Once a key is over, this process refuses it without asking again.
      inMemoryBlockOnConsumed: limits.points + 1,
    });
    return new RLWrapperTimeouts({ limiter, timeoutMs: REDIS_TIMEOUT_MS });
  });
  // Who gave it says why it failed; each sender that asks is counted here.
  shared.catch(() => undefined);
  let aloneUntil = 0;
  return {
    consume: async (key) => {
      if (performance.now() < aloneUntil) return memory.consume(key);
      try {
        return await (await shared).consume(key);
      } catch (refused) {
        if (isOver(refused)) throw refused;
        aloneUntil = performance.now() + ALONE_MS;
        return memory.consume(key);
      }
    },
  };
}

/** What `consume` rejects with when a key is over its limit; anything else is ours to be ashamed of, and admits. */
function secondsLeft(refused: unknown): number {
  if (!isOver(refused)) return 0;
  return Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
}

function isOver(value: unknown): value is RateLimiterRes {
  return typeof value === "object" && value !== null && "msBeforeNext" in value;
}

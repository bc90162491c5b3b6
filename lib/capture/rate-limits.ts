import { env } from "#lib/env.ts";
import { log } from "#lib/log.ts";
import { singleton } from "#lib/singleton.ts";
import { connectRedis, createRateLimit, type RateLimit } from "./rate-limit.ts";

/** The limits of the settings; null is off. */
export type RateLimits = { perIp: RateLimit | null; perBin: RateLimit | null; newBins: RateLimit | null };

/** This process's, on one connection to Redis where there is one. */
export function rateLimits(): RateLimits {
  return singleton("rate-limits", () => {
    const { RATE_PER_IP, RATE_PER_BIN, RATE_NEW_BINS, REDIS_URL } = env();
    const onError = (error: unknown) => log().warn({ err: error }, "rate limits are counted here alone, without Redis");
    const isAny = RATE_PER_IP > 0 || RATE_PER_BIN > 0 || RATE_NEW_BINS > 0;
    const redis = isAny && REDIS_URL !== undefined ? connectRedis(REDIS_URL, onError) : null;
    redis?.catch(onError);
    const limit = (name: string, perMinute: number) =>
      perMinute === 0 ? null : createRateLimit({ name, perMinute, redis });
    return {
      perIp: limit("ip", RATE_PER_IP),
      perBin: limit("bin", RATE_PER_BIN),
      newBins: limit("new-bins", RATE_NEW_BINS),
    };
  });
}

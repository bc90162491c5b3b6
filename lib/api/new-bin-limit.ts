import { rateLimits } from "#lib/capture/rate-limits.ts";
import { AppError } from "#lib/errors.ts";
import { senderNetwork } from "#lib/http/network.ts";
import { senderHeader } from "./sender-header.ts";

/** Throws `rate_limited` when one address makes bins too fast. Anybody may make one, so nothing else holds a script back. */
export async function admitNewBin(request: Request): Promise<void> {
  const { newBins } = rateLimits();
  if (!newBins) return;
  const seconds = await newBins(senderNetwork(request.headers.get(senderHeader()) ?? ""));
  if (seconds === 0) return;
  throw new AppError("rate_limited", `Too many new bins from your address; try again in ${seconds} s`, {
    retryAfterSeconds: seconds,
  });
}

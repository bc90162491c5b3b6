import { fromRequest } from "#lib/capture/from-request.ts";
import { received } from "#lib/capture/receiver.ts";
import { toResponse } from "#lib/capture/to-response.ts";
import { ownListeners } from "#lib/egress/own-listener.ts";

/**
 * A capture that came through Next's own router, in a deployment without our server (whose doorway makes the same arrival from the
 * untouched message). The router has changed the message by now, so the capture is marked as not exact.
 */
async function capture(request: Request): Promise<Response> {
  // Our doorway has seen the target as it came: what gets here past it is for no bin, whatever the router made of it ("/docs/../orders").
  if (ownListeners().length > 0) return toResponse("", { kind: "unknown_bin" });
  const arrival = fromRequest(request);
  return toResponse(arrival.bin, await received(arrival));
}

export {
  capture as DELETE,
  capture as GET,
  capture as HEAD,
  capture as OPTIONS,
  capture as PATCH,
  capture as POST,
  capture as PUT,
};

export const dynamic = "force-dynamic";

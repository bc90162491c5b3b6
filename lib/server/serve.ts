import { once } from "node:events";
import type { RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { isOwnOrigin, publicUrl } from "#lib/access/origin.ts";
import { serverKeep } from "#lib/api/bins.ts";
import { outboxNews } from "#lib/api/outbox-news.ts";
import { senderHeader } from "#lib/api/sender-header.ts";
import { joinAnswer, mayWatch, reviewWatchers } from "#lib/api/watching.ts";
import { captureHost } from "#lib/capture/address.ts";
import { receiver } from "#lib/capture/receiver.ts";
import { held, uploads } from "#lib/capture/shared.ts";
import { deliveries } from "#lib/deliver/service.ts";
import { ownListeners } from "#lib/egress/own-listener.ts";
import { env } from "#lib/env.ts";
import { plainAddress } from "#lib/http/network.ts";
import { pairsFromFlat } from "#lib/http/pairs.ts";
import { bus } from "#lib/live/bus.ts";
import { createGateway } from "#lib/live/gateway.ts";
import { log } from "#lib/log.ts";
import { database } from "#lib/store/database.ts";
import { openJournal } from "#lib/store/open-journal.ts";
import { lowerKeep } from "#lib/store/trim-bin.ts";
import type { Writer } from "#lib/store/writer.ts";
import { addressList } from "./address-list.ts";
import { createDoorway, type Ways } from "./doorway.ts";
import { routable, securePage } from "./pages.ts";
import { refuseMethod } from "./refuse-method.ts";
import { startRelay } from "./start-relay.ts";
import { createStaticFiles } from "./static-files.ts";
import { startSweeping } from "./sweeping.ts";
import { createTrustedProxies } from "./trusted-proxies.ts";
import { warmUp } from "./warm-up.ts";

export type Serving = { url: string; close: () => Promise<void> };

/** Longer than anything keeps a sender waiting on purpose (MAX_HOLD_MS). */
const MAX_SILENCE_MS = 150_000;
const DRAIN_MS = 8000;
/** What is under way when we stop may end; the rest is begun again by the next process. */
const DELIVERY_GRACE_MS = 5000;

/** Puts one process together: database, journal, doorway, gateway, background work. Resolves when it listens. */
export async function serve(next: {
  page: RequestListener;
  upgrade: Ways["otherUpgrade"];
  dev: boolean;
  writer: Writer | undefined;
}): Promise<Serving> {
  const settings = env();
  const db = await database();
  await lowerKeep(serverKeep());
  const journal = openJournal(next.writer);
  const relay = await startRelay(settings);
  const gateway = createGateway({
    bus: relay?.bus ?? bus(),
    watch: async (bin) => relay?.watch(bin),
    unwatch: (bin) => relay?.unwatch(bin),
    isAllowedOrigin: isOwnOrigin,
    join: joinAnswer,
    mayRead: mayWatch,
    review: async (watchers) => {
      const review = await reviewWatchers(watchers);
      for (const [bin, { lastSeq }] of review.kept) relay?.stored(bin, lastSeq);
      return review;
    },
    readOutbox: outboxNews,
    onError: (error) => log().error({ err: error }, "the live gateway met an error"),
  });
  const staticFile = createStaticFiles(path.join(process.cwd(), ".next/static"));
  const proxies = createTrustedProxies(settings.TRUSTED_PROXIES);
  const secure = publicUrl().startsWith("https:");
  const { server, endAfterAnswers, closeConnections } = createDoorway(
    {
      captureHost: captureHost(settings.CAPTURE_URL),
      speaksProxy: settings.PROXY_PROTOCOL.length > 0 ? addressList(settings.PROXY_PROTOCOL) : null,
      receive: deliveries().answersAround(receiver()),
      uploads: uploads(),
      held: held(),
      onError: (error) => log().error({ err: error }, "an answer could not be written"),
      proxies,
      page: (message, response) => {
        if (staticFile(message, response)) return;
        message.url = routable(message.url ?? "/");
        const address = plainAddress(message.socket.remoteAddress ?? "");
        message.headers[senderHeader()] = proxies.senderOf(address, pairsFromFlat(message.rawHeaders));
        securePage(message, response, { dev: next.dev, secure });
        // A body that was not read to its end would block the next message on this connection.
        response.once("finish", () => message.complete || message.socket.destroySoon());
        if (!refuseMethod(message, response, next)) next.page(message, response);
      },
      live: gateway.handleUpgrade,
      otherUpgrade: next.upgrade,
    },
    {
      maxHeaderBytes: settings.MAX_HEADER_BYTES,
      maxBodyBytes: settings.MAX_BODY_BYTES,
      maxConnections: settings.MAX_CONNECTIONS,
      maxConnectionsPerSender: settings.MAX_CONNECTIONS_PER_IP,
      maxSilenceMs: MAX_SILENCE_MS,
    },
  );
  await warmUp(next.writer);
  server.listen(settings.PORT, settings.HOST);
  await once(server, "listening");
  const { address, port } = server.address() as AddressInfo;
  ownListeners().push({ address, port });
  const stopSweeping = startSweeping();
  await deliveries().start();

  return {
    url: publicUrl(),
    close: async () => {
      stopSweeping();
      const closed = new Promise((resolve) => server.close(resolve));
      endAfterAnswers();
      await gateway.close();
      const timer = setTimeout(closeConnections, DRAIN_MS);
      await Promise.all([closed, deliveries().stop(DELIVERY_GRACE_MS)]);
      clearTimeout(timer);
      await journal.close();
      // Other processes still watch what was taken until now.
      await relay?.close();
      await db.close();
    },
  };
}

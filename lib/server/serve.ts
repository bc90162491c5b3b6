import { once } from "node:events";
import type { RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { authorise } from "#lib/access/authorise.ts";
import { isOwnOrigin, publicUrl } from "#lib/access/origin.ts";
import { outboxNews } from "#lib/api/outbox-news.ts";
import { captureHost } from "#lib/capture/address.ts";
import { receiver } from "#lib/capture/receiver.ts";
import { held, uploads } from "#lib/capture/shared.ts";
import { deliveries } from "#lib/deliver/service.ts";
import { ownListeners } from "#lib/egress/own-listener.ts";
import { env } from "#lib/env.ts";
import { isAppError } from "#lib/errors.ts";
import { SENDER_HEADER } from "#lib/http/network.ts";
import { pairsFromFlat } from "#lib/http/pairs.ts";
import { bus } from "#lib/live/bus.ts";
import { type JoinAnswer, MAX_MISSED } from "#lib/live/events.ts";
import { createGateway } from "#lib/live/gateway.ts";
import { log } from "#lib/log.ts";
import { firstSeqOf, listCaptures } from "#lib/store/captures.ts";
import { database } from "#lib/store/database.ts";
import { openJournal } from "#lib/store/open-journal.ts";
import { setAside } from "#lib/store/reserve.ts";
import { sweep } from "#lib/store/retention.ts";
import type { Writer } from "#lib/store/writer.ts";
import { createDoorway, type Ways } from "./doorway.ts";
import { securePage } from "./pages.ts";
import { startRelay } from "./start-relay.ts";
import { createStaticFiles } from "./static-files.ts";
import { createTrustedProxies, plainAddress } from "./trusted-proxies.ts";

export type Serving = { url: string; close: () => Promise<void> };

const SWEEP_EVERY_MS = 60_000;
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
  const journal = openJournal(next.writer);
  const relay = startRelay(settings);
  const gateway = createGateway({
    bus: relay?.bus ?? bus(),
    watch: async (bin) => relay?.watch(bin),
    unwatch: (bin) => relay?.unwatch(bin),
    isAllowedOrigin: isOwnOrigin,
    join: joinAnswer,
    mayRead: (bin, credentials) => authorise(bin, credentials).then(() => true, falseWhenNotFound),
    readOutbox: outboxNews,
    onError: (error) => log().error({ err: error }, "the live gateway met an error"),
  });
  const staticFile = createStaticFiles(path.join(process.cwd(), ".next/static"));
  const proxies = createTrustedProxies(settings.TRUSTED_PROXIES);
  const secure = publicUrl().startsWith("https:");
  const { server, closeConnections } = createDoorway(
    {
      captureHost: captureHost(settings.CAPTURE_URL),
      receive: deliveries().answersAround(receiver()),
      uploads: uploads(),
      held: held(),
      onError: (error) => log().error({ err: error }, "an answer could not be written"),
      proxies,
      page: (message, response) => {
        if (staticFile(message, response)) return;
        const address = plainAddress(message.socket.remoteAddress ?? "");
        message.headers[SENDER_HEADER] = proxies.senderOf(address, pairsFromFlat(message.rawHeaders));
        securePage(message, response, { dev: next.dev, secure });
        // A body that was not read to its end would block the next message on this connection.
        response.once("finish", () => message.complete || message.socket.destroySoon());
        next.page(message, response);
      },
      live: gateway.handleUpgrade,
      otherUpgrade: next.upgrade,
    },
    {
      maxHeaderBytes: settings.MAX_HEADER_BYTES,
      maxBodyBytes: settings.MAX_BODY_BYTES,
      maxConnections: settings.MAX_CONNECTIONS,
      maxConnectionsPerSender: settings.MAX_CONNECTIONS_PER_IP,
    },
  );
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
      server.closeIdleConnections();
      await gateway.close();
      await relay?.close();
      const timer = setTimeout(closeConnections, DRAIN_MS);
      await Promise.all([closed, deliveries().stop(DELIVERY_GRACE_MS)]);
      clearTimeout(timer);
      await journal.close();
      await db.close();
    },
  };
}

function falseWhenNotFound(error: unknown): false {
  if (isAppError(error) && error.code === "not_found") return false;
  throw error;
}

/** What somebody who has just entered a bin's room needs to be up to date. */
async function joinAnswer(
  id: string,
  after: number | null,
  credentials: { key?: string; cookie?: string },
): Promise<JoinAnswer> {
  const bin = await authorise(id, credentials);
  const found = after === null ? [] : await listCaptures(bin.no, { after, limit: MAX_MISSED + 1, order: "oldest" });
  const missed = found.slice(0, MAX_MISSED);
  const more = found.length > MAX_MISSED;
  // The bin was read before the list; captures between the two are in the list and count.
  const lastSeq = Math.max(bin.lastSeq, missed.at(-1)?.seq ?? 0);
  return { ok: true, lastSeq, firstSeq: await firstSeqOf(bin.no), total: bin.total, missed, more };
}

function startSweeping(): () => void {
  let running = false;
  const onError = (error: unknown) => log().error({ err: error }, "retention could not run");
  setAside().catch(onError);
  const timer = setInterval(() => {
    if (running) return;
    running = true;
    sweep()
      .then(({ bins }) => {
        for (const bin of bins) bus().publish({ kind: "deleted", bin });
      })
      .catch(onError)
      .finally(() => {
        running = false;
      });
  }, SWEEP_EVERY_MS);
  return () => clearInterval(timer);
}

import { createClient } from "redis";
import { type Channel, type OpenChannel, reconnectDelay } from "./channel.ts";

/** Redis' PUBLISH and SUBSCRIBE, each on a connection of its own. */

const NAME = "wirebin:live";
/** A connection that fell silent without being closed is found out by asking. */
const ASK_EVERY_MS = 3000;
const SILENCE_MS = 8000;

export function redisChannel(url: string): OpenChannel {
  return (on) => {
    const socket = {
      reconnectStrategy: (tries: number) => reconnectDelay(tries),
      connectTimeout: 3000,
      socketTimeout: SILENCE_MS,
    };
    // Nothing waits for a connection: what cannot be said now is said again by whoever counts on it.
    const publisher = createClient({ url, disableOfflineQueue: true, pingInterval: ASK_EVERY_MS, socket });
    const subscriber = createClient({ url, pingInterval: ASK_EVERY_MS, socket });
    let isDown = false;
    let isUp = false;
    let isSubscribed = false;
    const judge = (error?: unknown) => {
      const wasUp = isUp;
      isUp = isSubscribed && subscriber.isReady && publisher.isReady;
      if (isUp && !wasUp) {
        isDown = false;
        on.up();
      } else if (!isUp && error !== undefined && !isDown) {
        isDown = true;
        on.down(error);
      }
    };
    for (const client of [publisher, subscriber]) {
      client.on("error", (error: unknown) => judge(error));
      client.on("reconnecting", () => judge(new Error("the connection was closed")));
      client.on("ready", () => judge());
    }
    // Once it stands, a subscription is made again before `ready`.
    subscriber.on("ready", () => {
      if (isSubscribed) return;
      subscriber.subscribe(NAME, on.message).then(() => {
        isSubscribed = true;
        judge();
      }, judge);
    });
    for (const client of [publisher, subscriber]) client.connect().catch(() => undefined);
    return {
      send: async (messages) => {
        await Promise.all(messages.map((message) => publisher.publish(NAME, message)));
      },
      close: async () => {
        for (const client of [publisher, subscriber]) client.destroy();
      },
    } satisfies Channel;
  };
}

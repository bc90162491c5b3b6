/**
 * A way between processes: every message reaches every process that is connected, the sender too, at most once. A channel connects and
 * reconnects by itself; what was said while it was cut off is lost, and `up` says that it may have been.
 */
export type Channel = {
  /** Rejects when the messages cannot be known to be on their way. */
  send: (messages: string[]) => Promise<void>;
  close: () => Promise<void>;
};

export type ChannelEvents = {
  message: (text: string) => void;
  /** Connected, for the first time or again: from now on nothing is missed. */
  up: () => void;
  /** Cut off, or not connected at the first try. Said once until the next `up`. */
  down: (error: unknown) => void;
};

export type OpenChannel = (on: ChannelEvents) => Channel;

/** How long to wait before try number `tries` (from 0), in milliseconds: doubling to 2 s, with jitter so that processes do not come back as one. */
export function reconnectDelay(tries: number, random: () => number = Math.random): number {
  return Math.round(Math.min(50 * 2 ** Math.min(tries, 10), 2000) * (0.5 + random() / 2));
}

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createUploads, type Uploads } from "./uploads.ts";

const FREE = 16_384;

/** What a wait came to, as soon as it came to something. */
function watch(wait: Promise<boolean>): { went: boolean | "waiting" } {
  const seen: { went: boolean | "waiting" } = { went: "waiting" };
  void wait.then((went) => {
    seen.went = went;
  });
  return seen;
}

/** A body of a sender of its own. */
const enter = (uploads: Uploads) => {
  senders += 1;
  return uploads.enter(`192.0.2.${senders}`);
};
let senders = 0;

const settled = () => vi.advanceTimersByTimeAsync(0);

describe("uploads", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("the first 16 KiB of each body are free", () => {
    const uploads = createUploads(100);
    const rooms = Array.from({ length: 50 }, () => enter(uploads));
    expect(rooms.every((room) => room.take(FREE))).toBe(true);
    expect(rooms[0]?.take(100)).toBe(true);
    expect(rooms[1]?.take(1)).toBe(false);
  });

  test("a body over the bound waits until another is done", async () => {
    const uploads = createUploads(100);
    const [first, second] = [enter(uploads), enter(uploads)];
    first.take(FREE + 80);
    expect(second.take(FREE + 30)).toBe(false);
    const wait = watch(second.wait());
    await settled();
    expect(wait.went).toBe("waiting");
    first.leave();
    await settled();
    expect(wait.went).toBe(true);
  });

  test("those who waited longest go on first", async () => {
    const uploads = createUploads(100);
    const rooms = [60, 60, 60].map((bytes) => {
      const room = enter(uploads);
      room.take(FREE + bytes);
      return room;
    });
    const waits = rooms.slice(1).map((room) => watch(room.wait()));
    rooms[0]?.leave();
    await settled();
    expect(waits.map(({ went }) => went)).toEqual([true, "waiting"]);
    rooms[1]?.leave();
    await settled();
    expect(waits.map(({ went }) => went)).toEqual([true, true]);
  });

  test("somebody always reads on, even over the bound", async () => {
    const uploads = createUploads(100);
    const [first, second] = [enter(uploads), enter(uploads)];
    first.take(FREE + 90);
    second.take(FREE + 90);
    const secondWait = watch(second.wait());
    expect(first.take(200)).toBe(false);
    const firstWait = watch(first.wait());
    await settled();
    expect([firstWait.went, secondWait.went]).toEqual(["waiting", true]);
    // The second goes on to its end, so that memory for one body, and not for all, is used beyond the bound.
    expect([second.take(1000), second.take(1000)]).toEqual([true, true]);
    await settled();
    expect(firstWait.went).toBe("waiting");
    second.leave();
    await settled();
    expect(firstWait.went).toBe(true);
    expect(first.take(1000)).toBe(true);
  });

  test("gives up after a while, and what it held is free for others", async () => {
    const uploads = createUploads(100, 5000);
    const [first, second] = [enter(uploads), enter(uploads)];
    first.take(FREE + 100);
    second.take(FREE + 10);
    const wait = watch(second.wait());
    await vi.advanceTimersByTimeAsync(5000);
    expect(wait.went).toBe(false);
    second.leave();
    first.leave();
    const third = enter(uploads);
    expect(third.take(FREE + 100)).toBe(true);
  });

  test("a sender that goes away while it waits holds nothing any more", async () => {
    const uploads = createUploads(100);
    const [first, second, third] = [enter(uploads), enter(uploads), enter(uploads)];
    first.take(FREE + 50);
    second.take(FREE + 60);
    const wait = watch(second.wait());
    second.leave();
    await settled();
    expect(wait.went).toBe(false);
    expect(third.take(FREE + 50)).toBe(true);
    second.leave();
    expect(third.take(1)).toBe(false);
  });

  test("one sender's bodies take a quarter and wait for each other from there on; others find room", async () => {
    const uploads = createUploads(2000);
    const own = Array.from({ length: 13 }, () => uploads.enter("198.51.100.1"));
    const went = own.map((room) => room.take(FREE + 150));
    expect(went).toEqual([true, true, true, ...Array(10).fill(false)]);
    const waits = own.slice(3).map((room) => watch(room.wait()));
    for (const room of own.slice(0, 2)) {
      expect(room.take(1)).toBe(false);
      waits.push(watch(room.wait()));
    }
    // The last that reads goes on, so that they never all wait for each other.
    expect(own[2]?.take(1)).toBe(true);
    const other = uploads.enter("203.0.113.1");
    expect(other.take(FREE + 40)).toBe(true);
    await settled();
    expect(waits.map((wait) => wait.went)).toEqual(Array(12).fill("waiting"));
    own[2]?.leave();
    await settled();
    expect(waits.map((wait) => wait.went)).toEqual([true, ...Array(11).fill("waiting")]);
    for (const room of own) room.leave();
    expect(other.take(1900)).toBe(true);
  });
});

import { describe, expect, test } from "vitest";
import type { Bin } from "#lib/model/bin.ts";
import type { CapturePage, Summary } from "#lib/model/capture.ts";
import type { Session, SessionEvent } from "./session.ts";
import { reduce, startSession, totalHeld } from "./state.ts";
import { MAX_ROWS } from "./window.ts";

function row(seq: number): Summary {
  return {
    seq,
    id: `id-${seq}`,
    kind: "message",
    receivedAt: "2026-01-01T00:00:00.000Z",
    method: "POST",
    target: "/b",
    path: "/b",
    contentType: null,
    bodyBytes: 0,
    remoteIp: "127.0.0.1",
    userAgent: null,
    replyStatus: 200,
    preview: null,
  };
}

const rows = (...seqs: number[]) => seqs.map(row);
const seqs = (session: Session) => session.window.rows.map((one) => one.seq);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** The page a server with captures 1…lastSeq, minus `holes`, would give. */
function page(options: {
  lastSeq: number;
  before?: number;
  after?: number;
  limit?: number;
  holes?: number[];
}): CapturePage {
  const { lastSeq, before = Number.POSITIVE_INFINITY, after = 0, limit = 50, holes = [] } = options;
  const stored = range(1, lastSeq).filter((seq) => !holes.includes(seq));
  const matching = stored.filter((seq) => seq < before && seq > after);
  const oldestFirst = options.after !== undefined;
  const chosen = oldestFirst ? matching.slice(0, limit) : matching.toReversed().slice(0, limit);
  return {
    captures: rows(...chosen),
    lastSeq,
    firstSeq: stored[0] ?? 0,
    total: stored.length,
    next: matching.length > chosen.length ? "more" : null,
  };
}

function play(session: Session, ...events: SessionEvent[]): Session {
  return events.reduce(reduce, session);
}

/** An open session that is live and has joined, over captures 1…lastSeq. */
function open(lastSeq: number, limit = 50): Session {
  const session = play(startSession({ page: page({ lastSeq, limit }) }), { kind: "link", link: "live" });
  return joined(session, { lastSeq });
}

function joined(
  session: Session,
  answer: { lastSeq: number; missed?: Summary[]; more?: boolean; total?: number; firstSeq?: number },
): Session {
  const { lastSeq, missed = [], more = false, total = lastSeq, firstSeq = 1 } = answer;
  return reduce(session, {
    kind: "joined",
    epoch: session.join?.epoch ?? -1,
    answer: { ok: true, lastSeq, firstSeq, total, missed, more },
  });
}

function answerPage(session: Session, answer: CapturePage): Session {
  return reduce(session, { kind: "page", epoch: session.page?.epoch ?? -1, page: answer });
}

const hide = (seq: number, next: number | null = null): SessionEvent => ({ kind: "hide", row: row(seq), next });
const live = (...numbers: number[]): SessionEvent => ({ kind: "captures", captures: rows(...numbers) });

describe("opening", () => {
  test("asks for the newest page first and joins from what the page held", () => {
    let session = startSession();
    expect(session.page?.ask).toEqual({ kind: "newest" });
    session = play(session, { kind: "link", link: "live" });
    expect(session.join).toBeNull();
    session = answerPage(session, page({ lastSeq: 3 }));
    expect(session.join?.after).toBe(3);
    expect(seqs(session)).toEqual([3, 2, 1]);
  });

  test("a page given by the server is not asked for again", () => {
    const session = startSession({ page: page({ lastSeq: 3 }) });
    expect(session.page).toBeNull();
    expect(session.known).toBe(3);
  });

  test("what landed between the page and the join comes with the join", () => {
    let session = play(startSession({ page: page({ lastSeq: 3 }) }), { kind: "link", link: "live" });
    session = joined(session, { lastSeq: 5, missed: rows(4, 5) });
    expect(seqs(session)).toEqual([5, 4, 3, 2, 1]);
    expect(session.known).toBe(5);
  });

  test("a live capture that overtakes the answer to the join is shown once", () => {
    let session = play(startSession({ page: page({ lastSeq: 3 }) }), { kind: "link", link: "live" });
    session = play(session, live(5));
    expect(seqs(session)).toEqual([3, 2, 1]);
    session = joined(session, { lastSeq: 5, missed: rows(4, 5) });
    expect(seqs(session)).toEqual([5, 4, 3, 2, 1]);
  });

  test("an empty bin is known to be empty, and its first capture appears", () => {
    let session = open(0);
    expect(totalHeld(session)).toBe(0);
    session = play(session, live(1));
    expect(seqs(session)).toEqual([1]);
    expect(session.selected).toBe(1);
  });

  test("a failed first page says why and can be asked for again", () => {
    let session = startSession();
    session = play(session, { kind: "page failed", epoch: 0, problem: "no answer" });
    expect(session.pageProblem).toEqual({ ask: { kind: "newest" }, says: "no answer" });
    session = play(session, { kind: "want", ask: { kind: "newest" } });
    expect(session.pageProblem).toBeNull();
    expect(seqs(answerPage(session, page({ lastSeq: 2 })))).toEqual([2, 1]);
  });

  test("a bin that is not ours or is no more ends the session", () => {
    const session = play(startSession({ page: page({ lastSeq: 1 }) }), { kind: "link", link: "live" });
    const refused = reduce(session, {
      kind: "joined",
      epoch: session.join?.epoch ?? -1,
      answer: { ok: false, code: "not_found" },
    });
    expect(refused.gone).toBe(true);
  });
});

describe("live captures", () => {
  test("arrive at the top in order", () => {
    expect(seqs(play(open(2), live(3), live(4, 5)))).toEqual([5, 4, 3, 2, 1]);
  });

  test("seen twice are shown once", () => {
    const session = play(open(2), live(3), live(3), live(2, 3, 4));
    expect(seqs(session)).toEqual([4, 3, 2, 1]);
    expect(totalHeld(session)).toBe(4);
  });

  test("a jump in the numbers asks again from the last known one", () => {
    const session = play(open(2), live(5));
    expect(session.join?.after).toBe(2);
    expect(seqs(session)).toEqual([2, 1]);
    expect(seqs(joined(session, { lastSeq: 5, missed: rows(3, 4, 5) }))).toEqual([5, 4, 3, 2, 1]);
  });

  test("more jumps while the answer is under way ask only once", () => {
    const first = play(open(2), live(5));
    const second = play(first, live(9));
    expect(second.join).toEqual(first.join);
  });

  test("captures that follow the gap wait and are taken in with the answer, though the answer is older than they are", () => {
    let session = play(open(2), live(5), live(6));
    session = joined(session, { lastSeq: 5, missed: rows(3, 4, 5) });
    expect(seqs(session)).toEqual([6, 5, 4, 3, 2, 1]);
    expect(session.join).toBeNull();
  });

  test("an event out of order fills the gap by itself", () => {
    const session = play(open(2), live(4), live(3));
    expect(seqs(session)).toEqual([4, 3, 2, 1]);
  });

  test("a gap left by deletion is not asked for forever", () => {
    let session = play(open(2), live(5));
    session = joined(session, { lastSeq: 5, missed: rows(5), total: 3 });
    expect(seqs(session)).toEqual([5, 2, 1]);
    expect(session.join).toBeNull();
    expect(session.known).toBe(5);
  });
});

describe("coming back after being away", () => {
  test("joins again from the last number held", () => {
    const session = play(open(3), { kind: "link", link: "reconnecting" }, { kind: "link", link: "live" });
    expect(session.join?.after).toBe(3);
    expect(seqs(joined(session, { lastSeq: 4, missed: rows(4) }))).toEqual([4, 3, 2, 1]);
  });

  test("an answer to the join of an earlier connection is ignored", () => {
    let session = play(startSession({ page: page({ lastSeq: 3 }) }), { kind: "link", link: "live" });
    const stale = session.join?.epoch ?? -1;
    session = play(session, { kind: "link", link: "reconnecting" }, { kind: "link", link: "live" });
    session = reduce(session, {
      kind: "joined",
      epoch: stale,
      answer: { ok: true, lastSeq: 9, firstSeq: 1, total: 9, missed: [], more: false },
    });
    expect(session.known).toBe(3);
    expect(session.join).not.toBeNull();
  });

  test("far behind, the newest page takes the place of catching up row by row, and the count is exact", () => {
    let session = play(open(3), { kind: "link", link: "reconnecting" }, { kind: "link", link: "live" });
    session = joined(session, { lastSeq: 1000, missed: rows(...range(4, 203)), more: true, total: 1000 });
    expect(session.page?.ask).toEqual({ kind: "newest" });
    session = play(session, live(1001));
    session = answerPage(session, page({ lastSeq: 1000 }));
    expect(session.window.rows[0]?.seq).toBe(1001);
    expect(totalHeld(session)).toBe(1001);
    expect(session.join).toBeNull();
  });

  test("what was deleted, pinned or annotated meanwhile is found, page by page", () => {
    let session = play(open(120, 100), { kind: "link", link: "reconnecting" }, { kind: "link", link: "live" });
    expect(session.check?.before).toBe(121);
    const first = page({ lastSeq: 120, before: 121, limit: 60, holes: [119, 30] });
    const marked = first.captures.map((one) => (one.seq === 100 ? { ...one, pinned: true, note: "look" } : one));
    session = play(session, {
      kind: "checked",
      epoch: session.check?.epoch ?? 0,
      page: { ...first, captures: marked },
    });
    expect(session.window.rows.find(({ seq }) => seq === 100)).toMatchObject({ pinned: true, note: "look" });
    expect(session.marks.get(100)).toEqual({ seq: 100, pinned: true, note: "look" });
    const before = session.check?.before ?? 0;
    expect(before).toBe(60);
    const second = page({ lastSeq: 120, before, limit: 60, holes: [119, 30] });
    session = play(session, { kind: "checked", epoch: session.check?.epoch ?? 0, page: second });
    expect(session.check).toBeNull();
    expect(seqs(session)).toEqual(
      range(21, 120)
        .reverse()
        .filter((seq) => seq !== 119 && seq !== 30),
    );
  });

  test("a check spares what arrived since, and the first connection needs none", () => {
    expect(open(3).check).toBeNull();
    let session = play(open(3), { kind: "check" });
    const epoch = session.check?.epoch ?? 0;
    session = play(session, live(4), { kind: "checked", epoch, page: page({ lastSeq: 3, before: 4 }) });
    expect(seqs(session)).toEqual([4, 3, 2, 1]);
    expect(session.check).toBeNull();
  });

  test("captures dropped by retention meanwhile leave the list", () => {
    let session = play(open(3), { kind: "link", link: "reconnecting" }, { kind: "link", link: "live" });
    session = joined(session, { lastSeq: 5, missed: rows(4, 5), total: 3, firstSeq: 3 });
    expect(seqs(session)).toEqual([5, 4, 3]);
    expect(totalHeld(session)).toBe(3);
  });
});

describe("pages", () => {
  test("older captures follow the last row, and the end is known", () => {
    let session = open(120);
    expect(totalHeld(session)).toBe(120);
    session = play(session, { kind: "want", ask: { kind: "older", before: 71 } });
    session = answerPage(session, page({ lastSeq: 120, before: 71 }));
    expect(seqs(session).at(-1)).toBe(21);
    session = play(session, { kind: "want", ask: { kind: "older", before: 21 } });
    session = answerPage(session, page({ lastSeq: 120, before: 21 }));
    expect(seqs(session)).toEqual(range(1, 120).toReversed());
    expect(session.window.older).toBe(0);
  });

  test("one older page at a time", () => {
    const first = play(open(120), { kind: "want", ask: { kind: "older", before: 71 } });
    expect(play(first, { kind: "want", ask: { kind: "older", before: 71 } })).toBe(first);
  });

  test("a capture that lands while an older page loads disturbs neither", () => {
    let session = play(open(120), { kind: "want", ask: { kind: "older", before: 71 } }, live(121));
    session = answerPage(session, page({ lastSeq: 121, before: 71 }));
    expect(session.window.rows.length).toBe(101);
    expect(totalHeld(session)).toBe(121);
  });

  test("holes left by deletion are legitimate in a page", () => {
    let session = startSession();
    session = answerPage(session, page({ lastSeq: 5, holes: [2, 4] }));
    expect(seqs(session)).toEqual([5, 3, 1]);
    expect(totalHeld(session)).toBe(3);
  });

  test("looking at the middle of a long list loads that place, and new captures are only counted", () => {
    let session = open(10_000);
    session = play(session, { kind: "want", ask: { kind: "around", before: 5001 } });
    session = answerPage(session, page({ lastSeq: 10_000, before: 5001 }));
    expect(session.window.newer).toBe(5000);
    expect(session.window.older).toBe(4950);
    session = play(session, live(10_001));
    expect(session.window.newer).toBe(5001);
    expect(totalHeld(session)).toBe(10_001);
  });

  test("scrolling back up loads what is newer until the top is reached", () => {
    let session = open(200);
    session = play(session, { kind: "want", ask: { kind: "around", before: 101 } });
    session = answerPage(session, page({ lastSeq: 200, before: 101 }));
    session = play(session, { kind: "want", ask: { kind: "newer", after: 100 } }, live(201));
    session = answerPage(session, page({ lastSeq: 200, after: 100, limit: 100 }));
    expect(session.window.newer).toBe(1);
    session = play(session, { kind: "want", ask: { kind: "newer", after: 200 } });
    session = answerPage(session, page({ lastSeq: 201, after: 200 }));
    expect(session.window.newer).toBe(0);
    expect(session.window.rows[0]?.seq).toBe(201);
  });

  test("back at the top while captures keep landing, none is skipped", () => {
    let session = open(200);
    session = play(session, { kind: "want", ask: { kind: "around", before: 101 } });
    session = answerPage(session, page({ lastSeq: 200, before: 101 }));
    session = play(session, { kind: "follow", on: true }, live(201));
    session = answerPage(session, page({ lastSeq: 200 }));
    expect(session.window.newer).toBe(1);
    expect(totalHeld(session)).toBe(201);
  });

  test("an older page asked for before the list was cleared brings nothing back", () => {
    let session = play(open(120), { kind: "want", ask: { kind: "older", before: 71 } });
    const stale = session.page?.epoch ?? -1;
    session = play(session, { kind: "removed all" });
    session = reduce(session, { kind: "page", epoch: stale, page: page({ lastSeq: 120, before: 71 }) });
    expect(seqs(session)).toEqual([]);
  });

  test("memory stays bounded, around what is looked at", () => {
    let session = open(50);
    session = play(
      session,
      live(...range(51, 1050)),
      live(...range(1051, 2050)),
      live(...range(2051, 3050)),
      live(...range(3051, 4050)),
    );
    session = play(session, { kind: "trim", around: 4050 });
    expect(session.window.rows.length).toBeLessThanOrEqual(MAX_ROWS);
    expect(session.window.rows[0]?.seq).toBe(4050);
    expect(totalHeld(session)).toBe(4050);
    session = play(
      open(50),
      live(...range(51, 1050)),
      live(...range(1051, 2050)),
      live(...range(2051, 3050)),
      live(...range(3051, 4050)),
      {
        kind: "trim",
        around: 60,
      },
    );
    expect(session.window.newer).toBeGreaterThan(0);
    expect(session.window.rows.some((one) => one.seq === 60)).toBe(true);
    expect(totalHeld(session)).toBe(4050);
  });
});

describe("deletion", () => {
  test("a capture deleted elsewhere leaves the list", () => {
    const session = play(open(3), { kind: "removed", seqs: [2] });
    expect(seqs(session)).toEqual([3, 1]);
    expect(totalHeld(session)).toBe(2);
  });

  test("hearing of one deletion twice counts it once", () => {
    const session = play(open(120), { kind: "removed", seqs: [10] }, { kind: "removed", seqs: [10] });
    expect(totalHeld(session)).toBe(119);
  });

  test("a page that was under way does not bring a deleted capture back", () => {
    let session = play(
      open(120),
      { kind: "want", ask: { kind: "older", before: 71 } },
      { kind: "removed", seqs: [70] },
    );
    session = answerPage(session, page({ lastSeq: 120, before: 71 }));
    expect(seqs(session)).not.toContain(70);
  });

  test("deleted before it was announced, it never shows", () => {
    expect(seqs(play(open(2), { kind: "removed", seqs: [3] }, live(3), live(4)))).toEqual([4, 2, 1]);
  });

  test("the place stays when somebody else deletes what is selected", () => {
    const session = play(open(3), { kind: "select", seq: 2 }, { kind: "removed", seqs: [2] });
    expect(session.selected).toBe(2);
  });

  test("who follows goes on to the newest that is left", () => {
    expect(play(open(3), { kind: "removed", seqs: [3] }).selected).toBe(2);
  });

  test("deleting everything empties the list and asks where the bin stands", () => {
    const session = play(open(120), { kind: "removed all" });
    expect(totalHeld(session)).toBe(0);
    expect(session.join?.after).toBe(120);
    expect(session.page?.ask).toEqual({ kind: "newest" });
    expect(session.selected).toBeNull();
  });

  test("deleting here hides at once and goes on to the one named", () => {
    const session = play(open(3), { kind: "select", seq: 2 }, hide(2, 1));
    expect(seqs(session)).toEqual([3, 1]);
    expect(session.selected).toBe(1);
  });

  test("undo puts it back in its place, though others arrived", () => {
    const session = play(open(3), hide(2), live(4), { kind: "unhide", seq: 2 });
    expect(seqs(session)).toEqual([4, 3, 2, 1]);
    expect(totalHeld(session)).toBe(4);
  });

  test("hidden is not shown again by a page, and is not counted", () => {
    let session = play(open(3), hide(2), { kind: "want", ask: { kind: "newest" } });
    session = answerPage(session, page({ lastSeq: 3 }));
    expect(seqs(session)).toEqual([3, 1]);
    expect(totalHeld(session)).toBe(2);
  });

  test("the server's word about a hidden one is not counted twice", () => {
    const session = play(open(3), hide(2), { kind: "removed", seqs: [2] }, { kind: "unhide", seq: 2 });
    expect(seqs(session)).toEqual([3, 1]);
    expect(totalHeld(session)).toBe(2);
  });
});

describe("the reader", () => {
  test("sees the newest as long as they follow", () => {
    expect(play(open(2), live(3), live(4)).selected).toBe(4);
  });

  test("scrolls away, which rests the following, and back to the top, which goes on with it", () => {
    const away = play(open(2), { kind: "scrolled", toTop: false }, live(3));
    expect([away.follow, away.selected]).toEqual([false, 2]);
    const back = play(away, { kind: "scrolled", toTop: true });
    expect([back.follow, back.selected]).toEqual([true, 3]);
  });

  test("who chose something meanwhile, or no longer follows, scrolls as they like", () => {
    const away = play(open(2), { kind: "scrolled", toTop: false });
    for (const choice of [{ kind: "select", seq: 2 } as const, { kind: "follow", on: false } as const]) {
      expect(play(away, choice, { kind: "scrolled", toTop: true }).follow).toBe(false);
    }
  });

  test("stays with what they chose when others arrive", () => {
    const session = play(open(2), { kind: "select", seq: 1 }, live(3));
    expect(session.selected).toBe(1);
  });

  test("following again goes to the newest", () => {
    const session = play(open(2), { kind: "select", seq: 1 }, live(3), { kind: "follow", on: true });
    expect(session.selected).toBe(3);
  });

  test("what arrives while they look elsewhere is unread, and a line marks where", () => {
    let session = play(open(2), { kind: "watching", on: false }, live(3), live(4, 5));
    expect(session.unread).toBe(3);
    expect(session.seenUpTo).toBe(2);
    session = play(session, { kind: "watching", on: true });
    expect(session.unread).toBe(0);
  });

  test("what has been on screen is not unread; its line stays for who went there", () => {
    const away = play(open(2), { kind: "watching", on: false }, live(3), live(4, 5));
    const half = play(away, { kind: "shown", upTo: 4, isArrival: false });
    expect([half.unread, half.seenUpTo]).toEqual([1, 2]);
    const below = play(half, { kind: "shown", upTo: 1, isArrival: true }, { kind: "removed", seqs: [4] });
    expect([below.unread, below.seenUpTo]).toEqual([1, 2]);
    const all = play(half, { kind: "shown", upTo: 5, isArrival: false });
    expect([all.unread, all.seenUpTo]).toEqual([0, 2]);
    expect(play(all, { kind: "seen" }).seenUpTo).toBe(null);
  });

  test("what comes before their eyes needs no line", () => {
    const away = play(open(2), { kind: "watching", on: false }, live(3, 4));
    const some = play(away, { kind: "shown", upTo: 3, isArrival: true });
    expect([some.unread, some.seenUpTo]).toEqual([1, 3]);
    const all = play(away, { kind: "shown", upTo: 4, isArrival: true });
    expect([all.unread, all.seenUpTo]).toEqual([0, null]);
  });

  test("an unread capture that is deleted is not unread", () => {
    const session = play(open(2), { kind: "watching", on: false }, live(3, 4), { kind: "removed", seqs: [4] });
    expect(session.unread).toBe(1);
  });

  test("opening the newest reads everything", () => {
    const session = play(open(2), { kind: "watching", on: false }, live(3, 4), { kind: "select", seq: 4 });
    expect(session.unread).toBe(0);
  });

  test("an address that names a capture is not overridden by what arrives", () => {
    const session = play(startSession({ page: page({ lastSeq: 3 }), selected: 2 }), { kind: "link", link: "live" });
    expect(play(joined(session, { lastSeq: 3 }), live(4)).selected).toBe(2);
  });
});

describe("to the ends of the bin", () => {
  const go = (to: "newest" | "oldest"): SessionEvent => ({ kind: "go", to });
  const oldest = (lastSeq: number, holes: number[] = []) => page({ lastSeq, after: 0, limit: 200, holes });

  test("the oldest of many is one page away, and what lies between is counted, not loaded", () => {
    const asked = play(open(10_000), go("oldest"));
    expect(asked.page?.ask).toEqual({ kind: "oldest", isGoal: true });
    const there = play(answerPage(play(asked, live(10_001)), oldest(10_001)), live(10_002));
    expect([there.selected, there.follow, there.window.rows.length]).toEqual([1, false, 200]);
    expect([there.window.older, totalHeld(there)]).toEqual([0, 10_002]);
    const up = play(there, { kind: "want", ask: { kind: "newer", after: 200 } });
    expect(seqs(answerPage(up, page({ lastSeq: 10_002, after: 200 })))[0]).toBe(250);
  });

  test("what is held there already is only selected, as after others were deleted", () => {
    const held = play(open(20), { kind: "removed", seqs: [1] }, go("oldest"));
    expect([held.selected, held.page]).toEqual([2, null]);
    expect(play(held, go("newest")).selected).toBe(20);
    const between = answerPage(play(open(120), go("oldest")), oldest(119, [1, 50]));
    expect([between.selected, between.window.newer]).toEqual([2, 1]);
  });

  test("back at the newest, it is selected and not followed", () => {
    const there = answerPage(play(open(10_000), go("oldest")), oldest(10_000));
    const back = answerPage(play(there, go("newest")), page({ lastSeq: 10_000 }));
    expect([back.selected, back.follow, back.window.newer]).toEqual([10_000, false, 0]);
    expect(play(back, live(10_001)).selected).toBe(10_000);
  });

  test("an end that could not be loaded is told apart from other places, and asked for again leads there", () => {
    const asked = play(open(10_000), go("oldest"));
    const failed = play(asked, { kind: "page failed", epoch: asked.page?.epoch ?? 0, problem: "no answer" });
    expect([failed.selected, failed.page]).toEqual([10_000, null]);
    const ask = failed.pageProblem?.ask ?? { kind: "newest" };
    expect(ask).toEqual({ kind: "oldest", isGoal: true });
    const there = answerPage(play(failed, { kind: "want", ask }), oldest(10_000));
    expect([there.selected, there.pageProblem]).toEqual([1, null]);
  });

  test("who chooses something else before the page has come stays with it", () => {
    for (const choice of [{ kind: "select", seq: 9998 } as const, { kind: "follow", on: true } as const]) {
      const elsewhere = play(open(10_000), go("oldest"), choice);
      expect(elsewhere.page).toBe(null);
      expect(elsewhere.selected).toBe(choice.kind === "select" ? 9998 : 10_000);
    }
  });
});

describe("what the bin keeps", () => {
  const kept = (firstSeq: number, lastSeq: number, total: number): SessionEvent => ({
    kind: "kept",
    kept: { firstSeq, lastSeq, total, dropped: firstSeq - 1, droppedSince: "2026-01-01T00:00:00.000Z" },
  });

  test("in a full bin the oldest leave as new ones arrive, and the count stands", () => {
    const session = play(open(5), live(6, 7), kept(3, 7, 5));
    expect(seqs(session)).toEqual([7, 6, 5, 4, 3]);
    expect(totalHeld(session)).toBe(5);
  });

  test("how many were dropped, and since when, stands in the bin", () => {
    const bin = { id: "b", title: "Orders", dropped: 0, droppedSince: null } as Bin;
    const session = play(open(5), { kind: "bin", bin }, live(6), kept(2, 6, 5));
    expect(session.bin).toEqual({ ...bin, dropped: 1, droppedSince: "2026-01-01T00:00:00.000Z" });
  });

  test("pins stay below what was dropped", () => {
    const pinned: SessionEvent = { kind: "mark", mark: { seq: 1, pinned: true, note: "" } };
    const session = play(open(5), pinned, live(6, 7), kept(4, 7, 5));
    expect(seqs(session)).toEqual([7, 6, 5, 4, 1]);
    expect(totalHeld(session)).toBe(5);
  });

  test("an unpinned one below all others stays until the bin no longer keeps it", () => {
    const [two, one] = rows(2, 1);
    const captures = [two, { ...one, pinned: true }] as Summary[];
    const start = startSession({ page: { ...page({ lastSeq: 2 }), captures, firstSeq: 2 } });
    const unpinned = play(start, { kind: "mark", mark: { seq: 1, pinned: false, note: "" } });
    expect(seqs(play(unpinned, live(3), kept(1, 3, 3)))).toEqual([3, 2, 1]);
    expect(seqs(play(unpinned, live(3), kept(2, 3, 2)))).toEqual([3, 2]);
  });

  test("what is not held is counted too, also when arrivals are ahead of the word", () => {
    let session = play(open(120), live(121, 122), kept(3, 122, 120));
    expect(totalHeld(session)).toBe(120);
    session = play(session, live(123), kept(3, 122, 120));
    expect(totalHeld(session)).toBe(121);
    session = play(session, kept(100, 123, 24));
    expect(totalHeld(session)).toBe(24);
    expect(session.window.older).toBe(0);
  });

  test("one hidden with a way back, and dropped meanwhile, has none", () => {
    const session = play(open(3), hide(1), live(4), kept(2, 4, 3), { kind: "unhide", seq: 1 });
    expect(seqs(session)).toEqual([4, 3, 2]);
  });
});

test("another reply than the summary said shows on its row, also where the word was missed", () => {
  const status = (session: Session) => session.window.rows.find(({ seq }) => seq === 2)?.replyStatus;
  expect(status(play(open(3), { kind: "replied", seq: 2, status: 502 }))).toBe(502);
  const checking = play(open(3), { kind: "check" });
  const answer = page({ lastSeq: 3 });
  const captures = answer.captures.map((one) => (one.seq === 2 ? { ...one, replyStatus: 503 } : one));
  const epoch = checking.check?.epoch ?? -1;
  expect(status(reduce(checking, { kind: "checked", epoch, page: { ...answer, captures } }))).toBe(503);
});

test("of a bin that is gone nothing more is asked", () => {
  const gone = play(open(3), { kind: "check" }, { kind: "gone" });
  expect(play(gone, { kind: "check" }, { kind: "link", link: "live" })).toMatchObject({ check: null, join: null });
});

test("a mark shows on its row, held or hidden, and goes again", () => {
  const marked = play(open(5), hide(3), { kind: "mark", mark: { seq: 3, pinned: true, note: "" } });
  const shown = play(marked, { kind: "unhide", seq: 3 }, { kind: "mark", mark: { seq: 2, pinned: false, note: "n" } });
  expect(shown.window.rows.find(({ seq }) => seq === 3)).toEqual({ ...row(3), pinned: true });
  expect(shown.window.rows.find(({ seq }) => seq === 2)).toEqual({ ...row(2), note: "n" });
  const cleared = play(shown, { kind: "mark", mark: { seq: 2, pinned: false, note: "" } });
  expect(cleared.window.rows.find(({ seq }) => seq === 2)).toEqual(row(2));
});

"use client";
import { useCallback, useRef, useState } from "react";
import { ApiProblem } from "#components/inspector/session/api.ts";
import type { Link } from "#components/inspector/session/session.ts";
import { useRoom } from "#components/inspector/session/use-room.ts";
import { sentenceOf } from "#components/inspector/session/use-session.ts";
import { showProblem } from "#components/ui/notify.ts";
import type { Bin } from "#lib/model/bin.ts";
import type { RuleList, RuleWithHistory } from "#lib/model/rule.ts";
import { keptRule, type WireRule } from "./rule-draft.ts";
import { rulesApi } from "./rules-api.ts";

export type RulesHandle = {
  bin: Bin;
  setBin: (bin: Bin) => void;
  list: RuleList;
  /** The bin is no more. */
  gone: boolean;
  link: Link;
  /** Shows this list at once and saves it; when that fails, says so and shows what the server has. */
  change: (rules: RuleWithHistory[]) => void;
  /** Saves a list and resolves when it is saved; throws an ApiProblem. After a `conflict` the list has been read again. */
  save: (rules: readonly WireRule[]) => Promise<RuleList>;
};

/** Captures come in bursts; how often rules matched is read again at most so often. */
const READ_EVERY_MS = 1000;

/** The rules of one bin, kept current: saved one list after the other, read again when captures come or another page saves. */
export function useRules(initialBin: Bin, initial: RuleList): RulesHandle {
  const [bin, setBin] = useState(initialBin);
  const [list, setList] = useState(initial);
  const [gone, setGone] = useState(false);
  const version = useRef(initial.version);
  const wanted = useRef<RuleWithHistory[] | null>(null);
  const saving = useRef<Promise<void> | null>(null);
  const id = initialBin.id;

  const take = useCallback((answer: RuleList) => {
    version.current = answer.version;
    setList(answer);
  }, []);

  const read = useCallback(async () => {
    if (saving.current) return;
    try {
      const answer = await rulesApi.list(id);
      // What was changed here meanwhile is newer than the answer.
      if (!saving.current && answer.version >= version.current) take(answer);
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 404) setGone(true);
    }
  }, [id, take]);

  const change = useCallback(
    (rules: RuleWithHistory[]) => {
      setList((before) => ({ ...before, rules }));
      wanted.current = rules;
      saving.current ??= (async () => {
        try {
          while (wanted.current) {
            const next: RuleWithHistory[] = wanted.current;
            wanted.current = null;
            const answer = await rulesApi.save(id, next.map(keptRule), version.current);
            version.current = answer.version;
            if (!wanted.current) setList(answer);
          }
        } catch (error) {
          wanted.current = null;
          showProblem(sentenceOf(error));
        } finally {
          saving.current = null;
        }
      })().then(read);
    },
    [id, read],
  );

  const save = useCallback(
    async (rules: readonly WireRule[]) => {
      await saving.current;
      try {
        const answer = await rulesApi.save(id, rules, version.current);
        take(answer);
        return answer;
      } catch (error) {
        if (error instanceof ApiProblem && error.code === "conflict") await read();
        throw error;
      }
    },
    [id, take, read],
  );

  const link = useRoom(id, initialBin.lastSeq, {
    hears: ["captures", "removed", "resync"],
    everyMs: READ_EVERY_MS,
    onChange: () => void read(),
    onBin: setBin,
    onGone: () => setGone(true),
  });

  return { bin, setBin, list, gone, link, change, save };
}

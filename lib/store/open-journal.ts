import { singleton } from "#lib/singleton.ts";
import { database } from "./database.ts";
import { createJournal, type Journal } from "./journal.ts";
import { createWriter, type Writer } from "./writer.ts";

/**
 * This process's journal. The server opens it with a writer in a thread; where nobody did (Next without our server), the first
 * capture opens one with a writer in this thread.
 */
export function openJournal(writer?: Writer): Journal {
  return singleton("journal", () => createJournal(writer ?? lazyWriter()));
}

function lazyWriter(): Writer {
  let writer: Promise<Writer> | null = null;
  const open = () => {
    writer ??= database().then(({ dialect }) => createWriter(dialect));
    return writer;
  };
  return {
    commit: async (batch) => (await open()).commit(batch),
    close: async () => (await writer)?.close(),
  };
}

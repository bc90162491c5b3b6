import { Client } from "pg";
import { type Channel, type OpenChannel, reconnectDelay } from "./channel.ts";

/** LISTEN/NOTIFY on a connection of its own, for many processes on one PostgreSQL without Redis. */

const NAME = "wirebin_live";
const LIMITS = { connectionTimeoutMillis: 3000, query_timeout: 3000, keepAlive: true };
/** A connection that fell silent without being closed is found out by asking. */
const ASK_EVERY_MS = 5000;

export function postgresChannel(url: string): OpenChannel {
  return (on) => {
    let client: Client | null = null;
    let tries = 0;
    let isDown = false;
    let isClosed = false;
    let timer: NodeJS.Timeout | undefined;

    async function connect(): Promise<void> {
      const fresh = new Client({ connectionString: url, application_name: "wirebin live", ...LIMITS });
      let isOver = false;
      const lose = (error: unknown) => {
        if (isOver) return;
        isOver = true;
        if (client === fresh) client = null;
        fresh.end().catch(() => undefined);
        if (isClosed) return;
        if (!isDown) on.down(error);
        isDown = true;
        timer = setTimeout(() => void connect(), reconnectDelay(tries));
        tries += 1;
      };
      fresh.on("error", lose);
      fresh.on("end", () => lose(new Error("the connection was closed")));
      fresh.on("notification", ({ payload }) => on.message(payload ?? ""));
      try {
        await fresh.connect();
        await fresh.query("SET synchronous_commit = off");
        await fresh.query(`LISTEN ${NAME}`);
      } catch (error) {
        lose(error);
        return;
      }
      if (isOver || isClosed) {
        lose(new Error("closed meanwhile"));
        return;
      }
      client = fresh;
      tries = 0;
      isDown = false;
      keepAsking(fresh, lose);
      on.up();
    }

    function keepAsking(asked: Client, lose: (error: unknown) => void): void {
      const asking = setInterval(() => {
        if (client === asked) asked.query("SELECT 1").catch(lose);
        else clearInterval(asking);
      }, ASK_EVERY_MS);
      asking.unref();
    }

    void connect();
    return {
      send: async (messages) => {
        if (!client) throw new Error("not connected");
        await client.query(`SELECT pg_notify('${NAME}', m) FROM unnest($1::text[]) m`, [messages]);
      },
      close: async () => {
        isClosed = true;
        clearTimeout(timer);
        const last = client;
        client = null;
        await last?.end().catch(() => undefined);
      },
    } satisfies Channel;
  };
}

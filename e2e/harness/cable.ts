import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A plain TCP proxy: the balancer in front of processes (round robin, past those that do not answer), or a cable that can be cut. */
export type Cable = {
  port: number;
  url: string;
  /** Ends every connection and takes no new one. */
  cut: () => void;
  mend: () => void;
  close: () => Promise<void>;
};

export async function startCable(ports: number[]): Promise<Cable> {
  const sockets = new Set<Socket>();
  let isCut = false;
  let turn = 0;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  };
  const server = createServer((inner) => {
    keep(inner);
    inner.on("error", () => undefined);
    if (isCut) inner.destroy();
    else forward(inner, ports.length);
  });

  function forward(inner: Socket, triesLeft: number): void {
    const port = ports[turn % ports.length] ?? 0;
    turn += 1;
    const outer = connect(port, "127.0.0.1");
    keep(outer);
    let isConnected = false;
    outer.on("connect", () => {
      isConnected = true;
      inner.pipe(outer).pipe(inner);
    });
    outer.on("error", () => {
      if (isConnected || triesLeft <= 1) inner.destroy();
      else forward(inner, triesLeft - 1);
    });
    outer.on("close", () => isConnected && inner.destroy());
    inner.on("close", () => outer.destroy());
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const endAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    cut: () => {
      isCut = true;
      endAll();
    },
    mend: () => {
      isCut = false;
    },
    close: async () => {
      endAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

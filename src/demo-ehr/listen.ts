import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';

export type Listening = { port: number; stop(): Promise<void> };
/** `env` holds the connection, as Hono's Node server hands it on. */
export type Fetch = (request: Request, env?: object) => Response | Promise<Response>;

/** Listens on loopback only. `port` 0 takes a free one. Also on ::1 when `withIpv6`, because `localhost` may mean either. */
export async function listen(fetch: Fetch, port = 0, withIpv6 = false): Promise<Listening> {
  const first = await open(fetch, port, '127.0.0.1');
  const taken = (first.address() as AddressInfo).port;
  const servers = [first];
  // A machine without IPv6, or another program on that port there, is no reason to fail.
  if (withIpv6)
    servers.push(
      ...(await open(fetch, taken, '::1').then(
        (server) => [server],
        () => [],
      )),
    );
  return { port: taken, stop: async () => void (await Promise.all(servers.map(close))) };
}

/** The wished port if it is free on loopback, else another free one: for two servers that must know each other's address beforehand. */
export async function freePort(wished: number): Promise<number> {
  const nothing = () => new Response(null, { status: 503 });
  const { port, stop } = await listen(nothing, wished, true).catch(() => listen(nothing, 0, true));
  await stop();
  return port;
}

function open(fetch: Fetch, port: number, hostname: string): Promise<Server> {
  const server = createAdaptorServer({ fetch, hostname }) as Server;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, hostname, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

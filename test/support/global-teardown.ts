import { once } from 'node:events';

/** Ends the cluster's host, if any test had it started, and waits until it has cleaned up. */
export default async function teardown(): Promise<void> {
  const door = globalThis.pasalClusterDoor;
  if (door === undefined) return;
  door.server.close();
  const { host } = door;
  if (host?.exitCode !== null) return;
  const ended = once(host, 'exit');
  host.stdin?.end();
  await ended;
}

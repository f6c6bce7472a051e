import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** What the teardown finds again. Jest loads the two files apart, in the same process. */
export interface ClusterDoor {
  readonly server: Server;
  host: ChildProcess | undefined;
}

declare global {
  var pasalClusterDoor: ClusterDoor | undefined;
}

/**
 * Opens a door at which the first test that needs a database has the cluster started: a run of
 * pure tests pays nothing. Jest loads this file as CommonJS and cannot follow our `.js` imports
 * from it, so it imports nothing of ours; the work is done by `cluster-host.ts`, a process of its
 * own, which ends when its standard input does. However this process ends, the cluster goes too.
 */
export default async function setup(): Promise<void> {
  const door: ClusterDoor = { server: createServer(), host: undefined };
  globalThis.pasalClusterDoor = door;
  let answer: Promise<string> | undefined;
  door.server.on('connection', (socket: Socket) => {
    socket.on('error', () => undefined);
    answer ??= startHost(door);
    void answer.then((line) => socket.end(line));
  });
  await new Promise<void>((resolve) => door.server.listen(0, '127.0.0.1', resolve));
  // A run that was interrupted must not wait for this.
  door.server.unref();
  const address = door.server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  process.env['PASAL_TEST_CLUSTER_PORT'] = String(address.port);
}

/** The host's one line: JSON with the cluster's URLs, or with the reason why there is none. */
function startHost(door: ClusterDoor): Promise<string> {
  const script = path.resolve('test/support/cluster-host.ts');
  const host = spawn(process.execPath, ['--import', 'tsx', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  door.host = host;
  return new Promise((resolve) => {
    createInterface({ input: host.stdout }).once('line', resolve);
    host.once('error', (error) => resolve(JSON.stringify({ error: error.message })));
    host.once('exit', (code) => resolve(JSON.stringify({ error: `cluster host: exit ${code}` })));
  });
}

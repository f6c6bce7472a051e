import { startRole, untilReady } from '../../scripts/bench/deployment.js';
import type { Place, RoleProcess } from '../../scripts/bench/deployment.js';

/** The processes of a small deployment, by name. */
const ROLES = { web: 'web', 'worker 1': 'worker', 'worker 2': 'worker' } as const;
export type Member = keyof typeof ROLES;
export const MEMBERS: readonly Member[] = ['web', 'worker 1', 'worker 2'];

/** One web process and two workers that can be killed and come back, as under a supervisor. */
export class Fleet {
  readonly #place: Place;
  readonly #ports: Readonly<Record<Member, number>>;
  readonly #running = new Map<Member, RoleProcess>();
  /** What a process that ended by itself last said: none may. */
  readonly deaths: string[] = [];
  kills = 0;

  constructor(place: Place, ports: Readonly<Record<Member, number>>) {
    this.#place = place;
    this.#ports = ports;
  }

  async start(): Promise<void> {
    await Promise.all(MEMBERS.map((member) => untilReady(this.#launch(member))));
  }

  /** Kills without warning, and starts again what was killed. */
  async kill(members: readonly Member[]): Promise<void> {
    const victims = members.map((member) => ({ member, victim: this.#running.get(member) }));
    for (const { member } of victims) this.#running.delete(member);
    await Promise.all(victims.map(async ({ victim }) => victim?.end('SIGKILL')));
    this.kills += victims.length;
    await Promise.all(members.map((member) => untilReady(this.#launch(member))));
  }

  /** What each process that runs last printed. */
  printed(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.#running].map(([name, one]) => [name, one.printed()]));
  }

  /** Asks all to end, and gives what each ended with. */
  async stop(): Promise<readonly (number | null)[]> {
    const all = [...this.#running.values()];
    this.#running.clear();
    await Promise.all(all.map((one) => one.end('SIGTERM')));
    return all.map((one) => one.child.exitCode);
  }

  #launch(member: Member): RoleProcess {
    const started = startRole(ROLES[member], member, this.#place, this.#ports[member]);
    this.#running.set(member, started);
    started.child.once('exit', (code) => {
      if (this.#running.get(member) !== started) return;
      this.deaths.push(`${member} ended with ${String(code)}: ${started.printed()}`);
    });
    return started;
  }
}

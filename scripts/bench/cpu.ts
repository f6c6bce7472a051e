import { readFile } from 'node:fs/promises';

/** Linux counts processor time in hundredths of a second (USER_HZ, proc(5)). */
const TICKS_PER_SECOND = 100;

interface ProcessTimes {
  readonly ownTicks: number;
  /** Of children that ended and were waited for. */
  readonly childTicks: number;
  readonly parent: number;
}

/** Fields 4 and 14 to 17 of proc_pid_stat(5); the name in field 2 may hold anything. */
async function timesOf(pid: number): Promise<ProcessTimes | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const field = (n: number): number => Number(fields[n - 3] ?? 0);
    return {
      ownTicks: field(14) + field(15),
      childTicks: field(16) + field(17),
      parent: field(4),
    };
  } catch {
    // Gone, or a system without /proc.
    return undefined;
  }
}

/** Processor seconds that a process has used so far; undefined where that cannot be read. */
export async function cpuSecondsOf(pid: number): Promise<number | undefined> {
  const times = await timesOf(pid);
  return times && times.ownTicks / TICKS_PER_SECOND;
}

/** Processor seconds of a process and of all its children, those that ended included. */
export async function cpuSecondsOfTree(pid: number): Promise<number | undefined> {
  const times = await timesOf(pid);
  if (!times) return undefined;
  let ticks = times.ownTicks + times.childTicks;
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  for (const child of children.split(' ').filter((one) => one !== '')) {
    ticks += (await timesOf(Number(child)))?.ownTicks ?? 0;
  }
  return ticks / TICKS_PER_SECOND;
}

/** The process that started another one: of a backend, the server. */
export async function parentOf(pid: number): Promise<number | undefined> {
  return (await timesOf(pid))?.parent;
}

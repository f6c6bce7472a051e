import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { packageRoot } from '../../src/package-root.js';

/** Where a process spent its time, as shares of the time it was running anything. */
export interface Hotspot {
  readonly where: string;
  readonly share: number;
}

/** The parts of V8's .cpuprofile that are read here (DevTools protocol, Profiler.Profile). */
interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { functionName: string; url: string; lineNumber: number };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const SHOWN_MAX = 15;

/** Adds up self time by function and by package over all profiles of a folder whose name fits. */
export async function hotspotsOf(
  folder: string,
  prefix: string,
): Promise<{ readonly functions: Hotspot[]; readonly packages: Hotspot[] }> {
  const functions = new Map<string, number>();
  const packages = new Map<string, number>();
  let total = 0;
  for (const file of (await readdir(folder)).filter((name) => name.startsWith(prefix))) {
    const profile = JSON.parse(await readFile(path.join(folder, file), 'utf8')) as CpuProfile;
    const frames = new Map(profile.nodes.map((node) => [node.id, node.callFrame]));
    for (const [i, sample] of profile.samples.entries()) {
      const frame = frames.get(sample);
      const spent = profile.timeDeltas[i] ?? 0;
      if (!frame || frame.functionName === '(idle)') continue;
      const place = placeOf(frame.url);
      const name = `${frame.functionName || '(anonymous)'} ${place}:${frame.lineNumber + 1}`;
      functions.set(name, (functions.get(name) ?? 0) + spent);
      const owner = ownerOf(frame.functionName, place);
      packages.set(owner, (packages.get(owner) ?? 0) + spent);
      total += spent;
    }
  }
  const shares = (times: ReadonlyMap<string, number>): Hotspot[] =>
    [...times]
      .sort(([, a], [, b]) => b - a)
      .slice(0, SHOWN_MAX)
      .map(([where, spent]) => ({ where, share: Math.round((spent / total) * 1000) / 1000 }));
  return { functions: shares(functions), packages: shares(packages) };
}

function placeOf(url: string): string {
  return url
    .replace('file://', '')
    .replace(`${packageRoot}/`, '')
    .replace(/^.*node_modules\//, 'node_modules/');
}

/** The package, or the folder of ours, that a place belongs to. */
function ownerOf(functionName: string, place: string): string {
  if (place === '') return functionName.startsWith('(') ? functionName : 'V8 and C++';
  if (place.startsWith('node:')) return 'node';
  const [, owner] = /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(place) ?? [];
  return owner ?? place.split('/').slice(1, 3).join('/');
}

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Compiles the service as `npm start` does: what is killed here is what is deployed. */
export async function compileService(): Promise<void> {
  await promisify(execFile)('npm', ['run', '--silent', 'build']);
}

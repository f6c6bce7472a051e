import { readFileSync } from 'node:fs';
import { findMissingOptionals } from './lock.js';
import type { LockFile } from './lock.js';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as LockFile;
const missing = findMissingOptionals(lock);
for (const line of missing) console.log(`no entry in package-lock.json: ${line}`);
process.exitCode = missing.length > 0 ? 1 : 0;

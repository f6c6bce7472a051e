import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fillPart, renderEnvExample, renderEnvironment, renderFolders } from './pages.js';

/**
 * Holds the generated parts of README.md and .env.example equal to what they are made from;
 * `--write` (npm run pages) writes them anew.
 */
const readme = readFileSync('README.md', 'utf8');
const pages = {
  'README.md': fillPart(
    fillPart(readme, 'environment', renderEnvironment()),
    'folders',
    renderFolders('.'),
  ),
  '.env.example': renderEnvExample(),
};

for (const [path, text] of Object.entries(pages)) {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
  if (process.argv.includes('--write')) {
    writeFileSync(path, text);
    console.log(`${path} written`);
  } else {
    console.log(`${path} is not what its sources say: npm run pages`);
    process.exitCode = 1;
  }
}

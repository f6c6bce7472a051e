import { readFileSync } from 'node:fs';
import {
  fillPart,
  renderEnvExample,
  renderEnvironment,
  renderFolders,
} from '../../scripts/check/pages.js';
import { readConfig } from '../../src/config.js';
import { variables } from '../../src/config-variables.js';
import type { ConfigError } from '../../src/config.js';

const read = (path: string): string => readFileSync(path, 'utf8');
const names = Object.keys(variables);
const demoNames = Object.entries(variables).flatMap(([name, one]) => ('demo' in one ? [name] : []));

/** What a service of render.yaml gets: plain values, and names whose values come from elsewhere. */
function renderService(name: string): Record<string, string> {
  const blocks = read('render.yaml').split(/\n(?= {2}- (?:type|name): )/);
  const block = (start: RegExp): string => blocks.find((one) => start.test(one)) ?? '';
  const group = block(/- name: pasal\n/);
  const service = block(new RegExp(`name: ${name}\n`));
  expect(service).toContain('fromGroup: pasal');
  const entries = [...`${group}\n${service}`.matchAll(/- key: (\w+)\n +(.+)/g)];
  return Object.fromEntries(
    entries.map(([, key = '', source = '']) => {
      const [, value] = /^value: '?([^']*)'?$/.exec(source) ?? [];
      return [key, value ?? PRESENT[key] ?? ''];
    }),
  );
}

/** Stand-ins for what Render and the operator fill in. */
const PRESENT: Record<string, string> = {
  DATABASE_URL: 'postgres://pasal_service:x@db/pasal',
  DATABASE_OWNER_URL: 'postgres://pasal_owner:x@db/pasal',
  REDIS_URL: 'redis://queue:6379',
  WHATSAPP_APP_SECRET: 'an-app-secret',
  WHATSAPP_VERIFY_TOKEN: 'a-verify-token',
  WHATSAPP_ACCESS_TOKEN: 'an-access-token',
  USSD_PATH_TOKEN: 'a-path-token-of-ours',
  SMS_PATH_TOKEN: 'a-message-token-of-ours',
  AT_USERNAME: 'our-town',
  AT_API_KEY: 'our-at-api-key',
  PIN_KEY: 'p'.repeat(44),
  JWT_SECRET: 'k'.repeat(44),
  ADMIN_EMAIL: 'operator@example.org',
  ADMIN_PASSWORD: 'a-long-pass-phrase',
};

function dockerEnv(): Record<string, string> {
  const [, block = ''] = /\nENV ((?:.*\\\n)*.*)/.exec(read('Dockerfile')) ?? [];
  return Object.fromEntries(
    [...block.matchAll(/([A-Z0-9_]+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

test('README.md lists every variable as config.ts has it', () => {
  const readme = read('README.md');
  expect(fillPart(readme, 'environment', renderEnvironment())).toBe(readme);
  expect(fillPart(readme, 'folders', renderFolders('.'))).toBe(readme);
  for (const name of names) expect(readme).toContain(`| \`${name}\``);
});

test('.env.example lists every variable, and its examples are accepted', () => {
  expect(read('.env.example')).toBe(renderEnvExample());
  const env = Object.fromEntries(
    [...read('.env.example').matchAll(/^# ([A-Z0-9_]+)=(.*)$/gm)].map(([, name = '', value]) => [
      name,
      value,
    ]),
  );
  expect(Object.keys(env)).toEqual(names);
  expect(readConfig(env)).toMatchObject({ nodeEnv: 'production', port: 8080, demo: false });
});

test.each([
  ['pasal-web', 'web'],
  ['pasal-worker', 'worker'],
])('render.yaml gives %s an environment that starts in production', (name, role) => {
  const env = renderService(name);
  expect(names).toEqual(expect.arrayContaining(Object.keys(env)));
  expect(readConfig(env)).toMatchObject({
    nodeEnv: 'production',
    processRole: role,
    demo: false,
    host: '0.0.0.0',
  });
});

test('render.yaml keeps the queue from losing jobs, and migrates before a deploy', () => {
  expect(read('render.yaml')).toMatch(
    /type: keyvalue\n(?: {4}.*\n)* {4}maxmemoryPolicy: noeviction/,
  );
  expect(read('render.yaml')).toContain('preDeployCommand: node dist/scripts/migrate.js');
});

test('the image knows only variables of config.ts and refuses to start without secrets', () => {
  const env = dockerEnv();
  expect(names).toEqual(expect.arrayContaining(Object.keys(env)));
  expect(Object.keys(env)).toEqual(expect.arrayContaining(['NODE_ENV', 'HOST', 'PROCESS_ROLE']));
  let problems: readonly string[] = [];
  try {
    readConfig(env);
  } catch (error) {
    problems = (error as ConfigError).problems;
  }
  expect(problems.map((line) => line.split(' ')[0])).toEqual(demoNames);
  expect(readConfig({ ...PRESENT, ...env })).toMatchObject({ host: '0.0.0.0', port: 3000 });
});

test('the image runs as nobody special and exposes the port it listens on', () => {
  const dockerfile = read('Dockerfile');
  expect(dockerfile).toMatch(/\nUSER node\n/);
  expect(dockerfile).toContain(`\nEXPOSE ${dockerEnv().PORT}\n`);
  expect(dockerfile).toContain("path: '/healthz'");
});

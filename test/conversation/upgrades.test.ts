import { flowVersion, startFlow } from '../../flows/flow.js';
import { upgradeSnapshot } from '../../src/conversation/upgrades.js';
import { openScene, retailer } from './scene.js';
import type { Scene } from './scene.js';

const NOW = flowVersion('vendor');
const fresh = startFlow('vendor');

describe('numbered upgrades', () => {
  const ofBefore = { words: 'of an older version' };

  test('bring a snapshot to the version this code speaks', () => {
    const upgrades = {
      vendor: { [NOW - 1]: (old: unknown) => (old === ofBefore ? fresh : undefined) },
    };
    expect(upgradeSnapshot('vendor', NOW - 1, ofBefore, upgrades)).toEqual(fresh);
  });

  test('are applied one after the other', () => {
    const upgrades = {
      vendor: {
        [NOW - 2]: (old: unknown) => ({ ...(old as object), second: true }),
        [NOW - 1]: (old: unknown) => ('second' in (old as object) ? fresh : undefined),
      },
    };
    expect(upgradeSnapshot('vendor', NOW - 2, ofBefore, upgrades)).toEqual(fresh);
  });

  test('leave what is of this version alone, and know when there is no way', () => {
    expect(upgradeSnapshot('vendor', NOW, fresh)).toEqual(fresh);
    expect(upgradeSnapshot('vendor', NOW - 1, ofBefore, {})).toBeUndefined();
    expect(upgradeSnapshot('vendor', NOW + 1, fresh)).toBeUndefined();
    expect(upgradeSnapshot('vendor', NOW, { ...fresh, value: 'gone' })).toBeUndefined();
  });
});

test('a retailer of the first version goes on where they stood', () => {
  const { consent: _, ...context } = startFlow('retailer.whatsapp').context;
  const first = { version: 1, status: 'active', value: 'confirming', context };
  const upgraded = upgradeSnapshot('retailer.whatsapp', 1, first);
  expect(upgraded).toMatchObject({ value: 'confirming', context: { ...context, consent: null } });
});

test('a newcomer of the first version goes on where they stood', () => {
  const { point: _, ...context } = startFlow('newcomer').context;
  const first = { version: 1, status: 'active', value: 'place', context };
  const upgraded = upgradeSnapshot('newcomer', 1, first);
  expect(upgraded).toMatchObject({ value: 'place', context: { ...context, point: null } });
});

describe('a conversation whose snapshot cannot be read', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.close());

  test.each([
    ['of a later version', 'flow_version = 999'],
    ['of a state that is gone', `snapshot = jsonb_set(snapshot, '{value}', '"lost"')`],
    ['that ended', `snapshot = jsonb_set(snapshot, '{status}', '"error"')`],
    ['that is no object', `snapshot = '"junk"'`],
    ['of a flow nobody knows', `flow_id = 'retailer.telegraph'`],
  ])('%s begins anew and keeps its basket', async (_, change) => {
    await scene.say(retailer(1), { text: 'hello, please send 5 ctn wai wai' });
    await scene.settle();
    const changed = await scene.look(
      `update sessions set ${change} where town_id = $1 and phone = $2 returning 1`,
      [retailer(1)],
    );
    expect(changed).toHaveLength(1);
    await scene.say(retailer(1), { text: 'add 10 kg sugar' });
    await scene.settle();
    const [, basket] = scene.heardBy(retailer(1));
    expect(basket).toMatch(/Wai Wai[^]*Sugar/);
    expect(scene.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

import { USSD } from '../../src/base/ussd-limits.js';
import { demoPhone } from '../../src/demo-town.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { pickUp } from '../support/ussd-phone.js';
import type { PhoneScreen } from '../support/ussd-phone.js';
import { LANGUAGES_IN_TURN, screensFrom, testScreens } from '../ussd/screens.js';
import { orderGoods, workOf } from '../ussd/work-scene.js';

/** Every screen of a vendor that keys lead to, in every language, with work that waits for them. */

const BUYERS = 40;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({
    slug: 'ussd-vendor-screens',
    phoneNumberId: '200000000000904',
    size: { retailers: BUYERS, vendors: 1, drivers: 0 },
    startMs: Date.UTC(2026, 2, 2, 2, 15),
  });
});
afterAll(() => stage.close());

const VENDOR = demoPhone('vendor', 1);

/** What can be typed where a screen has no rows. */
const TYPED = ['1234', '3', 'wai', '101', '136'];

/** Goes from the code; before it, there is an offer of two lines and an order to pack. */
async function walk(keys: readonly string[]): Promise<PhoneScreen> {
  stage.universe.advance(60_000);
  const { offers, toPack } = await workOf(stage);
  if (toPack === 0) {
    if (offers === 0) await orderGoods(stage, BUYERS, 2);
    const phone = pickUp(stage, VENDOR);
    let screen = await phone.dial('1*1');
    while (!/^1 (Accept|Swikar|स्वीकार)$/m.test(screen.text)) screen = await phone.press('9');
    await phone.press('1');
    await stage.settle();
  }
  if ((await workOf(stage)).offers === 0) await orderGoods(stage, BUYERS, 2);
  stage.universe.advance(60_000);
  const phone = pickUp(stage, VENDOR);
  let screen = await phone.dial(keys.slice(0, USSD.dialled_answers_max).join('*'));
  for (const key of keys.slice(USSD.dialled_answers_max)) {
    if (!screen.ends) screen = await phone.press(key);
  }
  return screen;
}

describe.each(LANGUAGES_IN_TURN)('in %s', (_language, choose, alphabet, budget) => {
  let seen: ReadonlyMap<string, string>;

  beforeAll(async () => {
    await walk(choose.split('*'));
    // Seven keys lead from the code to a part that is offered, more where pages are shorter.
    seen = await screensFrom(walk, TYPED, alphabet === 'ucs2' ? 10 : 7);
  }, 400_000);

  testScreens(() => seen, 40, alphabet, budget);
});

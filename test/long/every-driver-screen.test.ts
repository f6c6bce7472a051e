import { USSD } from '../../src/base/ussd-limits.js';
import { demoPhone } from '../../src/demo-town.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { pickUp } from '../support/ussd-phone.js';
import type { PhoneScreen } from '../support/ussd-phone.js';
import { JOB_STATES, prepareJob } from '../ussd/delivery-scene.js';
import type { JobState } from '../ussd/delivery-scene.js';
import { LANGUAGES_IN_TURN, screensFrom, testScreens } from '../ussd/screens.js';

/** Every screen of a driver that keys lead to, in every language, however far a delivery came. */

const BUYERS = 60;
const DRIVER = demoPhone('driver', 1);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({
    slug: 'ussd-driver-screens',
    phoneNumberId: '200000000000906',
    size: { retailers: BUYERS, vendors: 1, drivers: 1 },
    startMs: Date.UTC(2026, 2, 2, 2, 15),
  });
  await pickUp(stage, DRIVER).dial('3');
});
afterAll(() => stage.close());

/** What can be typed where a screen has no rows. */
const TYPED = ['1234', '3', 'wai'];

async function walk(keys: readonly string[]): Promise<PhoneScreen> {
  stage.universe.advance(60_000);
  const phone = pickUp(stage, DRIVER);
  let screen = await phone.dial(keys.slice(0, USSD.dialled_answers_max).join('*'));
  for (const key of keys.slice(USSD.dialled_answers_max)) {
    if (!screen.ends) screen = await phone.press(key);
  }
  return screen;
}

describe.each(LANGUAGES_IN_TURN)('in %s', (language, choose, alphabet, budget) => {
  const seen = new Map<string, string>();

  /** A walk may go off duty, and take the delivery on or away: each begins alike. */
  async function walkFrom(state: JobState, keys: readonly string[]): Promise<PhoneScreen> {
    stage.universe.advance(60_000);
    // In Devanagari this row is the third of the first page too.
    await pickUp(stage, DRIVER).dial('3');
    await prepareJob(stage, BUYERS, state, language);
    return walk(['1', '1', ...keys]);
  }

  beforeAll(async () => {
    await walk(choose.split('*'));
    const keep = (screens: ReadonlyMap<string, string>): void => {
      for (const [name, text] of screens) seen.set(name, text);
    };
    keep(await screensFrom(walk, TYPED, alphabet === 'ucs2' ? 6 : 4));
    for (const state of JOB_STATES) {
      keep(await screensFrom((keys) => walkFrom(state, keys), TYPED, 4));
    }
  }, 400_000);

  testScreens(() => seen, 30, alphabet, budget);
});

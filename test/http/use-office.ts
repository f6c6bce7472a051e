import { openTestTowns } from '../support/town.js';
import type { TestTown, TestTowns } from '../support/town.js';
import { addUser, call, logIn } from './api.js';
import { openBench } from './support.js';
import type { Bench } from './support.js';

/** A server over a database of the file's own, with one town and somebody of its office. */
export interface Office {
  readonly bench: Bench;
  readonly towns: TestTowns;
  readonly town: TestTown;
  /** The token of an operator of that town. */
  readonly operator: string;
  /** Asks something beneath the town, as "GET /disputes"; as the operator unless said otherwise. */
  asked(what: string, body?: object, token?: string): ReturnType<typeof call>;
}

/**
 * Gives the calling file an office for all of its tests; `furnish` adds to the town before the
 * first of them. The returned object is filled before that.
 */
export function useOffice(furnish: (office: Office) => unknown = () => undefined): Office {
  const office = {} as { -readonly [key in keyof Office]: Office[key] };
  office.asked = (what, body, token = office.operator) => {
    const [method = '', path = ''] = what.split(' ');
    return call(office.bench, token, `${method} /v1/towns/${office.town.id}${path}`, body);
  };
  beforeAll(async () => {
    office.bench = await openBench();
    office.towns = openTestTowns(office.bench);
    office.town = await office.towns.open();
    const { email } = await addUser(office.bench, 'OPERATOR', [office.town.id]);
    office.operator = await logIn(office.bench, email);
    await furnish(office);
  });
  afterAll(async () => {
    await office.towns.close();
    await office.bench.close();
  });
  return office;
}

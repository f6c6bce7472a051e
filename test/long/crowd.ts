import { setTimeout as pause } from 'node:timers/promises';
import { DEMO, DEMO_DISPLAY_NUMBER, demoPhone } from '../../src/demo-town.js';
import { inboundBody, openWebhookPoster } from '../../src/embedded/meta-webhook.js';
import type { Saying, WebhookPoster } from '../../src/embedded/meta-webhook.js';
import type { SentMessage } from '../../src/embedded/sent-log.js';
import { ExpectedBasket, GOODS } from './crowd-basket.js';

/** A message that the service answered with 200. */
export interface Accepted {
  readonly wamid: string;
  readonly phone: string;
  readonly act: 'order' | 'confirm' | 'again' | 'status' | 'menu' | 'answer';
}

/** One retailer and what they must have by everything that was accepted of them. */
export interface CrowdRetailer {
  readonly index: number;
  readonly phone: string;
  readonly basket: ExpectedBasket;
  /** The lines of each order, in the order in which they were confirmed. */
  readonly orders: (readonly string[])[];
  /** Baskets that became orders by a press of their button. */
  readonly pressed: string[];
  /** What the newest Confirm button names. */
  button: OpenBasket | undefined;
  heard: number;
}

export interface CrowdSettings {
  readonly webhookUrl: string;
  readonly appSecret: string;
  readonly retailers: number;
  /** A whole number from 0 up to `below`, the same ones in every run. */
  readonly random: (below: number) => number;
  /**
   * The basket that is open, as the database has it; undefined also while anything they said
   * still waits: an earlier "confirm" may be about to close it.
   */
  readonly openBasket: (retailer: number) => Promise<OpenBasket | undefined>;
}

export interface OpenBasket {
  readonly id: string;
  readonly version: number;
}

const NUMBER = {
  phoneNumberId: DEMO.phoneNumberId,
  wabaId: `1${DEMO.phoneNumberId}`,
  displayPhone: DEMO_DISPLAY_NUMBER.slice(1),
};

/** Meta posts again what was not answered with 200; here sooner than it does. */
const POST_AGAIN_MS = 150;
const POST_TIMEOUT_MS = 4000;

/** Between two deeds of one retailer, and how long they look at their phone for an answer. */
const DEED_GAP_MS_MAX = 500;
const LOOK_MS = 25;
const PATIENCE_MS = 3000;

/** How long a vendor takes to answer. */
const VENDOR_MS_MAX = 1200;

/**
 * Retailers and vendors who go on with their business whatever happens to the service, and know
 * what must have come of it. Each of them says one thing after another, as on a phone; what is not
 * taken is said again with the same id, and now and then something is delivered twice.
 */
export class Crowd {
  readonly accepted: Accepted[] = [];
  /** What the vendors answered, by offer. */
  readonly answers = new Map<string, 'accept' | 'decline'>();
  readonly retailers: readonly CrowdRetailer[];
  /** Statuses of the webhook other than 200 and those of a dead service. */
  readonly oddStatuses: number[] = [];
  postsRepeated = 0;
  readonly #settings: CrowdSettings;
  readonly #poster: WebhookPoster;
  readonly #byPhone: ReadonlyMap<string, CrowdRetailer>;
  readonly #offers = new Set<string>();
  readonly #going = new Set<Promise<void>>();
  #stopped = false;
  #closed = false;
  #count = 0;

  constructor(settings: CrowdSettings) {
    this.#settings = settings;
    this.#poster = openWebhookPoster({
      url: settings.webhookUrl,
      appSecret: settings.appSecret,
      connections: settings.retailers,
      timeoutMs: POST_TIMEOUT_MS,
    });
    this.retailers = Array.from({ length: settings.retailers }, (_, i) => ({
      // The second retailer of the demo has a limit too small for any order.
      index: i + 3,
      phone: demoPhone('retailer', i + 3),
      basket: new ExpectedBasket(),
      orders: [],
      pressed: [],
      button: undefined,
      heard: 0,
    }));
    this.#byPhone = new Map(this.retailers.map((retailer) => [retailer.phone, retailer]));
  }

  start(): void {
    for (const retailer of this.retailers) this.#go(this.#trade(retailer));
  }

  /** Whether nobody is saying anything or thinking about an answer. */
  get isIdle(): boolean {
    return this.#going.size === 0;
  }

  /** Lets retailers finish what they have begun; vendors go on answering what reaches them. */
  stop(): void {
    this.#stopped = true;
  }

  /** Lets go of everything, said or not. */
  async close(): Promise<void> {
    this.#stopped = true;
    this.#closed = true;
    await this.#poster.close();
  }

  /** What came to a phone: a retailer looks, a vendor thinks about a new offer. */
  hear({ to, payload }: SentMessage): void {
    const id = firstButton(payload);
    const retailer = this.#byPhone.get(to);
    if (retailer) {
      retailer.heard += 1;
      const [, basketId, version] = /^confirm:([0-9a-f-]+):(\d+)$/.exec(id) ?? [];
      if (basketId !== undefined) retailer.button = { id: basketId, version: Number(version) };
      return;
    }
    const [, offerId] = /^accept:([0-9a-f-]+)$/.exec(id) ?? [];
    if (offerId === undefined || this.#offers.has(offerId)) return;
    this.#offers.add(offerId);
    this.#go(this.#answer(to, offerId));
  }

  #go(work: Promise<void>): void {
    this.#going.add(work);
    void work.finally(() => this.#going.delete(work));
  }

  async #answer(phone: string, offerId: string): Promise<void> {
    const { random } = this.#settings;
    const chance = random(100);
    await pause(random(VENDOR_MS_MAX));
    // Some offers are never answered: their deadline is far away.
    if (chance >= 92) return;
    const answer = chance < 75 ? 'accept' : 'decline';
    this.answers.set(offerId, answer);
    const choice = { id: `${answer}:${offerId}`, title: answer };
    await this.#say(phone, 'answer', { choice });
  }

  async #trade(retailer: CrowdRetailer): Promise<void> {
    const { random } = this.#settings;
    while (!this.#stopped) {
      const before = retailer.heard;
      await this.#deed(retailer);
      if (random(2) === 0) await this.#look(retailer, before);
      else await pause(random(DEED_GAP_MS_MAX));
    }
  }

  async #look(retailer: CrowdRetailer, before: number): Promise<void> {
    for (let waitedMs = 0; waitedMs < PATIENCE_MS && !this.#stopped; waitedMs += LOOK_MS) {
      if (retailer.heard > before) return;
      await pause(LOOK_MS);
    }
  }

  /** One thing to say, and what must come of it once it is accepted. */
  async #deed(retailer: CrowdRetailer): Promise<void> {
    const { random } = this.#settings;
    const { basket, phone } = retailer;
    const chance = random(100);
    if (chance < 10) return this.#say(phone, 'menu', { text: 'menu' });
    if (chance < 25) return this.#say(phone, 'status', { text: 'status' });
    if (chance < 60 && !basket.isEmpty) return this.#confirm(retailer);
    const old = retailer.pressed[random(Math.max(1, retailer.pressed.length))];
    if (chance >= 95 && old !== undefined) {
      return this.#say(phone, 'again', { choice: { id: old, title: 'Confirm' } });
    }
    const lines = Array.from({ length: 1 + random(3) }, () => ({
      good: GOODS[random(GOODS.length)] ?? GOODS[0],
      quantity: 1 + random(9),
    }));
    const text = lines.map(({ good, quantity }) => `${quantity} ${good.said}`).join(', ');
    await this.#say(phone, 'order', { text });
    basket.add(lines);
  }

  /** Presses the button when it shows the basket as it is by now, else says so in words. */
  async #confirm(retailer: CrowdRetailer): Promise<void> {
    const { basket, button, phone, orders, pressed } = retailer;
    const open = await this.#settings.openBasket(retailer.index);
    // Else it would rightly be refused, and nothing could be expected of it.
    if (button && button.id === open?.id && button.version === basket.edits) {
      const id = `confirm:${button.id}:${button.version}`;
      await this.#say(phone, 'confirm', { choice: { id, title: 'Confirm' } });
      pressed.push(id);
    } else {
      await this.#say(phone, 'confirm', { text: 'confirm' });
    }
    orders.push(basket.take());
  }

  /** Delivers a message until it is taken, and sometimes once more: both are what Meta does. */
  async #say(phone: string, act: Accepted['act'], say: Saying): Promise<void> {
    this.#count += 1;
    const wamid = `wamid.kill.${this.#count}`;
    const typedAtMs = Date.now();
    const body = inboundBody(NUMBER, [{ id: wamid, phone, name: 'Crowd', typedAtMs, say }]);
    while ((await this.#post(body)) !== 200) {
      if (this.#closed) return;
      this.postsRepeated += 1;
      await pause(POST_AGAIN_MS);
    }
    this.accepted.push({ wamid, phone, act });
    if (this.#settings.random(20) === 0) await this.#post(body);
  }

  async #post(body: string): Promise<number> {
    const status = await this.#poster.post(body);
    if (status !== 0 && status !== 200 && status < 500) this.oddStatuses.push(status);
    return status;
  }
}

/** The id behind a message's first button; '' when it has none. */
function firstButton(payload: SentMessage['payload']): string {
  const interactive = payload['interactive'] as
    { action?: { buttons?: { reply?: { id?: string } }[] } } | undefined;
  return interactive?.action?.buttons?.[0]?.reply?.id ?? '';
}

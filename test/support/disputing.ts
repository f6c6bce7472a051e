import { readTown } from '../../src/domain/towns/towns.js';
import { answerDispute } from '../../src/usecases/answer-dispute.js';
import type { DisputeAnswer } from '../../src/usecases/answer-dispute.js';
import { decideDispute } from '../../src/usecases/decide-dispute.js';
import type { OperatorRuling } from '../../src/usecases/decide-dispute.js';
import { complain } from '../../src/usecases/open-dispute.js';
import type { Complaint } from '../../src/usecases/open-dispute.js';
import { deliverIn } from './delivering.js';
import type { Packed } from './delivering.js';
import type { TestTown } from './town.js';
import { edit, must, tradeIn } from './trade.js';
import type { Trade } from './trade.js';

/** An order that came, and who brought it. */
export interface Arrived extends Packed {
  readonly retailerId: string;
  readonly driverId: string;
}

/** Steps of disputes, each in a transaction of its own. */
export interface Disputing {
  /** Five cartons of oil at 2,480 rupees and two bags of rice at 2,300, delivered whole. */
  arrived(options?: { readonly cash?: bigint | null }): Promise<Arrived>;
  complain(
    order: Pick<Arrived, 'retailerId'>,
    said: Partial<Complaint>,
  ): ReturnType<typeof complain>;
  /** Opened for so many of a line. */
  opened(order: Arrived, lineNo: number, quantity: bigint): Promise<string>;
  answer(
    vendorId: string,
    answer: DisputeAnswer['answer'],
    disputeId?: string | null,
  ): ReturnType<typeof answerDispute>;
  decide(disputeId: string, ruling: Partial<OperatorRuling>): ReturnType<typeof decideDispute>;
  balance(retailerId: string): Promise<bigint>;
}

/** Steps in one town. */
export function disputeIn(town: TestTown, trade: Trade = tradeIn(town)): Disputing {
  const road = deliverIn(town, trade);
  const { oil, rice } = town.products;
  const terms = { catalogue: town.catalogue };
  const disputing: Disputing = {
    arrived: async ({ cash } = {}) => {
      const [retailerId, driverId] = [await town.addRetailer(), await town.addDriver()];
      const basket = await trade.fill(retailerId, [
        edit('add', oil, '5', 'ctn'),
        edit('add', rice, '2', 'bag'),
      ]);
      const { orderId, number } = must(await trade.place(retailerId, basket, cash !== undefined));
      must(await trade.assign(orderId));
      const { offerId = '', vendorId = '' } = (await trade.openOffer(orderId)) ?? {};
      must(await trade.answer(vendorId, offerId, 'accept'));
      must(await trade.pack(orderId, []));
      const { rows } = await town.admin('select id, code from deliveries where order_id = $1', [
        orderId,
      ]);
      const { id: deliveryId, code } = rows[0] as { id: string; code: string };
      must(await road.allocate(deliveryId));
      must(await road.take(driverId, deliveryId));
      must(await road.step(driverId, number, 'set_out'));
      must(await road.deliver(driverId, { number, code }));
      if (cash) must(await road.cash(driverId, number, cash, true));
      return { orderId, number, vendorId, deliveryId, code, retailerId, driverId };
    },
    complain: ({ retailerId }, said) =>
      town.run(async (tx) => {
        const { settings } = await readTown(tx);
        return complain(
          tx,
          town.cause('retailer', retailerId),
          { ...terms, settings },
          {
            retailerId,
            number: null,
            lineNo: null,
            productIds: [],
            quantity: null,
            unit: null,
            problem: null,
            said: 'in words',
            ...said,
          },
        );
      }),
    opened: async (order, lineNo, quantity) => {
      const said = { number: order.number, lineNo, quantity, problem: 'damaged' } as const;
      const opened = must(await disputing.complain(order, said));
      if (opened.was !== 'opened') throw new Error(`asked for ${opened.what}`);
      return opened.dispute.disputeId;
    },
    answer: (vendorId, answer, disputeId = null) =>
      town.run(async (tx) => {
        const { settings } = await readTown(tx);
        const wanted = { vendorId, disputeId, answer, said: '' };
        return answerDispute(tx, town.cause('vendor', vendorId), { ...terms, settings }, wanted);
      }),
    decide: (disputeId, ruling) =>
      town.run(async (tx) => {
        const { settings } = await readTown(tx);
        return decideDispute(
          tx,
          town.cause('operator', 'op'),
          { ...terms, settings },
          {
            disputeId,
            granted: 0n,
            bearer: 'vendor',
            returnAs: 'wallet',
            reason: 'looked at it',
            ...ruling,
          },
        );
      }),
    balance: async (retailerId) => {
      const { rows } = await town.admin(
        'select balance_minor from credit_accounts where town_id = $1 and retailer_id = $2',
        [town.id, retailerId],
      );
      return BigInt((rows[0] as { balance_minor: string }).balance_minor);
    },
  };
  return disputing;
}

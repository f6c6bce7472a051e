import { readHeld } from '../../usecases/read-held.js';
import { readOpenOffer, readOrderToPack } from '../../usecases/read-keyed-order.js';
import { readVendorPrice } from '../../usecases/read-vendor-price.js';
import { partyId } from '../deeds.js';
import type { Turn } from '../turn.js';
import type { VendorKeypadDeed, VendorKeypadOutcome } from './vendor-vocabulary.js';

/** Reads what a vendor's keypad shows; what is done about it is done as everywhere. */
export async function readForVendor(
  turn: Turn,
  effect: VendorKeypadDeed,
): Promise<VendorKeypadOutcome> {
  const { tx, cause, knowledge } = turn;
  const { catalogue } = knowledge;
  const vendorId = partyId(turn);
  switch (effect.type) {
    case 'read_offer': {
      const { offerId, number } = effect;
      const offer = await readOpenOffer(tx, cause, catalogue, { vendorId, offerId });
      return { type: 'OFFER_READ', offer, number };
    }
    case 'read_to_pack': {
      const { number } = effect;
      const wanted = { vendorId, number: BigInt(number) };
      const order = await readOrderToPack(tx, catalogue, wanted);
      return { type: 'TO_PACK_READ', order, number };
    }
    case 'read_held': {
      const { productId } = effect;
      const held = await readHeld(tx, catalogue, { vendorId, productId });
      return { type: 'HELD_READ', held, name: catalogue.products.get(productId)?.name ?? '' };
    }
    case 'read_price': {
      const { productId } = effect;
      const price = await readVendorPrice(tx, catalogue, { vendorId, productId });
      const priceMinor = price?.priceMinor?.toString() ?? null;
      return { type: 'PRICE_READ', price: price && { ...price, priceMinor } };
    }
  }
}

/** What retailers ask of the town's goods as a whole: part of the lists of `vocabulary.ts`. */

/** A product as it is shown: in its default unit, at the retailer's price. */
export interface GoodsView {
  readonly productId: string;
  readonly name: string;
  readonly unit: string;
  readonly priceMinor: string;
}

/** What there is: of one shelf, or of all; `skip`: so many were shown before. */
interface GoodsPage {
  readonly shelf: string | null;
  readonly skip: number;
}

export type GoodsPersonEvent = GoodsPage & { readonly type: 'GOODS_ASKED' };

/** A page of what there is, at the retailer's prices: of each shelf some, or one shelf's goods. */
export type GoodsOutcome = GoodsPage & {
  readonly type: 'GOODS_READ';
  readonly shelves: readonly { readonly shelf: string; readonly options: readonly GoodsView[] }[];
  /** Shelves, or goods of the one, that come after these. */
  readonly left: number;
};

export type GoodsEffect = GoodsPage & { readonly type: 'read_goods' };

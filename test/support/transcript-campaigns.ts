import { metaJson } from '../../src/embedded/meta-webhook.js';
import type { Player } from './player.js';

type Change = (player: Player, words: string[]) => void | Promise<void>;

/** Offers that we send unasked, and what the provider says of who wants them. */
export const CAMPAIGN_CHANGES: Readonly<Record<string, Change>> = {
  /** ! switches stop | resume: the speaker uses WhatsApp's own switch for advertising. */
  switches: async ({ service, phone }, [value = '']) => {
    const preference = {
      wa_id: phone.slice(1),
      category: 'marketing_messages',
      value,
      timestamp: Math.floor(service.universe.nowMs() / 1000),
    };
    const change = {
      field: 'user_preferences',
      value: {
        messaging_product: 'whatsapp',
        metadata: { phone_number_id: service.place.phoneNumberId },
        user_preferences: [preference],
      },
    };
    const entry = [{ id: '9', changes: [change] }];
    await service.deliver(metaJson({ object: 'whatsapp_business_account', entry }));
  },
};

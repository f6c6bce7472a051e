import type { Universe } from '../../src/base/universe.js';
import type { Log } from '../../src/base/log.js';
import type { Channel } from '../../src/channels/channel.js';
import { openSmsPosts } from '../../src/channels/sms/posts.js';
import { openSms } from '../../src/channels/sms/sms.js';
import type { Database } from '../../src/db/database.js';
import { openSmsDouble } from '../../src/embedded/sms-double.js';
import type { SmsDouble } from '../../src/embedded/sms-double.js';
import { openIntake } from '../../src/inbox/intake.js';

const SMS_TOKEN = 'a-message-path-token-of-the-tests';
const AT = { username: 'test', apiKey: 'test-at-api-key' } as const;

/** Short messages of a stage: the true webhook reader, intake and channel, and the double. */
export interface StageSms {
  readonly double: SmsDouble;
  readonly channel: Channel;
  /** Stores a body as the webhook of that form would; the id of its message is in `fields`. */
  post(form: 'inbound' | 'delivery' | 'optout', fields: Record<string, string>): Promise<void>;
  close(): Promise<void>;
}

export async function openStageSms(parts: {
  readonly database: Database;
  readonly universe: Universe;
  readonly log: Log;
  readonly pinKey: string;
}): Promise<StageSms> {
  const { database, universe, log, pinKey } = parts;
  const double = await openSmsDouble({ universe, port: 0, ...AT, reports: null, logMax: 10_000 });
  const channel = openSms({
    ...AT,
    baseUrl: double.url,
    senderId: undefined,
    pinKey,
    timeoutMs: 2_000,
  });
  const posts = openSmsPosts({ pathTokens: [SMS_TOKEN], universe, log });
  const intake = openIntake({ channel: 'sms', database, universe, log, ring: () => undefined });
  return {
    double,
    channel,
    post: async (form, fields) => {
      const body = Buffer.from(new URLSearchParams(fields).toString());
      const post = posts.read(`africastalking/${SMS_TOKEN}/${form}`, body);
      if (post.kind === 'too_many') throw new Error('a story writes faster than the limit');
      const correlationId = universe.newId();
      if (post.kind === 'element') {
        await intake.take({ elements: [post.element], remains: [], correlationId });
      } else {
        const remains = [{ reason: 'unusable', body }];
        await intake.take({ elements: [], remains, correlationId });
      }
    },
    close: async () => {
      await intake.close();
      await channel.close();
      await double.close();
    },
  };
}
